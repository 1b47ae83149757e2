import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { declaredVariants, type FoundVariant, findProduct, findVariant } from '../catalog/catalog.ts'
import { cartCleared, cartItemAdded, cartItemUpdated } from './cart.events.ts'
import { type Cart, type CartRefusal, isQuantity, mostItems, mostOfOne, type Wanted } from './cart-model.ts'
import {
  type CartRow,
  countItems,
  dropItem,
  dropItems,
  endCart,
  findItem,
  findOpenCart,
  openCart,
  putItem,
  setCartTerms,
  touchCart,
} from './carts.sql.ts'
import { readCart } from './read-cart.ts'
import { codeKey, readTerms } from './terms.ts'

type CartOutcome = Outcome<Cart, CartRefusal>

/** Whose cart it is: the conversation, and the customer where one is known. */
export interface Buyer {
  conversation: string
  customer: string | null
}

/** Nobody has touched it for so long: it counts as left behind. */
export const abandonedAfterMs = 24 * 3_600_000

/** All of them, or none: on top of what the cart has. */
export async function addItems(tx: Tx, buyer: Buyer, wanted: readonly Wanted[]): Promise<CartOutcome> {
  await tx.lock(buyer.conversation)
  const cart = (await tx.run(findOpenCart, { conversation: buyer.conversation })).rows[0]
  const planned = await plan(tx, wanted, (variant) => quantityIn(tx, cart, variant))
  if (!planned.ok) return planned
  const full = await tooMany(
    tx,
    cart,
    planned.value.map(({ found }) => found.id),
  )
  if (full) return refuse(full)
  const into = await takeCart(tx, buyer, cart)
  for (const { found, quantity } of planned.value) {
    await put(tx, into, found, quantity)
    await tx.publish(cartItemAdded, { subject: buyer.conversation, data: told(into, found, quantity) })
  }
  return done(await readCart(tx, buyer.conversation))
}

/** Exactly these, instead of what the cart has: all of them, or none. */
export async function replaceItems(tx: Tx, buyer: Buyer, wanted: readonly Wanted[]): Promise<CartOutcome> {
  await tx.lock(buyer.conversation)
  const cart = (await tx.run(findOpenCart, { conversation: buyer.conversation })).rows[0]
  const planned = await plan(tx, wanted, () => Promise.resolve(0))
  if (!planned.ok) return planned
  if (planned.value.length > mostItems) return refuse({ code: 'cart_full', limit: mostItems })
  const into = await takeCart(tx, buyer, cart)
  const before = (await readCart(tx, buyer.conversation)).items
  for (const { variant, product, sku } of before) {
    if (planned.value.some(({ found }) => found.id === variant)) continue
    await tx.run(dropItem, { cart: into.id, variant })
    const data = { cart: into.id, conversation: buyer.conversation, product, variant, sku, quantity: 0 }
    await tx.publish(cartItemUpdated, { subject: buyer.conversation, data })
  }
  for (const { found, quantity } of planned.value) {
    const had = before.find(({ variant }) => variant === found.id)
    if (had?.quantity === quantity) continue
    await put(tx, into, found, quantity)
    await tx.publish(had ? cartItemUpdated : cartItemAdded, { subject: buyer.conversation, data: told(into, found, quantity) })
  }
  return done(await readCart(tx, buyer.conversation))
}

/** Who says that he will not buy it: what was in it is in no cart any more. */
export async function endCartOf(tx: Tx, buyer: Buyer): Promise<void> {
  const { id } = await clearCart(tx, buyer)
  if (id !== null) await tx.run(endCart, { id, status: 'abandoned', due: null })
}

interface Planned {
  found: FoundVariant
  /** As many as there are in the cart then. */
  quantity: number
}

/** What the cart would have of each, in the order they were named; nothing is written. */
async function plan(
  tx: Tx,
  wanted: readonly Wanted[],
  inCart: (variant: string) => Promise<number>,
): Promise<Outcome<Planned[], CartRefusal>> {
  const planned = new Map<string, Planned>()
  for (const want of wanted) {
    const found = await choose(tx, want.product)
    if ('code' in found) return refuse(found)
    if (!isQuantity(want.quantity)) return refuse({ code: 'invalid_quantity', ...want })
    const quantity = (planned.get(found.id)?.quantity ?? (await inCart(found.id))) + want.quantity
    const short = shortOf(found, want.product, quantity)
    if (short) return refuse(short)
    planned.set(found.id, { found, quantity })
  }
  return done([...planned.values()])
}

async function put(tx: Tx, { id: cart }: CartRow, { id: variant, price }: FoundVariant, quantity: number): Promise<void> {
  await tx.run(putItem, { cart, id: tx.ids(), variant, quantity, price, at: tx.clock.now() })
}

