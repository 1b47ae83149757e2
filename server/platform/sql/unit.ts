import type { Kysely } from 'kysely'
import type { Clock, Random } from '../world/world.ts'
import type { Engine, Place, Query, Run } from './engine.ts'
import type { RunningUnit } from './inside-unit.ts'
import { inLengths } from './many-rows.ts'
import type { Value } from './placeholder.ts'
import type { Database, Done, SystemUnit, Tables, Unit } from './sql.ts'
import type { Statement, StatementParams } from './statement.ts'

/** A unit as its work holds it, of a tenant or of the system. */
export class OpenUnit implements Unit, SystemUnit, RunningUnit {
  readonly name: string
  over = false
  /** What a query failed with. Nothing of such a unit is kept, whatever its work makes of it: PostgreSQL has given the transaction up by then. */
  failure: unknown
  readonly toDoAfterCommit: (() => void)[] = []
  private readonly of: Engine
  private readonly place: Place
  private readonly carryOut: Run
  private kysely: Kysely<Tables> | undefined

  constructor(engine: Engine, place: Place, name: string, carryOut: Run) {
    this.of = engine
    this.place = place
    this.name = name
    this.carryOut = carryOut
  }

  get tenant(): string {
    return this.place.tenant ?? ''
  }

  get engine(): Database['engine'] {
    return this.of.name
  }

  get clock(): Clock {
    return this.of.world.clock
  }

  get random(): Random {
    return this.of.world.random
  }

  /** Made when it is asked for: most units run compiled statements only. */
  get sql(): Kysely<Tables> {
    if (this.place.tenant === null) throw new Error(`unit "${this.name}": the system's scope runs named statements only`)
    this.kysely ??= this.of.makeKysely((query, values) => this.query(query, values), this.place.plugins)
    return this.kysely
  }

  // Here, and in what it calls, no promise more than needed: this is most of what a busy shop's thread does.
  run<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Done<Row>> {
    try {
      const compiled = this.of.statements.of(statement, this.place.tenant)
      return this.query(compiled, compiled.values(params, this.place.tenant)) as Promise<Done<Row>>
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async runAll<Params extends StatementParams, Row>(statement: Statement<Params, Row>, rows: readonly Params[]): Promise<Done<Row>> {
    const { tenant } = this.place
    const compiled = this.of.statements.of(statement, tenant)
    if (!compiled.sql.startsWith('insert into ')) throw new Error(`statement "${statement.name}" is no insert, so it is none of many rows`)
    const done: Done<Row> = { rows: [], changes: 0 }
    const add = (some: Done<Row>) => {
      done.rows.push(...some.rows)
      done.changes += some.changes
    }
    // SQLite is in this process, so rows one by one are as fast. Not upserts: before each of them its full text index writes down what it holds.
    if (this.engine === 'sqlite' && !compiled.sql.includes(' do update ')) {
      for (const row of rows) add(await this.run(statement, row))
      return done
    }
    for (const some of inLengths(rows)) {
      const values = some.flatMap((row) => compiled.values(row, tenant))
      add((await this.query(compiled.forRows(some.length), values)) as Done<Row>)
    }
    return done
  }

  afterCommit(then: () => void): void {
    this.toDoAfterCommit.push(then)
  }

  ids(): string {
    return this.of.world.ids()
  }

  now(): number {
    return this.of.now()
  }

  private query(query: Query, values: readonly Value[]): Promise<Done<unknown>> {
    if (this.over) return Promise.reject(new Error(`unit "${this.name}" is over: a query came after its end`))
    if (this.failure !== undefined) {
      return Promise.reject(new Error(`unit "${this.name}": a query after one that failed`, { cause: this.failure }))
    }
    const fail = (error: unknown): Promise<never> => {
      this.failure = error
      return Promise.reject(error)
    }
    try {
      const done = this.carryOut(query, values)
      return done instanceof Promise ? done.catch(fail) : Promise.resolve(done)
    } catch (error) {
      return fail(error)
    }
  }
}

/** Too late for the unit to fail, and nobody is left who could catch it: what goes wrong here is the process's to hear of. */
export function doAfterCommit(steps: readonly (() => void)[]): void {
  void (async () => {
    for (const step of steps) step()
  })()
}
