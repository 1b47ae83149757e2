import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { proves } from '../../test/proves.ts'
import { assertAccessible, closeBrowser, eventually, phone, skipWithoutChromium, visit } from '../test/browser.ts'
import { openForeignSite } from './test/foreign-site.ts'
import { demoLine, TestShop } from './test/shop.ts'

const inBrowser = { skip: skipWithoutChromium }
after(closeBrowser)

const composer = (page: Page) => page.getByRole('textbox', { name: 'Escribe un mensaje' })
const launcher = (page: Page) => page.getByRole('button', { name: /^Abrir el chat con Almacén Demo/ })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Chat con Almacén Demo' })

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** What stands in the conversation: who said it, the words, and the mark. */
function spoken(page: Page): Promise<string[]> {
  return page.locator('.spoken:has(.text)').evaluateAll((items) =>
    items.map((item) => {
      const speaker = item.querySelector('.bubble > span')?.firstChild?.textContent
      const mark = item.querySelector('.mark')?.getAttribute('aria-label')
      return `${speaker}: ${item.querySelector('.text')?.textContent}${mark ? ` (${mark})` : ''}`
    }),
  )
}

test('a customer opens the chat, writes, and is answered', inBrowser, async () => {
  proves('webchat.page')
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page, complaints } = visitor
  let answer: () => void = () => assert.fail('nothing was asked')
  shop.onMessage = (conversation, text) => {
    conversation.mark(1, 'read')
    conversation.setTyping(true)
    answer = () => conversation.say(`Dijiste: ${text}`)
  }
  await page.goto(`${shop.url}/chat`)
  await page.getByRole('heading', { level: 1, name: 'Almacén Demo' }).waitFor()
  await write(page, '¿Tienen botas?')
  await page.getByText('Milo está escribiendo').waitFor()
  answer()
  await eventually(() => spoken(page), ['Tú: ¿Tienen botas? (Leído)', 'Milo: Dijiste: ¿Tienen botas?'])
  await eventually(() => page.getByText('Milo está escribiendo').count(), 0)
  await eventually(() => shop.conversation.readUpTo, 2)
  assert.equal(await page.title(), 'Almacén Demo')
  assert.deepEqual(complaints, [])
})

test('the address of the page chooses the line, and an unknown one says so', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  await visitor.page.goto(`${shop.url}/chat?line=web`)
  await composer(visitor.page).waitFor()
  assert.deepEqual([...new Set(shop.requests)], ['GET /webchat/web'])
  await using other = await visit()
  await other.page.goto(`${shop.url}/chat?line=none`)
  await other.page.getByText('Este chat no existe o ya no atiende.').waitFor()
})

test('the marks of a message tell how far it has come, in words too', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.next('send', 'stall')
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviando)'])
  // Reloading breaks the stalled request off; the message is sent again with the same id.
  await page.reload()
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  for (const [delivery, word] of [
    ['delivered', 'Entregado'],
    ['read', 'Leído'],
  ] as const) {
    shop.conversation.mark(1, delivery)
    await eventually(() => spoken(page), [`Tú: Hola (${word})`])
  }
})

test('a reload keeps the conversation, the draft and the visitor', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  shop.conversation.say('¡Buenas!')
  await eventually(async () => (await spoken(page)).length, 2)
  await composer(page).fill('Quería pregun')
  await page.reload()
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Milo: ¡Buenas!'])
  assert.equal(await composer(page).inputValue(), 'Quería pregun')
  await write(page, '¿Hacen envíos?')
  await eventually(() => shop.conversation.messages.map((message) => message.text), ['Hola', '¡Buenas!', '¿Hacen envíos?'])
})

test('a visitor who never writes costs the shop one look at the line', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  await visitor.page.goto(`${shop.url}/chat`)
  await composer(visitor.page).waitFor()
  assert.deepEqual(shop.requests, ['GET /webchat/-'])
})

test('an answer that was lost is asked for again, and the message is there once', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.next('send', 'lose_answer', 'lose_answer')
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Una vez')
  await eventually(() => spoken(page), ['Tú: Una vez (Enviado)'])
  await write(page, 'Y otra')
  await eventually(() => shop.conversation.messages.map((message) => message.text), ['Una vez', 'Y otra'])
  await eventually(() => spoken(page), ['Tú: Una vez (Enviado)', 'Tú: Y otra (Enviado)'])
})

