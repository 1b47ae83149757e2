import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { wordsIn } from '../../shop/words.ts'
import type { Cart, CartRefusal } from './cart-model.ts'
import { endCart, giveUseBack, usePromotion } from './carts.sql.ts'
import type { Discount, Promotion } from './promotion.ts'

/** A promotion that an order used, and what it took off. */
export interface UsedPromotion {
  id: string
  name: string
  amount: number
  /** The same, by the lines of the order. */
  parts: readonly number[]
  /** Whether it was counted: only what is limited is. */
  counted: boolean
}

export interface UsedUp {
  code: 'coupon_used_up'
  coupon: string
}

/** Uses what the cart was reckoned with, or nothing: the last use of a promotion goes to one order. */
export async function takePromotions(tx: Tx, cart: Cart): Promise<Outcome<UsedPromotion[], CartRefusal>> {
  const used: UsedPromotion[] = []
  for (const discount of cart.totals.discounts) {
    const taken = await takePromotion(tx, discount)
    if (!taken.ok) {
      await giveUsesBack(tx, used)
      return taken
    }
    used.push(taken.value)
  }
  return done(used)
}

export async function takePromotion(tx: Tx, { promotion, amount, parts }: Discount): Promise<Outcome<UsedPromotion, UsedUp>> {
  const { id, code, limit } = promotion
  if (limit !== null && (await tx.run(usePromotion, { promotion: id, limit })).changes === 0)
    return refuse({ code: 'coupon_used_up', coupon: code ?? id })
  return done({ id, name: nameOf(promotion), amount, parts, counted: limit !== null })
}

export async function giveUsesBack(tx: Tx, used: readonly UsedPromotion[]): Promise<void> {
  for (const { id, counted } of used) if (counted) await tx.run(giveUseBack, { promotion: id })
}

/** What was in it is an order now. */
export async function endOrderedCart(tx: Tx, { id }: Pick<Cart, 'id'>): Promise<void> {
  if (id === null) throw new Error('a cart that is not there was ordered')
  await tx.run(endCart, { id, status: 'ordered', due: null })
}

function nameOf({ name, code, id }: Promotion): string {
  return wordsIn(name, ['es']) ?? code ?? id
}
