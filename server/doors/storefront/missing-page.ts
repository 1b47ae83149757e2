import { html } from 'hono/html'
import type { Tenant } from '../../shop/shop.ts'
import type { Language, Page } from '../web/web.ts'
import { footHtml, lookHtml, shopSign } from './product-page.ts'
import { textsIn } from './texts.ts'

/** Nothing is sold under that address: at a shop that there is, or at none. */
export function missingPage(language: Language, shop: { tenant: Tenant; counter: string | null } | null): Page {
  const texts = textsIn[language]
  const chat = shop && shop.counter !== null ? `/chat?${new URLSearchParams({ line: shop.counter })}` : null
  return {
    name: 'product',
    language,
    title: texts.missingTitle,
    head: html`<meta name="robots" content="noindex">${shop ? lookHtml(shop.tenant) : ''}`,
    body: html`${shop ? shopSign(shop.tenant) : html`<header class="awning sign"><div class="column"><p>Mostrador</p></div></header>`}
<main class="column missing"><h1>${texts.missingTitle}</h1><p>${texts.missing}</p>
${chat === null ? '' : html`<p><a class="button" href="${chat}">${texts.ask}</a></p>`}
</main>
${shop ? footHtml(shop.tenant) : ''}`,
  }
}