test('what the shop could not take for now is brought again, in the order it was written', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.next('visitors', { status: 503 })
  shop.next('send', { status: 503, retryAfter: 0 }, 'drop', { status: 429, retryAfter: 1 })
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Primero')
  await write(page, 'Segundo')
  await eventually(() => spoken(page), ['Tú: Primero (Enviado)', 'Tú: Segundo (Enviado)'], 20_000)
  assert.equal(shop.visitors.size, 1)
})

test('what the shop refuses is shown as not sent, and can be tried again', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.next('send', { status: 422 })
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (No se envió.)'])
  await page.getByRole('button', { name: 'Reintentar' }).click()
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
})

test('a shop that goes and comes back is found again: nothing lost, nothing twice', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await eventually(() => shop.conversation.streams.size, 1)
  await shop.goAway()
  await page.getByText('Sin conexión.').waitFor()
  await write(page, '¿Siguen ahí?')
  const { conversation } = shop
  conversation.say('Un momento')
  conversation.mark(1, 'read')
  await shop.comeBack()
  await eventually(() => spoken(page), ['Tú: Hola (Leído)', 'Milo: Un momento', 'Tú: ¿Siguen ahí? (Enviado)'], 20_000)
  await eventually(() => page.getByText('Sin conexión.').count(), 0)
})

test('a stream that ends is opened again from the last message seen', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  shop.conversation.mark(1, 'read')
  shop.conversation.say('Uno')
  for (const text of ['Dos', 'Tres']) {
    await eventually(() => shop.conversation.streams.size, 1)
    for (const stream of shop.conversation.streams) stream.end()
    await eventually(() => shop.conversation.streams.size, 0)
    shop.conversation.say(text)
  }
  await eventually(() => spoken(page), ['Tú: Hola (Leído)', 'Milo: Uno', 'Milo: Dos', 'Milo: Tres'])
  assert.equal(await page.getByText('Sin conexión.').count(), 0)
  assert.equal(shop.requests.filter((request) => request.endsWith('stream?after=2')).length, 1)
})

test('without a network it says so, and sends by itself when the network is back', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await page.context().setOffline(true)
  await page.getByText('Sin conexión.').waitFor()
  await write(page, 'Desde el subte')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Tú: Desde el subte (Enviando)'])
  await page.context().setOffline(false)
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Tú: Desde el subte (Enviado)'])
  await eventually(() => page.getByText('Sin conexión.').count(), 0)
})

test('where streams are not possible it asks now and then', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.always('stream', { status: 501 })
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  shop.conversation.say('Sin prisa')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Milo: Sin prisa'])
  assert.equal(await page.getByText('Sin conexión.').count(), 0)
})

test('a stream that a proxy holds back does not hold back the answer', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.always('stream', 'silence')
  await page.clock.install()
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await eventually(() => shop.requests.some((request) => request.includes('/stream')), true)
  shop.conversation.say('Llego igual')
  await page.clock.runFor(10_000)
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Milo: Llego igual'])
})

test('a stream that fell silent is given up and opened again', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.clock.install()
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await eventually(() => shop.conversation.streams.size, 1)
  const [silent] = shop.conversation.streams
  await page.clock.runFor(46_000)
  await page.clock.runFor(2000)
  await eventually(() => shop.conversation.streams.size === 1 && !shop.conversation.streams.has(silent as never), true)
})

test('a tab that nobody looks at gives its connection back, and catches up when it is looked at', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.clock.install()
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await eventually(() => shop.conversation.streams.size, 1)
  const look = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  await look(true)
  for (let minute = 0; minute < 4; minute++) await page.clock.runFor(40_000)
  await eventually(() => shop.conversation.streams.size, 0)
  shop.conversation.say('¿Sigue ahí?')
  await look(false)
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)', 'Milo: ¿Sigue ahí?'])
  await eventually(() => shop.conversation.readUpTo, 2)
})

test('a shop that answers with nothing but errors is tried for a while, then the visitor is told', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.always('send', { status: 503, retryAfter: 0 })
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (No se envió.)'])
  assert.equal(shop.requests.filter((request) => request.startsWith('POST /webchat/web/messages')).length, 6)
  shop.always('send', null)
  await page.reload()
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
})

test('what was left unsent on another day is shown, not sent behind the visitor’s back', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  shop.always('send', 'stall')
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviando)'])
  await page.clock.install({ time: Date.now() + 25 * 3600_000 })
  await page.reload()
  // Not earlier: the page before tries again and again.
  shop.always('send', null)
  await eventually(() => spoken(page), ['Tú: Hola (No se envió.)'])
  assert.equal(shop.conversation.messages.length, 0)
})

