import assert from 'node:assert/strict'
import { type ProductInput, putProducts } from '../../server/commerce/catalog/catalog.ts'
import type { BuiltFiles } from '../../server/doors/web/web.ts'
import { listen } from '../../server/platform/http/listen.ts'
import { memoryMedia } from '../../server/platform/media/media.ts'
import { openResizer } from '../../server/platform/pictures/real.ts'
import { keepPicture } from '../../server/shop/pictures/pictures.ts'
import type { Shop } from '../../server/shop/shop.ts'
import type { TestEngine } from '../engines.ts'
import { samplePicture } from '../picture-samples.ts'
import { openStreet, type Street, type StreetOptions } from './street.ts'

/** What `more` of a store file takes the place of. */
export const terms = `shipping:
  - { id: caba, name: { es: "Envío a CABA", pt: "Entrega em CABA", en: "Delivery in CABA" }, price: "4500.00", freeFrom: "80000.00" }
  - { id: retiro, name: { es: "Retiro en el local", pt: "Retirada na loja", en: "Pick-up at the shop" }, price: "0.00", pickup: true }
promotions: [ { code: HOLA10, percent: 10 }, { code: VIEJO, percent: 50, to: 2020-01-01 } ]
`

/** A shop whose customers have something in the cart, and a door that a browser can knock on. */
export interface CheckoutShop extends AsyncDisposable {
  street: Street
  shop: Shop
  url: string
  /** The path of a new order's page; `more` is said with the order. */
  order(more?: Record<string, unknown>): Promise<{ id: string; path: string }>
  orderNow(
    id: string,
  ): Promise<{ status: string; payment_status: string; total: { amount: string }; history: { what: string }[] } & Record<string, unknown>>
}

export async function openCheckoutShop(
  engine: TestEngine,
  webFiles: BuiltFiles,
  options: StreetOptions = {},
  products: readonly ProductInput[] = [],
): Promise<CheckoutShop> {
  const pictures = { media: memoryMedia(), resizer: openResizer({ restMs: 100 }) }
  const street = await openStreet(engine, { webFiles, pictures, seller: 'milo', ...options, more: options.more ?? terms })
  const { app, streams, desk } = street.house
  const shop = await desk.shop('luna', null)
  const kept = await keepPicture(pictures, 'luna', samplePicture(600, 600).png)
  assert.ok(shop && kept.ok)
  const sold: ProductInput[] = [
    { sku: 'BOT', name: 'Botas <b>de</b> lluvia', price: 4_500_000, stock: 50, imageUrl: kept.value },
    { sku: 'YER', name: 'Yerba mate orgánica', price: 320_050, stock: 50 },
    ...products,
  ]
  await shop.transaction('test.put', (tx) => putProducts(tx, sold, { kind: 'system', name: 'test' }))
  const door = await listen(desk.world, app, streams, { host: '127.0.0.1', port: 0 })
  let orders = 0
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await street.ask(street.luna, method, `/api/v1${path}`, body)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  return {
    street,
    shop,
    url: `http://127.0.0.1:${door.port}`,
    async order(more = {}) {
      const conversation = `order ${++orders}`
      await ask('PUT', `/carts/${conversation}/items/BOT`, { quantity: 1 })
      await ask('PUT', `/carts/${conversation}/items/YER`, { quantity: 2 })
      const order = await ask('POST', '/orders', { conversation_id: conversation, ...more })
      return { id: order.id, path: new URL(order.checkout_url).pathname }
    },
    orderNow: (id) => ask('GET', `/orders/${id}`),
    [Symbol.asyncDispose]: async () => {
      await door.close()
      await street[Symbol.asyncDispose]()
    },
  }
}
