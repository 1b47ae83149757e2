import { putProducts } from '../../server/commerce/catalog/catalog.ts'
import { findOrder } from '../../server/commerce/orders/orders.ts'
import { keepProof, startPayment } from '../../server/commerce/payments/payments.ts'
import { systemEventTypes, tellOperators } from '../../server/platform/system-events/system-events.ts'
import { dumpOf } from '../dump.ts'
import { until } from '../until.ts'
import type { Street, StreetShop } from './street.ts'

/** What a shop has, of every kind that the API knows. A new kind is brought in here. */
export interface Belongings {
  /** Words that stand in everything of this shop, and in nothing of another. */
  marks: readonly string[]
  /** What stands for the parameters of a path, by the beginning of the path. */
  ids: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What the fields of a body may name. */
  named: Readonly<Record<string, string>>
  /** What a body must hold beside them to be taken. */
  needed: Readonly<Record<string, string>>
  /** What filters of a list find something by. */
  findable: Readonly<Record<string, string>>
}

const phones: Readonly<Record<string, string>> = { luna: '5491160001111', sol: '5491160002222' }

export async function moveIn(street: Street, shop: StreetShop): Promise<Belongings> {
  // One word: a search that finds nobody who has two tells of those who have one of them.
  const word = `palabradel${shop.id}`
  const address = phones[shop.id] ?? ''
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await street.ask(shop, method, `/api/v1${path}`, body)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }
  await street.webhook(shop, { messages: [{ id: `in-${shop.id}`, from: address, text: `hola ${word}`, name: word, written_at: null }] })
  await visit(street, shop, word)
  const [written] = (await ask('GET', `/conversations?line=${shop.phoneLine}`)).items
  // The visitor's: what is said there is delivered by being stored.
  const [conversation] = (await ask('GET', `/conversations?line=${shop.webLine}`)).items
  const within = `/conversations/${conversation.id}`
  await ask('POST', `${within}/handoff`, { reason: word, team: shop.team })
  await ask('POST', `${within}/messages`, { text: `acá ${word}` })
  for (const { id } of [written, conversation]) await ask('POST', `/conversations/${id}/labels`, { labels: [word] })
  await ask('POST', `${within}/assign`, { staff: shop.staff.email, team: shop.team })
  const person = { name: word, email: `ana@${shop.id}.example`, phone: `+54115555${shop.id === 'luna' ? '0001' : '0002'}`, address: word }
  const customer = await ask('POST', '/customers', person)
  await ask('POST', `/customers/${customer.id}/notes`, { text: word })
  const another = await ask('POST', '/customers', { name: `otra ${word}` })
  const thing = { name: `Cosa ${word}`, price: '10.00', category: `Cosas ${word}`, brand: word, storefront: `${shop.id}-front` }
  const product = await ask('POST', '/products', { sku: `${word}-1`, ...thing })
  await ask('POST', '/products', { sku: `${word}-2`, ...thing })
  const brought = await bringIn(street, shop, word)
  const sold = await sell(street, shop, word)
  const order = await ask('POST', '/orders', { conversation_id: `${sold.conversation_id}-order`, name: word, address: word })
  await beginToPay(street, shop, order.id, word)
  await ask('POST', '/keys', { name: word, scopes: ['products:read'] })
  const subscription = await ask('POST', '/subscriptions', { url: `https://${word}.example.com/`, types: ['store.cart.abandoned'] })
  const booked = await ask('POST', '/appointments', { starts_at: tomorrow(1), conversation_id: word })
  // A caller's own: nobody is told of it on a line.
  await ask('POST', '/chat', { conversation_id: word, text: `hola ${word}` })
  await ask('POST', `/conversations/${word}/handoff`, { reason: word })
  const [handoff] = (await ask('GET', '/handoffs?status=waiting')).items
  const letter = await parkEvent(street, shop, word)
  await untilQuiet(street)
  return {
    marks: [word, `${shop.id}-`, `@${shop.id}.`, address, person.phone],
    ids: {
      '/conversations/{id}': { id: conversation.id },
      '/customers/{id}': { id: customer.id },
      '/dead-letters/{id}': { id: letter },
      '/subscriptions/{id}': { id: subscription.id },
      '/keys/{name}': { name: word },
      '/handoffs/{id}': { id: handoff.id },
      '/products/{id}': { id: product.id },
      '/catalog/imports/{id}': { id: brought },
      '/carts/{conversation_id}': sold,
      '/orders/{id}': { id: order.id },
      '/appointments/{id}': { id: booked.id },
    },
    named: { storefront: thing.storefront, customer_id: another.id, team: shop.team, staff: shop.staff.email },
    needed: { starts_at: tomorrow(2) },
    findable: {
      ...{ line: shop.webLine, address, team: shop.team, phone: person.phone, email: person.email },
      ...{ query: word, category: thing.category, brand: word, storefront: thing.storefront },
    },
  }
}