test('a visitor whom the shop no longer knows begins anew, and what he wrote goes along', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  shop.forgetVisitors()
  await page.getByText('Empezamos una nueva.').waitFor()
  await write(page, 'Sigo acá')
  await eventually(() => spoken(page), ['Tú: Sigo acá (Enviado)'])
  shop.conversation.say('¡Hola!')
  await eventually(() => spoken(page), ['Tú: Sigo acá (Enviado)', 'Milo: ¡Hola!'])
  assert.equal(shop.visitors.size, 1)
})

test('two tabs of one visitor are one conversation', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  const second = await page.context().newPage()
  await second.goto(`${shop.url}/chat`)
  await write(second, 'Otra pestaña')
  for (const tab of [page, second]) await eventually(() => spoken(tab), ['Tú: Hola (Enviado)', 'Tú: Otra pestaña (Enviado)'])
  assert.equal(shop.visitors.size, 1)
})

test('one script tag opens it on any page: hidden by no style and stopped by no strict policy', inBrowser, async () => {
  proves('webchat.widget')
  await using shop = await TestShop.open()
  const hostile = `html { font-size: 3px } * { display: none !important; all: unset; color: red !important; font-size: 40px !important }
    div, button, textarea, section, ol, li { position: absolute !important; left: -900px !important; transform: scale(0) } html, body { display: block !important }`
  const policy = `default-src 'none'; script-src ${shop.url}; connect-src ${shop.url}; style-src 'nonce-x'; require-trusted-types-for 'script'`
  const html = `<!doctype html><html lang="es"><title>Otra tienda</title><style nonce="x">${hostile}</style><body><script src="${shop.url}/widget.js?line=web" async></script>`
  await using site = await openForeignSite(html, { 'content-security-policy': policy })
  await using visitor = await visit()
  const { page, complaints } = visitor
  await page.goto(site.url)
  await launcher(page).click()
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await eventually(() => dialog(page).boundingBox(), { x: 860, y: 100, width: 400, height: 680 })
  assert.equal(await page.locator('.text').evaluate((element) => getComputedStyle(element).fontSize), '16px')
  assert.deepEqual(complaints, [])
  assert.equal(await page.locator('mostrador-chat').evaluate((host) => host.parentElement?.tagName), 'BODY')
})

test('the page of somebody else stays as it is: no style, no name, no shortcut of ours or theirs crosses', inBrowser, async () => {
  await using shop = await TestShop.open()
  const html = `<!doctype html><html lang="es"><title>Otra</title><body><p>Hola</p><script>
    const before = Object.keys(window); addEventListener('load', () => { window.added = () => Object.keys(window).filter((name) => !before.includes(name)) })
    window.keys = []; document.addEventListener('keydown', (event) => window.keys.push(event.key))</script>
    <script src="${shop.url}/widget.js" async></script><script src="${shop.url}/widget.js" async></script>`
  await using site = await openForeignSite(html)
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).click()
  await composer(page).press('s')
  const seen = await page.evaluate(() => {
    const own = window as unknown as { keys: string[]; added: () => string[] }
    return {
      keys: own.keys,
      added: own.added(),
      hosts: document.querySelectorAll('mostrador-chat').length,
      sheets: document.styleSheets.length,
    }
  })
  assert.deepEqual(seen, { keys: [], added: ['keys', 'added'], hosts: 1, sheets: 0 })
})

test('where the browser keeps nothing, the chat works as long as the page lives', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using inner = await openForeignSite(`<!doctype html><title>Marco</title><body><script src="${shop.url}/widget.js"></script>`)
  await using site = await openForeignSite(
    `<!doctype html><title>Otra</title><iframe sandbox="allow-scripts" width="600" height="700" src="${inner.url}"></iframe>`,
  )
  await using visitor = await visit()
  const { page, complaints } = visitor
  await page.goto(site.url)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('button', { name: /^Abrir/ }).click()
  await frame.getByRole('textbox').fill('Hola')
  await frame.getByRole('textbox').press('Enter')
  await frame.getByRole('img', { name: 'Enviado' }).waitFor()
  shop.conversation.say('¡Buenas!')
  await frame.locator('.text', { hasText: '¡Buenas!' }).waitFor()
  assert.deepEqual(complaints, [])
})

