import type { Channel } from '../../server/conversation/channels/channels.ts'
import type { Engine } from '../../server/conversation/seller/seller.ts'
import type { BuiltFiles } from '../../server/doors/web/web.ts'
import { type House, openHouse } from '../../server/house.ts'
import { migrations } from '../../server/migrations/migrations.ts'
import { embeddedTransport } from '../../server/platform/events/events.ts'
import { openSecrets } from '../../server/platform/secrets/secrets.ts'
import { openLog, openMetrics } from '../../server/platform/telemetry/telemetry.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { FetchOutError, type World } from '../../server/platform/world/world.ts'
import type { Pictures } from '../../server/shop/pictures/pictures.ts'
import { storeFileJsonSchema } from '../../server/shop/store-file/store-file.ts'
import type { TestEngine } from '../engines.ts'
import { sign } from '../fakes/stand-in.ts'
import { standInChannel } from '../fakes/stand-in-channel.ts'
import { applyStore } from '../store-files.ts'

/** A shop of the street: everything a test needs to come in by any of its doors. */
export interface StreetShop {
  id: string
  /** Of every scope. */
  key: string
  /** The stand-in's name for the shop's phone line, and what its webhooks are signed with. */
  lineKey: string
  secret: string
  phoneLine: string
  webLine: string
  team: string
  staff: { email: string; password: string }
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** What the text is as JSON; `undefined` where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: what a door answers is for the test to find out
  body: any
}

