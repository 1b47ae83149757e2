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

async function readSqlite(url: string): Promise<Table[]> {
  const path = url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length)
  using database = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
  const names = database.prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`).all()
  return names.map(({ name }) => ({ name: String(name), rows: database.prepare(`select * from "${name}"`).all() }))
}

async function readPostgres(url: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: superuserUrlOf(url) })
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
