import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { CompiledStatements } from '../server/platform/sql/compile.ts'
import { postgresKysely } from '../server/platform/sql/postgres-kysely.ts'
import { sqliteKysely } from '../server/platform/sql/sqlite-connection.ts'
import type { AnyStatement } from '../server/platform/sql/statement.ts'
import type { TestDatabase } from './engines.ts'

/**
 * Fails with the names of the statements that would read one of the large tables from end to end. The database has been opened
 * with its migrations before; it may be empty. Walking along an index that covers a part of a table only is no full scan.
 */
export async function assertNoFullScan(
  { url }: Pick<TestDatabase, 'url'>,
  statements: readonly AnyStatement[],
  largeTables: readonly string[],
): Promise<void> {
  const explain = url.startsWith('file:') ? scansOnSqlite : scansOnPostgres
  const engine = url.startsWith('file:') ? 'sqlite' : 'postgres'
  const found = await explain(
    url,
    statements.filter(({ only }) => only === null || only === engine),
  )
  const large = new Set(largeTables)
  assert.deepEqual(
    found.filter(({ table }) => large.has(table)).map(({ statement, table, how }) => `${statement} reads all of ${table}: ${how}`),
    [],
  )
}

interface Scan {
  statement: string
  table: string
  how: string
}

const noRun = () => ({ rows: [], changes: 0 })
const noTables: ReadonlySet<string> = new Set()

async function scansOnSqlite(url: string, statements: readonly AnyStatement[]): Promise<Scan[]> {
  const compiled = new CompiledStatements((plugins) => sqliteKysely(noRun, plugins), noTables)
  using db = new DatabaseSync(url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length), { readOnly: true })
  const partial = new Set(
    db
      .prepare(`select name from sqlite_schema where type = 'index' and sql like '% where %'`)
      .all()
      .map(({ name }) => name),
  )
  return statements.flatMap((statement) => {
    const { sql } = compiled.of(statement, statement.system ? null : 'demo')
    const names = new Map([...sql.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table = '', alias = '']) => [alias, table]))
    return db
      .prepare(`explain query plan ${sql}`)
      .all()
      .flatMap(({ detail }) => {
        const [, alias = '', index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(String(detail)) ?? []
        if (alias === '' || (index !== undefined && partial.has(index))) return []
        return [{ statement: statement.name, table: names.get(alias) ?? alias, how: String(detail) }]
      })
  })
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

async function scansOnPostgres(url: string, statements: readonly AnyStatement[]): Promise<Scan[]> {
  const compiled = new CompiledStatements((plugins) => postgresKysely(noRun, plugins), noTables)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // On empty tables every plan is cheap; what is asked is whether there is one without reading all.
    await client.query('set enable_seqscan = off; set plan_cache_mode = force_generic_plan')
    const { rows } = await client.query<{ index: string; table: string; partial: boolean }>(
      `select indexrelid::regclass::text as index, indrelid::regclass::text as table, indpred is not null as partial from pg_index`,
    )
    const indexes = new Map(rows.map((row) => [row.index, row]))
    const found: Scan[] = []
    for (const statement of statements) {
      const { sql } = compiled.of(statement, statement.system ? null : 'demo')
      await client.query(`prepare asked as ${sql}`)
      const count = new Set(sql.match(/\$\d+/g)).size
      const execute = count === 0 ? 'execute asked' : `execute asked(${Array(count).fill('null').join(', ')})`
      const answer = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${execute}`)
      await client.query('deallocate asked')
      for (const node of flat(answer.rows[0]?.['QUERY PLAN'][0]?.Plan)) {
        const how = node['Node Type']
        const index = indexes.get(node['Index Name'] ?? '')
        if (how === 'Seq Scan') found.push({ statement: statement.name, table: node['Relation Name'] ?? '', how })
        else if (index && !index.partial && node['Index Cond'] === undefined)
          found.push({ statement: statement.name, table: index.table, how: `${how} on ${index.index}` })
      }
    }
    return found
  } finally {
    await client.end()
  }
}

function flat(plan: Plan | undefined): Plan[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(flat)] : []
}
