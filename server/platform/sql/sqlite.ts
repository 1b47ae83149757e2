import type { Kysely, KyselyPlugin } from 'kysely'
import type { World } from '../world/world.ts'
import { CompiledStatements } from './compile.ts'
import { type Engine, type Place, type Query, type Run, writeOutsideUnit } from './engine.ts'
import { type Migration, missingMigrations, tenantTablesOf } from './migration.ts'
import type { Value } from './placeholder.ts'
import { openLook, type Reading } from './reading.ts'
import { Scopes } from './scope.ts'
import type { Database, Done, Scope, SystemScope, Tables, UnitOptions } from './sql.ts'
import { Checkpoints, type CheckpointThread } from './sqlite-checkpoints.ts'
import { SqliteConnection, sqliteKysely } from './sqlite-connection.ts'
import { asUnavailable, isReadOnly, whileBusy } from './sqlite-errors.ts'
import { type LogFile, SqliteLog } from './sqlite-log.ts'
import type { ReaderThread } from './sqlite-reader.ts'
import { type LoopWatch, SqliteWriter } from './sqlite-writer.ts'
import { OpenUnit } from './unit.ts'

export interface SqliteOptions {
  /** A file: the reader opens it a second time. */
  path: string
  migrations: readonly Migration[]
  watch: LoopWatch
  /** Answers readings; without one they are answered here. */
  readerThread?: ReaderThread
  /** Puts the log away; without one whoever commits does it. */
  checkpointThread?: CheckpointThread
  /** Makes what is committed safe beside the event loop; without it each commit waits for the disk itself. */
  logFile?: LogFile
  /** Hears of a unit that waited for the outside; its caller gets the same error. */
  onAlarm?: (error: Error) => void
}

export interface SqliteDatabase extends Database {
  /** Lets go of the file as a kill would: what is not committed is lost, and nobody is told. */
  abandon(): void
}

