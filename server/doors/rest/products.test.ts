import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiKey, type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { realWorld } from '../../platform/world/real.ts'

interface Product {
  id: string
  sku: string
  price: { amount: string; currency: string }
  stock: number | null
  variants: { sku: string; price: { amount: string }; stock: number | null }[]
  [field: string]: unknown
}

interface Opened extends AsyncDisposable {
  counter: Counter
  make(body: object): Promise<Product>
  /** The status, and the paths of what is wrong. */
  refusal(method: string, path: string, body?: unknown): Promise<[number, ...string[]]>
  skus(query: string): Promise<string[]>
  /** The same, a product a page. */
  pageByPage(query: string): Promise<string[]>
}

const yerba = { sku: 'Y1', name: 'Yerba', price: '3200.00', stock: 5 }
const boots = {
  sku: 'B1',
  name: 'Botas',
  price: { amount: '450.00', currency: 'ARS' },
  category: 'Calzado/Botas',
  brand: 'Norte',
  tags: ['cuero'],
  variants: [
    { sku: 'B1-36', options: { talle: '36' }, stock: 2 },
    { sku: 'B1-37', options: { talle: '37' }, stock: 1, price: '480.00' },
  ],
}

async function openShop(engine: TestEngine, store = storeText()): Promise<Opened> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: `${store}storefronts: [ { id: moda } ]\n` })
  return {
    counter,
    make: async (body) => {
      const answer = await counter.ask('POST', '/api/v1/products', body)
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
      return answer.body
    },
    refusal: async (method, path, body) => {
      const { status, body: told } = await counter.ask(method, `/api/v1${path}`, body)
      return [status, ...(told as { errors: { path: string }[] }).errors.map((error) => error.path)]
    },
    skus: async (query) =>
      ((await counter.ask('GET', `/api/v1/products?${query}`)).body as { items: Product[] }).items.map(({ sku }) => sku),
    pageByPage: async (query) => {
      const skus: string[] = []
      const totals = new Set<number>()
      for (let cursor: string | null = ''; cursor !== null; ) {
        const place = cursor && `&cursor=${encodeURIComponent(cursor)}`
        const { body } = await counter.ask('GET', `/api/v1/products?${query}&limit=1${place}`)
        const page = body as { items: Product[]; next_cursor: string | null; total: number }
        totals.add(page.total)
        skus.push(...page.items.map(({ sku }) => sku))
        cursor = page.next_cursor
      }
      assert.deepEqual([...totals], [skus.length])
      return skus
    },
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

for (const engine of engines) describe(`products by REST on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a product is entered in the shape it is answered in, and answered in full', async () => {
    proves('products.create')
    await using shop = await openShop(engine)
    const made = await shop.make(boots)
    const { id, created_at: _, updated_at: __, ...rest } = made
    assert.deepEqual(rest, {
      sku: 'B1',
      name: 'Botas',
      description: '',
      category: 'Calzado/Botas',
      brand: 'Norte',
      storefront: null,
      price: { amount: '450.00', currency: 'ARS' },
      compare_at_price: null,
      stock: 3,
      is_offer: false,
      offer_from: null,
      offer_until: null,
      image_url: null,
      tags: ['cuero'],
      synonyms: [],
      variants: [
        { sku: 'B1-36', options: { talle: '36' }, price: { amount: '450.00', currency: 'ARS' }, stock: 2 },
        { sku: 'B1-37', options: { talle: '37' }, price: { amount: '480.00', currency: 'ARS' }, stock: 1 },
      ],
    })
    assert.deepEqual(await shop.refusal('POST', '/products', boots), [409, 'sku'])
    assert.deepEqual(await shop.refusal('POST', '/products', { ...yerba, sku: 'B1-36' }), [409, 'sku'])
    const again = await shop.counter.ask('PATCH', `/api/v1/products/${id}`, made)
    assert.deepEqual(again, { status: 200, body: made })
    await shop.counter.ask('DELETE', '/api/v1/products/B1')
    const { updated_at: ___, ...back } = await shop.make(made)
    assert.deepEqual({ ...back, updated_at: made.updated_at }, made)
  })

  test('only sku, name and price are needed', async () => {
    proves('products.create')
    await using shop = await openShop(engine)
    const made = await shop.make({ sku: 'X', name: 'Equis', price: '1' })
    assert.deepEqual([made.price.amount, made.stock, made.variants], ['1.00', null, []])
    assert.deepEqual(await shop.refusal('POST', '/products', {}), [422, 'sku', 'name', 'price'])
  })

  test('a product is read by id, SKU or a variant’s SKU, changed field by field, and taken away', async () => {
    proves('products.read-change-remove')
    await using shop = await openShop(engine)
    const { ask } = shop.counter
    const made = await shop.make(boots)
    for (const key of [made.id, 'B1', 'B1-37']) assert.deepEqual((await ask('GET', `/api/v1/products/${key}`)).body, made)
    const changed = (
      await ask('PATCH', '/api/v1/products/B1', {
        brand: null,
        price: '500',
        variants: [
          { sku: 'B1-36', stock: 9 },
          { sku: 'B1-37', remove: true },
          { sku: 'B1-38', options: { talle: '38' }, stock: null },
        ],
      })
    ).body as Product
    assert.deepEqual([changed.brand, changed.category, changed.price.amount, changed.stock], [null, 'Calzado/Botas', '500.00', null])
    assert.deepEqual(
      changed.variants.map(({ sku, price, stock }) => [sku, price.amount, stock]),
      [
        ['B1-36', '500.00', 9],
        ['B1-38', '500.00', null],
      ],
    )
    assert.deepEqual(await shop.refusal('PATCH', '/products/B1', { sku: 'B2' }), [422, 'sku'])
    assert.deepEqual(await shop.refusal('PATCH', '/products/B1', { stock: 4 }), [422, 'stock'])
    assert.deepEqual(await shop.refusal('PATCH', '/products/B9', { stock: 4 }), [404])
    assert.equal((await ask('DELETE', '/api/v1/products/B1-36')).status, 404)
    assert.equal((await ask('DELETE', '/api/v1/products/B1')).status, 204)
    for (const method of ['GET', 'DELETE']) assert.equal((await ask(method, `/api/v1/products/${made.id}`)).status, 404)
  })

  test('what is wrong with a product is told by its field, and nothing of it is kept', async () => {
    await using shop = await openShop(engine)
    const wrong: [object, ...string[]][] = [
      [{ price: '-1.00' }, 'price'],
      [{ price: '1.001' }, 'price'],
      [{ price: 'mucho' }, 'price'],
      [{ price: '1e3' }, 'price'],
      [{ price: 450 }, 'price'],
      [{ price: '1,50' }, 'price'],
      [{ price: '99999999999999999' }, 'price'],
      [{ price: { amount: '1.00', currency: 'USD' } }, 'price.currency'],
      [{ price: { amount: '-1.00', currency: 'ARS' } }, 'price.amount'],
      [{ currency: 'USD' }, 'currency'],
      [{ compare_at_price: '0.999' }, 'compare_at_price'],
      [{ stock: -1 }, 'stock'],
      [{ stock: 1.5 }, 'stock'],
      [{ description: 'x'.repeat(20_001) }, 'description'],
      [{ name: '   ' }, 'name'],
      [{ sku: ' Y1' }, 'sku'],
      [{ storefront: 'nope' }, 'storefront'],
      [{ offer_from: '2026-03-02T00:00:00Z', offer_until: '2026-03-01T00:00:00Z' }, 'offer_until'],
      [{ offer_from: 'mañana' }, 'offer_from'],
      [{ variants: [{ sku: 'Y1', options: { peso: '1' } }] }, 'variants.0.sku'],
      [{ variants: [{ sku: 'a' }, { sku: 'a' }] }, 'variants.1.sku'],
      [{ variants: [{ sku: 'a', options: { peso: '1' }, price: '-2' }] }, 'variants.0.price'],
      [{ variants: [{ sku: 'a', options: { peso: '1' }, stock: -2 }] }, 'variants.0.stock'],
    ]
    for (const [body, ...paths] of wrong)
      assert.deepEqual(await shop.refusal('POST', '/products', { ...yerba, ...body }), [422, ...paths], JSON.stringify(body).slice(0, 80))
    assert.deepEqual(await shop.skus(''), [])
    await shop.make(yerba)
    assert.equal((await shop.refusal('POST', '/products', { ...yerba, sku: 'Y2', description: 'x'.repeat(5_000_000) }))[0], 413)
  })

  test('a picture’s address is public or our own, and is not fetched', async () => {
    proves('store.private-addresses-only-from-files')
    await using shop = await openShop(engine)
    const own = 'http://shop.test/pictures/demo/0123456789abcdef0123456789abcdef.svg'
    const refused = [
      'http://localhost/x.png',
      'http://127.0.0.1/x.png',
      'http://2130706433/x.png',
      'http://[::1]/x.png',
      'http://192.168.1.4/x.png',
      'http://169.254.169.254/latest/meta-data',
      'http://intranet/x.png',
      'http://nas.local/x.png',
      'https://user:pass@example.com/x.png',
      'ftp://example.com/x.png',
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'pictures/x.png',
    ]
    for (const image_url of refused)
      assert.deepEqual(await shop.refusal('POST', '/products', { ...yerba, image_url }), [422, 'image_url'], image_url)
    for (const [index, image_url] of ['https://example.com/x.png', 'http://93.184.216.34/x.png', own].entries())
      assert.equal((await shop.make({ ...yerba, sku: `Y-${index}`, image_url })).image_url, image_url)
  })

  test('a cursor goes on with the list that gave it, asked for as it was, in pages of whatever length', async () => {
    await using shop = await openShop(engine)
    for (const sku of ['T1', 'T2', 'T3']) await shop.make({ sku, name: `Taza ${sku}`, price: '100.00' })
    const { next_cursor } = (await shop.counter.ask('GET', '/api/v1/products?query=taza&sort=price&limit=1')).body as {
      next_cursor: string
    }
    assert.deepEqual(await shop.skus(`limit=2&sort=price&query=taza&cursor=${next_cursor}`), ['T2', 'T3'])
    for (const other of ['query=taza', 'query=tazas&sort=price', 'query=taza&sort=-price', 'query=taza&sort=price&in_stock=true', ''])
      assert.deepEqual(await shop.refusal('GET', `/products?${other}&cursor=${next_cursor}`), [422, 'cursor'], other)
  })

  test('a search tells what it took words for, and counts what it found where that is asked', async () => {
    await using shop = await openShop(engine)
    await shop.make(yerba)
    await shop.make(boots)
    const ask = async (query: string) => (await shop.counter.ask('GET', `/api/v1/products?${query}`)).body as Record<string, unknown>
    const found = await ask('query=yreba+xyzzyq')
    assert.deepEqual([found.corrected, found.ignored, found.facets], [[{ from: 'yreba', to: 'yerba' }], ['xyzzyq'], undefined])
    const shelf = (await ask('facets=true')).facets as Record<string, unknown>
    assert.deepEqual(shelf.brand, [{ value: 'Norte', count: 1 }])
    assert.deepEqual(shelf.options, [
      {
        name: 'talle',
        values: [
          { value: '36', count: 1 },
          { value: '37', count: 1 },
        ],
      },
    ])
    const money = (amount: string) => ({ amount, currency: 'ARS' })
    assert.deepEqual(shelf.price, { min: money('450.00'), max: money('3200.00') })
  })

  test('products are filtered, sorted and paged; numbers in filters are major units', async () => {
    proves('products.list-and-filter')
    await using shop = await openShop(engine)
    await shop.make({ ...yerba, name: 'Yerba suave', category: 'Almacén', is_offer: true })
    await shop.make({ ...boots, storefront: 'moda', is_offer: true, offer_until: '2020-01-01T00:00:00Z' })
    await shop.make({ sku: 'Z', name: 'Ñandú', price: '450.01', stock: 0, category: 'Calzado' })
    const found: [string, string[]][] = [
      ['', ['Y1', 'B1', 'Z']],
      ['category=Calzado', ['B1', 'Z']],
      ['category=Calzado/Botas', ['B1']],
      ['brand=Norte', ['B1']],
      ['storefront=moda', ['B1']],
      ['min_price=480', ['Y1', 'B1']],
      ['min_price=480.01', ['Y1']],
      ['max_price=450', ['B1']],
      ['max_price=450.01', ['B1', 'Z']],
      ['on_offer=true', ['Y1']],
      ['on_offer=false', ['B1', 'Z']],
      ['in_stock=true', ['Y1', 'B1']],
      ['in_stock=false', ['Z']],
      ['query=yerba', ['Y1']],
      ['sort=price', ['B1', 'Z', 'Y1']],
      ['sort=-price', ['Y1', 'Z', 'B1']],
      ['sort=name', ['B1', 'Z', 'Y1']],
      ['sort=newest', ['Z', 'B1', 'Y1']],
    ]
    for (const [query, skus] of found) assert.deepEqual(await shop.skus(query), skus, query)
    for (const [query, skus] of found.filter(([query]) => query.startsWith('sort='))) {
      assert.deepEqual(await shop.pageByPage(query), skus, query)
      const shoes = skus.filter((sku) => sku !== 'Y1')
      assert.deepEqual(await shop.pageByPage(`${query}&category=Calzado`), shoes, `${query} of a category`)
    }
    for (const query of ['limit=0', 'limit=101', 'min_price=-1', 'min_price=x', 'max_price=1.001', 'on_offer=1', 'sort=weight'])
      assert.deepEqual(await shop.refusal('GET', `/products?${query}`), [422, query.split('=')[0]], query)
  })

  test('a currency without decimals is written without, and zeros after its point say nothing', async () => {
    await using shop = await openShop(engine, storeText().replace('currency: ARS', 'currency: CLP'))
    assert.deepEqual((await shop.make({ ...yerba, price: '450.00' })).price, { amount: '450', currency: 'CLP' })
    assert.deepEqual(await shop.refusal('POST', '/products', { ...yerba, price: '450.50' }), [422, 'price'])
  })

  test('a SKU may be any line of text, and HTML is text that is kept as it is', async () => {
    await using shop = await openShop(engine)
    const name = '<b onmouseover="x()">Mate</b> & bombilla'
    for (const sku of ['A/B 1%', 'ñandú?', '..', '#1&x=y', '<i>']) {
      const made = await shop.make({ ...yerba, sku, name, description: name })
      assert.deepEqual([made.name, made.description], [name, name])
      const found = await shop.counter.ask('GET', `/api/v1/products/${encodeURIComponent(sku)}`)
      // A segment of dots alone is taken out of any URL on its way: such a product is found by its id.
      if (sku !== '..') assert.deepEqual(found.body, made, sku)
      assert.equal((await shop.counter.ask('GET', `/api/v1/products/${made.id}`)).status, 200)
    }
  })

  test('asked twice under one key, a product is made once', async () => {
    await using shop = await openShop(engine)
    const post = () =>
      shop.counter.house.app.fetch(
        new Request('http://shop.test/api/v1/products', {
          method: 'POST',
          headers: { 'x-api-key': apiKey, 'content-type': 'application/json', 'idempotency-key': 'k-1' },
          body: JSON.stringify(yerba),
        }),
      )
    const answers = [await post(), await post()]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201],
    )
    assert.equal(await answers[0]?.text(), await answers[1]?.text())
  })
}
