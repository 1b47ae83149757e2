import { type Config, publicUrl } from '../config.ts'
import { openHouse } from '../house.ts'
import { masterKey } from '../master-key.ts'
import { openDatabase } from '../open-database.ts'
import { embeddedTransport } from '../platform/events/events.ts'
import { openSecrets, type Secrets } from '../platform/secrets/secrets.ts'
import { holdDataDir } from '../platform/sql/hold-data-dir.ts'
import { lineWriter } from '../platform/telemetry/real.ts'
import { openLog, openMetrics } from '../platform/telemetry/telemetry.ts'
import type { World } from '../platform/world/world.ts'
import { commandLineKey } from '../shop/keys/keys.ts'
import { version } from '../version.ts'

export interface Asked {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`. */
  path: string
  query?: Readonly<Record<string, string | undefined>>
  body?: Uint8Array
}

// biome-ignore lint/suspicious/noExplicitAny: what our own API answers is as its schemas say
export type Answered = { status: number; body: any }

/** The shop as a command reaches it: through the door of a running shop, or by itself where none runs. */
export interface ShopDoor {
  ask(asked: Asked): Promise<Answered>
  /** A document, piece by piece. */
  read(asked: Asked): AsyncIterable<string>
  close(): Promise<void>
}

export type OpenedDoor = { ok: true; door: ShopDoor } | { ok: false; problem: string }

/** Whom a command speaks for: a key says it by itself; without one it is whoever can read the master key, who names a shop. */
export interface Speaker {
  key?: string | undefined
  tenant?: string | undefined
  /** About the installation, not about one shop. */
  aboutAll?: boolean
}

/** A SQLite file belongs to one process: where a shop runs, it is asked. On PostgreSQL whoever has a key asks, too. */
export async function openShopDoor(world: World, config: Config, speaker: Speaker): Promise<OpenedDoor> {
  if (config.database.kind === 'postgres')
    return speaker.key ? admit(throughHttp(world, config), speaker, null) : await withinDatabase(world, config, speaker, () => {})
  const hold = holdDataDir(config.dataDir)
  if (hold) return await withinDatabase(world, config, speaker, hold.release)
  const secrets = speaker.key ? null : openSecrets(masterKey(config, world.random), world.random)
  return await admit(throughHttp(world, config), speaker, secrets)
}

/** One request to the shop, however it gets there. */
interface Road {
  send(asked: Asked, headers: Record<string, string>): Promise<{ status: number; pieces: AsyncIterable<string> }>
  close(): Promise<void>
}

/** Finds out in whose name and in which shop the command works. */
async function admit(road: Road, { key, tenant, aboutAll = false }: Speaker, secrets: Secrets | null): Promise<OpenedDoor> {
  if (key) return { ok: true, door: doorOf(road, { 'x-api-key': key, ...(tenant === undefined ? {} : { 'x-tenant-id': tenant }) }) }
  if (!secrets) throw new Error('nobody speaks')
  const own = { 'x-api-key': commandLineKey(secrets) }
  const installation = doorOf(road, own)
  if (aboutAll) return { ok: true, door: installation }
  const listed = await installation.ask({ method: 'GET', path: '/tenants', query: { limit: '100' } })
  if (listed.status !== 200) {
    await road.close()
    return {
      ok: false,
      problem: `the shop that runs here does not know this master key (${listed.status}): set MOSTRADOR_KEY to a key of the shop`,
    }
  }
  const tenants = (listed.body.items as { id: string; active: boolean }[]).filter(({ active }) => active).map(({ id }) => id)
  const chosen = tenant ?? (tenants.length === 1 ? tenants[0] : undefined)
  if (chosen !== undefined && tenants.includes(chosen)) return { ok: true, door: doorOf(road, { ...own, 'x-tenant-id': chosen }) }
  await road.close()
  return {
    ok: false,
    problem: `--tenant: got ${tenant ?? 'nothing'}, takes one of ${tenants.join(', ') || 'none: apply a store file first'}`,
  }
}

function doorOf(road: Road, headers: Record<string, string>): ShopDoor {
  return {
    async ask(asked) {
      const { status, pieces } = await road.send(asked, headers)
      let text = ''
      for await (const piece of pieces) text += piece
      return { status, body: text === '' ? null : JSON.parse(text) }
    },
    async *read(asked) {
      const { status, pieces } = await road.send(asked, headers)
      if (status === 200) {
        yield* pieces
        return
      }
      let text = ''
      for await (const piece of pieces) text += piece
      throw new Error(`${asked.path} answered ${status}: ${text}`)
    },
    close: () => road.close(),
  }
}

const longestMs = 10 * 60_000
const largestAnswer = 512 * 1024 * 1024

function throughHttp(world: World, config: Config): Road {
  const origin = publicUrl(config, config.port)
  return {
    async send({ method, path, query = {}, body }, headers) {
      const answer = await world.fetchOut(`${origin}/api/v1${path}${queryText(query)}`, {
        method,
        headers,
        trustedOrigins: [origin],
        timeoutMs: longestMs,
        maxBytes: largestAnswer,
        ...(body ? { body } : {}),
      })
      return { status: answer.status, pieces: once(answer.text()) }
    },
    close: async () => {},
  }
}

function queryText(query: NonNullable<Asked['query']>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
}

async function* once(text: string): AsyncIterable<string> {
  yield text
}

/** The same door without the way through the network. A shop that runs on the same database finds in its sweep what happened here. */
async function withinDatabase(world: World, config: Config, speaker: Speaker, release: () => void): Promise<OpenedDoor> {
  const secrets = openSecrets(masterKey(config, world.random), world.random)
  const database = await openDatabase(world, config)
  const out = lineWriter(process.stderr)
  const house = openHouse({
    world,
    database,
    secrets,
    transport: embeddedTransport(),
    log: openLog({ level: 'warn', now: world.machine, write: out.write }),
    metrics: openMetrics(),
    roles: ['catalog'],
    version,
    publicUrl: () => publicUrl(config, config.port),
    webFiles: null,
    storeFileSchema: () => ({}),
  })
  const loops = await house.start()
  const road: Road = {
    async send({ method, path, query = {}, body }, headers) {
      const request = new Request(`http://localhost/api/v1${path}${queryText(query)}`, {
        method,
        headers,
        ...(body ? { body: new Uint8Array(body) } : {}),
      })
      const response = await house.app.fetch(request)
      return { status: response.status, pieces: textOf(response.body) }
    },
    async close() {
      await loops.stop()
      await database.close()
      release()
      out.flush()
    },
  }
  return await admit(road, speaker, secrets)
}

async function* textOf(body: ReadableStream<Uint8Array> | null): AsyncIterable<string> {
  const decoder = new TextDecoder()
  for await (const part of body ?? []) yield decoder.decode(part, { stream: true })
}