/** Exactly so many; 0 takes it out. */
export async function setQuantity(tx: Tx, buyer: Buyer, want: Wanted): Promise<CartOutcome> {
  await tx.lock(buyer.conversation)
  const cart = (await tx.run(findOpenCart, { conversation: buyer.conversation })).rows[0]
  const chosen = await choose(tx, want.product)
  if ('code' in chosen) return refuse(chosen)
  if (want.quantity !== 0 && !isQuantity(want.quantity)) return refuse({ code: 'invalid_quantity', ...want })
  const short = shortOf(chosen, want.product, want.quantity)
  if (short) return refuse(short)
  const before = await quantityIn(tx, cart, chosen.id)
  if (before === want.quantity) return done(await readCart(tx, buyer.conversation))
  const full = want.quantity === 0 ? null : await tooMany(tx, cart, [chosen.id])
  if (full) return refuse(full)
  const into = await takeCart(tx, buyer, cart)
  if (want.quantity === 0) await tx.run(dropItem, { cart: into.id, variant: chosen.id })
  else await put(tx, into, chosen, want.quantity)
  const event = before === 0 ? cartItemAdded : cartItemUpdated
  await tx.publish(event, { subject: buyer.conversation, data: told(into, chosen, want.quantity) })
  return done(await readCart(tx, buyer.conversation))
}

/** Its code and the way it goes are forgotten with what it held. */
export async function clearCart(tx: Tx, buyer: Buyer): Promise<Cart> {
  await tx.lock(buyer.conversation)
  const cart = (await tx.run(findOpenCart, { conversation: buyer.conversation })).rows[0]
  if (!cart) return readCart(tx, buyer.conversation)
  const held = (await tx.run(dropItems, { cart: cart.id })).changes
  await tx.run(setCartTerms, { id: cart.id, coupon: null, shipping: null })
  await touch(tx, buyer, cart)
  if (held > 0) await tx.publish(cartCleared, { subject: buyer.conversation, data: { cart: cart.id, conversation: buyer.conversation } })
  return readCart(tx, buyer.conversation)
}

/** Null takes it away. What is left out stays. */
export async function setTerms(
  tx: Tx,
  buyer: Buyer,
  given: { coupon?: string | null | undefined; shipping?: string | null | undefined },
): Promise<CartOutcome> {
  await tx.lock(buyer.conversation)
  const terms = await readTerms(tx)
  const coupon = given.coupon == null ? given.coupon : codeKey(given.coupon)
  if (coupon != null && !terms.promotions.some(({ code }) => code === coupon))
    return refuse({ code: terms.ended.get(coupon) ?? 'coupon_unknown', coupon })
  const { shipping } = given
  if (shipping != null && !terms.shipping.some(({ id }) => id === shipping))
    return refuse({ code: 'shipping_unknown', shipping, choices: terms.shipping.map(({ id }) => id) })
  const cart = (await tx.run(findOpenCart, { conversation: buyer.conversation })).rows[0]
  const into = await takeCart(tx, buyer, cart)
  await tx.run(setCartTerms, {
    id: into.id,
    coupon: coupon === undefined ? into.coupon : coupon,
    shipping: shipping === undefined ? into.shipping_id : shipping,
  })
  return done(await readCart(tx, buyer.conversation))
}

/** As it was before somebody tried another coupon, or another way, and got nothing by it. */
export async function restoreTerms(tx: Tx, { id, coupon, shipping }: Pick<Cart, 'id' | 'coupon' | 'shipping'>): Promise<void> {
  if (id !== null) await tx.run(setCartTerms, { id, coupon, shipping })
}

/** What has variants is bought as one of them. */
async function choose(tx: Tx, product: string): Promise<FoundVariant | CartRefusal> {
  const found = await findVariant(tx, product)
  if (found) return found
  const undecided = await findProduct(tx, product)
  if (!undecided) return { code: 'product_not_found', product }
  const choices = declaredVariants(undecided).map(({ sku, options, stock }) => ({ sku, options, stock }))
  return { code: 'variant_required', product, choices }
}

function shortOf({ stock }: FoundVariant, product: string, quantity: number): CartRefusal | null {
  if (stock !== null && quantity > stock) return { code: 'out_of_stock', product, available: stock }
  return quantity > mostOfOne ? { code: 'invalid_quantity', product, quantity } : null
}

async function quantityIn(tx: Tx, cart: CartRow | undefined, variant: string): Promise<number> {
  return cart ? ((await tx.run(findItem, { cart: cart.id, variant })).rows[0]?.quantity ?? 0) : 0
}

async function tooMany(tx: Tx, cart: CartRow | undefined, variants: readonly string[]): Promise<CartRefusal | null> {
  let items = cart ? ((await tx.run(countItems, { cart: cart.id })).rows[0]?.items ?? 0) : 0
  for (const variant of variants) if ((await quantityIn(tx, cart, variant)) === 0) items++
  return items > mostItems ? { code: 'cart_full', limit: mostItems } : null
}

async function takeCart(tx: Tx, buyer: Buyer, cart: CartRow | undefined): Promise<CartRow> {
  if (cart) {
    await touch(tx, buyer, cart)
    return cart
  }
  const at = tx.clock.now()
  const opened = (await tx.run(openCart, { id: tx.ids(), ...buyer, due: at + abandonedAfterMs, at })).rows[0]
  if (!opened) throw new Error(`no cart was opened for ${buyer.conversation}`)
  return opened
}

async function touch(tx: Tx, { customer }: Buyer, { id }: CartRow): Promise<void> {
  const at = tx.clock.now()
  await tx.run(touchCart, { id, customer, due: at + abandonedAfterMs, at })
}

function told(cart: CartRow, found: FoundVariant, quantity: number) {
  return { cart: cart.id, conversation: cart.conversation_id, product: found.product.id, variant: found.id, sku: found.sku, quantity }
}
