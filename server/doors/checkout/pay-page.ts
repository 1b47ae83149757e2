import { html } from 'hono/html'
import { shippingCost } from '../../commerce/cart/cart.ts'
import { wordsIn } from '../../shop/words.ts'
import type { Files, Html, Page } from '../web/web.ts'
import type { Field, FieldErrors, Typed } from './form.ts'
import { moneyOf, type Opened, pathOf, timeOf } from './opening.ts'
import { framed, itemsHtml, noteHtml, totalsHtml, writeHtml } from './parts.ts'
import type { Note } from './texts.ts'

export interface Filled {
  typed: Typed
  errors: FieldErrors
  note: Note | null
}

/** An order that waits for its payment: one form, so that whichever button is pressed nothing that was typed is lost. */
export function payPage(opened: Opened, files: Files, filled: Filled): Page {
  const { order, texts, shop, language } = opened
  const { number, reservedUntil } = order
  const held = reservedUntil === null ? '' : html`<p class="soft">${texts.heldUntil(timeOf(opened, reservedUntil, 'day'))}</p>`
  return framed(shop, {
    language,
    title: texts.order(number),
    head: html`<script src="${files.address('checkout.js')}" defer></script>`,
    main: html`<main class="column">
<header class="lead"><p class="number">${texts.order(number)}</p><h1>${texts.finish}</h1>${held}</header>
${noteHtml(opened, noteOf(opened, filled))}
<form class="checkout" method="post" action="${pathOf(opened)}" novalidate>
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true">${texts.save}</button>
<input type="hidden" name="total" value="${order.total}">
${itemsHtml(opened)}
<div class="fields">${waysHtml(opened, filled)}${contactHtml(opened, filled)}</div>
<section class="card sum" aria-labelledby="sum"><h2 id="sum" class="unseen">${texts.totals}</h2>
${couponHtml(opened, filled)}
${totalsHtml(opened)}
${isElsewhere(opened) ? html`<p class="secure soft">${texts.secure}</p>` : ''}</section>
<div class="pay"><button class="button" name="do" value="pay" id="pay" data-words="${texts.pay('%')}">${texts.pay(moneyOf(opened, order.total))}</button></div>
</form>
${writeHtml(opened)}
</main>`,
  })
}

/** Where cards are taken, they are shown to whoever collects the money alone. */
function isElsewhere({ payment }: Opened): boolean {
  return payment.provider === 'stripe' || payment.provider === 'mercadopago'
}

/** What was just done speaks first; then what is still true of the order. */
function noteOf({ order }: Opened, { note }: Filled): Note | null {
  if (note !== null) return note
  if (order.paymentStatus === 'failed') return 'failed'
  return order.items.some(({ toldPrice }) => toldPrice !== null) ? 'price_changed' : null
}

function waysHtml(opened: Opened, { typed, errors }: Filled): Html | string {
  const { terms, texts, order } = opened
  if (terms.shipping.length === 0) return ''
  const goods = order.itemsTotal - order.discount
  const wrong = errors.shipping
  return html`<fieldset class="card ways"${wrong ? html` aria-describedby="shipping-error"` : ''}><legend>${texts.way}</legend>
${errorHtml(opened, 'shipping', errors)}
${terms.shipping.map((way) => {
  const cost = shippingCost(way, goods)
  return html`<label class="way"><input type="radio" name="shipping" value="${way.id}"${typed.shipping === way.id ? html` checked` : ''}${
    wrong ? html` aria-invalid="true"` : ''
  } data-total="${goods + cost}" data-sum="${moneyOf(opened, goods + cost)}" data-cost="${cost === 0 ? texts.free : moneyOf(opened, cost)}"${
    way.isPickup ? html` data-pickup` : ''
  }>
<span>${wordsIn(way.name, [opened.language, opened.shop.tenant.language])}</span><span class="money">${cost === 0 ? texts.free : moneyOf(opened, cost)}</span></label>
`
})}<noscript><button class="button quiet update" name="do" value="save">${texts.save}</button></noscript></fieldset>`
}

function contactHtml(opened: Opened, filled: Filled): Html {
  const { texts, terms } = opened
  const sends = terms.shipping.some(({ isPickup }) => !isPickup)
  return html`<fieldset class="card contact"><legend>${texts.contact}</legend>
${fieldHtml(opened, filled, { field: 'name', label: texts.name, autocomplete: 'name', isOptional: !sends })}
${fieldHtml(opened, filled, { field: 'email', label: texts.email, autocomplete: 'email', isOptional: true, why: texts.emailWhy, type: 'email' })}
${sends ? fieldHtml(opened, filled, { field: 'address', label: texts.address, autocomplete: 'street-address', isOptional: false, why: texts.addressWhy }) : ''}
</fieldset>`
}

interface Asked {
  field: 'name' | 'email' | 'address'
  label: string
  autocomplete: string
  isOptional: boolean
  why?: string
  type?: string
}

function fieldHtml(opened: Opened, { typed, errors }: Filled, { field, label, autocomplete, isOptional, why, type = 'text' }: Asked): Html {
  const isWrong = errors[field] !== undefined
  const described = [...(why === undefined ? [] : [`${field}-why`]), ...(isWrong ? [`${field}-error`] : [])].join(' ')
  const about = html`${described === '' ? '' : html` aria-describedby="${described}"`}${isWrong ? html` aria-invalid="true"` : ''}`
  const control =
    field === 'address'
      ? html`<textarea class="input" id="address" name="address" rows="3" maxlength="2000" autocomplete="${autocomplete}"${about}>${typed.address}</textarea>`
      : html`<input class="input" id="${field}" name="${field}" type="${type}" maxlength="320" value="${typed[field]}" autocomplete="${autocomplete}"${about}>`
  return html`<div class="field${field === 'address' ? ' at' : ''}"><label for="${field}">${label}${isOptional ? html` <span class="soft optional">(${opened.texts.optional})</span>` : ''}</label>
${control}
${why === undefined ? '' : html`<p class="soft why" id="${field}-why">${why}</p>`}${errorHtml(opened, field, errors)}</div>`
}

function couponHtml(opened: Opened, { typed, errors }: Filled): Html {
  const { order, texts } = opened
  if (order.coupon !== null && errors.coupon === undefined) {
    const { coupon } = order
    return html`<p class="coupon has"><strong>${coupon}</strong> <button class="link" name="do" value="drop-coupon">${texts.drop(coupon)}</button></p>`
  }
  const isWrong = errors.coupon !== undefined
  return html`<details class="coupon"${isWrong ? html` open` : ''}><summary>${texts.haveCoupon}</summary>
<div class="field"><label for="coupon" class="unseen">${texts.coupon}</label><div class="beside"><input class="input" id="coupon" name="coupon" value="${typed.coupon}" maxlength="200" autocapitalize="characters" autocomplete="off" spellcheck="false"${
    isWrong ? html` aria-invalid="true" aria-describedby="coupon-error"` : ''
  }>
<button class="button quiet" name="do" value="save">${texts.apply}</button></div>${errorHtml(opened, 'coupon', errors)}</div></details>`
}

function errorHtml({ texts }: Opened, field: Field, errors: FieldErrors): Html | string {
  const error = errors[field]
  return error === undefined ? '' : html`<p class="error" id="${field}-error">${texts.errors[error]}</p>`
}
