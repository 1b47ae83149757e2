import { html } from 'hono/html'
import type { OrderItem } from '../../commerce/orders/orders.ts'
import { isOwnPicture, pictureAddress } from '../../shop/pictures/pictures.ts'
import type { Shop } from '../../shop/shop.ts'
import { footHtml, lookHtml, shopSign } from '../storefront/storefront.ts'
import type { Html, Language, Page } from '../web/web.ts'
import { moneyOf, type Opened } from './opening.ts'
import type { Note } from './texts.ts'

/** A page of the checkout, in the shop's colour and under its sign. */
export function framed(shop: Shop | null, told: { language: Language; title: string; head?: Html | string; main: Html }): Page {
  const { language, title, head = '', main } = told
  return {
    name: 'checkout',
    language,
    title: shop ? `${title} · ${shop.tenant.name}` : title,
    head: html`<meta name="robots" content="noindex">${shop ? lookHtml(shop.tenant) : ''}${head}`,
    body: html`${shop ? shopSign(shop.tenant) : html`<header class="awning sign"><div class="column"><p>Mostrador</p></div></header>`}
${main}
${shop ? footHtml(shop.tenant) : ''}`,
  }
}

const good: readonly Note[] = ['proof_kept']

export function noteHtml({ texts }: Pick<Opened, 'texts'>, note: Note | null): Html | string {
  if (note === null) return ''
  const isGood = good.includes(note)
  const isBad = note === 'fields' || note === 'failed' || note === 'unpayable' || note === 'proof_refused' || note === 'try_later'
  return html`<p class="note${isGood ? ' good' : isBad ? ' bad' : ''}" role="${isBad ? 'alert' : 'status'}">${texts.notes[note]}</p>`
}

export function itemsHtml(opened: Opened): Html {
  const { order, texts, shop } = opened
  return html`<section class="card items" aria-labelledby="items"><h2 id="items">${texts.items}</h2><ul>
${order.items.map((item, place) => itemHtml(opened, item, { lang: shop.tenant.locale, isSeenAtOnce: place < 4 }))}</ul></section>`
}

function itemHtml(opened: Opened, item: OrderItem, { lang, isSeenAtOnce }: { lang: string; isSeenAtOnce: boolean }): Html {
  const { texts } = opened
  const each = item.quantity === 1 ? '' : ` · ${texts.each(moneyOf(opened, item.unitPrice))}`
  return html`<li><span class="picture">${pictureHtml(opened, item, isSeenAtOnce)}</span>
<div><p class="name" lang="${lang}">${item.name}</p><p class="soft">${texts.pieces(item.quantity)}${each}</p>${
    item.toldPrice === null ? '' : html`<p class="changed">${texts.toldBefore(moneyOf(opened, item.toldPrice))}</p>`
  }</div>
<p class="money">${moneyOf(opened, item.lineTotal)}</p></li>
`
}

/** The name stands beside it: a picture says nothing more to who cannot see it. */
function pictureHtml({ shop }: Opened, { imageUrl: image, name }: OrderItem, isSeenAtOnce: boolean): Html {
  if (image === null) return html`<span class="bare" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>`
  const isSized = isOwnPicture(image) && !image.endsWith('.svg')
  const address = pictureAddress(image, { publicUrl: '', tenant: shop.tenant.id }, isSized ? 160 : undefined)
  return html`<img src="${address}" alt="" width="72" height="72"${isSeenAtOnce ? '' : html` loading="lazy"`} decoding="async" referrerpolicy="no-referrer">`
}

/** Items, what comes off, what delivery costs, and what that makes. */
export function totalsHtml(opened: Opened): Html {
  const { order, texts, terms } = opened
  const money = (minor: number) => moneyOf(opened, minor)
  const rows: [string, string, string][] = [[texts.subtotal, money(order.itemsTotal), '']]
  for (const { id, name, amount } of order.promotions) rows.push([id === order.coupon ? id : name, `−${money(amount)}`, 'off'])
  if (order.shipping !== null) rows.push([texts.shipping, order.shipping === 0 ? texts.free : money(order.shipping), 'shipping'])
  else if (terms.shipping.length > 0 && order.status === 'pending') rows.push([texts.shipping, texts.shippingOpen, 'shipping'])
  return html`<dl class="sums">
${rows.map(([name, amount, kind]) => html`<div${kind === '' ? '' : html` class="${kind}"`}><dt>${name}</dt><dd>${amount}</dd></div>\n`)}<div class="whole"><dt>${texts.total}</dt><dd id="total">${money(order.total)}</dd></div></dl>`
}

export function writeHtml({ chat, texts }: Pick<Opened, 'chat' | 'texts'>): Html | string {
  return chat === null ? '' : html`<p class="write"><a class="button quiet" href="${chat}">${texts.write}</a></p>`
}