/** Two shops in one installation: whatever is of one must be nothing to the other. */
export interface Street extends AsyncDisposable {
  house: House
  /** Where its database is, as `DATABASE_URL` takes it. */
  databaseUrl: string
  luna: StreetShop
  sol: StreetShop
  request(path: string, init?: RequestInit): Promise<Answer>
  ask(shop: StreetShop, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** A signed webhook of the stand-in; `as` signs it with another shop's secret. */
  webhook(shop: StreetShop, event: Record<string, unknown>, as?: StreetShop): Promise<Answer>
  /** The conversation of a customer who has just written. */
  customerWrites(shop: StreetShop, from: string, text: string): Promise<string>
  /** Ends the program; its database is still there. */
  close(): Promise<void>
}

const masterKey = new Uint8Array(32).fill(7)
const phones = { luna: '+5491155550001', sol: '+5491155550002' }

function shopOf(id: 'luna' | 'sol'): StreetShop {
  return {
    id,
    key: `a-key-for-everything-${id}`,
    lineKey: phones[id].replace('+549', '54'),
    secret: `the-secret-of-${id}`,
    phoneLine: `${id}-phone`,
    webLine: `${id}-web`,
    team: `${id}-sales`,
    staff: { email: `ada@${id}.test`, password: `the password of ${id}` },
  }
}

export interface StreetOptions {
  corsOrigins?: readonly string[]
  webFiles?: BuiltFiles
  /** More keys for luna, by name, with their scopes. */
  keys?: Readonly<Record<string, readonly string[]>>
  seller?: string | null
  /** More sellers besides milo, by id. */
  sellers?: readonly string[]
  /** The team of either shop, by the end of its name, that milo gives conversations to. */
  handsTo?: string
  world?: World
  pictures?: Pictures
  colour?: string
  publicUrl?: string
  /** That of the stand-in when left out. */
  channels?: readonly Channel[]
  /** The scripted one when left out. */
  engine?: Engine
  roles?: readonly string[]
  /** More of luna's store file. */
  more?: string
  /** More of either's. */
  moreOfBoth?: string
  /** Hears the log's errors; they go to stderr when left out. */
  hear?: (line: string) => void
}

export function storeOf(shop: StreetShop, options: StreetOptions = {}): string {
  const { keys = {}, seller = null, sellers = [], handsTo, colour = '#0a7' } = options
  const handoff = handsTo === undefined ? '' : `, handoff: { to: ${shop.id}-${handsTo} }`
  const more = shop.id === 'luna' ? Object.entries(keys) : []
  return `
version: 1
tenant: { id: ${shop.id}, name: "Tienda ${shop.id}", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires, branding: { colour: "${colour}" } }
apiKeys:
  - { name: all, key: "${shop.key}", scopes: ["*"] }
${more.map(([name, scopes]) => `  - { name: "${name}", key: "${keyNamed(name)}", scopes: ${JSON.stringify(scopes)} }`).join('\n')}
staff: [ { email: ${shop.staff.email}, name: Ada, password: "${shop.staff.password}", role: owner } ]
teams: [ { id: ${shop.team}, name: Ventas }, { id: ${shop.id}-support, name: Soporte } ]
storefronts: [ { id: ${shop.id}-front } ]
sellers: [ { id: milo, name: Milo${handoff} }${sellers.map((id) => `, { id: ${id} }`).join('')} ]
lines:
  - { id: ${shop.phoneLine}, provider: stand-in, address: "${phones[shop.id as 'luna']}", team: ${shop.team}, seller: ${seller}, quietPeriodMs: 0,
      apiBase: "http://provider.test", credentials: { secret: "${shop.secret}", token: "a-token", timeoutMs: "200" } }
  - { id: ${shop.webLine}, provider: webchat, address: ${shop.webLine}, team: ${shop.team}, seller: ${seller}, quietPeriodMs: 0 }
agenda: { services: [ { id: ${shop.id}-corte, name: Corte, minutes: 5 } ], hours: { mon-sun: ["00:00-24:00"] } }
${shop.id === 'luna' ? (options.more ?? '') : ''}${options.moreOfBoth ?? ''}`
}

export function keyNamed(name: string): string {
  return `a-key-by-the-name-of-${name}`
}

/** Nothing here leaves the machine; whoever wants an answer from outside brings a world in which there is one. */
const nobodyOutside: World['fetchOut'] = (url) => Promise.reject(new FetchOutError('refused', `nobody answers at ${new URL(url).origin}`))

export async function openStreet(engine: TestEngine, options: StreetOptions = {}): Promise<Street> {
  const world = options.world ?? { ...realWorld(), fetchOut: nobodyOutside }
  const created = await engine.create()
  const database = await created.open({ migrations, world })
  const luna = shopOf('luna')
  const sol = shopOf('sol')
  for (const shop of [luna, sol]) await applyStore({ world, database, masterKey, store: storeOf(shop, options) })
  const house = openHouse({
    world,
    database,
    transport: embeddedTransport(),
    log: openLog({ level: 'error', now: world.machine, write: options.hear ?? ((line) => process.stderr.write(line)) }),
    metrics: openMetrics(),
    secrets: openSecrets(masterKey, world.random),
    channels: options.channels ?? [standInChannel({ lookUp: true })],
    ...(options.engine ? { engine: options.engine } : {}),
    roles: options.roles ?? ['all'],
    version: 'test',
    publicUrl: () => options.publicUrl ?? 'http://shop.test',
    corsOrigins: options.corsOrigins ?? [],
    ...(options.pictures ? { pictures: options.pictures } : {}),
    webFiles: options.webFiles ?? null,
    storeFileSchema: storeFileJsonSchema,
  })
  const loops = await house.start()

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await house.app.fetch(new Request(`http://shop.test${path}`, init))
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: readJson(text) }
  }
  const ask: Street['ask'] = (shop, method, path, body, headers = {}) =>
    request(path, {
      method,
      headers: { 'x-api-key': shop.key, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const webhook: Street['webhook'] = (shop, event, as = shop) => {
    const body = JSON.stringify({ line: shop.lineKey, ...event })
    return request('/webhooks/stand-in', { method: 'POST', headers: { 'x-signature': sign(body, as.secret) }, body })
  }
  let written = 0
  return {
    house,
    databaseUrl: created.url,
    luna,
    sol,
    request,
    ask,
    webhook,
    async customerWrites(shop, from, text) {
      const message = { id: `in-${++written}`, from, text, name: null, written_at: null }
      const taken = await webhook(shop, { messages: [message] })
      if (taken.status !== 200) throw new Error(`the webhook was answered ${taken.status}: ${taken.text}`)
      const { body } = await ask(shop, 'GET', `/api/v1/conversations?address=${encodeURIComponent(from)}`)
      return body.items[0].id
    },
    close,
    [Symbol.asyncDispose]: async () => {
      await close()
      await created[Symbol.asyncDispose]()
    },
  }

  async function close(): Promise<void> {
    await loops.stop()
    await database.close()
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
