import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely'
import { writtenConstants } from './constants.ts'
import type { Query } from './engine.ts'
import { forRows } from './many-rows.ts'
import { checkValue, isValue, Placeholder, type Value } from './placeholder.ts'
import type { Database, Tables } from './sql.ts'
import type { AnyStatement, StatementParams } from './statement.ts'
import { tenantGuard } from './tenant-guard.ts'

export interface Compiled extends Query {
  /** The values in the order the query wants them, taken by name from the caller's. */
  values(params: StatementParams, tenant: string | null): Value[]
  /** The same for several rows at once; the values of all of them follow each other. */
  forRows(rows: number): Query
}

/** The statements of one open database: each is built on its first use, and afterwards a run only fills in values. */
export class CompiledStatements {
  private readonly engine: Database['engine']
  private readonly compiled = new Map<AnyStatement, Compiled>()
  private readonly tenants: Kysely<Tables>
  private readonly systems: Kysely<Tables>

  constructor(engine: Database['engine'], makeKysely: (plugins: KyselyPlugin[]) => Kysely<Tables>, tenantTables: ReadonlySet<string>) {
    this.engine = engine
    this.tenants = makeKysely([tenantGuard(null, tenantTables), writtenConstants()])
    this.systems = makeKysely([writtenConstants()])
  }

  of(statement: AnyStatement, tenant: string | null): Compiled {
    if (statement.system !== (tenant === null)) {
      throw new Error(`statement "${statement.name}" belongs to ${statement.system ? "the system's scope" : "a tenant's scope"}`)
    }
    const known = this.compiled.get(statement)
    if (known) return known
    const compiled = compile(statement, statement.system ? this.systems : this.tenants, this.engine)
    this.compiled.set(statement, compiled)
    return compiled
  }
}

function compile(statement: AnyStatement, sql: Kysely<Tables>, engine: Database['engine']): Compiled {
  const { name } = statement
  const query = build(statement, sql, engine)
  const longer = new Map<number, Query>()
  return {
    name,
    sql: query.sql,
    forRows(rows) {
      const known = longer.get(rows) ?? forRows({ name, sql: query.sql }, rows)
      longer.set(rows, known)
      return known
    },
    values(params, tenant) {
      const values: Value[] = []
      for (const parameter of query.parameters) {
        if (!(parameter instanceof Placeholder)) values.push(parameter as Value)
        else if (parameter.name === 'tenant' && tenant !== null) values.push(tenant)
        else {
          const value = params[parameter.name]
          // The error's words are put together only when they are needed: this is asked for every value of every query.
          values.push(isValue(value) ? value : checkValue(value, `statement "${name}": ${parameter.name}`))
        }
      }
      return values
    },
  }
}

function build(statement: AnyStatement, sql: Kysely<Tables>, engine: Database['engine']): CompiledQuery {
  const placeholders = new Proxy({}, { get: (_, param) => new Placeholder(String(param)) })
  try {
    return statement.build(sql, placeholders as never, engine).compile()
  } catch (error) {
    throw new Error(`statement "${statement.name}" cannot be built: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