async function beginToPay({ house }: Street, { id }: StreetShop, order: string, word: string): Promise<void> {
  const shop = await house.desk.shop(id, null)
  const back = { returnUrl: 'https://shop.test', cancelUrl: 'https://shop.test', noticeUrl: 'https://shop.test' }
  if (!shop) return
  await startPayment(house.desk, shop, order, back)
  // As if the shop were paid by transfer: then a buyer sends something to show that he paid.
  await house.desk.database
    .tenant(id)
    .unit('test.transfer', (unit) => unit.sql.updateTable('payments').set({ provider: 'transfer' }).where('tenant_id', '=', id).execute())
  const placed = await findOrder(shop, order)
  const kept = placed && (await keepProof(house.desk.pictures, shop, placed, new TextEncoder().encode(`%PDF-1.7 ${word}`)))
  if (!kept?.ok) throw new Error(`no proof was kept: ${JSON.stringify(kept)}`)
}

/** A file of the catalogue, brought in to its end. */
async function bringIn(street: Street, shop: StreetShop, word: string): Promise<string> {
  const sent = await street.request(`/api/v1/catalog/imports?title=${word}`, {
    method: 'POST',
    headers: { 'x-api-key': shop.key, 'content-type': 'text/csv' },
    body: `sku,name,price\n${word}-3,Cosa ${word},12.50\n`,
  })
  if (sent.status !== 201) throw new Error(sent.text)
  const { id } = sent.body as { id: string }
  const isDone = async () => (await street.ask(shop, 'GET', `/api/v1/catalog/imports/${id}`)).body.state === 'done'
  await until(isDone, 'the file is brought in')
  return id
}

/**
 * Something on the shelf, in a cart under a caller's word, and in another one to be ordered. The words say nothing of whose they
 * are: a refusal may well repeat them.
 */
async function sell(street: Street, { id, key }: StreetShop, word: string): Promise<{ conversation_id: string; product: string }> {
  const own = { conversation_id: `cart ${id.length} ${[...id].reverse().join('')}`, product: `sku-${[...id].reverse().join('')}` }
  const shop = await street.house.desk.shop(id, null)
  await shop?.transaction('test.sell', (tx) =>
    putProducts(tx, [{ sku: own.product, name: `Yerba ${word}`, price: 100, stock: 100 }], { kind: 'system', name: 'test' }),
  )
  for (const conversation of [own.conversation_id, `${own.conversation_id}-order`]) {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const put = await street.request(`/api/v1/carts/${encodeURIComponent(conversation)}/items/${own.product}`, {
      method: 'PUT',
      headers,
      body: '{"quantity":1}',
    })
    if (put.status !== 200) throw new Error(put.text)
  }
  return own
}

/** The shop is open day and night. */
function tomorrow(days: number): string {
  return new Date(Math.floor(Date.now() / 3_600_000 + 24 * days) * 3_600_000).toISOString()
}

async function visit(street: Street, shop: StreetShop, word: string): Promise<void> {
  const { token } = (await street.request(`/webchat/${shop.webLine}/visitors`, { method: 'POST' })).body
  const written = await street.request(`/webchat/${shop.webLine}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: crypto.randomUUID(), text: `buenas ${word}` }),
  })
  if (written.status !== 201) throw new Error(written.text)
}

/** As the handlers' loop does with an event that fails for hours. */
async function parkEvent({ house }: Street, { id }: StreetShop, word: string): Promise<string> {
  return house.desk.database.tenant(id).unit('test.park', async (unit) => {
    const letter = { handler: 'notices.person-comes', subject: word, seq: 1, type: 'store.sales.escalate', error: word, attempts: 8 }
    const row = { ...letter, tenant_id: id, id: unit.ids(), at: unit.now(), state: 'parked' as const }
    await unit.sql.insertInto('dead_letters').values(row).execute()
    const parked = systemEventTypes().find((told) => told.type === 'event.parked')
    if (parked) await tellOperators(unit, parked, { type: letter.type, handler: word, subject: word, seq: 1 })
    return row.id
  })
}

async function untilQuiet(street: Street): Promise<void> {
  const waits = ({ cursors = [] }: Awaited<ReturnType<typeof dumpOf>>) => cursors.some((row) => JSON.parse(row).due !== null)
  await until(async () => !waits(await dumpOf(street.databaseUrl)), 'all events are handled')
}
