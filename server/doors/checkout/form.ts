import type { Terms } from '../../commerce/cart/cart.ts'
import type { ReviseRefusal, Revision } from '../../commerce/orders/orders.ts'
import type { Opened } from './opening.ts'
import type { FieldError } from './texts.ts'

/** What a buyer has typed, as he typed it: shown again where something is wrong with it. */
export interface Typed {
  shipping: string
  name: string
  email: string
  address: string
  coupon: string
}

export type Field = keyof Typed
export type FieldErrors = Partial<Record<Field, FieldError>>

/** Which button he pressed; the Enter key presses the first. */
export type Pressed = 'save' | 'pay' | 'drop-coupon'

export interface Sent {
  typed: Typed
  pressed: Pressed
  /** What the page said that it comes to, in minor units. */
  toldTotal: number
}

const longest: Record<Field, number> = { shipping: 200, name: 200, email: 320, address: 2000, coupon: 200 }
const fields = Object.keys(longest) as Field[]

export function readForm(bytes: Uint8Array): Sent {
  const form = new URLSearchParams(new TextDecoder().decode(bytes))
  // PostgreSQL takes no NUL, and nobody types one.
  const word = (name: string) => (form.get(name) ?? '').replaceAll('\0', '').trim()
  const pressed = word('do')
  return {
    typed: { shipping: word('shipping'), name: word('name'), email: word('email'), address: word('address'), coupon: word('coupon') },
    pressed: pressed === 'pay' || pressed === 'drop-coupon' ? pressed : 'save',
    toldTotal: Number(word('total')),
  }
}

/** What can be seen of it at once. Only who pays must have said everything. */
export function mistakesIn({ typed, pressed }: Sent, terms: Terms): FieldErrors {
  const errors: FieldErrors = {}
  for (const field of fields) if (typed[field].length > longest[field]) errors[field] = 'too_long'
  if (typed.email !== '' && !/^[^\s@]+@[^\s@]+$/.test(typed.email)) errors.email = 'email_wrong'
  return pressed === 'pay' ? { ...missingIn(typed, terms), ...errors } : errors
}

/** Where the shop sends things it must know how, to whom and where; whoever comes for them needs say nothing. */
function missingIn({ shipping, name, address }: Typed, terms: Terms): FieldErrors {
  const open = shipping === '' ? terms.shipping : terms.shipping.filter(({ id }) => id === shipping)
  const missing: FieldErrors = {}
  if (shipping === '' && open.length > 0) missing.shipping = 'shipping_missing'
  if (open.length === 0 || open.some(({ isPickup }) => isPickup)) return missing
  if (name === '') missing.name = 'name_missing'
  if (address === '') missing.address = 'address_missing'
  return missing
}

/** What of it can be kept, whatever is wrong with the rest. */
export function revisionOf({ typed }: Sent, errors: FieldErrors): Revision {
  const kept = (field: Field) => (errors[field] === undefined ? typed[field] || null : undefined)
  return { name: kept('name'), email: kept('email'), address: kept('address'), shipping: kept('shipping') ?? undefined }
}

/** Which field a refusal is about; null where it is about the order itself. */
export function errorOf(refusal: ReviseRefusal): { field: Field; error: FieldError } | null {
  switch (refusal.code) {
    case 'coupon_unknown':
    case 'coupon_ended':
    case 'coupon_used_up':
    case 'coupon_without_effect':
      return { field: 'coupon', error: refusal.code }
    case 'shipping_unknown':
      return { field: 'shipping', error: 'shipping_unknown' }
    default:
      return null
  }
}

/** As the order has it, for a page that was just opened. */
export function typedOf({ order }: Opened): Typed {
  const { shippingId, name, email, address } = order
  return { shipping: shippingId ?? '', name: name ?? '', email: email ?? '', address: address ?? '', coupon: '' }
}
