import type { Explained } from '../../platform/outcome.ts'
import type { CartRefusal } from './cart-model.ts'

/** What a refusal says to whoever asked, and what helps a program to go on. */
export function explainCartRefusal(refusal: CartRefusal): Explained {
  switch (refusal.code) {
    case 'product_not_found':
      return { detail: `no such product: ${refusal.product}`, extra: { product: refusal.product } }
    case 'variant_required':
      return {
        detail: `${refusal.product} is bought as one of its variants: ${refusal.choices.map(({ sku }) => sku).join(', ')}`,
        extra: { product: refusal.product, choices: refusal.choices.map(({ sku, options }) => ({ sku, options })) },
      }
    case 'invalid_quantity':
      return {
        detail: `a quantity is a whole number from 1 to 10,000, not ${refusal.quantity}`,
        errors: [{ path: 'quantity', message: 'a whole number from 1 to 10,000' }],
        extra: { product: refusal.product },
      }
    case 'out_of_stock':
      return {
        detail: `of ${refusal.product} there are ${refusal.available} left`,
        extra: { product: refusal.product, available: refusal.available },
      }
    case 'cart_full':
      return { detail: `a cart holds ${refusal.limit} different things at the most` }
    case 'coupon_unknown':
    case 'coupon_ended':
    case 'coupon_used_up':
      return { detail: `${refusal.coupon}: ${couponSays[refusal.code]}`, errors: [{ path: 'coupon', message: couponSays[refusal.code] }] }
    case 'shipping_unknown':
      return {
        detail: `no such way: ${refusal.shipping}; there are: ${refusal.choices.join(', ')}`,
        errors: [{ path: 'shipping', message: `one of: ${refusal.choices.join(', ')}` }],
      }
    default:
      return refusal satisfies never
  }
}

const couponSays = {
  coupon_unknown: 'no coupon is called so',
  coupon_ended: 'this coupon does not hold today',
  coupon_used_up: 'this coupon was used as often as it may be',
} as const
