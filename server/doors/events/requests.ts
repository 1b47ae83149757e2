import { z } from 'zod'
import { addItems } from '../../commerce/cart/cart.ts'
import { findProduct, type Product, recommendations, searchProducts } from '../../commerce/catalog/catalog.ts'
import { placeOrder } from '../../commerce/orders/orders.ts'
import type { Desk } from '../../conversation/desk.ts'
import {
  countSaid,
  findConversation,
  findConversationByAddress,
  findConversationById,
  say,
  toConversation,
} from '../../conversation/inbox/inbox.ts'
import { type EventType, event, type Tx } from '../../platform/events/events.ts'
import { addressKey } from '../../shop/address.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Shop } from '../../shop/shop.ts'
import { actorOf, buyerOf, type Caller } from '../rest/rest.ts'

const Word = z.string().trim().min(1).max(200)
const Limit = z.int().min(1).max(100).default(10)

const Found = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  price: z.object({ amount: z.string(), currency: z.string() }),
  stock: z.int().nullable(),
  is_offer: z.boolean(),
})

const productQuery = event(
  'store.product.query',
  'Somebody asks what the shop has; answered by store.product.query.result.',
  z.object({
    query: z.string().max(500).optional(),
    category: z.string().max(300).optional(),
    brand: Word.optional(),
    storefront: Word.optional(),
    on_offer: z.boolean().optional(),
    in_stock: z.boolean().optional(),
    limit: Limit,
  }),
)

const productQueryResult = event(
  'store.product.query.result',
  'What the shop has of what was asked for.',
  z.object({ request: z.string().describe('the id of the event that asked'), products: z.array(Found), total: z.int() }),
)

const productRecommend = event(
  'store.product.recommend',
  'Somebody asks what goes with a product; answered by store.product.recommend.result.',
  z.object({ product: Word.describe('an id or a SKU'), limit: Limit }),
)

const productRecommendResult = event(
  'store.product.recommend.result',
  'What goes with a product.',
  z.object({ request: z.string().describe('the id of the event that asked'), product: z.string(), products: z.array(Found) }),
)

const orderCreate = event(
  'store.order.create',
  'Somebody asks for an order of what is in a cart, and of what he names besides; answered by store.order.created. How to reach the buyer is not told on.',
  z.object({
    conversation_id: Word,
    items: z
      .array(z.object({ product: Word, quantity: z.number() }))
      .max(100)
      .optional(),
    email: z.email().max(320).optional(),
    name: Word.optional(),
    address: z.string().trim().min(1).max(2000).optional(),
    shipping: Word.optional(),
    coupon: Word.optional(),
  }),
)

const whatsappSend = event(
  'store.whatsapp.message.send',
  'Somebody asks for a message to a customer on a WhatsApp line. Whom it goes to is told on as the conversation only.',
  z.object({
    conversation_id: Word.optional(),
    line: Word.optional().describe('with `to`, instead of the conversation'),
    to: z.string().min(1).max(60).optional().describe('the customer’s number'),
    text: z.string().trim().min(1).max(4096),
  }),
)

export const requestEvents: readonly EventType<unknown>[] = [
  productQuery,
  productQueryResult,
  productRecommend,
  productRecommendResult,
  orderCreate,
  whatsappSend,
] as readonly EventType<unknown>[]

export interface Requester {
  desk: Desk
  shop: Shop
  caller: Caller
  /** The event that asks, and the subject it is about: its own id where it names none. */
  request: { id: string; subject: string }
}

/** Null when it was done, else why not. */
export type Refusal = { code: string; detail: string } | null

/** What a request leads to: what it needs to know first, and the unit in which it takes effect. */
export interface Request {
  /** All subjects of the unit. */
  subjects: readonly string[]
  carryOut(tx: Tx): Promise<Refusal>
}

type Prepare<Data> = (requester: Requester, data: Data) => Promise<Request | NonNullable<Refusal>>

interface Kind {
  schema: z.ZodType
  prepare: Prepare<never>
}

