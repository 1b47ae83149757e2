import { type ParseArgsConfig, parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { realWorld } from '../platform/world/real.ts'
import type { World } from '../platform/world/world.ts'
import { UnusableSetting } from '../unusable.ts'
import { type Answered, openShopDoor, type ShopDoor } from './shop-door.ts'

/** What every command that works at a shop takes. */
const common = { tenant: { type: 'string' }, json: { type: 'boolean' } } as const

type Values = Record<string, string | boolean | undefined>

export interface Work {
  world: World
  door: ShopDoor
  values: Values
  words: readonly string[]
}

/** Opens the shop, running or not, for one command; its answer is the exit code. */
export async function atShop(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
  work: (at: Work) => Promise<number>,
): Promise<number> {
  let parsed: { values: Values; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...common } }) as typeof parsed
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals: words } = parsed
  const read = readConfig(process.env)
  if (!read.ok) return complain(...read.problems)
  const world = realWorld()
  const { tenant, operator } = values
  const speaker = { tenant: typeof tenant === 'string' ? tenant : undefined, key: process.env.MOSTRADOR_KEY, aboutAll: operator === true }
  try {
    const opened = await openShopDoor(world, read.config, speaker)
    if (!opened.ok) return complain(opened.problem)
    try {
      return await work({ world, door: opened.door, values, words })
    } finally {
      await opened.door.close()
    }
  } catch (error) {
    if (error instanceof UnusableSetting) return complain(error.message)
    throw error
  }
}

export type Row = Readonly<Record<string, unknown>>

/** A list as people read it, in columns, or as programs do, whole. */
export function show(values: Values, items: readonly Row[], columns: Readonly<Record<string, (item: never) => unknown>>): void {
  if (values.json) {
    for (const item of items) tell(JSON.stringify(item))
    return
  }
  const heads = Object.keys(columns)
  const cells = items.map((item) => Object.values(columns).map((cell) => plain(cell(item as never))))
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)))
  for (const row of [heads, ...cells])
    tell(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

const widestCell = 60

function plain(value: unknown): string {
  if (value === null || value === undefined) return '-'
  const text = String(value).replaceAll(/\s+/g, ' ')
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text
}

/** One thing: for people each of its values on a line. */
export function showOne(values: Values, item: Row): void {
  if (values.json) {
    tell(JSON.stringify(item))
    return
  }
  const width = Math.max(...Object.keys(item).map((name) => name.length))
  for (const [name, value] of Object.entries(item))
    tell(`${name.padEnd(width)}  ${typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '-')}`)
}

/** What the shop refused, in its own words. */
export function refusedBy({ status, body }: Answered): number {
  complain(`${status}: ${body?.detail ?? 'refused'}`, ...(body?.errors ?? []).map(({ path, message }: Row) => `  ${path}: ${message}`))
  return 1
}

export function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function complain(...lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 2
}

export function bodyOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** All of a list, page by page as they are asked for. */
export async function* everyItem(door: ShopDoor, path: string): AsyncIterable<Row> {
  for (let cursor: string | undefined; ; ) {
    const page = await door.ask({ method: 'GET', path, query: { limit: '100', cursor } })
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}: ${page.body?.detail ?? ''}`)
    yield* page.body.items as Row[]
    if (page.body.next_cursor === null || page.body.next_cursor === undefined) return
    cursor = page.body.next_cursor
  }
}
