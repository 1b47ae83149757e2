import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Cart, CartRefusal } from './cart-model.ts'
import { endCart, giveUseBack, usePromotion } from './carts.sql.ts'

/** A promotion that an order used, and what it took off. */
export interface UsedPromotion {
  id: string
  name: string
  amount: number
  /** Whether it was counted: only what is limited is. */
  counted: boolean
}

/** Uses what the cart was reckoned with, or nothing: the last use of a promotion goes to one order. */
export async function takePromotions(tx: Tx, cart: Cart): Promise<Outcome<UsedPromotion[], CartRefusal>> {
  const used: UsedPromotion[] = []
  for (const { promotion, amount } of cart.totals.discounts) {
    const { id, limit } = promotion
    if (limit !== null && (await tx.run(usePromotion, { promotion: id, limit })).changes === 0) {
      await giveUsesBack(tx, used)
      return refuse({ code: 'coupon_used_up', coupon: promotion.code ?? id })
    }
    used.push({ id, name: nameOf(promotion), amount, counted: limit !== null })
  }
  return done(used)
}

export async function giveUsesBack(tx: Tx, used: readonly UsedPromotion[]): Promise<void> {
  for (const { id, counted } of used) if (counted) await tx.run(giveUseBack, { promotion: id })
}

/** What was in it is an order now. */
export async function endOrderedCart(tx: Tx, { id }: Pick<Cart, 'id'>): Promise<void> {
  if (id === null) throw new Error('a cart that is not there was ordered')
  await tx.run(endCart, { id, status: 'ordered', due: null })
}

function nameOf({ name, code, id }: Cart['totals']['discounts'][number]['promotion']): string {
  if (typeof name === 'string') return name
  return name?.es ?? Object.values(name ?? {})[0] ?? code ?? id
}