function kind<Data>({ schema }: EventType<Data>, prepare: Prepare<Data>): Kind {
  return { schema, prepare }
}

/** The only types that are taken from outside. */
export const requestKinds: Readonly<Record<string, Kind>> = {
  [productQuery.type]: kind(productQuery, async ({ shop, request }, data) => {
    const { on_offer: onOffer, in_stock: inStock, ...wanted } = data
    const { items, total } = await searchProducts(shop, { ...wanted, onOffer, inStock })
    const result = { request: request.id, products: items.map(foundJson), total }
    return answering(request.subject, async (tx, subject) => {
      await tx.publish(productQuery, { subject, data })
      await tx.publish(productQueryResult, { subject, data: result })
    })
  }),
  [productRecommend.type]: kind(productRecommend, async ({ shop, request }, data) => {
    const product = await findProduct(shop, data.product)
    if (!product) return { code: 'product_not_found', detail: `no such product: ${data.product}` }
    const products = (await recommendations(shop, product, data.limit)).map(foundJson)
    return answering(request.subject, async (tx, subject) => {
      await tx.publish(productRecommend, { subject, data })
      await tx.publish(productRecommendResult, { subject, data: { request: request.id, product: product.id, products } })
    })
  }),
  [orderCreate.type]: kind(orderCreate, async ({ shop, caller }, { conversation_id: subject, items = [], ...placing }) => {
    return {
      subjects: [subject],
      async carryOut(tx) {
        const buyer = await buyerOf(tx, subject)
        if (items.length > 0) {
          const added = await addItems(tx, buyer, items)
          if (!added.ok) return refusalOf(added.refusal)
        }
        const placed = await placeOrder(shop, tx, buyer, placing, actorOf(caller))
        if (!placed.ok) return refusalOf(placed.refusal)
        await tx.publish(orderCreate, { subject, data: { conversation_id: subject, ...(items.length > 0 ? { items } : {}) } })
        return null
      },
    }
  }),
  [whatsappSend.type]: kind(whatsappSend, async (requester, { conversation_id, line, to, text }) => {
    const { desk, shop } = requester
    const id = conversation_id ?? (await conversationWith(shop, line, to))
    const conversation = id === undefined ? null : await findConversation(shop, id)
    const at = conversation?.line ? await desk.line(shop, conversation.line) : null
    if (!conversation || at?.channel !== 'whatsapp')
      return { code: 'conversation_not_found', detail: 'no conversation on a WhatsApp line is with this customer' }
    return {
      subjects: [conversation.id],
      async carryOut(tx) {
        const row = (await tx.run(findConversationById, { id: conversation.id })).rows[0]
        if (!row) return { code: 'conversation_not_found', detail: 'it is not there any more' }
        const data = { conversation_id: row.id, line: at.id, text }
        await tx.publish(whatsappSend, { subject: row.id, data })
        await say(tx, at, toConversation(row), { role: 'system', text, name: null, turn: null })
        tx.afterCommit(() => countSaid(desk.metrics, shop.tenant.id, at))
        return null
      },
    }
  }),
}

function answering(subject: string, answer: (tx: Tx, subject: string) => Promise<void>): Request {
  return {
    subjects: [subject],
    async carryOut(tx) {
      await answer(tx, subject)
      return null
    },
  }
}

async function conversationWith(shop: Shop, line: string | undefined, to: string | undefined): Promise<string | undefined> {
  if (line === undefined || to === undefined) return undefined
  return (await shop.read(findConversationByAddress, { line, address_key: addressKey(to) }))[0]?.id
}

function refusalOf(refusal: { code: string }): NonNullable<Refusal> {
  const { code, ...details } = refusal
  return {
    code,
    detail: Object.entries(details)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join(', '),
  }
}

function foundJson(product: Product): z.output<typeof Found> {
  const { id, sku, name, price, currency, stock, isOffer } = product
  return { id, sku, name, price: { amount: writeAmount(price, currency), currency }, stock, is_offer: isOffer }
}
