import type { Kysely, KyselyPlugin } from 'kysely'
import pg from 'pg'
import type { Scheduled, World } from '../world/world.ts'
import { CompiledStatements } from './compile.ts'
import type { Engine, Place, Query, Run } from './engine.ts'
import { runInsideUnit } from './inside-unit.ts'
import { type Migration, tenantTablesOf } from './migration.ts'
import type { Value } from './placeholder.ts'
import { judge, unavailable } from './postgres-errors.ts'
import { postgresKysely } from './postgres-kysely.ts'
import { type Prepared, preparePostgres } from './postgres-migrate.ts'
import { Session, types } from './postgres-session.ts'
import type { SharedTime } from './postgres-time.ts'
import { Scopes } from './scope.ts'
import { type Database, DatabaseUnavailable, type Done, type Scope, type SystemScope, type Tables } from './sql.ts'
import { OpenUnit } from './unit.ts'

export { inspectPostgres, type PostgresFacts } from './postgres-roles.ts'

export interface PostgresOptions {
  url: string
  migrations: readonly Migration[]
  /** Connections of this process. 10 when left out. */
  poolSize?: number
}

/** The database of a shop that has grown: several processes, each unit a transaction of its own. */
export async function openPostgres(world: World, options: PostgresOptions): Promise<Database> {
  return new Postgres(world, await preparePostgres(world, options.url, options.migrations), options)
}

const mostTries = 6
const firstPauseMs = 10
const compareEveryMs = 30_000

class Postgres implements Engine, Database {
  readonly name = 'postgres' as const
  readonly engine = 'postgres' as const
  readonly world: World
  readonly statements: CompiledStatements
  readonly tenantTables: ReadonlySet<string>
  private readonly pool: pg.Pool
  private readonly role: string
  private readonly time: SharedTime
  private readonly scopes: Scopes
  private comparison: Scheduled | undefined
  private closed = false

  constructor(world: World, { appRole, time }: Prepared, { url, migrations, poolSize = 10 }: PostgresOptions) {
    this.world = world
    this.time = time
    this.role = appRole === null ? '' : `set local role ${pg.escapeIdentifier(appRole)}; `
    this.tenantTables = tenantTablesOf(migrations)
    this.statements = new CompiledStatements((plugins) => this.makeKysely(() => ({ rows: [], changes: 0 }), plugins), this.tenantTables)
    this.scopes = new Scopes(this)
    this.pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000, keepAlive: true, types })
    // Whoever waits for an answer on a lost connection is told; an idle one is simply replaced. Without listeners either would end the process.
    this.pool.on('error', () => undefined)
    this.pool.on('connect', (client) => client.on('error', () => undefined))
    this.compareLater()
  }

  get system(): SystemScope {
    return this.scopes.system
  }

  tenant(id: string): Scope {
    return this.scopes.tenant(id)
  }

  now(): number {
    return this.time.now()
  }

  makeKysely(run: Run, plugins: KyselyPlugin[]): Kysely<Tables> {
    return postgresKysely(run, plugins)
  }

  read(place: Place, query: Query, values: readonly Value[]): Promise<Done<unknown>> {
    return this.again(async () => {
      const session = await this.connect()
      try {
        await session.command(`begin read only; ${this.introduction(place)}`)
        const found = await session.run(query, values)
        await session.command('commit')
        session.giveBack()
        return found
      } catch (error) {
        await session.giveUp()
        throw error
      }
    })
  }

  unit<Result>(place: Place, name: string, work: (unit: OpenUnit) => Promise<Result>): Promise<Result> {
    return this.again(async () => {
      const session = await this.connect()
      const unit = new OpenUnit(this, place, name, (query, values) => session.run(query, values))
      let result: Result
      try {
        await session.command(`begin; ${this.introduction(place)}`)
        result = await this.runWork(unit, work)
        await this.world.fault('commit.before')
        await commit(session, name)
        session.giveBack()
      } catch (error) {
        unit.over = true
        await session.giveUp()
        throw error
      }
      await this.world.fault('commit.after')
      return { result, unit }
    }).then(({ result, unit }) => {
      for (const then of unit.toDoAfterCommit) then()
      return result
    })
  }

  async ping(): Promise<void> {
    await this.read({ tenant: null, plugins: [] }, { name: null, sql: 'select 1' }, [])
  }

  async close(): Promise<void> {
    this.closed = true
    this.comparison?.cancel()
    await this.pool.end()
  }
}
