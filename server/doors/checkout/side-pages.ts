import { html } from 'hono/html'
import type { Shop } from '../../shop/shop.ts'
import type { Language, Page } from '../web/web.ts'
import { moneyOf, type Opened, pathOf } from './opening.ts'
import { framed, writeHtml } from './parts.ts'
import { textsIn } from './texts.ts'

/** On the way to whoever collects the money: a form may lead nowhere but to the shop, so this page leads on. */
export function goPage(opened: Opened, url: string): Page {
  const { shop, language, texts } = opened
  return framed(shop, {
    language,
    title: texts.goOn,
    head: html`<meta http-equiv="refresh" content="0; url=${url}">`,
    main: html`<main class="column alone"><h1>${texts.going(shop.tenant.name)}</h1>
<p><a class="button" href="${url}" rel="noreferrer">${texts.goOn}</a></p></main>`,
  })
}

/** Stands for a bank: whoever tries the shop chooses what it answers. */
export function demoPage(opened: Opened): Page {
  const { shop, order, language, texts } = opened
  return framed(shop, {
    language,
    title: texts.demoTitle,
    main: html`<main class="column alone"><section class="card demo" aria-labelledby="demo"><p class="number">${texts.order(order.number)}</p>
<h1 id="demo">${texts.demoTitle}</h1><p>${texts.demoText}</p><p class="amount">${moneyOf(opened, order.total)}</p>
<form method="post" action="${pathOf(opened, '/demo')}" class="acts">
<button class="button" name="do" value="pay">${texts.demo.pay}</button>
<button class="button quiet" name="do" value="fail">${texts.demo.fail}</button>
<button class="button quiet" name="do" value="wait">${texts.demo.wait}</button></form>
<p><a href="${pathOf(opened)}">${texts.tryAgain}</a></p></section></main>`,
  })
}

/** The link opens nothing: it never did, was taken back, or is too old. */
export function closedPage(kind: 'missing' | 'over', shop: Shop | null, language: Language, chat: string | null): Page {
  const texts = textsIn[language]
  const [title, text] = kind === 'over' ? [texts.overTitle, texts.over] : [texts.missingTitle, texts.missing]
  return framed(shop, {
    language,
    title,
    main: html`<main class="column alone"><h1>${title}</h1><p>${text}</p>${writeHtml({ chat, texts })}</main>`,
  })
}
