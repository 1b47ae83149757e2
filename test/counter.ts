import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../server/conversation/seller/seller.ts'
import { type House, openHouse } from '../server/house.ts'
import { migrations } from '../server/migrations/migrations.ts'
import { embeddedTransport, type Transport } from '../server/platform/events/events.ts'
import { openSecrets } from '../server/platform/secrets/secrets.ts'
import type { Database } from '../server/platform/sql/sql.ts'
import { openLog, openMetrics } from '../server/platform/telemetry/telemetry.ts'
import type { FetchOut, World } from '../server/platform/world/world.ts'
import { FetchOutError } from '../server/platform/world/world.ts'
import type { Loop } from '../server/roles.ts'
import { applyStoreFiles } from '../server/shop/store-file/store-file.ts'
import { StandIn, type StandInOptions } from './fakes/stand-in.ts'
import { standInChannel } from './fakes/stand-in-channel.ts'

export const apiKey = 'a-key-for-tests-0001'
export const lineSecret = 'the-line-secret'
const token = 'the-line-token'
const masterKey = new Uint8Array(32).fill(7)

/** A shop with a line at our own provider and a web chat, as its store file says it. */
export function storeText(settings: { quietPeriodMs?: number; doubtMs?: number; seller?: string | null; lockHours?: number } = {}): string {
  const { quietPeriodMs = 0, doubtMs = 500, seller = 'milo', lockHours = 24 } = settings
  return `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
apiKeys: [ { name: tests, key: "${apiKey}", scopes: ["*"] } ]
teams: [ { id: sales, name: Ventas } ]
handoff: { lockHours: ${lockHours} }
sellers: [ { id: milo, name: Milo } ]
lines:
  - { id: phone, provider: stand-in, address: "+5491155550000", team: sales, seller: ${seller}, quietPeriodMs: ${quietPeriodMs}, doubtMs: ${doubtMs},
      apiBase: "http://provider.test", credentials: { secret: "${lineSecret}", token: "${token}", timeoutMs: "200" } }
  - { id: web, provider: webchat, address: web, team: sales, seller: ${seller}, quietPeriodMs: ${quietPeriodMs} }
`
}

export interface CounterOptions {
  world: World
  database: Database
  store?: string
  transport?: Transport
  lookUp?: boolean
  /** So long the stand-in takes any text. */
  windowMs?: number
  engine?: Engine
  roles?: readonly string[]
  onLoopback?: boolean
  /** Hears the log's errors; they go to stderr when left out. */
  hear?: (line: string) => void
}

/** The whole program at a database that is already open, spoken to through its doors. */
export interface Counter {
  house: House
  loops: Loop
  /** JSON in, JSON out, with the test's key. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>
}

export async function openCounter(options: CounterOptions): Promise<Counter> {
  const { world, database } = options
  const secrets = openSecrets(masterKey, world.random)
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-store-'))
  const file = join(folder, 'store.yaml')
  writeFileSync(file, options.store ?? storeText())
  try {
    await applyStoreFiles([file], { database, secrets, random: world.random, env: {}, refusedVariables: [], extraProviders: ['stand-in'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
  const house = openHouse({
    world,
    database,
    transport: options.transport ?? embeddedTransport(),
    log: openLog({ level: 'error', now: world.machine, write: options.hear ?? ((line) => process.stderr.write(line)) }),
    metrics: openMetrics(),
    secrets,
    channels: [
      standInChannel({ lookUp: options.lookUp ?? true, ...(options.windowMs === undefined ? {} : { windowMs: options.windowMs }) }),
    ],
    roles: options.roles ?? ['all'],
    ...(options.engine ? { engine: options.engine } : {}),
    version: 'test',
    publicUrl: () => 'http://shop.test',
    onLoopback: options.onLoopback ?? true,
    webFiles: null,
    storeFileSchema: () => ({}),
  })
  const loops = await house.start()
  return { house, loops, ask: (method, path, body) => ask(house, method, path, body) }
}

async function ask(house: House, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
  const request = new Request(`http://shop.test${path}`, {
    method,
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await house.app.fetch(request)
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never }
}

/** The provider in the same process: its webhooks go straight to the door, and the shop's requests straight to it. */
export function standInFor(
  world: Pick<World, 'schedule' | 'random'>,
  house: () => House | null,
  options: Partial<StandInOptions> = {},
): StandIn {
  return new StandIn(
    { schedule: (ms, run) => world.schedule(ms, run), fraction: () => world.random.fraction() },
    {
      secret: lineSecret,
      token,
      lineKey: '5491155550000'.replace(/^549/, '54'),
      post: async (body, signature) => {
        const shop = house()
        if (!shop) return false
        const response = await shop.app.fetch(
          new Request('http://shop.test/webhooks/stand-in', { method: 'POST', headers: { 'x-signature': signature }, body }),
        )
        return response.status === 200
      },
      ...options,
    },
  )
}

/** The way out that ends at the stand-in. */
export function roadTo(world: Pick<World, 'sleep'>, standIn: () => StandIn): FetchOut {
  return async (url, request = {}) => {
    const { pathname, searchParams } = new URL(url)
    const answered = await standIn().handle({
      method: request.method ?? 'GET',
      path: pathname,
      query: searchParams,
      headers: request.headers ?? {},
      body: typeof request.body === 'string' ? request.body : Buffer.from(request.body ?? []).toString(),
    })
    if (answered.kind === 'stall') {
      await world.sleep(request.timeoutMs ?? 15_000)
      throw new FetchOutError('timeout', 'no answer in time')
    }
    if (answered.kind === 'drop') throw new FetchOutError('reset', 'the connection was reset')
    const text = JSON.stringify(answered.body)
    return { status: answered.status, headers: answered.headers ?? {}, body: new TextEncoder().encode(text), text: () => text }
  }
}

export { migrations }
