import { type Config, demoStore, environmentVariables, publicUrl, readConfig } from './config.ts'
import type { Channel } from './conversation/channels/channels.ts'
import { ownDataDir } from './data-dir.ts'
import { readBuiltFiles, whatIsNotBuilt } from './doors/web/web.ts'
import { type House, openHouse } from './house.ts'
import { masterKey } from './master-key.ts'
import { openDatabase } from './open-database.ts'
import { openMedia } from './open-media.ts'
import { embeddedTransport } from './platform/events/events.ts'
import { addressList, isLoopback } from './platform/http/http.ts'
import { type Listening, listen } from './platform/http/listen.ts'
import { openResizer } from './platform/pictures/real.ts'
import { openSecrets } from './platform/secrets/secrets.ts'
import type { DataDirHold } from './platform/sql/hold-data-dir.ts'
import type { Database } from './platform/sql/sql.ts'
import { lineWriter, readProcess } from './platform/telemetry/real.ts'
import { describeError, type Log, openLog, openMetrics } from './platform/telemetry/telemetry.ts'
import { realWorld } from './platform/world/real.ts'
import type { World } from './platform/world/world.ts'
import { type Loop, serviceName } from './roles.ts'
import { type AppliedStore, applyStoreFiles, StoreFileMistakes, storeFileJsonSchema } from './shop/store-file/store-file.ts'
import { storeContents } from './store-contents.ts'
import { isAnsweredOutside, UnusableSetting } from './unusable.ts'
import { version } from './version.ts'

export interface StartOptions {
  env?: Readonly<Record<string, string | undefined>>
  /** What tests bring along: a channel of their own, and where to stop the process. */
  channels?: readonly Channel[]
  fault?: World['fault']
}

/** Runs the shop until it is told to end. Answers with the exit code: 2 when what it was given cannot be started from. */
export async function start(options: StartOptions = {}): Promise<number> {
  const env = options.env ?? process.env
  const read = readConfig(env)
  if (!read.ok) return refuse(read.problems)
  const { config } = read
  const unready = notYet(config)
  if (unready.length > 0) return refuse(unready)

  const world = realWorld({ clockStart: config.clockStart ?? undefined, ...(options.fault ? { fault: options.fault } : {}) })
  const out = lineWriter(process.stdout, { held: true })
  process.on('exit', out.flush)
  const takeBack = flushWhenTold(out.flush)
  const log = openLog({
    level: config.logLevel,
    now: world.machine,
    write: out.write,
    pretty: process.stdout.isTTY,
  }).with({ service: serviceName(config.roles) })
  let hold: DataDirHold | null = null
  try {
    hold = ownDataDir(config)
    const running = await open(world, log, config, env, options)
    // After the plain lines, which whoever reads only those must find first.
    out.release()
    const told = untilTold()
    takeBack()
    await told
    log.info('shop.stopping')
    await running.stop()
    return 0
  } catch (error) {
    if (error instanceof StoreFileMistakes) return refuse(error.lines)
    if (error instanceof UnusableSetting) return refuse([error.message])
    throw error
  } finally {
    out.release()
    hold?.release()
  }
}

async function open(
  world: World,
  log: Log,
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
  options: StartOptions,
): Promise<{ stop(): Promise<void> }> {
  log.info('shop.starting', { version, roles: config.roles.join(','), database: config.database.kind })
  const secrets = openSecrets(masterKey(config, world.random), world.random)
  const database = await openDatabase(world, config, (error) => log.error('database.trouble', { error: describeError(error) }))
  const channels = options.channels ?? []
  const pictures = { media: openMedia(config), resizer: openResizer() }
  const extraProviders = channels.map(({ provider }) => provider)
  const applied = await applyStoreFiles(config.storeFiles, {
    database,
    secrets,
    random: world.random,
    media: pictures.media,
    env,
    refusedVariables: environmentVariables,
    extraProviders,
    contents: storeContents,
  })
  for (const { tenant, written } of applied) if (written > 0) log.info('store.applied', { tenant_id: tenant, written })
  let port = config.port
  const webFiles = readBuiltFiles()
  const house = openHouse({
    world,
    database,
    transport: embeddedTransport(),
    log,
    metrics: openMetrics(readProcess),
    secrets,
    channels,
    roles: config.roles,
    version,
    publicUrl: () => publicUrl(config, port),
    corsOrigins: config.corsOrigins,
    trustsProxy: addressList(config.trustedProxies),
    onLoopback: isLoopback(config.host),
    simulator: config.simulator,
    backupDays: config.backupDays,
    pictures,
    webFiles,
    storeFileSchema: storeFileJsonSchema,
  })
  const listening = await openDoor(world, house, config)
  port = listening.port
  const loops = await house.start()
  log.info('shop.ready', { port, latency_ms: Math.round(world.monotonic()) })
  greet(publicUrl(config, port), config.storeFiles.includes(demoStore) ? applied : [], whatIsNotBuilt(webFiles))
  return { stop: () => stop(world, listening, loops, database) }
}

async function openDoor(world: World, house: House, { host, port }: Config): Promise<Listening> {
  try {
    return await listen(world, house.app, house.streams, { host, port })
  } catch (error) {
    if (!isAnsweredOutside(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' || code === 'EACCES')
      throw new UnusableSetting('PORT', { got: String(port), takes: 'a port that is free and allowed', why: error })
    throw new UnusableSetting('HOST', { got: host, takes: 'an address of this machine', why: error })
  }
}

/** A send whose provider is slow may outlast this: it is in doubt at the next start, and looked up then. */
const patienceMs = 4000

async function stop(world: World, listening: Listening, loops: Loop, database: Database): Promise<void> {
  await listening.close()
  await Promise.race([loops.stop(), world.sleep(patienceMs)])
  await database.close()
}

const endings = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Told to end before it is open, the process dies of it as any does, but says first what it was about. Answers with what takes this back. */
function flushWhenTold(flush: () => void): () => void {
  const die = (signal: NodeJS.Signals) => {
    flush()
    takeBack()
    process.kill(process.pid, signal)
  }
  const takeBack = () => {
    for (const signal of endings) process.off(signal, die)
  }
  for (const signal of endings) process.on(signal, die)
  return takeBack
}

/** A second signal is the same one: on a terminal Ctrl-C reaches us directly and through the launcher. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of endings) process.on(signal, () => resolve())
  })
}

function greet(url: string, applied: readonly AppliedStore[], notBuilt: string | null): void {
  const demo = applied.find(({ store }) => store.tenant.id === 'demo')?.store.staff.find(({ email }) => email.endsWith('.test'))
  const lines = [
    '',
    `  Mostrador ${version} is open: ${url}`,
    '',
    `  Admin            ${url}/admin`,
    `  Web chat         ${url}/chat`,
    `  Phone simulator  ${url}/simulator`,
    `  API docs         ${url}/api/docs`,
    `  MCP              ${url}/mcp`,
    ...(demo ? ['', `  Demo login       ${demo.email} / ${demo.password}`] : []),
    ...(notBuilt ? ['', `  ${notBuilt}`] : []),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Settings that this version knows and cannot serve yet: better refused than silently left out. */
function notYet(config: Config): string[] {
  const problems: string[] = []
  if (config.bus.kind !== 'embedded') problems.push('BUS_URL: got an amqp address, takes embedded in this version')
  if (config.redisUrl !== null) problems.push('REDIS_URL: got a redis address, takes nothing in this version')
  if (config.media.kind !== 'folder') problems.push('MEDIA_URL: got an s3 address, takes a folder in this version')
  return problems
}

function refuse(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 2
}
