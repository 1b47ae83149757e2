import { type Explained, refuse } from '../../platform/outcome.ts'

/** What a tool may answer instead of doing what was asked: a word for programs, and what it means. `docs/tools.md` holds the same list. */
export const toolRefusals = {
  appointment_not_found: 'This conversation has no such appointment.',
  cart_empty: 'There is nothing in the cart to order.',
  cart_full: 'The cart holds as many different things as a cart can.',
  conversation_not_found: 'There is no such conversation.',
  coupon_ended: 'The coupon does not hold yet, or no longer.',
  coupon_unknown: 'The shop has no such coupon.',
  coupon_used_up: 'The coupon was used as often as it may be.',
  customer_not_found: 'Nobody is known by this, or it is not for this caller to see.',
  internal: 'Something went wrong in the shop and nothing was changed; details.reference is for its operator.',
  invalid_arguments: 'An argument is not what is taken; details.errors names each.',
  invalid_quantity: 'A quantity is a whole number from 1 on; 0 takes something out of a cart.',
  invalid_time: 'The time is past, too far away, or not on the five minutes.',
  move_not_allowed: 'From the state it is in it cannot come to the one that was asked for.',
  order_not_found: 'There is no such order, or it is not this customer’s.',
  out_of_scope: 'The key lacks the scope of this tool; details.scope names it.',
  out_of_stock: 'There is not as much of it as was asked for; details.available is what is left.',
  outside_hours: 'The shop is closed then.',
  product_not_found: 'No product has this id or SKU.',
  service_not_found: 'The shop offers no such service; details.services names those it has.',
  service_required: 'The shop has several services, and it was not said which; details.services names them.',
  shipping_unknown: 'The shop does not send things that way; details.choices names the ways.',
  slot_taken: 'The time is taken.',
  unknown_tool: 'There is no such tool.',
  variant_required: 'The product comes in variants; details.choices has each with its SKU and options.',
} as const satisfies Readonly<Record<string, string>>

export type ToolCode = keyof typeof toolRefusals

export interface ToolRefusal {
  readonly code: ToolCode
  /** One sentence, about this very case. */
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

export function refuseTool(code: ToolCode, { detail, errors, extra }: Explained): { ok: false; refusal: ToolRefusal } {
  return refuse({ code, message: detail, details: { ...extra, ...(errors ? { errors } : {}) } })
}
