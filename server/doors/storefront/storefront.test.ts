import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { openStreet, type Street } from '../../../test/journeys/street.ts'
import { proves } from '../../../test/proves.ts'
import { type Element, readXml } from '../../../test/xml.ts'
import { changeProduct, createProduct, type ProductInput, putProducts, removeProduct, takeStock } from '../../commerce/catalog/catalog.ts'
import type { Shop } from '../../shop/shop.ts'
import { grounds, lookAddress } from './looks.ts'

const names = ['product.css', 'icon.svg']
const webFiles = new Map(names.map((name) => [name, new TextEncoder().encode(name)]))
const ada = { kind: 'staff', name: 'Ada' } as const

const boots: ProductInput = {
  sku: 'B1',
  name: 'Botas de lluvia',
  description: 'Altas.\nNo entra agua.',
  category: 'Calzado/Botas',
  brand: 'Norte',
  price: 4_500_000,
  compareAtPrice: 6_000_000,
  isOffer: true,
  imageUrl: 'https://pictures.example/botas.jpg',
  variants: [
    { sku: 'B1-36', options: { color: 'rojo', talle: '36' }, stock: 2 },
    { sku: 'B1-37', options: { color: 'rojo', talle: '37' }, stock: 0 },
    { sku: 'B1-38', options: { color: 'azul', talle: '38' }, price: 4_800_000, stock: null },
  ],
}
const yerba: ProductInput = { sku: 'Y1', name: 'Yerba', price: 320_050, stock: 5 }
const hostile = '<b>"Botas"</b> & </script><script>alert(1)</script> \u0007\ufffe'

interface Opened extends AsyncDisposable {
  street: Street
  shop: Shop
  /** A page as a browser gets it. */
  open(path: string, headers?: Record<string, string>): Promise<{ status: number; html: string; headers: Headers }>
  feed(): Promise<{ items: Record<string, string>[]; xml: Element; text: string; headers: Headers }>
}

async function openShop(engine: TestEngine): Promise<Opened> {
  const street = await openStreet(engine, { webFiles, seller: 'milo' })
  const shop = await street.house.desk.shop('luna', null)
  assert.ok(shop)
  return {
    street,
    shop,
    async open(path, headers = { 'accept-language': 'es-AR' }) {
      const answer = await street.request(path, { headers })
      return { status: answer.status, html: answer.text, headers: answer.headers }
    },
    async feed() {
      const { text, headers } = await street.request('/feeds/luna.xml')
      const xml = readXml(text)
      const items = (xml.children[0]?.children ?? []).filter(({ name }) => name === 'item')
      return {
        text,
        xml,
        headers,
        items: items.map(({ children }) => Object.fromEntries(children.map(({ name, text }) => [name.replace('g:', ''), text]))),
      }
    },
    [Symbol.asyncDispose]: () => street[Symbol.asyncDispose](),
  }
}

