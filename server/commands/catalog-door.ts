import { type Config, publicUrl } from '../config.ts'
import type { Operation } from '../doors/rest/operation.ts'
import { operations } from '../doors/rest/rest.ts'
import { openHouse } from '../house.ts'
import { masterKey } from '../master-key.ts'
import { openDatabase } from '../open-database.ts'
import { embeddedTransport } from '../platform/events/events.ts'
import { check, HttpProblem, jsonFrom } from '../platform/http/http.ts'
import { openSecrets } from '../platform/secrets/secrets.ts'
import { holdDataDir } from '../platform/sql/hold-data-dir.ts'
import { lineWriter } from '../platform/telemetry/real.ts'
import { openLog, openMetrics } from '../platform/telemetry/telemetry.ts'
import type { World } from '../platform/world/world.ts'
import { listTenants } from '../shop/tenants/tenants.ts'
import { version } from '../version.ts'

export interface Asked {
  method: 'GET' | 'POST'
  /** Below `/api/v1`. */
  path: string
  query?: Readonly<Record<string, string | undefined>>
  body?: Uint8Array
}

// biome-ignore lint/suspicious/noExplicitAny: what our own API answers is as its schemas say
export type Answered = { status: number; body: any }

/** The shop's catalogue as a command reaches it: through the door of a running shop, or by itself where none runs. */
export interface CatalogDoor {
  ask(asked: Asked): Promise<Answered>
  /** A document, piece by piece. */
  read(asked: Asked): AsyncIterable<string>
  close(): Promise<void>
}

export type OpenedDoor = { ok: true; door: CatalogDoor } | { ok: false; problem: string }

/** A SQLite file belongs to one process: where a shop runs, it is asked. On PostgreSQL whoever has a key asks, too. */
export async function openCatalogDoor(
  world: World,
  config: Config,
  tenant: string | undefined,
  key: string | undefined,
): Promise<OpenedDoor> {
  if (config.database.kind === 'postgres') return key ? through(world, config, key) : await withinDatabase(world, config, tenant, () => {})
  const hold = holdDataDir(config.dataDir)
  if (hold) return await withinDatabase(world, config, tenant, hold.release)
  if (key) return through(world, config, key)
  return {
    ok: false,
    problem: 'MOSTRADOR_KEY: got nothing, takes a key with the scopes products:read and products:write, as a shop is running',
  }
}

const longestMs = 10 * 60_000
const largestAnswer = 512 * 1024 * 1024

function through(world: World, config: Config, key: string): OpenedDoor {
  const origin = publicUrl(config, config.port)
  const send = async ({ method, path, query = {}, body }: Asked) =>
    await world.fetchOut(`${origin}/api/v1${path}${queryText(query)}`, {
      method,
      headers: { 'x-api-key': key },
      trustedOrigins: [origin],
      timeoutMs: longestMs,
      maxBytes: largestAnswer,
      ...(body ? { body } : {}),
    })
  return {
    ok: true,
    door: {
      ask: async (asked) => {
        const answer = await send(asked)
        return { status: answer.status, body: JSON.parse(answer.text()) }
      },
      async *read(asked) {
        const answer = await send(asked)
        if (answer.status !== 200) throw new Error(`${asked.path} answered ${answer.status}: ${answer.text()}`)
        yield answer.text()
      },
      close: async () => {},
    },
  }
}

function queryText(query: NonNullable<Asked['query']>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
}

/** The same operations without the way through HTTP: what they answer is the same. */
async function withinDatabase(world: World, config: Config, tenant: string | undefined, release: () => void): Promise<OpenedDoor> {
  const secrets = openSecrets(masterKey(config, world.random), world.random)
  const database = await openDatabase(world, config)
  const out = lineWriter(process.stderr)
  // A shop that runs on the same database finds in its sweep what happened here.
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
  const { desk } = house
  const close = async () => {
    await database.close()
    release()
  }
  const tenants = (await database.system.read(listTenants, {})).map(({ tenant_id }) => tenant_id)
  const chosen = tenant ?? (tenants.length === 1 ? tenants[0] : undefined)
  const shop = chosen === undefined ? null : await desk.shop(chosen, null)
  if (!shop) {
    await close()
    return {
      ok: false,
      problem: `--tenant: got ${tenant ?? 'nothing'}, takes one of ${tenants.join(', ') || 'none: apply a store file first'}`,
    }
  }
  const loops = await house.start()
  const run = async ({ method, path, query = {}, body = new Uint8Array() }: Asked) => {
    const { operation, params } = find(method, path)
    const asked = {
      desk,
      shop,
      caller,
      params,
      bytes: body,
      gone: new AbortController().signal,
      about: { version, roles: config.roles, publicUrl: () => publicUrl(config, config.port) },
    }
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
    return await operation.run({
      ...asked,
      query: check(operation.query, given, 'the query'),
      body: operation.body ? check(operation.body, jsonFrom(body), 'the body') : undefined,
    })
  }
  return {
    ok: true,
    door: {
      async ask(asked) {
        try {
          const reply = await run(asked)
          if ('refusal' in reply)
            return { status: find(asked.method, asked.path).operation.refusals[reply.refusal.code] ?? 500, body: reply.refusal }
          return { status: reply.status, body: 'body' in reply ? reply.body : null }
        } catch (error) {
          if (error instanceof HttpProblem) return { status: error.status, body: error.body }
          throw error
        }
      },
      async *read(asked) {
        const reply = await run(asked)
        if (!('document' in reply)) throw new Error(`${asked.path} answered no document`)
        yield* reply.document.text
      },
      async close() {
        await loops.stop()
        await close()
      },
    },
  }
}

const caller = { kind: 'key', name: 'command line', email: null, operator: true, scopes: ['*'] } as const

function find(method: Asked['method'], path: string): { operation: Operation; params: Record<string, string> } {
  for (const operation of operations) {
    const pattern = new RegExp(`^${operation.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const match = operation.method === method.toLowerCase() ? pattern.exec(path) : null
    if (match) return { operation, params: { ...match.groups } }
  }
  throw new Error(`there is no operation ${method} ${path}`)
}
