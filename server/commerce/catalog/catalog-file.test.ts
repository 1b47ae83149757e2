import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { applyStore } from '../../../test/store-files.ts'
import { type Media, mediaKey, memoryMedia } from '../../platform/media/media.ts'
import { realWorld } from '../../platform/world/real.ts'
import { StoreFileMistakes } from '../../shop/store-file/store-file.ts'

interface Product {
  id: string
  sku: string
  name: string
  description: string
  brand: string | null
  price: { amount: string }
  stock: number | null
  offer_until: string | null
  image_url: string | null
  variants: { sku: string; stock: number | null; price: { amount: string } }[]
}

interface Opened extends AsyncDisposable {
  counter: Counter
  /** With how many records were written. */
  apply(entries: unknown): Promise<number>
  /** What lies beside the store file, by its path. */
  pictures: Record<string, string | Uint8Array>
  media: Media
  product(sku: string): Promise<Product>
  change(sku: string, changes: object): Promise<void>
}

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
/** The head of a picture that says it is huge. */
const bomb = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from('0000c3500000c350', 'hex')])
const yerba = { sku: 'Y1', name: 'Yerba', price: '3200.00', stock: 5, brand: 'Sur' }
const boots = {
  sku: 'B1',
  name: 'Botas',
  price: '450.00',
  storefront: 'moda',
  variants: [
    { sku: 'B1-36', options: { talle: '36' }, stock: 2 },
    { sku: 'B1-37', options: { talle: 37 }, stock: null, price: '480' },
  ],
}

