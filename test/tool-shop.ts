import assert from 'node:assert/strict'
import { type ProductInput, putProducts } from '../server/commerce/catalog/catalog.ts'
import { callTool, shopTools, type ToolOutcome, type ToolUse } from '../server/conversation/tools/tools.ts'
import { realWorld } from '../server/platform/world/real.ts'
import type { World } from '../server/platform/world/world.ts'
import type { Shop } from '../server/shop/shop.ts'
import { type Counter, migrations, openCounter, storeText } from './counter.ts'
import type { TestEngine } from './engines.ts'

/** A shop with everything that its tools reach: a shelf, terms, questions it answers, a calendar. It opens on a Wednesday morning. */
export interface ToolShop extends AsyncDisposable {
  shop: Shop
  counter: Counter
  /** A program with a key, unless it is said otherwise. */
  call(tool: string, given: object, use?: Partial<ToolUse>): Promise<ToolOutcome>
  /** The value of a call that must succeed, as its tool's schema describes it. */
  // biome-ignore lint/suspicious/noExplicitAny: what a tool answers is for the test to find out
  value(tool: string, given: object, use?: Partial<ToolUse>): Promise<any>
  /** The code of a call that must be refused, with what it tells a program. */
  refusal(tool: string, given: object, use?: Partial<ToolUse>): Promise<{ code: string; message: string; details: Record<string, unknown> }>
  /** The conversation of a customer who writes from this number. */
  write(from: string, text?: string): Promise<string>
  stockOf(sku: string): Promise<number | null>
}

export const toolStore = `${storeText({ quietPeriodMs: 60_000 }).replace('id: demo,', 'id: demo, origin: true, hosts: [tienda.demo.test],')}
storefronts: [ { id: moda, name: Luna }, { id: almacen, name: Milo } ]
shipping: [ { id: caba, name: CABA, price: "4500.00" }, { id: retiro, name: Retiro, price: "0.00" } ]
promotions: [ { code: HOLA10, percent: 10, from: 2026-01-01, to: 2026-12-31 }, { code: VIEJO, percent: 50, to: 2020-01-01 } ]
faq:
  - topic: shipping
    question: { es: "¿Hacen envíos?", pt: "Vocês entregam?", en: "Do you deliver?" }
    answer: { es: "Sí, a todo el país.", pt: "Sim, em todo o país.", en: "Yes, all over the country." }
  - { topic: payment, question: "¿Cómo pago?", answer: "Con tarjeta o transferencia." }
  - { topic: hours, question: "¿A qué hora abren?", answer: "De 9 a 19." }
agenda:
  services: [ { id: asesoria, name: Asesoría, minutes: 30, storefront: moda }, { id: probador, name: Probador, minutes: 60 } ]
  hours: { mon-fri: ["09:00-13:00"] }
`

export const toolProducts: readonly ProductInput[] = [
  { sku: 'YER', name: 'Yerba mate', price: 320000, stock: 7, category: 'Almacén', storefront: 'almacen', brand: 'Cerro' },
  { sku: 'AZU', name: 'Azúcar', price: 150050, stock: null, category: 'Almacén', storefront: 'almacen' },
  { sku: 'BOT', name: 'Botas rojas', price: 9000000, stock: 1, category: 'Calzado', storefront: 'moda', isOffer: true },
  {
    sku: 'REM',
    name: 'Remera',
    price: 1000000,
    storefront: 'moda',
    variants: [
      { sku: 'REM-M', options: { talle: 'M' }, stock: 3 },
      { sku: 'REM-L', options: { talle: 'L' }, price: 1200000, stock: 0 },
    ],
  },
]

export async function openToolShop(engine: TestEngine): Promise<ToolShop> {
  const world: World = realWorld({ clockStart: Date.parse('2026-03-11T11:00:00Z') })
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: toolStore })
  const shop = await counter.house.desk.shop('demo', null)
  assert.ok(shop)
  const put = await shop.transaction('test.put', (tx) => putProducts(tx, toolProducts, { kind: 'system', name: 'test' }))
  assert.ok(put.every(({ ok }) => ok))
  const usual: ToolUse = {
    shop,
    conversation: '',
    line: null,
    by: { kind: 'key', name: 'tests' },
    actsFor: 'shop',
    storefront: null,
    publicUrl: 'http://shop.test',
  }
  const call: ToolShop['call'] = (name, { conversation_id = '', ...given }: { conversation_id?: string }, use = {}) => {
    const tool = shopTools.find((one) => one.name === name)
    assert.ok(tool, `there is no tool ${name}`)
    return callTool(tool, { ...usual, conversation: conversation_id, ...use }, given)
  }
  return {
    shop,
    counter,
    call,
    async value(name, given, use) {
      const outcome = await call(name, given, use)
      assert.ok(outcome.ok, `${name} was refused: ${JSON.stringify(outcome)}`)
      return shopTools.find((one) => one.name === name)?.output.parse(outcome.value)
    },
    async refusal(name, given, use) {
      const outcome = await call(name, given, use)
      assert.ok(!outcome.ok, `${name} was not refused`)
      return outcome.refusal
    },
    async write(from, text = 'hola') {
      const { receiveMessage } = await import('../server/conversation/inbox/inbox.ts')
      const line = await counter.house.desk.line(shop, 'phone')
      assert.ok(line)
      const message = {
        providerId: `in-${from}-${text}`,
        address: from,
        name: 'Ana',
        writtenAt: null,
        kind: 'text' as const,
        text,
        language: null,
      }
      const received = await receiveMessage(world, shop, line, message)
      assert.ok('message' in received)
      return received.message.conversation
    },
    async stockOf(sku) {
      const { body } = (await counter.ask('GET', `/api/v1/products/${sku}`)) as { body: { stock: number | null } }
      return body.stock
    },
    async [Symbol.asyncDispose]() {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}
