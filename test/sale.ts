import assert from 'node:assert/strict'
import { findVariant, type ProductInput, putProducts } from '../server/commerce/catalog/catalog.ts'
import { realWorld } from '../server/platform/world/real.ts'
import type { World } from '../server/platform/world/world.ts'
import type { Shop } from '../server/shop/shop.ts'
import { type Counter, migrations, openCounter, storeText } from './counter.ts'
import type { TestEngine } from './engines.ts'

interface Money {
  amount: string
  currency: string
}
export interface CartJson {
  id: string | null
  conversation_id: string
  items: { sku: string; quantity: number; unit_price: Money; line_total: Money; name: string }[]
  total: Money
  discount: Money
  shipping_cost: Money | null
}
export interface OrderJson {
  id: string
  number: string
  status: string
  payment_status: string
  total: Money
  totals: { kind: string; amount: Money }[]
  items: { sku: string; quantity: number; unit_price: Money }[]
  checkout_url: string
  tracking: unknown
  history: { what: string }[]
}

/** A shop with yerba, sugar and a shirt in two sizes, two ways to send them, and a coupon that one order may have. */
export interface Sale extends AsyncDisposable {
  shop: Shop
  counter: Counter
  ask: Counter['ask']
  /** Business time from here on is so much later. */
  jump(ms: number): void
  cart(conversation?: string): Promise<CartJson>
  put(sku: string, quantity: number, conversation?: string): Promise<string>
  order(conversation?: string, more?: object): Promise<{ status: number; code: string; order: OrderJson }>
  stockOf(sku: string): Promise<number | null>
}

const terms = `
shipping: [ { id: caba, name: CABA, price: "4500.00", freeFrom: "80000.00" }, { id: retiro, name: Retiro, price: "0.00" } ]
promotions:
  - { code: HOLA10, percent: 10, limit: 1 }
  - { code: VIEJO, percent: 50, to: 2020-01-01 }
`
const products: ProductInput[] = [
  { sku: 'YER', name: 'Yerba', price: 320000, stock: 7 },
  { sku: 'AZU', name: 'Azúcar', price: 150050, stock: null },
  {
    sku: 'REM',
    name: 'Remera',
    price: 1000000,
    variants: [
      { sku: 'REM-M', options: { talle: 'M' }, stock: 3 },
      { sku: 'REM-L', options: { talle: 'L' }, price: 1200000, stock: 0 },
    ],
  },
]
export const by = { kind: 'system' as const, name: 'test' }
export const hour = 3_600_000

export async function openSale(engine: TestEngine, more = ''): Promise<Sale> {
  const real = realWorld({ clockStart: Date.parse('2026-03-11T11:00:00Z') })
  let jumped = 0
  const world: World = { ...real, clock: { now: () => real.clock.now() + jumped } }
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: storeText() + terms + more })
  const shop = await counter.house.desk.shop('demo', null)
  assert.ok(shop)
  const put = await shop.transaction('test.put', (tx) => putProducts(tx, products, by))
  assert.ok(put.every(({ ok }) => ok))
  const { ask } = counter
  return {
    shop,
    counter,
    ask,
    jump: (ms) => {
      jumped += ms
    },
    cart: async (conversation = 'c1') => (await ask('GET', `/api/v1/carts/${conversation}`)).body as CartJson,
    put: async (sku, quantity, conversation = 'c1') => told(await ask('PUT', `/api/v1/carts/${conversation}/items/${sku}`, { quantity })),
    order: async (conversation = 'c1', more = {}) => {
      const { status, body } = await ask('POST', '/api/v1/orders', { conversation_id: conversation, ...more })
      return { status, code: (body as { code?: string }).code ?? '', order: body as OrderJson }
    },
    stockOf: async (sku) => (await findVariant(shop, sku))?.stock ?? null,
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

export const told = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim()
export const ars = (amount: string) => ({ amount, currency: 'ARS' })

export async function until(look: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await look()) return true
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return false
}
