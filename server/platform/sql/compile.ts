import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely'
import type { Query } from './engine.ts'
import { checkValue, Placeholder, type Value } from './placeholder.ts'
import type { Tables } from './sql.ts'
import type { AnyStatement, StatementParams } from './statement.ts'
import { tenantGuard } from './tenant-guard.ts'

export interface Compiled extends Query {
  /** The values in the order the query wants them, taken by name from the caller's. */
  values(params: StatementParams, tenant: string | null): Value[]
}

/** The statements of one open database: each is built on its first use, and afterwards a run only fills in values. */
export class CompiledStatements {
  private readonly compiled = new Map<AnyStatement, Compiled>()
  private readonly tenants: Kysely<Tables>
  private readonly systems: Kysely<Tables>

  constructor(makeKysely: (plugins: KyselyPlugin[]) => Kysely<Tables>, tenantTables: ReadonlySet<string>) {
    this.tenants = makeKysely([tenantGuard(null, tenantTables)])
    this.systems = makeKysely([])
  }

  of(statement: AnyStatement, tenant: string | null): Compiled {
    if (statement.system !== (tenant === null)) {
      throw new Error(`statement "${statement.name}" belongs to ${statement.system ? "the system's scope" : "a tenant's scope"}`)
    }
    const known = this.compiled.get(statement)
    if (known) return known
    const compiled = compile(statement, statement.system ? this.systems : this.tenants)
    this.compiled.set(statement, compiled)
    return compiled
  }
}

function compile(statement: AnyStatement, sql: Kysely<Tables>): Compiled {
  const { name } = statement
  const whose = `statement "${name}"`
  const placeholders = new Proxy({}, { get: (_, param) => new Placeholder(String(param)) })
  const query: CompiledQuery = statement.build(sql, placeholders as never).compile()
  const slots = query.parameters.map((parameter) =>
    parameter instanceof Placeholder ? parameter : { value: checkValue(parameter, whose, 'a constant') },
  )
  return {
    name,
    sql: query.sql,
    values(params, tenant) {
      const values: Value[] = []
      for (const slot of slots) {
        if ('value' in slot) values.push(slot.value)
        else if (slot.name === 'tenant' && tenant !== null) values.push(tenant)
        else values.push(checkValue(params[slot.name], whose, slot.name))
      }
      return values
    },
  }
}
