import { html } from 'hono/html'
import type { Order } from '../../commerce/orders/orders.ts'
import { isPublicUrl } from '../../platform/http/http.ts'
import type { Files, Html, Page } from '../web/web.ts'
import { moneyOf, type Opened, pathOf, timeOf } from './opening.ts'
import { framed, itemsHtml, noteHtml, totalsHtml, writeHtml } from './parts.ts'
import type { CheckoutTexts, Note, Standing } from './texts.ts'

/** So often a page that waits for a payment looks again, in seconds. */
const lookAgain = 8

/** An order that was paid, or is being paid, or has come to its end: where it stands, and how it came there. */
export function orderPage(opened: Opened, files: Files, { isBack, note }: { isBack: boolean; note: Note | null }): Page {
  const { order, texts, shop, language } = opened
  const standing = standingOf(order, isBack)
  const { title, text } = texts.standing[standing]
  const waits = standing === 'checking' || standing === 'awaiting'
  // Without a script the page comes again by itself, with one it is asked whether anything changed. Who is about to send a file is left alone.
  const again = opened.payment.instructions === null ? html`<noscript><meta http-equiv="refresh" content="${lookAgain}"></noscript>` : ''
  return framed(shop, {
    language,
    title: `${texts.order(order.number)}: ${title}`,
    head: waits ? html`${again}<script src="${files.address('checkout.js')}" defer></script>` : '',
    main: html`<main class="column">
<header class="lead stands ${standing}"${waits ? html` data-waits="${order.paymentStatus}"` : ''}><p class="number">${texts.order(order.number)}</p>
<h1>${title}</h1><p>${text}</p></header>
${noteHtml(opened, note)}
${waits ? '' : stepsHtml(order, texts)}
<div class="after"><div class="doing">${standing === 'awaiting' || standing === 'checking' ? waitingHtml(opened, standing) : ''}${trackingHtml(opened)}${historyHtml(opened)}</div>
<div class="bought">${itemsHtml(opened)}<section class="card sum" aria-labelledby="sum"><h2 id="sum" class="unseen">${texts.totals}</h2>${totalsHtml(opened)}</section>${whereHtml(opened)}</div></div>
${writeHtml(opened)}
</main>`,
  })
}

function standingOf({ status, paymentStatus }: Order, isBack: boolean): Standing {
  if (status === 'pending') return isBack && paymentStatus !== 'awaiting' ? 'checking' : 'awaiting'
  if (paymentStatus === 'paid_unfulfilled') return 'unfulfilled'
  return status
}

const stages = ['pending', 'confirmed', 'shipped', 'delivered'] as const

function stepsHtml({ status }: Order, { steps }: CheckoutTexts): Html | string {
  const reached = (stages as readonly string[]).indexOf(status)
  if (reached === -1) return ''
  const names = [steps.ordered, steps.paid, steps.sent, steps.arrived]
  return html`<ol class="steps">
${names.map((name, index) => html`<li${index <= reached ? html` class="done"` : ''}${index === reached ? html` aria-current="step"` : ''}>${name}</li>\n`)}</ol>`
}

/** What there is to do until the money comes. */
function waitingHtml(opened: Opened, standing: 'awaiting' | 'checking'): Html {
  const { order, texts, payment, shop } = opened
  const { instructions } = payment
  const until = order.reservedUntil === null ? '' : html`<p class="soft">${texts.heldUntil(timeOf(opened, order.reservedUntil, 'day'))}</p>`
  return html`<section class="card waiting" aria-labelledby="waiting"><h2 id="waiting">${instructions === null ? texts.payment : texts.instructions}</h2>
${instructions === null ? '' : html`<p class="words" lang="${shop.tenant.locale}">${instructions}</p>`}
<dl class="facts"><div><dt>${texts.amount}</dt><dd>${moneyOf(opened, order.total)}</dd></div><div><dt>${texts.reference}</dt><dd>${order.number}</dd></div></dl>
${until}
${instructions === null ? askHtml(opened, standing) : proofHtml(opened)}</section>`
}

/** Paid elsewhere: whoever collects the money is asked, or another way is tried. */
function askHtml(opened: Opened, standing: 'awaiting' | 'checking'): Html {
  const { texts } = opened
  const other =
    standing === 'checking'
      ? html`<a class="button quiet" href="${pathOf(opened)}">${texts.tryAgain}</a>`
      : html`<button class="button quiet" formaction="${pathOf(opened, '/again')}">${texts.payAgain}</button>`
  return html`<form method="post" action="${pathOf(opened, '/check')}" class="acts"><button class="button">${texts.check}</button>${other}</form>`
}

function proofHtml(opened: Opened): Html {
  const { texts, hasProof } = opened
  return html`<form method="post" action="${pathOf(opened, '/proof')}" enctype="multipart/form-data" class="acts proof">
<div class="field"><label for="proof">${texts.proof}</label><input class="input" type="file" id="proof" name="proof" accept="image/*,application/pdf" required aria-describedby="proof-why">
<p class="soft why" id="proof-why">${hasProof ? texts.proofThere : texts.proofWhy}</p></div>
<button class="button${hasProof ? ' quiet' : ''}">${texts.proofSend}</button></form>`
}

function trackingHtml({ order, texts }: Opened): Html | string {
  const { tracking } = order
  if (tracking === null || (order.status !== 'shipped' && order.status !== 'delivered')) return ''
  const link = tracking.url !== undefined && isPublicUrl(tracking.url) ? tracking.url : null
  return html`<section class="card tracking" aria-labelledby="tracking"><h2 id="tracking">${texts.tracking}</h2>
<p><strong>${tracking.carrier}</strong><br>${texts.trackingNumber(tracking.number)}</p>
${link === null ? '' : html`<p><a class="button" href="${link}" rel="noopener noreferrer">${texts.track}</a></p>`}</section>`
}

/** The newest first. What staff noted among themselves is not for him. */
function historyHtml(opened: Opened): Html {
  const { order, texts } = opened
  const told = order.history.flatMap(({ at, what }) => {
    const words = texts.happened[what]
    return words === undefined ? [] : [{ at, words }]
  })
  return html`<section class="card history" aria-labelledby="history"><h2 id="history">${texts.history}</h2><ol>
${told.toReversed().map(({ at, words }) => html`<li><time datetime="${new Date(at).toISOString()}">${timeOf(opened, at, 'moment')}</time> ${words}</li>\n`)}</ol></section>`
}

function whereHtml({ order, texts }: Opened): Html | string {
  const lines = [order.name, order.address].filter((line) => line !== null)
  if (lines.length === 0) return ''
  return html`<section class="card where" aria-labelledby="where"><h2 id="where">${texts.to}</h2><p>${lines.join('\n')}</p></section>`
}
