import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { declaredVariants, type Product, type Variant, walkMarks, walkProducts } from '../../commerce/catalog/catalog.ts'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, problem } from '../../platform/http/http.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import { writeAmount } from '../../shop/currency.ts'
import { pictureAddress } from '../../shop/pictures/pictures.ts'
import type { Shop } from '../../shop/shop.ts'
import { isAvailable } from './choices.ts'
import { priceOf } from './prices.ts'
import { pathOf } from './product-page.ts'
import { propertyOf, variantName } from './structured.ts'
import { element } from './xml.ts'

/** `/feeds/{tenant}.xml`: everything for sale, as shopping engines read it (RSS 2.0 with Google's words). */
export function feedRoutes(app: Hono<HttpEnv>, desk: Desk, { publicUrl, version }: { publicUrl(): string; version: string }): void {
  app.get('/feeds/:file{[A-Za-z0-9][A-Za-z0-9_.-]*\\.xml}', async (context) => {
    const tenant = context.req.param('file').slice(0, -'.xml'.length)
    const shop = await desk.shop(tenant, context.get('correlation'))
    if (!shop) return problem(context, 404, { code: 'not_found', detail: 'no shop has this feed' })
    const etag = await etagOf(shop, publicUrl(), version)
    const headers = { etag, 'cache-control': 'public, no-cache' }
    if (context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304, headers)
    const type = { 'content-type': 'application/rss+xml; charset=utf-8' }
    if (context.req.method === 'HEAD') return context.body(null, 200, { ...headers, ...type })
    return context.body(stream(shop, feedOf(shop, publicUrl())), 200, { ...headers, ...type })
  })
}

/** Changes with everything that the feed says; told without writing the feed. */
async function etagOf(shop: Shop, publicUrl: string, version: string): Promise<string> {
  const { id, name, locale, currency } = shop.tenant
  const hash = createHash('sha256').update(JSON.stringify([version, publicUrl, id, name, locale, currency]))
  for await (const mark of walkMarks(shop)) hash.update(mark)
  return `W/"${hash.digest('base64url').slice(0, 22)}"`
}

/** Read as fast as it is taken: of a hundred thousand products a few hundred are in memory. */
function stream(shop: Shop, text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await text.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        // What was sent cannot be taken back: a feed that breaks off is no XML, and whoever reads it keeps the one before.
        shop.log.error('http.failed', { endpoint: '/feeds/:file', error: describeError(error) })
        controller.error(error)
      }
    },
    cancel: async () => void (await text.return(undefined)),
  })
}

async function* feedOf(shop: Shop, publicUrl: string): AsyncGenerator<string> {
  const { name, locale } = shop.tenant
  yield `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
${element('title', name)}
${element('link', publicUrl)}
${element('description', name)}
${element('language', locale)}
`
  for await (const products of walkProducts(shop)) yield products.flatMap((product) => itemsOf(shop, product, publicUrl)).join('')
  yield '</channel>\n</rss>\n'
}

/** What can be bought is an item: each variant, told as one of its product's. */
function itemsOf(shop: Shop, product: Product, publicUrl: string): string[] {
  const group = declaredVariants(product).length > 0 ? product.sku : null
  return product.variants.map((variant) => itemOf(shop, product, variant, { group, publicUrl }))
}

/** The longest that engines take. */
const most = { title: 150, description: 5000, type: 750 }

function itemOf(shop: Shop, product: Product, variant: Variant, { group, publicUrl }: { group: string | null; publicUrl: string }): string {
  const { tenant } = shop
  const { currency } = product
  const { minor, before, until } = priceOf(product, variant, shop.clock.now())
  const money = (amount: number) => `${writeAmount(amount, currency)} ${currency}`
  const picture = product.imageUrl === null ? null : pictureAddress(product.imageUrl, { publicUrl, tenant: tenant.id })
  const lines = [
    element('g:id', variant.sku),
    element('g:title', short(variantName(product, variant), most.title)),
    element('g:description', short(product.description || product.name, most.description)),
    element('g:link', `${publicUrl}${pathOf(tenant.id, variant.sku)}`),
    element('g:image_link', picture),
    element('g:availability', isAvailable(variant) ? 'in_stock' : 'out_of_stock'),
    element('g:price', money(before ?? minor)),
    element('g:sale_price', before === null ? null : money(minor)),
    element('g:sale_price_effective_date', before === null ? null : datesOf(product, until)),
    element('g:condition', 'new'),
    element('g:brand', product.brand),
    element('g:mpn', variant.sku),
    element('g:identifier_exists', product.brand === '' ? 'no' : null),
    element('g:product_type', short(product.category.replaceAll('/', ' > '), most.type)),
    element('g:item_group_id', group),
    ...optionsOf(variant),
    element('g:custom_label_0', product.storefront),
  ]
  return `<item>\n${lines.filter((line) => line !== '').join('\n')}\n</item>\n`
}

/** Engines want both ends or none. */
function datesOf({ offerFrom }: Product, until: number | null): string | null {
  return offerFrom === null || until === null ? null : `${new Date(offerFrom).toISOString()}/${new Date(until).toISOString()}`
}

function optionsOf(variant: Variant): string[] {
  return Object.entries(variant.options).map(([option, value]) => {
    const { key } = propertyOf(option)
    if (key !== null) return element(`g:${key}`, value)
    return `<g:product_detail>${element('g:attribute_name', option)}${element('g:attribute_value', value)}</g:product_detail>`
  })
}

function short(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
