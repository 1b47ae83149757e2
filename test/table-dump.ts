import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** One row of any table, and what stands in it as text: how an erased person would be found by whoever has the database in hand. */
export interface DumpedRow {
  table: string
  /** `column=value`, one a line. */
  text: string
  /** Of those the ones that hold text: a time's digits are no phone number. */
  words: string
}

/** Every row of every table there is, past all walls between tenants. */
export async function dumpTables(url: string): Promise<DumpedRow[]> {
  return url.startsWith('file:') ? dumpSqlite(sqlitePath(url)) : dumpPostgres(url)
}

export function sqlitePath(url: string): string {
  return url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length)
}

function dumpSqlite(path: string): DumpedRow[] {
  using database = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
  const tables = database.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").all()
  return tables.flatMap(({ name }) =>
    database
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => dumped(String(name), row)),
  )
}

/** Row-level security holds everybody but a superuser. */
async function dumpPostgres(url: string): Promise<DumpedRow[]> {
  const outside = new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres:postgres@127.0.0.1:5432/postgres')
  outside.pathname = new URL(url).pathname
  const types = { getTypeParser: (id: number) => (id === pg.types.builtins.INT8 ? Number : String) }
  const client = new pg.Client({ connectionString: outside.href, types })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    )
    const found: DumpedRow[] = []
    for (const { name } of tables)
      for (const row of (await client.query(`select * from "${name}"`)).rows) found.push(dumped(name, row as Record<string, unknown>))
    return found
  } finally {
    await client.end()
  }
}

function dumped(table: string, row: Record<string, unknown>): DumpedRow {
  const columns = Object.entries(row)
  const write = (some: typeof columns) => some.map(([name, value]) => `${name}=${String(value)}`).join('\n')
  return { table, text: write(columns), words: write(columns.filter(([, value]) => typeof value === 'string')) }
}
