import type { CartRefusal } from '../../commerce/cart/cart.ts'
import { explainCartRefusal } from '../../commerce/cart/cart.ts'
import type { Shop } from '../../shop/shop.ts'
import type { UcpCaller } from './callers.ts'
import { shared, ucpVersion } from './profile.ts'

/** A call in one shop, with what is needed to answer it. */
export interface UcpCall {
  readonly shop: Shop
  readonly caller: UcpCaller
  /** The shop's address under the name that the call came by. */
  readonly address: string
  readonly publicUrl: string
}

/** What an operation gives back: the body that its schema describes, or why not. */
export type UcpAnswer = Record<string, unknown>

export function answered(call: UcpCall, body: object, more: object = {}): UcpAnswer {
  return { ucp: { version: ucpVersion, status: 'success', capabilities: shared(call.caller.capabilities), ...more }, ...body }
}

export type Severity = 'recoverable' | 'requires_buyer_input' | 'requires_buyer_review'

export function errorMessage(code: string, content: string, severity: Severity = 'recoverable', path?: string): object {
  return { type: 'error', code, content, severity, ...(path === undefined ? {} : { path }) }
}

/** A refusal is an answer: nothing was changed, and the caller can put it right. */
export function refused(call: UcpCall, code: string, content: string): UcpAnswer {
  const { capabilities } = call.caller
  return { ucp: { version: ucpVersion, status: 'error', capabilities: shared(capabilities) }, messages: [errorMessage(code, content)] }
}

/** Items are variants here: a product that leaves a choice is nothing that could be bought. */
export function refusedItems(call: UcpCall, refusal: CartRefusal): UcpAnswer {
  const code = refusal.code === 'product_not_found' || refusal.code === 'variant_required' ? 'not_found' : refusal.code
  return refused(call, code, explainCartRefusal(refusal).detail)
}
