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
  const large = new Set(largeTables)
  const plans = await plansOf({ url }, statements)
  assert.deepEqual(
    plans.flatMap(({ statement, steps }) =>
      steps.flatMap(({ how, scans }) => (scans !== null && large.has(scans) ? [`${statement} reads all of ${scans}: ${how}`] : [])),
    ),
    [],
  )
}

export interface StatementPlan {
  statement: string
  steps: Step[]
}

interface Step {
  /** In the words of the database. */
  how: string
  /** The table that is read from end to end. */
  scans: string | null
}

/** How each of these is carried out on this database. */
export function plansOf({ url }: Pick<TestDatabase, 'url'>, statements: readonly AnyStatement[]): Promise<StatementPlan[]> {
  const engine = url.startsWith('file:') ? 'sqlite' : 'postgres'
  const explained = statements.filter(({ only }) => only === null || only === engine)
  return engine === 'sqlite' ? plansOnSqlite(url, explained) : plansOnPostgres(url, explained)
}

const noRun = () => ({ rows: [], changes: 0 })
const noTables: ReadonlySet<string> = new Set()

async function plansOnSqlite(url: string, statements: readonly AnyStatement[]): Promise<StatementPlan[]> {
  const compiled = new CompiledStatements('sqlite', (plugins) => sqliteKysely(noRun, plugins), noTables)
  using db = new DatabaseSync(url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length), { readOnly: true })
  const partial = new Set(
    db
      .prepare(`select name from sqlite_schema where type = 'index' and sql like '% where %'`)
      .all()
      .map(({ name }) => name),
  )
  return statements.map((statement) => {
    const { sql } = compiled.of(statement, statement.system ? null : 'demo')
    const names = new Map([...sql.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table = '', alias = '']) => [alias, table]))
    const steps = db
      .prepare(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => {
        const how = String(detail)
        const [, alias = '', index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(how) ?? []
        const scans = alias === '' || (index !== undefined && partial.has(index)) ? null : (names.get(alias) ?? alias)
        return { how, scans }
      })
    return { statement: statement.name, steps }
  })
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

async function plansOnPostgres(url: string, statements: readonly AnyStatement[]): Promise<StatementPlan[]> {
  const compiled = new CompiledStatements('postgres', (plugins) => postgresKysely(noRun, plugins), noTables)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // On empty tables every plan is cheap; what is asked is whether there is one without reading all.
    await client.query('set enable_seqscan = off; set plan_cache_mode = force_generic_plan')
    const { rows } = await client.query<{ index: string; table: string; partial: boolean }>(
      `select indexrelid::regclass::text as index, indrelid::regclass::text as table, indpred is not null as partial from pg_index`,
    )
    const indexes = new Map(rows.map((row) => [row.index, row]))
    const plans: StatementPlan[] = []
    for (const statement of statements) {
      const { sql } = compiled.of(statement, statement.system ? null : 'demo')
      await client.query(`prepare asked as ${sql}`)
      const count = new Set(sql.match(/\$\d+/g)).size
      const execute = count === 0 ? 'execute asked' : `execute asked(${Array(count).fill('null').join(', ')})`
      const answer = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${execute}`)
      await client.query('deallocate asked')
      const steps = flat(answer.rows[0]?.['QUERY PLAN'][0]?.Plan).map((node) => {
        const index = indexes.get(node['Index Name'] ?? '')
        const walks = index && !index.partial && node['Index Cond'] === undefined
        const how = [node['Node Type'], index && `on ${index.index}`, node['Index Cond']].filter(Boolean).join(' ')
        return { how, scans: node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? '') : walks ? index.table : null }
      })
      plans.push({ statement: statement.name, steps })
    }
    return plans
  } finally {
    await client.end()
  }
}

function flat(plan: Plan | undefined): Plan[] {
  return plan ? [plan, ...(plan.Plans ?? []).flatMap(flat)] : []
}
