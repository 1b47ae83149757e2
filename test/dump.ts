import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { superuserUrlOf } from './engines.ts'

/** Every row of every table, as text: two dumps are the same where nothing was written in between. */
export type Dump = Readonly<Record<string, readonly string[]>>

/** How far the machine's time has been noted, which moves by itself. */
const unsteady = 'machine_time'

/** Seen by somebody whom no tenant's wall holds; `tenant` leaves out what is of another, and what is of nobody. */
export async function dumpOf(url: string, { tenant }: { tenant?: string } = {}): Promise<Dump> {
  const tables = await (url.startsWith('file:') ? readSqlite(url) : readPostgres(url))
  const mine = (row: Row) => tenant === undefined || row.tenant_id === tenant
  return Object.fromEntries(
    tables
      .filter(({ name }) => name !== unsteady)
      .map(({ name, rows }) => [
        name,
        rows
          .filter(mine)
          .map((row) => JSON.stringify(row))
          .toSorted(),
      ]),
  )
}

type Row = Record<string, unknown>
interface Table {
  name: string
  rows: Row[]
}

/** One row, and what stands in it: how somebody would be found by whoever has the database in hand. */
export interface DumpedRow {
  table: string
  /** `column=value`, one a line. */
  text: string
  /** Of those the ones that hold text: a time's digits are no phone number. */
  words: string
}

export async function dumpRows(url: string): Promise<DumpedRow[]> {
  const dump = await dumpOf(url)
  return Object.entries(dump).flatMap(([table, rows]) => rows.map((row) => dumpedRow(table, JSON.parse(row))))
}

function dumpedRow(table: string, row: Row): DumpedRow {
  const columns = Object.entries(row)
  const write = (some: typeof columns) => some.map(([name, value]) => `${name}=${String(value)}`).join('\n')
  return { table, text: write(columns), words: write(columns.filter(([, value]) => typeof value === 'string')) }
}

export function sqlitePath(url: string): string {
  return url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length)
}

async function readSqlite(url: string): Promise<Table[]> {
  using database = new DatabaseSync(sqlitePath(url), { readOnly: true, timeout: 2000 })
  const names = database.prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`).all()
  return names.map(({ name }) => ({ name: String(name), rows: database.prepare(`select * from "${name}"`).all() }))
}

async function readPostgres(url: string): Promise<Table[]> {
  const types = { getTypeParser: (id: number) => (id === pg.types.builtins.INT8 ? Number : String) }
  const client = new pg.Client({ connectionString: superuserUrlOf(url), types })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    const tables: Table[] = []
    for (const { name } of rows) tables.push({ name, rows: (await client.query<Row>(`select * from ${pg.escapeIdentifier(name)}`)).rows })
    return tables
  } finally {
    await client.end()
  }
}