async function openShop(engine: TestEngine, entries: unknown, pictures: Opened['pictures'] = {}): Promise<Opened> {
  const media = memoryMedia()
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const store = `${storeText()}storefronts: [ { id: moda } ]\n`
  const apply = (entries: unknown) => {
    const text = typeof entries === 'string' ? entries : JSON.stringify(entries)
    return applyStore({ world, database, store: `${store}catalog: catalog.json\n`, media, files: { 'catalog.json': text, ...pictures } })
  }
  const counter = await openCounter({ world, database, store })
  await apply(entries)
  return {
    counter,
    apply,
    pictures,
    media,
    product: async (sku) => (await counter.ask('GET', `/api/v1/products/${sku}`)).body,
    change: async (sku, changes) => assert.equal((await counter.ask('PATCH', `/api/v1/products/${sku}`, changes)).status, 200),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

for (const engine of engines) describe(`the catalogue’s file on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('its products are there as it says them, and are written once', async () => {
    proves('store.again-changes-nothing', 'store.variants')
    await using shop = await openShop(engine, [yerba, boots])
    const { stock, variants } = await shop.product('B1')
    assert.deepEqual(
      [stock, variants.map(({ sku, stock, price }) => [sku, stock, price.amount])],
      [
        null,
        [
          ['B1-36', 2, '450.00'],
          ['B1-37', null, '480.00'],
        ],
      ],
    )
    assert.equal((await shop.product('Y1')).stock, 5)
    assert.equal(await shop.apply([yerba, boots]), 0)
    // The same said in other words is the same.
    assert.equal(await shop.apply(JSON.stringify([{ ...yerba, price: '3200', currency: 'ARS' }, boots], null, 4)), 0)
  })

  test('what people changed is kept, and what the file changes is written: value by value', async () => {
    proves('store.keeps-what-people-changed')
    await using shop = await openShop(engine, [yerba, boots])
    await shop.change('Y1', { name: 'Yerba del pueblo', price: '3300.00', brand: null })
    await shop.change('B1', {
      variants: [
        { sku: 'B1-36', price: '440.00' },
        { sku: 'B1-39', options: { talle: '39' }, stock: 3 },
      ],
    })
    assert.equal(await shop.apply([{ ...yerba, price: '3400.00' }, boots]), 1)
    const { name, price, brand } = await shop.product('Y1')
    assert.deepEqual([name, price.amount, brand], ['Yerba del pueblo', '3400.00', null])
    const [first, second] = boots.variants
    assert.equal(
      await shop.apply([
        { ...yerba, price: '3400.00' },
        { ...boots, variants: [first, { ...second, price: '490.00' }] },
      ]),
      1,
    )
    assert.deepEqual(
      (await shop.product('B1')).variants.map(({ sku, price }) => [sku, price.amount]),
      [
        ['B1-36', '440.00'],
        ['B1-37', '490.00'],
        ['B1-39', '450.00'],
      ],
    )
  })

  test('what people entered first is the file’s once it names it: all it says is written then, and later only what differs', async () => {
    await using shop = await openShop(engine, [])
    const own = { ...boots, name: 'Botas de ellas', brand: 'Sur', variants: [{ sku: 'B1-39', options: { talle: '39' }, stock: 3 }] }
    const made = [own, { sku: 'Y1', name: 'Yerba', price: '1', description: 'Rica', stock: 9, tags: ['mate'] }]
    for (const product of made) assert.equal((await shop.counter.ask('POST', '/api/v1/products', product)).status, 201)
    assert.equal(await shop.apply([boots]), 1)
    assert.equal((await shop.product('Y1')).price.amount, '1.00', 'what it does not name it leaves alone')
    assert.equal((await shop.counter.ask('DELETE', '/api/v1/products/Y1')).status, 204)
    assert.equal(await shop.apply([boots, yerba]), 1)
    const [{ name, brand, variants }, { price, stock, description }] = [await shop.product('B1'), await shop.product('Y1')]
    assert.deepEqual([name, brand, variants.map(({ sku }) => sku).toSorted()], ['Botas', null, ['B1-36', 'B1-37', 'B1-39']])
    assert.deepEqual([price.amount, stock, description], ['3200.00', 5, ''])
    await shop.change('Y1', { description: 'Suave' })
    assert.equal(await shop.apply([boots, { ...yerba, price: '3300.00' }]), 1)
    assert.equal((await shop.product('Y1')).description, 'Suave')
  })

  test('stock is written only where its value in the file changed', async () => {
    proves('store.stock-only-where-the-file-changed')
    await using shop = await openShop(engine, [yerba, boots])
    await shop.change('Y1', { stock: 1 })
    await shop.change('B1', { variants: [{ sku: 'B1-36', stock: 1 }] })
    await shop.apply([
      { ...yerba, name: 'Yerba suave' },
      { ...boots, name: 'Botas altas' },
    ])
    assert.deepEqual([(await shop.product('Y1')).stock, (await shop.product('B1')).variants[0]?.stock], [1, 1])
    const [first, second] = boots.variants
    await shop.apply([
      { ...yerba, name: 'Yerba suave', stock: 9 },
      { ...boots, name: 'Botas altas', variants: [{ ...first, stock: 8 }, second] },
    ])
    assert.deepEqual([(await shop.product('Y1')).stock, (await shop.product('B1')).variants[0]?.stock], [9, 8])
  })

  test('what left the file is switched off and on again, and what people took away stays away', async () => {
    proves('store.left-the-file-is-switched-off')
    await using shop = await openShop(engine, [yerba, boots])
    const { id } = await shop.product('B1')
    const gone = async (sku: string) => (await shop.counter.ask('GET', `/api/v1/products/${sku}`)).status === 404
    const made = await shop.counter.ask('POST', '/api/v1/products', { sku: 'own', name: 'Nuestro', price: '1' })
    assert.equal(made.status, 201)
    assert.equal(await shop.apply([yerba]), 1)
    assert.deepEqual([await gone('B1'), await gone('B1-36'), await gone('own')], [true, true, false])
    assert.equal(await shop.apply([yerba, boots]), 1)
    assert.equal((await shop.product('B1')).id, id)

    await shop.counter.ask('DELETE', '/api/v1/products/Y1')
    assert.equal(
      await shop.apply([
        { ...yerba, price: '1.00' },
        { ...boots, variants: boots.variants.slice(1) },
      ]),
      2,
    )
    assert.deepEqual([await gone('Y1'), await gone('B1-36')], [true, true])
    await shop.change('B1', {
      variants: [
        { sku: 'B1-37', remove: true },
        { sku: 'B1-40', options: { talle: '40' } },
      ],
    })
    await shop.apply([boots])
    assert.deepEqual(
      (await shop.product('B1')).variants.map(({ sku }) => sku),
      ['B1-40', 'B1-36'],
    )
    await shop.apply([{ ...yerba, stock: 3 }, boots])
    assert.deepEqual([(await shop.product('Y1')).stock, (await shop.product('Y1')).price.amount], [3, '3200.00'])
  })

  test('a product may come to have variants, and to have none', async () => {
    await using shop = await openShop(engine, [yerba])
    await shop.apply([{ ...yerba, variants: [{ sku: 'Y1-1', options: { kilos: '1' }, stock: 4 }] }])
    assert.equal((await shop.product('Y1')).stock, 4)
    await shop.apply([yerba])
    assert.deepEqual([(await shop.product('Y1')).stock, (await shop.product('Y1')).variants], [5, []])
    await shop.change('Y1', { variants: [{ sku: 'Y1-2', options: { kilos: '2' }, stock: 7 }] })
    await shop.apply([{ ...yerba, stock: 6 }])
    assert.equal((await shop.product('Y1')).stock, 7)
  })

  test('pictures may be the store’s own, and an offer may be told from the file’s first day on', async () => {
    const entry = { ...yerba, image_url: 'pictures/yerba.svg', is_offer: true, offer_from: '-1d', offer_until: '2036-01-01T00:00:00Z' }
    await using shop = await openShop(engine, [entry], { 'pictures/yerba.svg': drawing })
    const { image_url, offer_until } = await shop.product('Y1')
    assert.match(image_url ?? '', /^http:\/\/shop\.test\/pictures\/demo\/[0-9a-f]{32}\.svg$/)
    assert.equal(offer_until, '2036-01-01T00:00:00.000Z')
    const { body } = await shop.counter.ask('GET', '/api/v1/products?on_offer=true')
    assert.equal((body as { items: unknown[] }).items.length, 1)
  })

  test('a picture of the store’s own is kept by its content: the same one is no work, another one is written', async () => {
    const entries = [
      { ...yerba, image_url: 'pictures/yerba.svg' },
      { ...boots, image_url: 'https://example.com/botas.jpg' },
    ]
    await using shop = await openShop(engine, entries, { 'pictures/yerba.svg': drawing })
    const first = (await shop.product('Y1')).image_url ?? ''
    const kept = await shop.media.read(mediaKey('demo', first.split('/').at(-1) ?? ''))
    assert.equal(Buffer.from(kept ?? []).toString(), drawing)
    assert.equal((await shop.product('B1')).image_url, 'https://example.com/botas.jpg')
    assert.equal(await shop.apply(entries), 0)
    shop.pictures['pictures/other.svg'] = drawing
    assert.equal(await shop.apply([{ ...yerba, image_url: 'pictures/other.svg' }, entries[1]]), 0, 'the same drawing under another name')
    shop.pictures['pictures/yerba.svg'] = `${drawing}<!-- drawn again -->`
    assert.equal(await shop.apply(entries), 1)
    assert.notEqual((await shop.product('Y1')).image_url, first)
    await shop.change('Y1', { image_url: null })
    assert.equal(await shop.apply(entries), 0)
    assert.equal((await shop.product('Y1')).image_url, null, 'what people changed is kept')
  })

  test('a picture that is not there, leads out of the folder or is none is a mistake with its line, and nothing is written', async () => {
    await using shop = await openShop(engine, [yerba])
    shop.pictures['words.png'] = 'words'
    shop.pictures['bomb.png'] = bomb
    const wrong: [string, RegExp][] = [
      ['pictures/none.svg', /takes an http or https address, or the path of a picture in the folder of the store file$/],
      ['../outside.svg', /in the folder of the store file$/],
      ['/etc/passwd', /in the folder of the store file$/],
      ['pictures', /in the folder of the store file$/],
      ['ftp://example.com/x.png', /in the folder of the store file$/],
      ['words.png', /takes a JPEG, PNG, WebP, GIF or SVG picture$/],
      ['bomb.png', /takes at most 25 megapixels/],
    ]
    for (const [image_url, told] of wrong) {
      const text = `[\n${JSON.stringify({ ...yerba, name: 'Otra' })},\n{ "sku": "Z", "name": "Zeta", "price": "1",\n"image_url": ${JSON.stringify(image_url)} }\n]`
      await assert.rejects(shop.apply(text), (error: unknown) => {
        assert.ok(error instanceof StoreFileMistakes, String(error))
        assert.match(error.lines.join('\n'), /catalog\.json:4 \[1\]\.image_url: got /)
        assert.match(error.lines[0] ?? '', told)
        return true
      })
    }
    assert.equal((await shop.product('Y1')).name, 'Yerba')
  })

  test('a mistake names file, line and path, and nothing is written', async () => {
    proves('store.error-names-file-line-path', 'store.other-currency-is-refused')
    await using shop = await openShop(engine, [yerba])
    await shop.counter.ask('POST', '/api/v1/products', {
      sku: 'own',
      name: 'Nuestro',
      price: '1',
      variants: [{ sku: 'own-1', options: { a: '1' } }],
    })
    const before = await shop.product('Y1')
    const wrong: [object, string, RegExp][] = [
      [{ currency: 'USD' }, 'currency', /got "USD", takes ARS/],
      [{ price: '-1.00' }, 'price', /takes an amount that is not negative/],
      [{ price: '1.001' }, 'price', /takes at most 2 decimals, as ARS has/],
      [{ price: 3 }, 'price', /got 3, takes an amount in quotes/],
      [{ compare_at_price: 'x' }, 'compare_at_price', /takes an amount such as "450.00"/],
      [{ stock: 1.5 }, 'stock', /takes a whole number, or null for unlimited/],
      [{ stock: -1 }, 'stock', /takes a whole number from 0/],
      [{ storefront: 'nope' }, 'storefront', /takes the id of one of the storefronts/],
      [{ name: ' ' }, 'name', /takes text that is not empty/],
      [{ description: 'x'.repeat(20_001) }, 'description', /takes at most 20000 characters/],
      [{ image_url: '../../etc/passwd' }, 'image_url', /takes an http or https address/],
      [{ colour: 'red' }, 'colour', /a key nobody knows/],
      [{ sku: 'Y1' }, 'sku', /takes a SKU that no other product or variant has/],
      [{ sku: 'own-1' }, 'sku', /takes a SKU that no other product or variant has, or had/],
      [{ variants: [{ sku: 'own', options: { a: '1' } }] }, 'variants[0].sku', /takes a SKU that no other product or variant has, or had/],
      [{ variants: [{ sku: 'a', options: { a: '1' }, price: '-2' }] }, 'variants[0].price', /not negative/],
      [
        {
          variants: [
            { sku: 'a', options: { a: '1' } },
            { sku: 'b', options: { a: '1' } },
          ],
        },
        'variants[1].options',
        /takes options that no other variant has/,
      ],
      [{ offer_from: '2026-03-02T00:00:00Z', offer_until: '2026-03-01T00:00:00Z' }, 'offer_until', /takes a moment after/],
    ]
    for (const [values, path, told] of wrong) {
      const second = JSON.stringify({ sku: 'Z', name: 'Zeta', price: '1', ...values }, null, 1)
      const text = `[\n${JSON.stringify({ ...yerba, name: 'Otra' })},\n${second}\n]`
      await assert.rejects(shop.apply(text), (error: unknown) => {
        assert.ok(error instanceof StoreFileMistakes, String(error))
        const [line = '', ...more] = error.lines
        const at = text.split('\n').findIndex((row, index) => index > 1 && row.includes(`"${path.split('.').at(-1)}"`)) + 1
        assert.match(line, told)
        assert.ok(line.includes(`catalog.json:`) && line.includes(` [1].${path}: `), line)
        if (!path.includes('[')) assert.ok(line.includes(`catalog.json:${at} `), `${at}: ${line}`)
        assert.deepEqual(more, [])
        return true
      })
    }
    await assert.rejects(shop.apply('[ { "sku": '), /takes JSON/)
    await assert.rejects(shop.apply({}), /takes a list of products/)
    assert.deepEqual(await shop.product('Y1'), before)
  })
}
