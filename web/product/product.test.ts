import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createProduct, type ProductInput } from '../../server/commerce/catalog/catalog.ts'
import { listen } from '../../server/platform/http/listen.ts'
import { memoryMedia } from '../../server/platform/media/media.ts'
import { openResizer } from '../../server/platform/pictures/real.ts'
import { keepPicture } from '../../server/shop/pictures/pictures.ts'
import { engines } from '../../test/engines.ts'
import { openStreet } from '../../test/journeys/street.ts'
import { samplePicture } from '../../test/picture-samples.ts'
import { buildWeb } from '../build.ts'
import { assertAccessible, closeBrowser, eventually, phone, skipWithoutChromium, visit } from '../test/browser.ts'

const inBrowser = { skip: skipWithoutChromium }
after(closeBrowser)

const boots: ProductInput = {
  sku: 'B1',
  name: 'Botas <b>de</b> lluvia',
  description: 'Altas.\nNo entra agua.',
  category: 'Calzado/Botas',
  brand: 'Norte',
  price: 4_500_000,
  compareAtPrice: 6_000_000,
  isOffer: true,
  variants: [
    { sku: 'B1-36', options: { color: 'rojo', talle: '36' }, stock: 2 },
    { sku: 'B1-37', options: { color: 'rojo', talle: '37' }, stock: 0 },
    { sku: 'B1-38', options: { color: 'azul', talle: '38' }, price: 4_800_000, stock: null },
  ],
}

async function openShop() {
  const [sqlite] = engines
  const webFiles = await buildWeb()
  assert.ok(sqlite && webFiles)
  const pictures = { media: memoryMedia(), resizer: openResizer({ restMs: 100 }) }
  const street = await openStreet(sqlite, { webFiles, pictures, seller: 'milo' })
  const { app, streams, desk } = street.house
  const shop = await desk.shop('luna', null)
  const kept = await keepPicture(pictures, 'luna', samplePicture(900, 900).png)
  assert.ok(shop && kept.ok)
  for (const input of [
    { ...boots, imageUrl: kept.value },
    { ...boots, sku: 'B2', name: 'Zuecos', imageUrl: null, variants: null },
  ])
    assert.ok((await createProduct(shop, input, { kind: 'system', name: 'test' })).ok)
  const door = await listen(desk.world, app, streams, { host: '127.0.0.1', port: 0 })
  return {
    url: `http://127.0.0.1:${door.port}`,
    [Symbol.asyncDispose]: async () => {
      await door.close()
      await street[Symbol.asyncDispose]()
    },
  }
}

test('a customer chooses what he wants, without a script, and asks about it in the chat', inBrowser, async () => {
  await using shop = await openShop()
  await using reader = await visit({ ...phone, javaScriptEnabled: false })
  await reader.page.goto(`${shop.url}/p/luna/B1`)
  await reader.page.getByRole('heading', { level: 1, name: 'Botas <b>de</b> lluvia' }).waitFor()
  assert.equal(
    await reader.page
      .getByRole('img', { name: 'Botas <b>de</b> lluvia' })
      .evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
    true,
  )
  await reader.page.getByRole('link', { name: '38', exact: true }).click()
  await reader.page.getByText('azul · 38').waitFor()
  assert.equal(await reader.page.getByRole('link', { name: '38', exact: true }).getAttribute('aria-current'), 'true')
  await reader.page.getByRole('link', { name: '37 (sin stock)' }).waitFor()
  await reader.page.getByRole('link', { name: /Zuecos/ }).waitFor()

  await using customer = await visit(phone)
  const { page, complaints } = customer
  await page.goto(`${shop.url}/p/luna/B1-38`)
  await page.getByRole('link', { name: 'Consultar por chat' }).click()
  const field = page.getByRole('textbox')
  await eventually(() => field.inputValue(), 'Hola, me interesa «Botas <b>de</b> lluvia, azul, 38» (B1-38).')
  assert.deepEqual(complaints, [])
})

test('everybody can use the page of a product, and the one that says that it is not there', inBrowser, async () => {
  await using shop = await openShop()
  for (const [size, path] of [
    [phone, '/p/luna/B1'],
    [{}, '/p/luna/B1-37'],
    [phone, '/p/luna/nothing'],
  ] as const) {
    await using visitor = await visit(size)
    const { page, complaints } = visitor
    await page.goto(shop.url + path)
    await assertAccessible(page)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path)
    assert.deepEqual(complaints, [])
  }
})

test('a browser reads the feed as XML', inBrowser, async () => {
  await using shop = await openShop()
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/p/luna/B1`)
  const titles = await page.evaluate(async () => {
    const text = await (await fetch('/feeds/luna.xml')).text()
    const xml = new DOMParser().parseFromString(text, 'application/xml')
    if (xml.querySelector('parsererror')) return [xml.querySelector('parsererror')?.textContent]
    return [...xml.getElementsByTagNameNS('http://base.google.com/ns/1.0', 'title')].map(({ textContent }) => textContent)
  })
  assert.deepEqual(titles, [
    'Botas <b>de</b> lluvia, rojo, 36',
    'Botas <b>de</b> lluvia, rojo, 37',
    'Botas <b>de</b> lluvia, azul, 38',
    'Zuecos',
  ])
})