async function make(shop: Shop, ...inputs: ProductInput[]): Promise<void> {
  for (const input of inputs) {
    const outcome = await createProduct(shop, input, ada)
    assert.ok(outcome.ok, JSON.stringify(outcome))
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what a page says of itself is for the test to find out
function structuredOf(html: string): any {
  const [, json = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? []
  return JSON.parse(json)
}

for (const engine of engines) describe(`what is seen of a shop on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a product has a page for people, and the same in schema.org’s words', async () => {
    proves('pages.product')
    await using opened = await openShop(engine)
    await make(opened.shop, boots, yerba)
    const { status, html, headers } = await opened.open('/p/luna/B1')
    assert.equal(status, 200)
    for (const text of [
      'Botas de lluvia',
      'Altas.\nNo entra agua.',
      'Norte',
      'Calzado › Botas',
      '$ 45.000',
      '$ 60.000',
      '25 % menos',
      'Disponible',
      'desde',
    ])
      assert.ok(html.includes(text.replaceAll(' ', '\u00a0')) || html.includes(text) || html.replaceAll('\u00a0', ' ').includes(text), text)
    assert.ok(html.length < 50_000)
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'; style-src 'self'/)
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?! type="application\/ld\+json")/)
    const group = structuredOf(html)
    assert.deepEqual(
      [group['@type'], group.name, group.productGroupID, group.variesBy],
      ['ProductGroup', 'Botas de lluvia', 'B1', ['https://schema.org/color', 'https://schema.org/size']],
    )
    const [first, second, third] = group.hasVariant
    assert.deepEqual(
      [first.sku, first.color, first.size, first.offers.price, first.offers.priceCurrency],
      ['B1-36', 'rojo', '36', '45000.00', 'ARS'],
    )
    assert.equal(first.offers.priceSpecification.price, '60000.00')
    assert.deepEqual(
      [first, second, third].map(({ offers }) => offers.availability.split('/').at(-1)),
      ['InStock', 'OutOfStock', 'InStock'],
    )
    assert.equal(third.offers.price, '48000.00')
    const plain = structuredOf((await opened.open('/p/luna/Y1')).html)
    assert.deepEqual(
      [plain['@type'], plain.sku, plain.offers.price, plain.offers.priceSpecification],
      ['Product', 'Y1', '3200.50', undefined],
    )
  })

  test('the page of a variant shows its price, and leads to the others', async () => {
    await using opened = await openShop(engine)
    await make(opened.shop, boots)
    const { html } = await opened.open('/p/luna/B1-38')
    assert.ok(html.replaceAll('\u00a0', ' ').includes('<strong>$ 48.000</strong>'))
    assert.match(html, /<link rel="canonical" href="http:\/\/shop\.test\/p\/luna\/B1">/)
    const links = [...html.matchAll(/<a href="\/p\/luna\/([^"]+)"([^>]*)>([^<]+)/g)].map(([, sku, state = '', value]) => [
      sku,
      state.trim(),
      value,
    ])
    assert.deepEqual(links, [
      ['B1-36', '', 'rojo'],
      ['B1-38', 'aria-current="true"', 'azul'],
      ['B1-36', '', '36'],
      ['B1-37', 'class="gone"', '37'],
      ['B1-38', 'aria-current="true"', '38'],
    ])
    assert.match((await opened.open('/p/luna/B1-37')).html, /<p class="stock out"[^>]*>Sin stock</)
    assert.match((await opened.open('/p/luna/B1-36')).html, /Últimas 2 unidades/)
  })

  test('the page speaks the visitor’s language, else the shop’s; the shop’s own words stay', async () => {
    await using opened = await openShop(engine)
    await make(opened.shop, boots)
    for (const [wish, language, words] of [
      ['en-US', 'en', 'Ask in the chat'],
      ['pt', 'pt', 'Perguntar no chat'],
      ['fr', 'es', 'Consultar por chat'],
    ] as const) {
      const { html, headers } = await opened.open('/p/luna/B1', { 'accept-language': wish })
      assert.equal(headers.get('content-language'), language)
      assert.match(headers.get('vary') ?? '', /accept-language/)
      assert.ok(
        html.includes(`<html lang="${language}">`) && html.includes(words) && html.includes('<article class="product" lang="es-AR">'),
      )
    }
    const { html } = await opened.open('/p/luna/B1-38')
    const chat = /href="(\/chat\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const asked = new URL(chat, 'http://shop.test').searchParams
    assert.deepEqual([asked.get('line'), asked.get('text')], ['luna-web', 'Hola, me interesa «Botas de lluvia, azul, 38» (B1-38).'])
  })

  test('a page that is still the same is not sent again, and one that changed is', async () => {
    await using opened = await openShop(engine)
    await make(opened.shop, boots)
    const etag = (await opened.open('/p/luna/B1')).headers.get('etag') ?? ''
    const again = await opened.open('/p/luna/B1', { 'accept-language': 'es-AR', 'if-none-match': etag })
    assert.deepEqual([again.status, again.html], [304, ''])
    await changeProduct(opened.shop, 'B1', { price: 4_400_000 }, ada)
    assert.equal((await opened.open('/p/luna/B1', { 'accept-language': 'es-AR', 'if-none-match': etag })).status, 200)
  })

  test('what is not there, taken away or another shop’s is a page that says so, in three languages', async () => {
    await using opened = await openShop(engine)
    await make(opened.shop, boots)
    const texts = { es: 'Este producto no está', pt: 'Este produto não está aqui', en: 'This product is not here' }
    for (const path of ['/p/luna/B2', '/p/sol/B1', '/p/nobody/B1', '/p/luna/B1-37%27', '/p/luna/%3Cb%3E']) {
      for (const [language, text] of Object.entries(texts)) {
        const { status, html } = await opened.open(path, { 'accept-language': language })
        assert.ok(status === 404 && html.includes(text) && html.includes('noindex') && !html.includes('<b>'), `${path} ${language}`)
      }
    }
    await removeProduct(opened.shop, 'B1', ada)
    assert.equal((await opened.open('/p/luna/B1')).status, 404)
  })

  test('an offer is one only between its dates', async () => {
    await using opened = await openShop(engine)
    const now = opened.shop.clock.now()
    await make(
      opened.shop,
      { ...boots, offerFrom: now - 1000, offerUntil: now + 86_400_000 },
      { ...boots, sku: 'B9', variants: null, offerUntil: now - 1000 },
    )
    assert.match((await opened.open('/p/luna/B1')).html, /25 % menos[\s\S]*hasta el/)
    assert.doesNotMatch((await opened.open('/p/luna/B9')).html, /menos|<s>/)
    const { items } = await opened.feed()
    const [running, over] = [items.find(({ id }) => id === 'B1-36'), items.find(({ id }) => id === 'B9')]
    assert.deepEqual([running?.price, running?.sale_price], ['60000.00 ARS', '45000.00 ARS'])
    assert.match(running?.sale_price_effective_date ?? '', /^\d{4}-.*Z\/\d{4}-.*Z$/)
    assert.deepEqual([over?.price, over?.sale_price], ['45000.00 ARS', undefined])
  })

  test('the feed has every variant with what engines ask for', async () => {
    proves('pages.feed')
    await using opened = await openShop(engine)
    await make(opened.shop, boots, yerba)
    const { xml, items, headers } = await opened.feed()
    assert.match(headers.get('content-type') ?? '', /^application\/rss\+xml/)
    assert.deepEqual([xml.name, xml.children.map(({ name }) => name)], ['rss', ['channel']])
    assert.deepEqual(
      items.map(({ id, item_group_id, availability }) => [id, item_group_id, availability]),
      [
        ['B1-36', 'B1', 'in_stock'],
        ['B1-37', 'B1', 'out_of_stock'],
        ['B1-38', 'B1', 'in_stock'],
        ['Y1', undefined, 'in_stock'],
      ],
    )
    assert.deepEqual(items[2], {
      id: 'B1-38',
      title: 'Botas de lluvia, azul, 38',
      description: 'Altas.\nNo entra agua.',
      link: 'http://shop.test/p/luna/B1-38',
      image_link: 'https://pictures.example/botas.jpg',
      availability: 'in_stock',
      price: '60000.00 ARS',
      sale_price: '48000.00 ARS',
      condition: 'new',
      brand: 'Norte',
      mpn: 'B1-38',
      product_type: 'Calzado > Botas',
      item_group_id: 'B1',
      color: 'azul',
      size: '38',
    })
    assert.equal((await opened.street.request('/feeds/nobody.xml')).status, 404)
  })

  test('a feed that is still the same is not sent again; a sale that empties a shelf changes it', async () => {
    await using opened = await openShop(engine)
    await make(opened.shop, yerba)
    const ask = (etag: string) => opened.street.request('/feeds/luna.xml', { headers: { 'if-none-match': etag } })
    const etag = (await ask('')).headers.get('etag') ?? ''
    assert.equal((await ask(etag)).status, 304)
    const variant = (await opened.feed()).items[0]?.id
    assert.equal(variant, 'Y1')
    const only = await opened.shop.sql.selectFrom('variants').select('id').where('tenant_id', '=', 'luna').executeTakeFirstOrThrow()
    await opened.shop.transaction('test.take', (tx) => takeStock(tx, [{ variant: only.id, quantity: 5 }]))
    const after = await ask(etag)
    assert.equal(after.status, 200)
    assert.match(after.text, /out_of_stock/)
  })

  test('more products than are read at once are all in the feed, each once', async () => {
    await using opened = await openShop(engine)
    await opened.shop.transaction('test.fill', async (tx) => {
      await putProducts(
        tx,
        Array.from({ length: 450 }, (_, index) => ({ sku: `N${index}`, name: `Cosa ${index}`, price: 100 + index })),
        ada,
      )
    })
    const { items } = await opened.feed()
    assert.equal(new Set(items.map(({ id }) => id)).size, 450)
    assert.equal(items.length, 450)
  })

  test('HTML in names and descriptions is text on the page, in its data, in the feed and over the API', async () => {
    proves('pages.html-in-names-is-text')
    await using opened = await openShop(engine)
    const input = {
      sku: 'X1<&',
      name: hostile,
      description: `${hostile}\n${hostile}`,
      category: hostile,
      brand: hostile,
      price: 100,
      variants: [{ sku: 'X1"', options: { '<i>talle': hostile } }],
    }
    await make(opened.shop, { ...input, name: hostile, description: hostile })
    for (const sku of ['X1<&', 'X1"']) {
      const { html } = await opened.open(`/p/luna/${encodeURIComponent(sku)}`)
      assert.doesNotMatch(html, /<b>"|<b>&quot;|<script>|<i>talle/)
      assert.equal(html.match(/<script/g)?.length, 1)
      assert.ok(html.includes('<h1>&lt;b&gt;&quot;Botas&quot;&lt;/b&gt; &amp; &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;'))
      assert.equal(structuredOf(html).name, hostile.trim())
    }
    const { items } = await opened.feed()
    const clean = hostile.replace('\u0007', '').replace('\ufffe', '')
    assert.equal(items[0]?.description?.trim(), clean.trim())
    assert.ok(items[0]?.title?.startsWith('<b>"Botas"</b> & </script><script>alert(1)</script>'))
  })
}

test('the page wears the shop’s colour, readable by day and by night, without a style inside it', async () => {
  const [engine] = engines
  assert.ok(engine)
  await using opened = await openShop(engine)
  await make(opened.shop, yerba)
  const look = /<link rel="stylesheet" href="(\/looks\/[^"]+)">/.exec((await opened.open('/p/luna/Y1')).html)?.[1] ?? assert.fail()
  const css = await opened.street.request(look)
  assert.match(css.headers.get('content-type') ?? '', /^text\/css/)
  assert.match(css.text, /^:root\{--tone:rgb\([^{}]*\}@media \(prefers-color-scheme:dark\)\{:root\{--tone:rgb\([^{}]*\}\}$/)
  for (const path of ['/looks/0a.css', '/looks/xyz.css', '/looks/0a7']) assert.equal((await opened.street.request(path)).status, 404, path)
  assert.deepEqual([lookAddress('#0A7'), lookAddress(null), lookAddress('red;}')], ['/looks/0a7.css', null, null])
})

test('the colours are made for the paper that the pages really have', () => {
  const tokens = (file: string) => readFileSync(new URL(`../../../web/ui/${file}`, import.meta.url), 'utf8')
  for (const [css, { paper, card, ink, inkSoft }] of [
    [tokens('tokens.css'), grounds.day],
    [tokens('dark.css'), grounds.night],
  ] as const)
    for (const [name, value] of Object.entries({ paper, card, ink, 'ink-soft': inkSoft }))
      assert.ok(css.includes(`--${name}: ${value};`), name)
})
