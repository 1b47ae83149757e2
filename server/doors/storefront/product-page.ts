import { html } from 'hono/html'
import { declaredVariants, type Product, type Variant } from '../../commerce/catalog/catalog.ts'
import { moneyText, writeAmount } from '../../shop/currency.ts'
import { isOwnPicture, pictureAddress, pictureWidths } from '../../shop/pictures/pictures.ts'
import type { Tenant } from '../../shop/shop.ts'
import type { Html, Language, Page } from '../web/web.ts'
import { type ChoiceValue, choicesOf, isAvailable } from './choices.ts'
import { lookAddress } from './looks.ts'
import { percentOff, priceOf } from './prices.ts'
import { jsonForPage, structured, variantName } from './structured.ts'
import { type StorefrontTexts, textsIn } from './texts.ts'

export interface ShownProduct {
  tenant: Tenant
  product: Product
  /** The variant that the address names. */
  chosen: Variant | null
  related: readonly Product[]
  /** The line at which it is asked about; null where there is none. */
  counter: string | null
  language: Language
  publicUrl: string
  now: number
}

/** Everything a page says in one language and in the shop's own way. */
interface Saying extends ShownProduct {
  texts: StorefrontTexts
  locale: string
}

export function productPage(shown: ShownProduct): Page {
  const saying = sayingOf(shown)
  const { product, chosen, tenant, language } = shown
  return {
    name: 'product',
    language,
    title: `${product.name} · ${tenant.name}`,
    head: headHtml(saying),
    body: html`${shopSign(tenant)}
<main class="column">
<article class="product" lang="${langOf(saying)}">
<div class="picture">${pictureHtml(saying, product, { sizes: '(min-width: 860px) 480px, 100vw', isFirst: true })}</div>
<div class="told">
${product.brand === '' ? '' : html`<p class="brand">${product.brand}</p>`}
<h1>${product.name}</h1>
${chosen && Object.keys(chosen.options).length > 0 ? html`<p class="chosen">${Object.values(chosen.options).join(' · ')}</p>` : ''}
${priceHtml(saying)}
${availabilityHtml(saying)}
${choicesHtml(saying)}
${askHtml(saying)}
${product.description === '' ? '' : html`<p class="description">${product.description}</p>`}
${detailsHtml(saying)}
</div>
</article>
${relatedHtml(saying)}
</main>
${footHtml(tenant)}`,
  }
}

/** In the shop's own way where its language is spoken, else as is usual in the visitor's. */
function sayingOf(shown: ShownProduct): Saying {
  const locale = shown.language === shown.tenant.language ? shown.tenant.locale : shown.language
  return { ...shown, texts: textsIn[shown.language], locale }
}

/** What the shop wrote is in its language, whatever the page around it speaks. */
function langOf({ tenant }: Pick<Saying, 'tenant'>): string {
  return tenant.locale
}

function headHtml(saying: Saying): Html {
  const { product, tenant, publicUrl, now } = saying
  const address = addressOf(saying, product.sku)
  const image = product.imageUrl === null ? null : pictureAddress(product.imageUrl, { publicUrl, tenant: tenant.id })
  const price = priceOf(product, saying.chosen, now)
  const summary = product.description === '' ? tenant.name : firstWords(product.description)
  const told = { product, image, shop: tenant.name, now, addressOf: (sku: string) => addressOf(saying, sku) }
  return html`<link rel="canonical" href="${address}">
<meta name="description" content="${summary}">
<meta property="og:type" content="product">
<meta property="og:title" content="${product.name}">
<meta property="og:description" content="${summary}">
<meta property="og:url" content="${address}">
<meta property="og:site_name" content="${tenant.name}">
<meta property="og:locale" content="${tenant.locale.replace('-', '_')}">
${image === null ? '' : html`<meta property="og:image" content="${image}">`}
<meta property="product:price:amount" content="${writeAmount(price.minor, product.currency)}">
<meta property="product:price:currency" content="${product.currency}">
${lookHtml(tenant)}
<script type="application/ld+json">${jsonForPage(structured(told))}</script>`
}

const mostWords = 200

function firstWords(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= mostWords ? line : `${line.slice(0, line.lastIndexOf(' ', mostWords) || mostWords)}…`
}

function addressOf({ publicUrl, tenant }: Pick<Saying, 'publicUrl' | 'tenant'>, sku: string): string {
  return `${publicUrl}${pathOf(tenant.id, sku)}`
}

export function pathOf(tenant: string, sku: string): string {
  return `/p/${tenant}/${encodeURIComponent(sku)}`
}

export function lookHtml({ colour }: Pick<Tenant, 'colour'>): Html | string {
  const look = lookAddress(colour)
  return look === null ? '' : html`<link rel="stylesheet" href="${look}">`
}

export function shopSign({ id, name, logo, locale }: Pick<Tenant, 'id' | 'name' | 'logo' | 'locale'>): Html {
  const picture = logo === null ? '' : html`<img src="${pictureAddress(logo, { publicUrl: '', tenant: id })}" alt="" height="36">`
  return html`<header class="awning sign"><div class="column"><p lang="${locale}">${picture}${name}</p></div></header>`
}

export function footHtml({ name, locale }: Pick<Tenant, 'name' | 'locale'>): Html {
  return html`<footer class="column"><p lang="${locale}">${name}</p></footer>`
}

