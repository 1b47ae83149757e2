import type { Tx } from '../../platform/events/events.ts'
import { readAmount } from '../../shop/currency.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { findSetting, findTenant } from '../../shop/tenants/tenants.ts'
import type { Words } from '../../shop/words.ts'
import { promotionUses } from './carts.sql.ts'
import type { Promotion, Reduction } from './promotion.ts'
import type { Shipping } from './totals.ts'

/** On which terms the shop sells today: its promotions that hold, and the ways to the buyer. */
export interface Terms {
  currency: string
  promotions: Promotion[]
  /** Codes that are known and hold no more, with why. */
  ended: ReadonlyMap<string, 'coupon_ended' | 'coupon_used_up'>
  shipping: (Shipping & { name: Words; isPickup: boolean })[]
}

interface PromotionEntry {
  code?: string
  name?: Words
  percent?: number
  amount?: string
  buy?: number
  pay?: number
  category?: string
  storefront?: string
  from?: string
  to?: string
  limit?: number
}

interface ShippingEntry {
  id: string
  name: Words
  price: string
  freeFrom?: string
  pickup?: boolean
}

/** Inside a unit or beside one. */
export async function readTerms(place: Shop | Tx): Promise<Terms> {
  const look = lookIn(place)
  const read = async (id: string) => (await look(findSetting, { id }))[0]
  const tenant = (await look(findTenant, {}))[0]
  if (!tenant) throw new Error('a shop sells that is not there')
  const { currency, timezone } = tenant
  const entries: PromotionEntry[] = JSON.parse((await read('promotions'))?.document ?? '[]')
  const limited = entries.some(({ limit }) => limit !== undefined)
  const uses = limited ? await look(promotionUses, {}) : []
  const used = new Map(uses.map(({ promotion, times }) => [promotion, times]))
  const today = Temporal.Instant.fromEpochMilliseconds(place.clock.now()).toZonedDateTimeISO(timezone).toPlainDate().toString()
  const shipping: ShippingEntry[] = JSON.parse((await read('shipping'))?.document ?? '[]')
  return {
    currency,
    ...promotionsOf(entries, currency, today, used),
    shipping: shipping.map(({ id, name, price, freeFrom, pickup = false }) => ({
      id,
      name,
      price: minor(price, currency),
      freeFrom: freeFrom === undefined ? null : minor(freeFrom, currency),
      isPickup: pickup,
    })),
  }
}

/** Days are those of the shop's own time zone, the last one included. */
export function promotionsOf(
  entries: readonly PromotionEntry[],
  currency: string,
  today: string,
  used: ReadonlyMap<string, number>,
): Pick<Terms, 'promotions' | 'ended'> {
  const promotions: Promotion[] = []
  const ended = new Map<string, 'coupon_ended' | 'coupon_used_up'>()
  for (const entry of entries) {
    const takesOff = reductionOf(entry, currency)
    if (!takesOff) continue
    const code = entry.code ?? null
    const id = code === null ? `auto ${JSON.stringify([takesOff, entry.category, entry.storefront, entry.from, entry.to])}` : codeKey(code)
    const limit = entry.limit ?? null
    const outside = (entry.from !== undefined && today < entry.from) || (entry.to !== undefined && today > entry.to)
    const usedUp = limit !== null && (used.get(id) ?? 0) >= limit
    if (!outside && !usedUp) {
      const { category = null, storefront = null, name = null } = entry
      promotions.push({ id, code: code === null ? null : codeKey(code), takesOff, category, storefront, name, limit })
    } else if (code !== null) ended.set(codeKey(code), outside ? 'coupon_ended' : 'coupon_used_up')
  }
  return { promotions, ended }
}

/** People type codes as they come. */
export function codeKey(code: string): string {
  return code.trim().toUpperCase()
}

function reductionOf({ percent, amount, buy, pay }: PromotionEntry, currency: string): Reduction | null {
  if (percent !== undefined) return { kind: 'percent', percent }
  if (amount !== undefined) return { kind: 'amount', amount: minor(amount, currency) }
  return buy !== undefined && pay !== undefined && pay < buy ? { kind: 'pieces', buy, pay } : null
}

/** The store file was checked when it was applied. */
function minor(text: string, currency: string): number {
  const read = readAmount(text, currency)
  if (!read.ok) throw new Error(`${text} is no amount of ${currency}: ${read.mistake}`)
  return read.minor
}
