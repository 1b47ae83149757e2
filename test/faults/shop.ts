import { apiKey, lineSecret, storeText } from '../counter.ts'
import { openPaymentFake, type PaymentFake, type PaymentFakeName } from '../fakes/payment-providers.ts'
import type { StandInOptions } from '../fakes/stand-in.ts'
import { openStandInServer, type StandInServer } from '../fakes/stand-in-server.ts'
import type { DamageName } from './damage.ts'
import { type EngineName, newDatabase, type OutsideDatabase } from './database.ts'
import { openProgram, type Program } from './process.ts'

/** A whole shop that can be killed: its database, its process and its provider. */
export interface KillableShop extends AsyncDisposable {
  readonly database: OutsideDatabase
  readonly program: Program
  readonly provider: StandInServer
  /** Whoever takes its money; null where it is only demonstrated. */
  readonly payments: PaymentFake | null
  readonly settings: ShopSettings
  newCustomer(): string
  /** Asked until it is answered: with one Idempotency-Key, however often. */
  ask<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>
}

export interface ShopSettings {
  engine: EngineName
  /** Whether the provider can be asked what became of a send. */
  lookUp: boolean
  statuses: NonNullable<StandInOptions['statuses']>
  damage?: DamageName
  payments?: PaymentFakeName
  /** How long something that must come is waited for. */
  patienceMs?: number
}

/** Short, so that a cell is over in a second or two; what holds with them holds with longer ones. */
const quietPeriodMs = 20
const doubtMs = 250
/** Where statuses alone can tell, they get the time to come, after a start too. */
const doubtWithStatusesMs = 2000
const sendTimeoutMs = 600

export async function openShop(settings: ShopSettings): Promise<KillableShop> {
  const { engine, lookUp, statuses, damage } = settings
  const database = await newDatabase(engine)
  const payments = settings.payments ? await openPaymentFake[settings.payments]() : null
  let program: Program | null = null
  const provider = await openStandInServer({
    webhooks: () => (program?.url() ? `${program.url()}/webhooks/stand-in` : null),
    secret: lineSecret,
    token: lineToken(),
    lineKey: '541155550000',
    lookUp,
    statuses,
  })
  const store = storeText({ quietPeriodMs, doubtMs: !lookUp && statuses !== 'none' ? doubtWithStatusesMs : doubtMs })
    .replace('http://provider.test', provider.origin)
    .replace('timeoutMs: "200"', `timeoutMs: "${sendTimeoutMs}"`)
    .concat(payments ? `payments: { ${payments.settings} }\n` : '')
  try {
    program = await openProgram({ database, store, lookUp, damage: damage ?? null, ...(payments ? { publicUrl: 'http://shop.test' } : {}) })
  } catch (error) {
    await provider[Symbol.asyncDispose]()
    await payments?.[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
    throw error
  }
  const opened = program
  let customers = 0
  let requests = 0
  return {
    database,
    program: opened,
    provider,
    payments,
    settings,
    newCustomer: () => `54911${String(60_000_000 + ++customers)}`,
    ask: (method, path, body) => askUntilAnswered(opened, method, path, `request-${++requests}`, body),
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
      await payments?.[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** As the store file says it. */
function lineToken(): string {
  const token = /token: "([^"]+)"/.exec(storeText())?.[1]
  if (!token) throw new Error('the store file of the tests has no token')
  return token
}

async function askUntilAnswered<Answer>(program: Program, method: string, path: string, key: string, body: unknown): Promise<Answer> {
  for (let tries = 0; tries < 200; tries++) {
    await program.ready()
    try {
      const response = await fetch(`${program.url()}/api/v1${path}`, {
        method,
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json', 'idempotency-key': key },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      })
      const text = await response.text()
      if (response.ok) return (text === '' ? null : JSON.parse(text)) as Answer
      if (response.status < 500) throw new Refused(`${method} ${path} answered ${response.status}: ${text}`)
    } catch (error) {
      if (error instanceof Refused) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${method} ${path} was never answered`)
}

/** By the shop, for good. */
export class Refused extends Error {}
