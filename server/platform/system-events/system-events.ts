import type { Scope, Unit } from '../sql/sql.ts'
import { statement } from '../sql/statement.ts'

declare module '../sql/sql.ts' {
  interface Tables {
    system_events: SystemEventsTable
  }
}

interface SystemEventsTable {
  tenant_id: string
  id: string
  type: string
  level: Level
  /** Ids and counts, never anything of a customer. */
  metadata: string
  at: number
}

export type Level = 'info' | 'warn' | 'error'
export type Language = 'es' | 'pt' | 'en'
export type Metadata = Readonly<Record<string, string | number | boolean | null>>

/** Something that an operator of the shop must know, with a sentence for each language in which `{name}` stands for what is told with it. */
export interface SystemEventType<Told extends Metadata> {
  readonly type: string
  readonly level: Level
  readonly texts: Readonly<Record<Language, string>>
  /** Only for the compiler. */
  readonly told?: Told
}

const types = new Map<string, SystemEventType<Metadata>>()

export function systemEvent<Told extends Metadata>(
  type: string,
  level: Level,
  texts: SystemEventType<Told>['texts'],
): SystemEventType<Told> {
  if (types.has(type)) throw new Error(`two system events are called ${type}`)
  types.set(type, { type, level, texts })
  return { type, level, texts }
}

/** All there are, for the page that explains them. */
export function systemEventTypes(): readonly SystemEventType<Metadata>[] {
  return [...types.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1))
}

const insertSystemEvent = statement(
  'insert-system-event',
  (sql, p: { tenant: string; id: string; type: string; level: Level; metadata: string; at: number }) =>
    sql.insertInto('system_events').values({ tenant_id: p.tenant, id: p.id, type: p.type, level: p.level, metadata: p.metadata, at: p.at }),
)

const forgetOld = statement('forget-system-events', (sql, p: { tenant: string; until: number }) =>
  sql.deleteFrom('system_events').where('tenant_id', '=', p.tenant).where('at', '<', p.until),
)

const keptMs = 90 * 24 * 3_600_000

/** In the unit of what happened: there is none without the other. */
export async function tellOperators<Told extends Metadata>(
  unit: Unit,
  { type, level }: SystemEventType<Told>,
  metadata: Told,
): Promise<void> {
  const at = unit.clock.now()
  await unit.run(insertSystemEvent, { id: unit.ids(), type, level, metadata: JSON.stringify(metadata), at })
  await unit.run(forgetOld, { until: at - keptMs })
}

export interface SystemEvent {
  id: string
  level: Level
  type: string
  message: string
  metadata: Metadata
  at: number
}

export interface SystemEventFilter {
  type?: string | undefined
  level?: Level | undefined
  since?: number | undefined
}

/** Oldest first. */
export async function listSystemEvents(
  scope: Pick<Scope, 'sql' | 'tenant'>,
  filter: SystemEventFilter,
  page: { limit: number; after?: string | undefined; language: Language },
): Promise<{ items: SystemEvent[]; next: string | null }> {
  let query = scope.sql
    .selectFrom('system_events')
    .select(['id', 'type', 'level', 'metadata', 'at'])
    .where('tenant_id', '=', scope.tenant)
    .orderBy('id')
    .limit(page.limit + 1)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  if (filter.type !== undefined) query = query.where('type', '=', filter.type)
  if (filter.level !== undefined) query = query.where('level', '=', filter.level)
  if (filter.since !== undefined) query = query.where('at', '>=', filter.since)
  const rows = await query.execute()
  const items = rows.slice(0, page.limit).map(({ metadata, ...row }) => {
    const told = JSON.parse(metadata) as Metadata
    return { ...row, metadata: told, message: sentence(row.type, told, page.language) }
  })
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** What an older program told of may be unknown to this one: then its name has to do. */
function sentence(type: string, metadata: Metadata, language: Language): string {
  const text = types.get(type)?.texts[language] ?? type
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(metadata[name] ?? ''))
}