/** The embedded database: one connection writes, another reads and sees only what is committed. */
export async function openSqlite(world: World, options: SqliteOptions): Promise<SqliteDatabase> {
  const writing = new SqliteConnection(options.path, { readOnly: false })
  try {
    // What is deleted is overwritten: whoever was erased is not to be found in the file's free places.
    await whileBusy(world, () => writing.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on'))
    await migrateSqlite(world, writing, options.migrations)
    const started = await whileBusy(world, () => startOfMachineTime(world, writing))
    const reading = new SqliteConnection(options.path, { readOnly: true })
    return new Sqlite(world, { writing, reading }, started, options)
  } catch (error) {
    writing.close()
    throw error
  }
}

const noteEveryMs = 1000

class Sqlite implements Engine, SqliteDatabase {
  readonly name = 'sqlite' as const
  readonly engine = 'sqlite' as const
  readonly world: World
  readonly statements: CompiledStatements
  readonly tenantTables: ReadonlySet<string>
  private readonly writing: SqliteConnection
  private readonly reading: SqliteConnection
  private readonly writer: SqliteWriter
  private readonly scopes: Scopes
  private readonly readerThread: ReaderThread | undefined
  private readonly checkpointThread: CheckpointThread | undefined
  private readonly log: SqliteLog | undefined
  private readonly started: number
  private readonly openedAt: number
  private noted: number
  private closing: Promise<void> | undefined

  constructor(
    world: World,
    connections: { writing: SqliteConnection; reading: SqliteConnection },
    started: number,
    options: SqliteOptions,
  ) {
    this.world = world
    this.writing = connections.writing
    this.reading = connections.reading
    this.readerThread = options.readerThread
    this.checkpointThread = options.checkpointThread
    const onAlarm = options.onAlarm ?? (() => undefined)
    const checkpoints = this.checkpointThread && new Checkpoints(this.writing, this.checkpointThread, onAlarm)
    this.log = options.logFile && new SqliteLog(options.logFile, onAlarm)
    // Migrations were flushed by SQLite itself; from here on the log is.
    if (this.log) this.writing.exec('pragma synchronous = normal')
    this.started = started
    this.noted = started
    this.openedAt = world.monotonic()
    this.tenantTables = tenantTablesOf(options.migrations)
    this.statements = new CompiledStatements(
      'sqlite',
      (plugins) => this.makeKysely(() => ({ rows: [], changes: 0 }), plugins),
      this.tenantTables,
    )
    this.scopes = new Scopes(this)
    this.writer = new SqliteWriter(world, this.writing, {
      watch: options.watch,
      onAlarm,
      beforeCommit: () => {
        if (this.now() - this.noted >= noteEveryMs) this.noteMachineTime()
      },
      afterCommit: () => checkpoints?.afterCommit(),
      log: this.log,
    })
  }

  get system(): SystemScope {
    return this.scopes.system
  }

  tenant(id: string): Scope {
    return this.scopes.tenant(id)
  }

  now(): number {
    return this.started + Math.floor(this.world.monotonic() - this.openedAt)
  }

  makeKysely(run: Run, plugins: KyselyPlugin[]): Kysely<Tables> {
    return sqliteKysely(run, plugins)
  }

  async read(_place: Place, query: Query, values: readonly Value[]): Promise<Done<unknown>> {
    try {
      return await whileBusy(this.world, () => this.reading.run(query, values))
    } catch (error) {
      throw isReadOnly(error) ? writeOutsideUnit(query, error) : asUnavailable(error)
    }
  }

  async readApart<Input, Answer>(place: Place & { tenant: string }, reading: Reading<Input, Answer>, input: Input): Promise<Answer> {
    if (!this.readerThread)
      return reading.work(
        openLook(this, place, (query, values) => this.read(place, query, values)),
        input,
      )
    return (await this.readerThread.ask({ tenant: place.tenant, reading: reading.name, input })) as Answer
  }

  unit<Result>(place: Place, name: string, work: (unit: OpenUnit) => Promise<Result>, { patient = false }: UnitOptions): Promise<Result> {
    return new Promise((resolve, reject) => {
      const unit = new OpenUnit(this, place, name, (query, values) => this.writing.run(query, values))
      this.writer.add({ unit, patient, work, succeeded: (result) => resolve(result as Result), failed: reject })
    })
  }

  async ping(): Promise<void> {
    if (this.log?.broken) throw this.log.broken
    await this.read({ tenant: null, plugins: [] }, { name: null, sql: 'select 1' }, [])
  }

  close(): Promise<void> {
    this.closing ??= this.finish()
    return this.closing
  }

  private async finish(): Promise<void> {
    await this.writer.close()
    await this.readerThread?.close()
    await this.checkpointThread?.close()
    this.noteMachineTime()
    this.abandon()
  }

  abandon(): void {
    void this.readerThread?.close()
    void this.checkpointThread?.close()
    this.log?.close()
    this.reading.close()
    this.writing.close()
  }

  private noteMachineTime(): void {
    this.noted = this.now()
    this.writing.query('update machine_time set latest = ?', this.noted)
  }
}

/** The machine's clock may have been set back since the last start; what was due by then must not wait for it to catch up. */
function startOfMachineTime(world: World, writing: SqliteConnection): number {
  const [noted] = writing.query<{ latest: number }>('select latest from machine_time')
  const start = Math.floor(Math.max(world.machine(), noted?.latest ?? 0))
  writing.query('update machine_time set latest = ?', start)
  return start
}

/** Each in a transaction of its own, which looks again what is there: another process may be at the same. */
async function migrateSqlite(world: World, writing: SqliteConnection, migrations: readonly Migration[]): Promise<void> {
  await whileBusy(world, () => prepareNotes(writing))
  const schema = sqliteKysely((query, values) => writing.run(query, values), []) as unknown as Kysely<unknown>
  for (let left = true; left; ) {
    await whileBusy(world, () => writing.exec('begin immediate'))
    try {
      const applied = writing.query<{ name: string }>('select name from migrations').map(({ name }) => name)
      const [next] = missingMigrations(migrations, applied)
      left = next !== undefined
      if (next) {
        await next.up(schema, 'sqlite')
        writing.query('insert into migrations (name) values (?)', next.name)
      }
      writing.exec('commit')
    } catch (error) {
      if (writing.inTransaction) writing.exec('rollback')
      throw error
    }
  }
}

function prepareNotes(writing: SqliteConnection): void {
  writing.exec(`
    create table if not exists migrations (name text primary key) without rowid;
    create table if not exists machine_time (one integer primary key check (one = 1), latest integer not null);
    insert into machine_time (one, latest) values (1, 0) on conflict do nothing;
  `)
}
