import { CompiledStatements } from './compile.ts'
import type { Place } from './engine.ts'
import { type Migration, tenantTablesOf } from './migration.ts'
import { type Look, openLook, readingCalled } from './reading.ts'
import { DatabaseUnavailable } from './sql.ts'
import { SqliteConnection, sqliteKysely } from './sqlite-connection.ts'
import { asUnavailable } from './sqlite-errors.ts'
import { tenantGuard } from './tenant-guard.ts'
import { checkTenantId } from './tenant-id.ts'

/** Who answers readings beside the event loop. */
export interface ReaderThread {
  ask(question: { tenant: string; reading: string; input: unknown }): Promise<unknown>
  close(): Promise<void>
}

export interface Question {
  readonly id: number
  readonly tenant: string
  readonly reading: string
  readonly input: unknown
}

export type Answered = { readonly id: number } & ({ readonly answer: unknown } | { readonly error: unknown; readonly unavailable: boolean })

/** The side of a thread that hears questions and answers them, one after the other. */
interface Port {
  on(event: 'message', heard: (questions: readonly Question[]) => void): unknown
  postMessage(answers: readonly Answered[]): void
}

/** Answers readings from a connection of its own, for as long as its thread lives. */
export function serveReadings(port: Port, { path, migrations }: { path: string; migrations: readonly Migration[] }): void {
  const lookOf = openLooks(path, migrations)
  let busy: Promise<void> = Promise.resolve()
  port.on('message', (questions) => {
    busy = busy.then(async () => port.postMessage(await Promise.all(questions.map((question) => answer(question, lookOf)))))
  })
}

async function answer({ id, tenant, reading, input }: Question, lookOf: (tenant: string) => Look): Promise<Answered> {
  try {
    return { id, answer: await readingCalled(reading).work(lookOf(tenant), input) }
  } catch (cause) {
    const error = asUnavailable(cause)
    return { id, error, unavailable: error instanceof DatabaseUnavailable }
  }
}

const mostKept = 1000

function openLooks(path: string, migrations: readonly Migration[]): (tenant: string) => Look {
  const connection = new SqliteConnection(path, { readOnly: true })
  const tenantTables = tenantTablesOf(migrations)
  const makeKysely = sqliteKysely
  const statements = new CompiledStatements('sqlite', (plugins) => makeKysely(() => ({ rows: [], changes: 0 }), plugins), tenantTables)
  const kept = new Map<string, Look>()
  return (tenant) => {
    const known = kept.get(tenant)
    if (known) return known
    const place: Place & { tenant: string } = { tenant: checkTenantId(tenant), plugins: [tenantGuard(tenant, tenantTables)] }
    const look = openLook({ name: 'sqlite', statements, makeKysely }, place, (query, values) => connection.run(query, values))
    if (kept.size === mostKept) kept.clear()
    kept.set(tenant, look)
    return look
  }
}