test('a closed chat counts what came and says it aloud, and opening it has read it', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using site = await openForeignSite(
    `<!doctype html><html lang="es"><title>Otra</title><body><script src="${shop.url}/widget.js" async></script>`,
  )
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).click()
  await write(page, 'Hola')
  await eventually(() => spoken(page), ['Tú: Hola (Enviado)'])
  await page.getByRole('button', { name: 'Cerrar el chat' }).click()
  await eventually(() => shop.conversation.streams.size, 1)
  shop.conversation.say('Uno')
  shop.conversation.say('Dos')
  await page.getByRole('button', { name: 'Abrir el chat con Almacén Demo: 2 sin leer' }).waitFor()
  await eventually(async () => (await page.getByRole('status').first().textContent())?.endsWith('Milo: Dos'), true)
  assert.equal(shop.conversation.readUpTo, 0)
  await page.reload()
  await page.getByRole('button', { name: 'Abrir el chat con Almacén Demo: 2 sin leer' }).click()
  await eventually(() => shop.conversation.readUpTo, 3)
  await page.keyboard.press('Escape')
  await eventually(() => launcher(page).getAttribute('aria-label'), 'Abrir el chat con Almacén Demo')
})

test('it is used with the keyboard alone', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using site = await openForeignSite(
    `<!doctype html><html lang="es"><title>Otra</title><body><a href="#">Inicio</a><script src="${shop.url}/widget.js" async></script>`,
  )
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Hola')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('¿Tienen botas?')
  await page.keyboard.press('Enter')
  await eventually(() => spoken(page), ['Tú: Hola\n¿Tienen botas? (Enviado)'])
  await page.keyboard.press('Enter')
  await page.keyboard.type('   ')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.equal(await focusedName(page), 'Enviar')
  await page.keyboard.press('Escape')
  assert.equal(await focusedName(page), 'Abrir el chat con Almacén Demo')
  assert.deepEqual((await spoken(page)).length, 0)
  assert.equal(shop.conversation.messages.length, 1)
})

function focusedName(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'))
}

test('Enter that chooses a word in an input method does not send', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await composer(page).fill('にほん')
  for (const hint of [{ isComposing: true }, { keyCode: 229 }]) {
    await composer(page).evaluate(
      (element, more) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...more })),
      hint,
    )
  }
  assert.equal(await composer(page).inputValue(), 'にほん')
  await composer(page).press('Enter')
  await eventually(() => spoken(page), ['Tú: にほん (Enviado)'])
})

test('whoever reads further up is not torn away, and finds the way back', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit(phone)
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'Cuéntame todo')
  await eventually(() => spoken(page), ['Tú: Cuéntame todo (Enviado)'])
  for (let part = 1; part <= 30; part++) shop.conversation.say(`Parte ${part}`)
  await eventually(async () => (await spoken(page)).length, 31)
  const scroller = page.getByRole('log')
  await scroller.evaluate((element) => element.scrollTo(0, 0))
  const back = page.getByRole('button', { name: 'Ir al último mensaje' })
  await back.waitFor()
  const { readUpTo } = shop.conversation
  shop.conversation.say('Y eso es todo')
  await eventually(() => back.textContent(), '1')
  assert.deepEqual([await scroller.evaluate((element) => element.scrollTop), shop.conversation.readUpTo], [0, readUpTo])
  await back.click()
  await eventually(() => page.getByText('Y eso es todo').last().isVisible(), true)
  await eventually(() => shop.conversation.readUpTo, 32)
  assert.equal(await back.count(), 0)
})

test('markup and addresses in a message are text, and only http and https are links', inBrowser, async () => {
  await using shop = await TestShop.open()
  shop.line = { ...demoLine, name: 'Botas & <b>Más</b>' }
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await page.getByRole('heading', { name: 'Botas & <b>Más</b>' }).waitFor()
  await write(page, '<img src=x onerror=alert(1)> javascript:alert(1)')
  await eventually(async () => (await spoken(page)).length, 1)
  shop.conversation.say('Paga en https://shop.example/checkout/abc_?a=1&b="x. O <script>alert(1)</script>')
  await eventually(() => page.locator('.spoken a').count(), 1)
  const link = page.getByRole('link')
  assert.equal(await link.getAttribute('href'), 'https://shop.example/checkout/abc_?a=1&b=')
  assert.match((await link.getAttribute('rel')) ?? '', /noopener/)
  assert.equal(await page.locator('.spoken img, .spoken script').count(), 0)
})

