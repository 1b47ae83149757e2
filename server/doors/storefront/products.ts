import type { Context, Hono } from 'hono'
import { findProduct, type Product, recommendations } from '../../commerce/catalog/catalog.ts'
import type { Desk } from '../../conversation/desk.ts'
import type { HttpEnv } from '../../platform/http/http.ts'
import { listCounters } from '../../shop/lines/lines.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Files, type Language, languages, preferredLanguage, preparePage, sendPage, sendPreparedPage } from '../web/web.ts'
import { counterFor } from './counters.ts'
import { missingPage } from './missing-page.ts'
import { productPage } from './product-page.ts'

/** As many as a phone shows with a little pushing. */
const mostRelated = 8

/** `/p/{tenant}/{sku}`: a product, or one of its variants, as the shop shows it to anybody. */
export function productRoutes(app: Hono<HttpEnv>, desk: Desk, { files, publicUrl }: { files: Files; publicUrl(): string }): void {
  app.get('/p/:tenant/:sku', async (context) => {
    const { tenant, sku } = context.req.param()
    const shop = await desk.shop(tenant, context.get('correlation'))
    const language = languageOf(context, shop)
    const product = shop && (await findProduct(shop, sku))
    if (!shop || !product) return await missing(context, files, language, shop)
    const page = productPage({
      tenant: shop.tenant,
      product,
      chosen: chosenOf(product, sku),
      related: await recommendations(shop, product, mostRelated),
      counter: counterFor(await shop.read(listCounters, { provider: 'webchat' }), product.storefront),
      language,
      publicUrl: publicUrl(),
      now: shop.clock.now(),
    })
    return sendPreparedPage(context, page, await preparePage(files, page))
  })
}

/** The visitor's, as far as we speak it, else the shop's. */
function languageOf(context: Context, shop: Shop | null): Language {
  const shops = languages.find((language) => language === shop?.tenant.language)
  return preferredLanguage(context.req.header('accept-language'), shops ?? 'en')
}

async function missing(context: Context, files: Files, language: Language, shop: Shop | null): Promise<Response> {
  const counter = shop && counterFor(await shop.read(listCounters, { provider: 'webchat' }), null)
  return await sendPage(context, files, missingPage(language, shop && { tenant: shop.tenant, counter }), 404)
}

/** What there is to choose from a product leaves open until an address names it; one without a choice is chosen itself. */
function chosenOf(product: Product, sku: string) {
  return product.variants.find((variant) => variant.sku === sku) ?? null
}
