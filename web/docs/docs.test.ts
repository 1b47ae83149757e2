import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { listen } from '../../server/platform/http/listen.ts'
import { engines } from '../../test/engines.ts'
import { openStreet } from '../../test/journeys/street.ts'
import { buildWeb } from '../build.ts'
import { assertAccessible, closeBrowser, eventually, phone, skipWithoutChromium, visit } from '../test/browser.ts'

const inBrowser = { skip: skipWithoutChromium }
after(closeBrowser)

/** A shop with its whole API behind the page. */
async function openShop() {
  const [sqlite] = engines
  const webFiles = await buildWeb()
  assert.ok(sqlite && webFiles)
  const street = await openStreet(sqlite, { webFiles })
  const { app, streams, desk } = street.house
  const door = await listen(desk.world, app, streams, { host: '127.0.0.1', port: 0 })
  return {
    url: `http://127.0.0.1:${door.port}/api/docs`,
    luna: street.luna,
    ask: street.ask,
    [Symbol.asyncDispose]: async () => {
      await door.close()
      await street[Symbol.asyncDispose]()
    },
  }
}

test('a programmer finds an operation, unfolds it and copies its line', inBrowser, async () => {
  await using shop = await openShop()
  await using visitor = await visit({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page, complaints } = visitor
  await page.goto(shop.url)
  await page.keyboard.press('/')
  await page.keyboard.type('/Mérge')
  await eventually(() => page.getByRole('status').first().innerText(), '1 operación')
  assert.deepEqual(await page.locator('[data-operation]:visible .call code').allInnerTexts(), ['/customers/{id}/merge'])
  await page.locator('summary:visible').click()
  await page.getByText('The other record').or(page.getByText('the other record')).waitFor()
  await page.locator('figure:visible').first().getByRole('button', { name: 'Copiar' }).click()
  await page.getByRole('button', { name: 'Copiado' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(copied, /^curl -X POST http:\/\/shop\.test\/api\/v1\/customers\/[0-9a-f-]+\/merge \\\n {2}-H "x-api-key: \$SHOP_KEY" \\\n/)
  await page.getByRole('searchbox').fill('')
  assert.ok((await page.locator('[data-operation]:visible').count()) > 20)
  assert.deepEqual(complaints, [])
})

test('a programmer tries an operation with a key, and it is done', inBrowser, async () => {
  await using shop = await openShop()
  await using visitor = await visit({ locale: 'en-US' })
  const { page, complaints } = visitor
  await page.goto(`${shop.url}#postCustomers`)
  const place = page.locator('[data-operation="postCustomers"]')
  await place.getByRole('button', { name: 'Try it' }).click()
  await place.getByRole('button', { name: 'Send' }).click()
  await place.getByText(/Answer 401 in/).waitFor()
  await place.getByText('"code": "not_signed_in"').waitFor()
  await place.getByLabel('Your key').fill(shop.luna.key)
  await place.getByLabel('Body').fill('{ "name": "Olga Tañón" }')
  await place.getByRole('button', { name: 'Send' }).click()
  await place.getByText(/Answer 201 in/).waitFor()
  const { body } = await shop.ask(shop.luna, 'GET', '/api/v1/customers')
  assert.deepEqual(
    body.items.map(({ name }: { name: string }) => name),
    ['Olga Tañón'],
  )
  assert.deepEqual(complaints, [])
})

test('where no scripts run the page is read all the same', inBrowser, async () => {
  await using shop = await openShop()
  await using visitor = await visit({ javaScriptEnabled: false, locale: 'pt-BR' })
  const { page } = visitor
  await page.goto(shop.url)
  assert.equal(await page.getByRole('searchbox').count(), 0)
  await page.getByText('Primeiros passos').first().waitFor()
  const customers = page.locator('[data-operation="getCustomers"]')
  await customers.locator('summary').click()
  await customers.getByText('curl', { exact: true }).waitFor()
})

test('everybody can read the API, on a phone too', inBrowser, async () => {
  await using shop = await openShop()
  for (const size of [{}, phone]) {
    await using visitor = await visit(size)
    const { page } = visitor
    await page.goto(`${shop.url}#postCustomers`)
    await page.locator('[data-operation="postCustomers"] .try').click()
    await page.locator('[data-operation="postCustomers"]').getByLabel('Tu clave').waitFor()
    await page.locator('#object-Customer').evaluate((inside) => inside.closest('details')?.setAttribute('open', ''))
    await keepOneOfAKind(page)
    await assertAccessible(page)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  }
})

/** A hundred that are alike take a machine minutes to look at and tell it nothing more. */
async function keepOneOfAKind(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details:not([open])')) if (folded !== document.querySelector('details')) folded.remove()
    for (const alike of document.querySelectorAll('.problems > div:nth-child(n+3), nav ul ul li:nth-child(n+3)')) alike.remove()
  })
}