test('the widget speaks the language the page asks for, else the visitor’s, else the shop’s', inBrowser, async () => {
  await using shop = await TestShop.open()
  for (const [locale, attribute, placeholder] of [
    ['en-GB', '', 'Write a message'],
    ['pt-BR', '', 'Escreva uma mensagem'],
    ['fr-FR', '', 'Escribe un mensaje'],
    ['en-GB', 'data-language="pt"', 'Escreva uma mensagem'],
  ] as const) {
    await using site = await openForeignSite(
      `<!doctype html><title>x</title><body><script src="${shop.url}/widget.js" ${attribute}></script>`,
    )
    await using visitor = await visit({ locale })
    await visitor.page.goto(site.url)
    await visitor.page.locator('.launcher').click()
    assert.equal(await visitor.page.getByRole('textbox').getAttribute('placeholder'), placeholder)
  }
})

test('the page around may choose the theme and the side', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using site = await openForeignSite(
    `<!doctype html><html lang="es"><title>Otra</title><body><script src="${shop.url}/widget.js" data-theme="dark" data-side="left" async></script>`,
  )
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).click()
  await eventually(() => dialog(page).boundingBox(), { x: 20, y: 100, width: 400, height: 680 })
  assert.equal(await dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(26, 22, 19)')
})

test('on a phone the panel is the screen, nothing sticks out, and typing does not zoom', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using site = await openForeignSite(
    `<!doctype html><html lang="es"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Otra</title><body><script src="${shop.url}/widget.js" async></script>`,
  )
  await using visitor = await visit(phone)
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).tap()
  await eventually(async () => Object.values((await dialog(page).boundingBox()) ?? {}).map(Math.round), [0, 0, 390, 844])
  await write(page, `Una palabra larguísima: ${'a'.repeat(300)} y https://demo.test/${'b'.repeat(200)}`)
  await eventually(async () => (await spoken(page)).length, 1)
  assert.ok(await page.getByRole('log').evaluate((element) => element.scrollWidth <= element.clientWidth))
  assert.equal(await composer(page).evaluate((element) => getComputedStyle(element).fontSize), '16px')
  // The keyboard comes up.
  await page.setViewportSize({ width: 390, height: 480 })
  await composer(page).fill('uno\ndos\ntres\ncuatro\ncinco\nseis\nsiete\nocho')
  const box = await composer(page).boundingBox()
  assert.ok(box && box.y + box.height <= 480, JSON.stringify(box))
  await eventually(
    () => page.getByRole('log').evaluate((element) => Math.abs(element.scrollHeight - element.scrollTop - element.clientHeight) < 2),
    true,
  )
})

test('too long a text is not sent, and says by how much', inBrowser, async () => {
  await using shop = await TestShop.open()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/chat`)
  await write(page, 'x'.repeat(4001))
  await page.getByText('4001 / 4000').waitFor()
  assert.deepEqual(await spoken(page), [])
  await write(page, 'x'.repeat(4000))
  await eventually(async () => (await spoken(page)).length, 1)
})

test('everybody can use it: empty, in conversation, closed, and with everything that can go wrong', inBrowser, async () => {
  await using shop = await TestShop.open()
  shop.line = { ...demoLine, colour: '#ffd500' }
  await using site = await openForeignSite(
    `<!doctype html><html lang="es"><title>Otra</title><body><main><h1>Otra tienda</h1></main><script src="${shop.url}/widget.js" async></script>`,
  )
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(site.url)
  await launcher(page).waitFor()
  await assertAccessible(page)
  await launcher(page).click()
  await assertAccessible(page)
  await page.goto(`${shop.url}/chat`)
  await composer(page).waitFor()
  await assertAccessible(page)
  await write(page, 'Hola, miren https://demo.test/botas')
  await eventually(async () => (await spoken(page)).length, 1)
  shop.conversation.mark(1, 'read')
  shop.conversation.say('¡Hola! Aquí: https://demo.test/p/1')
  shop.conversation.say('Le paso tu consulta a una persona.', { role: 'system', name: null })
  shop.conversation.say('Soy Ada.', { role: 'staff', name: 'Ada' })
  shop.next('send', { status: 422 })
  await write(page, 'Esto no sale')
  await page.getByRole('button', { name: 'Reintentar' }).waitFor()
  await page.context().setOffline(true)
  await page.getByText('Sin conexión.').waitFor()
  await composer(page).fill('x'.repeat(4001))
  await assertAccessible(page)
})
