import type { Kysely } from 'kysely'
import type { Engine, Place } from './engine.ts'
import { refuseInsideUnit } from './inside-unit.ts'
import type { Reading } from './reading.ts'
import type { Scope, SystemScope, SystemUnit, Tables, Unit, UnitOptions } from './sql.ts'
import type { Statement, StatementParams } from './statement.ts'
import { tenantGuard } from './tenant-guard.ts'
import { checkTenantId } from './tenant-id.ts'

const mostKept = 1000

/** The scopes of one open database. Those of the tenants seen last are kept, with what was built for them. */
export class Scopes {
  readonly system: SystemScope
  private readonly engine: Engine
  private readonly kept = new Map<string, Scope>()

  constructor(engine: Engine) {
    this.engine = engine
    this.system = new OpenScope(engine, { tenant: null, plugins: [] })
  }

  tenant(id: string): Scope {
    let scope = this.kept.get(id)
    if (scope) this.kept.delete(id)
    else scope = new OpenScope(this.engine, { tenant: checkTenantId(id), plugins: [tenantGuard(id, this.engine.tenantTables)] })
    this.kept.set(id, scope)
    const [oldest] = this.kept.keys()
    if (oldest !== undefined && this.kept.size > mostKept) this.kept.delete(oldest)
    return scope
  }
}

class OpenScope implements Scope, SystemScope {
  private readonly engine: Engine
  private readonly place: Place
  private kysely: Kysely<Tables> | undefined

  constructor(engine: Engine, place: Place) {
    this.engine = engine
    this.place = place
  }

  get tenant(): string {
    return this.place.tenant ?? ''
  }

  get sql(): Kysely<Tables> {
    refuseInsideUnit('the reader is used')
    if (this.place.tenant === null) throw new Error("the system's scope runs named statements only")
    this.kysely ??= this.engine.makeKysely((query, values) => {
      refuseInsideUnit('the reader is used')
      return this.engine.read(this.place, query, values)
    }, this.place.plugins)
    return this.kysely
  }

  async read<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]> {
    refuseInsideUnit(`"${statement.name}" is read by the outer scope`)
    const compiled = this.engine.statements.of(statement, this.place.tenant)
    const { rows } = await this.engine.read(this.place, compiled, compiled.values(params, this.place.tenant))
    return rows as Row[]
  }

  async readApart<Input, Answer>(reading: Reading<Input, Answer>, input: Input): Promise<Answer> {
    refuseInsideUnit(`"${reading.name}" is read`)
    const { tenant, plugins } = this.place
    if (tenant === null) throw new Error("the system's scope runs named statements only")
    return await this.engine.readApart({ tenant, plugins }, reading, input)
  }

  async unit<Result>(name: string, work: (unit: Unit & SystemUnit) => Promise<Result>, options: UnitOptions = {}): Promise<Result> {
    refuseInsideUnit(`unit "${name}" begins`)
    return await this.engine.unit(this.place, name, work, options)
  }
}