/** The page's own product is shown by its picture; of the others the name is written beside it. */
function pictureHtml(
  { tenant }: Saying,
  { name, imageUrl: image }: Product,
  { sizes, isFirst }: { sizes: string; isFirst: boolean },
): Html {
  if (image === null) return html`<span class="bare" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>`
  // By whatever name the visitor came: the page loads from where it stands.
  const at = { publicUrl: '', tenant: tenant.id }
  const isSized = isOwnPicture(image) && !image.endsWith('.svg')
  const set = isSized ? pictureWidths.map((width) => `${pictureAddress(image, at, width)} ${width}w`).join(', ') : ''
  const address = pictureAddress(image, at, isSized ? (isFirst ? 960 : 480) : undefined)
  return html`<img src="${address}" alt="${isFirst ? name : ''}" width="480" height="480"${isSized ? html` srcset="${set}" sizes="${sizes}"` : ''}${
    isFirst ? html` fetchpriority="high"` : html` loading="lazy"`
  } decoding="async" referrerpolicy="no-referrer">`
}

function priceHtml(saying: Saying): Html {
  const { product, chosen, texts, locale, language, now, tenant } = saying
  const { minor, isFrom, before, until } = priceOf(product, chosen, now)
  const percent = before === null ? 0 : percentOff(before, minor)
  const money = (amount: number) => moneyText(amount, product.currency, locale)
  const date =
    until === null ? '' : new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: tenant.timezone }).format(until)
  return html`<p class="price" lang="${language}">
${isFrom ? html`<span class="from">${texts.from}</span> ` : ''}<strong>${money(minor)}</strong>
${before === null ? '' : html`<s><span class="unseen">${texts.before} </span>${money(before)}</s>`}
${percent > 0 ? html`<span class="offer">${texts.offer(percent)}</span>` : ''}
${date === '' ? '' : html`<span class="until">${texts.until(date)}</span>`}
</p>`
}

/** So few that a customer had better know. */
const few = 5

function availabilityHtml({ product, chosen, texts, language }: Saying): Html {
  const stock = chosen ? chosen.stock : product.stock
  if (stock === 0) return html`<p class="stock out" lang="${language}">${texts.soldOut}</p>`
  const hasChoice = chosen === null && declaredVariants(product).length > 0
  const words = stock !== null && stock <= few && !hasChoice ? texts.left(stock) : texts.available
  return html`<p class="stock" lang="${language}">${words}</p>`
}

function choicesHtml(saying: Saying): Html | string {
  const { product, chosen } = saying
  const choices = choicesOf(declaredVariants(product), chosen)
  return html`${choices.map(
    ({ option, values }) => html`<div class="choice"><h2>${option}</h2><ul>
${values.map((value) => valueHtml(saying, value))}</ul></div>
`,
  )}`
}

/** A link, not a button: the page of that variant has an address that can be sent to somebody. */
function valueHtml({ tenant, texts, language }: Saying, { value, sku, isChosen, isAvailable }: ChoiceValue): Html {
  const gone = isAvailable ? '' : html`<span class="unseen" lang="${language}"> (${texts.gone})</span>`
  return html`<li><a href="${pathOf(tenant.id, sku)}"${isChosen ? html` aria-current="true"` : ''}${
    isAvailable ? '' : html` class="gone"`
  }>${value}${gone}</a></li>
`
}

function askHtml({ tenant, product, chosen, counter, texts, language }: Saying): Html | string {
  if (counter === null) return ''
  const name = chosen ? variantName(product, chosen) : product.name
  const words = textsIn[tenant.language as Language] ?? texts
  const draft = words.draft(name, chosen?.sku ?? product.sku)
  const address = `/chat?${new URLSearchParams({ line: counter, text: draft })}`
  return html`<p class="ask" lang="${language}"><a class="button" href="${address}">${texts.ask}</a></p>`
}

function detailsHtml({ product, chosen, texts, language }: Saying): Html {
  const rows: [string, string][] = [
    [texts.sku, chosen?.sku ?? product.sku],
    [texts.brand, product.brand],
    [texts.category, product.category.replaceAll('/', ' › ')],
  ]
  return html`<section class="details"><h2 lang="${language}">${texts.details}</h2><dl>
${rows.map(([name, value]) => (value === '' ? '' : html`<div><dt lang="${language}">${name}</dt><dd>${value}</dd></div>`))}</dl></section>`
}

function relatedHtml(saying: Saying): Html | string {
  const { related, texts, tenant } = saying
  if (related.length === 0) return ''
  return html`<section class="related"><h2>${texts.goesWith}</h2><ul lang="${langOf(saying)}">
${related.map(
  (product) => html`<li class="card"><a href="${pathOf(tenant.id, product.sku)}">
<span class="picture">${pictureHtml(saying, product, { sizes: '180px', isFirst: false })}</span>
<span class="name">${product.name}</span> <span class="cost" lang="${saying.language}">${costOf(saying, product)}</span>${
    product.variants.some(isAvailable) ? '' : html` <span class="out" lang="${saying.language}">${texts.soldOut}</span>`
  }</a></li>
`,
)}</ul></section>`
}

function costOf({ texts, locale, now }: Saying, product: Product): string {
  const { minor, isFrom } = priceOf(product, null, now)
  const money = moneyText(minor, product.currency, locale)
  return isFrom ? `${texts.from} ${money}` : money
}
