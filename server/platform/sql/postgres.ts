import type { Kysely, KyselyPlugin } from 'kysely'
import pg from 'pg'
import type { Scheduled, World } from '../world/world.ts'
import { CompiledStatements } from './compile.ts'
import { type Engine, type Place, type Query, type Run, writeOutsideUnit } from './engine.ts'
import { runInsideUnit } from './inside-unit.ts'
import { type Migration, tenantTablesOf } from './migration.ts'
import type { Value } from './placeholder.ts'
import { asInterruption, Interruption, isReadOnly } from './postgres-errors.ts'
import { postgresKysely } from './postgres-kysely.ts'
import { type Prepared, preparePostgres } from './postgres-migrate.ts'
import { Session, types } from './postgres-session.ts'
import type { SharedTime } from './postgres-time.ts'
import { openLook, type Reading } from './reading.ts'
import { Scopes } from './scope.ts'
import { type Database, DatabaseUnavailable, type Done, type Scope, type SystemScope, type Tables } from './sql.ts'
import { checkTenantId } from './tenant-id.ts'
import { doAfterCommit, OpenUnit } from './unit.ts'

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
  private readonly underWay = new Set<Promise<unknown>>()
  private closing: Promise<void> | undefined

  constructor(world: World, { appRole, time }: Prepared, { url, migrations, poolSize = 10 }: PostgresOptions) {
    this.world = world
    this.time = time
    this.role = appRole === null ? '' : `set local role ${pg.escapeIdentifier(appRole)}; `
    this.tenantTables = tenantTablesOf(migrations)
    this.statements = new CompiledStatements(
      'postgres',
      (plugins) => this.makeKysely(() => ({ rows: [], changes: 0 }), plugins),
      this.tenantTables,
    )
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
    return this.readWith(place, async (run) => run(query, values))
  }

  /** One transaction for all of its statements: they need not introduce themselves each. */
  readApart<Input, Answer>(place: Place & { tenant: string }, reading: Reading<Input, Answer>, input: Input): Promise<Answer> {
    return this.readWith(place, (run) => reading.work(openLook(this, place, run), input))
  }

  private readWith<Found>(place: Place, look: (run: Run) => Promise<Found>): Promise<Found> {
    return this.withPatience(async () => {
      const session = await this.connect()
      try {
        await session.command(`begin read only; ${this.introduce(place)}`)
        const found = await look(async (query, values) => {
          try {
            return await session.run(query, values)
          } catch (error) {
            throw isReadOnly(error) ? writeOutsideUnit(query, error) : error
          }
        })
        // Nothing hangs on this commit: whoever asked need not wait for it.
        void session.command('commit').then(
          () => session.giveBack(),
          () => session.giveUp(),
        )
        return found
      } catch (error) {
        await session.giveUp()
        throw error
      }
    })
  }

  async unit<Result>(place: Place, name: string, work: (unit: OpenUnit) => Promise<Result>): Promise<Result> {
    const { result, afterCommit } = await this.withPatience(() => this.tryUnit(place, name, work))
    await this.world.fault('commit.after')
    doAfterCommit(afterCommit)
    return result
  }

  async ping(): Promise<void> {
    await this.read({ tenant: null, plugins: [] }, { name: null, sql: 'select 1' }, [])
  }

  close(): Promise<void> {
    this.closing ??= this.finish()
    return this.closing
  }

  /** What has begun comes to its end first: the pool would let those who wait for a connection wait on. */
  private async finish(): Promise<void> {
    this.comparison?.cancel()
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay)
    await this.pool.end()
  }

  private async tryUnit<Result>(place: Place, name: string, work: (unit: OpenUnit) => Promise<Result>): Promise<Finished<Result>> {
    const session = await this.connect()
    const unit = new OpenUnit(this, place, name, (query, values) => session.run(query, values))
    try {
      await session.command(`begin; ${this.introduce(place)}`)
      const result = await runInsideUnit(unit, () => work(unit))
      unit.over = true
      if (unit.failure !== undefined) throw unit.failure
      await this.world.fault('commit.before')
      await commit(session, name)
      session.giveBack()
      return { result, afterCommit: unit.toDoAfterCommit }
    } catch (error) {
      unit.over = true
      await session.giveUp()
      throw unit.failure instanceof Interruption ? unit.failure : error
    }
  }

  /** Who is asking: without it no row of a tenant is seen. The id has been held against its pattern. */
  private introduce({ tenant }: Place): string {
    return (
      this.role + (tenant === null ? "set local mostrador.scope = 'system'" : `set local mostrador.tenant = '${checkTenantId(tenant)}'`)
    )
  }

  private async connect(): Promise<Session> {
    if (this.closing !== undefined) throw new DatabaseUnavailable('the database is closed')
    try {
      return new Session(await this.pool.connect())
    } catch (error) {
      const interruption = asInterruption(error)
      throw interruption instanceof Interruption ? interruption : new Interruption('unable', error)
    }
  }

  /** Lost connections and collisions pass; the pauses grow and differ, so that two units do not collide again in step. */
  private withPatience<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const answer = this.tryAndTry(attempt)
    const end = () => this.underWay.delete(answer)
    this.underWay.add(answer)
    answer.then(end, end)
    return answer
  }

  private async tryAndTry<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof Interruption) || error.trouble === 'unable' || tries === mostTries) throw error
        await this.world.sleep(firstPauseMs * 2 ** (tries - 1) * (0.5 + this.world.random.fraction()))
      }
    }
  }

  private compareLater(): void {
    if (this.closing !== undefined) return
    this.comparison = this.world.schedule(compareEveryMs, () => {
      const again = () => this.compareLater()
      // Without an answer the time runs on as it did.
      this.time.compare(this.pool).then(again, again)
    })
  }
}

interface Finished<Result> {
  result: Result
  afterCommit: readonly (() => void)[]
}

/** Only the word COMMIT means stored: a transaction that was given up answers a commit with ROLLBACK, and with no error. */
async function commit(session: Session, unit: string): Promise<void> {
  let answer: string
  try {
    answer = await session.command('commit')
  } catch (error) {
    if (!(error instanceof Interruption) || error.trouble !== 'lost') throw error
    throw new DatabaseUnavailable(`unit "${unit}": the connection was lost during the commit, so it may be stored or not`, { cause: error })
  }
  if (answer !== 'COMMIT') throw new DatabaseUnavailable(`unit "${unit}" is not stored: the database answered its commit with ${answer}`)
}
