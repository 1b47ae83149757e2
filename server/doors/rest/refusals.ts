/** What the API may answer instead of doing what was asked: one word for programs, one sentence for people. */
export const refusalTexts: Readonly<Record<string, string>> = {
  // Before anything of the request is looked at.
  not_signed_in: 'There is no key, or it is not known.',
  out_of_scope: 'The key lacks the scope of this operation.',
  too_many_requests: 'The key asked too often; Retry-After says how many seconds to wait.',
  // About the request itself.
  bad_address: 'The address holds a NUL.',
  bad_idempotency_key: 'An Idempotency-Key has 1 to 255 characters.',
  body_broken: 'The body broke off.',
  idempotency_key_reused: 'This Idempotency-Key was sent before, with another request.',
  invalid: 'A value is not what is taken here; errors names each.',
  method_not_allowed: 'This path does not take that method; Allow says which it takes.',
  not_found: 'The API has no such path.',
  not_json: 'The body is not JSON.',
  too_large: 'The body is larger than is taken here.',
  internal: 'Something went wrong in the shop; detail holds a reference for its operator.',
  unavailable: 'The database does not answer and nothing was stored; try again after Retry-After seconds.',
  // About what it asks for.
  appointment_not_found: 'No appointment has this id.',
  cart_empty: 'There is nothing in the cart.',
  cart_full: 'The cart holds as many different things as a cart can.',
  conversation_not_found: 'No conversation has this id.',
  coupon_ended: 'The coupon does not hold yet, or no longer.',
  coupon_unknown: 'The shop has no such coupon.',
  coupon_used_up: 'The coupon was used as often as it may be.',
  customer_not_found: 'No customer has this id.',
  dead_letter_not_found: 'No parked event has this id.',
  email_taken: 'Another customer has this e-mail address.',
  erasure_not_found: 'Nobody with this id was erased.',
  failed_again: 'The event failed once more and stays parked; detail says why.',
  invalid_product: 'A value of the product is not what is taken here; errors names each.',
  invalid_quantity: 'A quantity is a whole number from 1 on; 0 takes something out of a cart.',
  invalid_time: 'The time is past, too far away, or not on the five minutes.',
  move_not_allowed: 'From the status it has it cannot come to the one that was asked for.',
  not_a_picture: 'What was sent is no picture that the shop can read.',
  order_not_found: 'No order has this id or number.',
  out_of_stock: 'There is not as much of it as was asked for; detail says how many are left.',
  outside_hours: 'The shop is closed then; outside_hours books all the same.',
  phone_taken: 'Another customer has this phone number.',
  picture_too_large: 'The picture has more pixels or bytes than are taken here.',
  product_not_found: 'No product has this id or SKU.',
  service_not_found: 'The shop offers no such service; detail names those it has.',
  service_required: 'The shop has several services, and it was not said which.',
  shipping_unknown: 'The shop does not send things that way.',
  sku_taken: 'Another product has this SKU, or had it.',
  slot_taken: 'The time is taken.',
  staff_not_found: 'Nobody of the staff has this e-mail address.',
  team_not_found: 'No team has this id.',
  variant_required: 'The product comes in variants, and it was not said which.',
}

/** A code without a sentence explains itself as well as it can; a test finds it. */
export function refusalText(code: string): string {
  return refusalTexts[code] ?? code.replaceAll('_', ' ')
}
