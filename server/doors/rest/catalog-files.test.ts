import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { apiKey, type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { findProduct, putProducts } from '../../commerce/catalog/catalog.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { Shop } from '../../shop/shop.ts'
import { ExportedProduct } from './exported-product.ts'

const store = storeText().replace('teams:', 'storefronts: [ { id: moda, name: Moda } ]\nteams:')

interface ShopAtWork extends AsyncDisposable {
  shop: Shop
  counter: Counter
  /** Sends a file, or asks for something. */
  send(method: string, path: string, body?: string | Uint8Array): Promise<{ status: number; body: Answer; text: string }>
  /** Sends a file and waits until it is in. */
  bring(file: string | Uint8Array, query?: string): Promise<Answer>
  /** The whole catalogue, as an export tells it. */
  catalogue(): Promise<z.output<typeof ExportedProduct>[]>
  settled(id: string): Promise<Answer>
}

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test asserts
type Answer = any

async function openWork(engine: TestEngine): Promise<ShopAtWork> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store })
  const shop = await counter.house.desk.shop('demo', null)
  assert.ok(shop)
  const send: ShopAtWork['send'] = async (method, path, body) => {
    const request = new Request(`http://shop.test/api/v1${path}`, {
      method,
      headers: { 'x-api-key': apiKey },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    const response = await counter.house.app.fetch(request)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null }
  }
  const settled = async (id: string): Promise<Answer> => {
    for (let tries = 0; tries < 400; tries++) {
      const { body } = await send('GET', `/catalog/imports/${id}?language=en`)
      if (body.state !== 'applying') return body
      await wait(10)
    }
    throw new Error(`import ${id} does not come to its end`)
  }
  return {
    shop,
    counter,
    send,
    settled,
    bring: async (file, query = '') => {
      const { status, body, text } = await send('POST', `/catalog/imports?language=en${query}`, file)
      assert.equal(status, 201, text)
      return await settled(body.id)
    },
    catalogue: async () => z.array(ExportedProduct).parse((await send('GET', '/catalog/export?format=json')).body),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

for (const engine of engines) {
  const it = (name: string, run: (work: ShopAtWork) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      await using work = await openWork(engine)
      await run(work)
    })

  it('a file brings its products, and the same file again changes nothing', async ({ bring, catalogue }) => {
    const file = 'sku;nombre;precio;stock;vidriera\nYER;Yerba;3.200,50;4;\nZAP;Zapatillas;99,90;;moda\n'
    const first = await bring(file)
    assert.equal(first.state, 'done')
    assert.deepEqual(first.counts, { created: 2, updated: 0, unchanged: 0, removed: 0 })
    assert.deepEqual(first.recognised, { format: 'csv', encoding: 'utf-8', delimiter: ';', decimal: ',', rows: 2 })
    assert.deepEqual(
      (await catalogue()).map(({ sku, price, stock }) => [sku, price, stock]),
      [
        ['YER', '3200.50', 4],
        ['ZAP', '99.90', null],
      ],
    )
    assert.deepEqual((await bring(file)).counts, { created: 0, updated: 0, unchanged: 2, removed: 0 })
  })

  it('one line that cannot be taken leaves everything as it was, and every problem is told', async ({ send, bring, catalogue }) => {
    await bring('sku,name,price\nA,Vieja,1.50')
    const { status, body } = await send(
      'POST',
      '/catalog/imports?language=en',
      'sku,name,price,vidriera\nA,Nueva,2.50,\nB,Be,x,\nC,Ce,3.50,jardin\nD,,4.50,\n',
    )
    assert.equal(status, 422)
    assert.equal(body.code, 'file_refused')
    assert.deepEqual(body.errors, [
      { path: 'line 3, price', message: 'line 3, price: got "x", takes a price such as 1234.50' },
      { path: 'line 4, vidriera', message: 'line 4, vidriera: got "jardin", takes one of the shop’s storefronts: moda' },
      { path: 'line 5, name', message: 'line 5, name: got nothing, takes a value, as "D" is new to the shop' },
    ])
    assert.deepEqual(
      (await catalogue()).map(({ name }) => name),
      ['Vieja'],
    )
    const { body: list } = await send('GET', '/catalog/imports')
    assert.deepEqual(
      list.items.map(({ state, problem_count }: Answer) => [state, problem_count]),
      [
        ['refused', 3],
        ['done', 0],
      ],
    )
  })

  it('the shop’s own language tells what is wrong, unless another is asked for', async ({ send }) => {
    const wrong = 'sku,name,price\nB,Be,x\n'
    assert.match(
      (await send('POST', '/catalog/imports', wrong)).body.errors[0].message,
      /^línea 2, price: dice "x", se espera un precio como/,
    )
    assert.match(
      (await send('POST', '/catalog/imports?language=pt', wrong)).body.errors[0].message,
      /^linha 2, price: diz "x", espera-se um preço como/,
    )
  })

  it('a dry run tells what would happen, and nothing does', async ({ send, bring, catalogue }) => {
    await bring('sku,name,price\nA,a,1.50\nB,b,2.50\nC,c,3.50')
    const { status, body } = await send(
      'POST',
      '/catalog/imports?dry_run=true&replace=true',
      'sku,name,price\nA,a,1.50\nB,b,9.50\nD,d,4.50',
    )
    assert.equal(status, 201)
    assert.equal(body.state, 'checked')
    assert.deepEqual(body.counts, { created: 1, updated: 1, unchanged: 1, removed: 1 })
    assert.deepEqual(body.preview, [
      { sku: 'B', change: 'updated', fields: ['price'] },
      { sku: 'D', change: 'created', fields: [] },
      { sku: 'C', change: 'removed', fields: [] },
    ])
    assert.deepEqual(
      (await catalogue()).map(({ sku, price }) => [sku, price]),
      [
        ['A', '1.50'],
        ['B', '2.50'],
        ['C', '3.50'],
      ],
    )
    const refused = await send('POST', '/catalog/imports?dry_run=true', 'sku,name,price\nA,a,x')
    assert.deepEqual([refused.status, refused.body.state, refused.body.problem_count], [201, 'refused', 1])
  })

  it('what the file does not name stays, or goes where the file replaces the catalogue', async ({ bring, catalogue, shop }) => {
    await bring('sku,name,price\nA,a,1.50\nB,b,2.50')
    const skus = async () => (await catalogue()).map(({ sku }) => sku)
    await bring('sku,name,price\nC,c,3.50')
    assert.deepEqual(await skus(), ['A', 'B', 'C'])
    assert.deepEqual((await bring('sku,name,price\nC,c,3.50', '&replace=true')).counts, {
      created: 0,
      updated: 0,
      unchanged: 1,
      removed: 2,
    })
    assert.deepEqual(await skus(), ['C'])
    assert.equal(await findProduct(shop, 'A'), null)
    assert.deepEqual(
      (await bring('sku,name,price\nA,a,1.50')).counts,
      { created: 1, updated: 0, unchanged: 0, removed: 0 },
      'and comes back',
    )
  })

  it('a list of prices or stock alone changes these alone, of products and of variants by their own SKU', async ({ bring, catalogue }) => {
    await bring(
      'sku,variant_sku,name,price,stock,marca,option:talle\nZAP,ZAP-37,Zapatillas,100.00,3,Nube,37\nZAP,ZAP-38,,,4,,38\nYER,,Yerba,20.00,9,Sur,',
    )
    const made = await bring('sku,stock\nZAP-38,1\nYER,8')
    assert.deepEqual(made.counts, { created: 0, updated: 2, unchanged: 0, removed: 0 })
    assert.deepEqual(made.notes[0].message, 'line 2, sku: it is a variant of "ZAP": its price and stock were taken')
    const [zap, yer] = await catalogue()
    assert.deepEqual([zap?.name, zap?.variants?.map(({ stock }) => stock), yer?.stock], ['Zapatillas', [3, 1], 8])
    assert.deepEqual((await bring('sku,price\nZAP,120.00')).counts.updated, 1)
    assert.equal((await catalogue())[0]?.price, '120.00')
  })

  it('a SKU that is another product’s variant is nobody else’s, and rows that only name variants find their product again', async ({
    bring,
    send,
    catalogue,
  }) => {
    const file = 'sku,name,price,option:talle\nX-1,Camisa,10.00,S\nX-2,Camisa,10.00,M\n'
    const first = await bring(file)
    assert.equal(first.notes[0].message, 'line 2, sku: its rows do not say whose they are: it became "X"')
    await bring('sku,name,price,option:talle\nX-2,Camisa fina,11.00,M\nY-9,Camisa fina,11.00,L\n')
    const [shirt] = await catalogue()
    assert.deepEqual([shirt?.sku, shirt?.name, shirt?.variants?.map(({ sku }) => sku)], ['X', 'Camisa fina', ['X-1', 'X-2', 'Y-9']])
    const { status, body } = await send(
      'POST',
      '/catalog/imports?language=en',
      'sku,variant_sku,name,price,option:talle\nZ,X-1,Otra,1.50,S',
    )
    assert.equal(status, 422)
    assert.deepEqual(body.errors, [
      { path: 'line 2, variant_sku', message: 'line 2, variant_sku: got "X-1", takes a free SKU: it is or was one of "X"' },
    ])
  })

  it('what is exported in any form comes back as the same catalogue, also into an empty shop', async (work) => {
    const { bring, catalogue, send } = work
    await bring(
      JSON.stringify([
        {
          sku: '007',
          name: '=SUMA(A1)',
          description: '- Rico\n\n"Sano"',
          category: 'Almacén/Té',
          price: '1250.50',
          stock: null,
          tags: ['a, b', 'c|d'],
          synonyms: ['mate'],
        },
        {
          sku: 'ZAP',
          name: 'Zapatillas; de lona',
          price: '99.90',
          storefront: 'moda',
          is_offer: true,
          compare_at_price: '120.00',
          offer_from: '2026-03-01',
          offer_until: '2026-03-31T10:00:00Z',
          variants: [
            { sku: 'ZAP-37', options: { talle: '37', color: 'rojo' }, stock: 3 },
            { sku: 'ZAP-38', options: { talle: '38' }, price: '109.90', stock: null },
          ],
        },
      ]),
    )
    const before = await catalogue()
    assert.equal(before.length, 2)
    for (const format of ['csv', 'excel', 'json']) {
      const { text } = await send('GET', `/catalog/export?format=${format}`)
      const again = await bring(text, '&replace=true')
      assert.deepEqual([again.counts, again.preview], [{ created: 0, updated: 0, unchanged: 2, removed: 0 }, []], format)
      await using other = await openWork(engine)
      await other.bring(text)
      assert.deepEqual(await other.catalogue(), before, format)
    }
  })

  it('a picture is a public address or one of the shop’s own, as over the API; what is neither is told by line and column', async (work) => {
    const { send, bring, catalogue } = work
    const wrong = ['javascript:alert(1)', 'http://127.0.0.1/metrics', '../../../etc/passwd', 'foto.jpg', 'ftp://example.com/x.jpg']
    const told = 'takes a public http or https address, or a picture of the shop’s own'
    const rows = wrong.map((image, at) => `P${at},P,1,${image}\n`).join('')
    const file = `sku,name,price,foto\n${rows}FINE,F,x,https://cdn.example.com/f.jpg`
    const { status, body } = await send('POST', '/catalog/imports?language=en', file)
    const fine = 'line 7, price: got "x", takes a price such as 1234.50'
    assert.deepEqual(
      [status, ...body.errors.map(({ message }: Answer) => message)],
      [422, ...wrong.map((image, at) => `line ${at + 2}, foto: got "${image}", ${told}`), fine],
    )
    const list = '[{"sku":"A","name":"a","price":"1",\n"image_url":"data:image/png;base64,x"}]'
    const { body: json } = await send('POST', '/catalog/imports?language=en', list)
    assert.equal(json.errors[0].message, `line 2, image_url: got "data:image/png;base64,x", ${told}`)
    const own = '0123456789abcdef0123456789abcdef.jpg'
    await bring(`sku,name,price,image_url\nA,a,1,http://shop.test/pictures/demo/${own}\nB,b,1,https://cdn.example.com/b.jpg`)
    const kept = (await catalogue()).map(({ image_url }) => image_url)
    assert.deepEqual(kept, [own, 'https://cdn.example.com/b.jpg'])
  })

  it('an export comes back unchanged whatever its pictures are: uploaded, kept from beside the store file, or linked there', async (work) => {
    const { shop, send, bring } = work
    const images = ['0123456789abcdef0123456789abcdef.jpg', 'fedcba9876543210fedcba9876543210.svg', 'http://10.0.0.5/foto.jpg', null]
    const inputs = images.map((imageUrl, at) => ({ sku: `P${at}`, name: 'P', price: 100, imageUrl }))
    await shop.transaction('test.products', async (tx) => void (await putProducts(tx, inputs, { kind: 'file', name: 'catalog' })))
    for (const format of ['csv', 'excel', 'json']) {
      const { counts } = await bring((await send('GET', `/catalog/export?format=${format}`)).text)
      assert.deepEqual(counts, { created: 0, updated: 0, unchanged: 4, removed: 0 }, format)
    }
  })

  it('a code that looks like a date is refused, unless the shop has it: then it comes and goes as any other', async (work) => {
    const { shop, send, bring, catalogue } = work
    const refused = await send('POST', '/catalog/imports?language=es', 'sku;nombre;precio\n03-ene;a;5')
    assert.deepEqual(refused.body.errors[0].path, 'line 2, sku')
    assert.match(refused.body.errors[0].message, /^línea 2, sku: dice "03-ene", se espera el código: Excel lo convirtió en fecha/)
    const inputs = ['05/12', '2026-05-12', '3-Jan'].map((sku) => ({ sku, name: 'Tornillos', price: 100 }))
    await shop.transaction('test.products', async (tx) => void (await putProducts(tx, inputs, { kind: 'key', name: 'tests' })))
    for (const format of ['csv', 'excel', 'json']) {
      const { counts } = await bring((await send('GET', `/catalog/export?format=${format}`)).text)
      assert.deepEqual(counts, { created: 0, updated: 0, unchanged: 3, removed: 0 }, format)
    }
    await bring('sku;precio\n05/12;7')
    assert.deepEqual(
      (await catalogue()).map(({ sku, price }) => [sku, price]),
      [
        ['05/12', '7.00'],
        ['2026-05-12', '1.00'],
        ['3-Jan', '1.00'],
      ],
    )
  })

  it('prices go up by a percentage and end as the shop wants, after a look at what would happen', async ({ bring, send, catalogue }) => {
    await bring(
      'sku,variant_sku,name,price,categoria,marca,option:talle\nA,,a,1000.00,Calzado/Botas,Nube,\nA,A-1,,,,,37\nA,A-2,,1100.00,,,38\nB,,b,995.00,Calzado,Nube,\nC,,c,50.00,Hogar,Sur,',
    )
    const wanted = { percent: 12.5, category: 'calzado', ending: '90' }
    const look = await send('POST', '/catalog/prices', JSON.stringify({ ...wanted, preview: true }))
    assert.equal(look.status, 200, look.text)
    assert.equal(look.body.import, null)
    assert.deepEqual(
      [look.body.selected, look.body.changed, look.body.first],
      [
        2,
        2,
        [
          { sku: 'A', name: 'a', from: '1000.00', to: '1090.00' },
          { sku: 'A-2', name: 'a', from: '1100.00', to: '1190.00' },
          { sku: 'B', name: 'b', from: '995.00', to: '1090.00' },
        ],
      ],
    )
    assert.equal((await catalogue())[0]?.price, '1000.00', 'nothing yet')
    const { body } = await send('POST', '/catalog/prices', JSON.stringify(wanted))
    assert.deepEqual([body.selected, body.changed, body.import.kind], [2, 2, 'prices'])
    for (let state = ''; state !== 'done'; await wait(5)) state = (await send('GET', `/catalog/imports/${body.import.id}`)).body.state
    assert.deepEqual(
      (await catalogue()).map(({ price }) => price),
      ['1090.00', '1090.00', '50.00'],
    )
    const unknown = await send('POST', '/catalog/prices', JSON.stringify({ percent: -10, skus: ['A-2', 'NADA'], preview: true }))
    assert.deepEqual([unknown.body.selected, unknown.body.unknown_skus], [1, ['NADA']])
    for (const [wrong, path] of [
      [{ percent: -100 }, 'percent'],
      [{ percent: 5, round_to: '0' }, 'round_to'],
      [{ percent: 5, ending: '0.999' }, 'ending'],
    ] as const) {
      const refused = await send('POST', '/catalog/prices', JSON.stringify(wrong))
      assert.deepEqual([refused.status, refused.body.errors[0].path], [422, path])
    }
  })

  it('a change of prices that is to be a dry run is one, by the query as imports have it and by the body', async ({
    bring,
    send,
    catalogue,
  }) => {
    await bring('sku,name,price\nA,a,100')
    for (const [query, flags] of [
      ['?dry_run=true', {}],
      ['', { dry_run: true }],
      ['', { preview: true }],
      ['?dry_run=false', { dry_run: true, preview: false }],
    ] as const) {
      const { status, body } = await send('POST', `/catalog/prices${query}`, JSON.stringify({ percent: 10, ...flags }))
      assert.deepEqual([status, body.import, body.changed], [200, null, 1], `${query} ${JSON.stringify(flags)}`)
    }
    assert.equal((await catalogue())[0]?.price, '100.00')
    assert.equal((await send('POST', '/catalog/prices', '{"percent":10,"dry_run":"yes"}')).status, 422)
  })

  it('a form around the file is taken off; another’s tenant and a second import while one is under way are refused by name', async ({
    counter,
    send,
    settled,
  }) => {
    const form = new FormData()
    form.set('file', new Blob(['sku,name,price\nA,a,1.50']), 'a.csv')
    const request = new Request('http://shop.test/api/v1/catalog/imports', { method: 'POST', headers: { 'x-api-key': apiKey }, body: form })
    const taken = await counter.house.app.fetch(request)
    assert.equal(taken.status, 201)
    await settled(((await taken.json()) as { id: string }).id)
    assert.equal((await send('POST', '/catalog/imports?tenant=other', 'sku,name,price\nA,a,1.50')).status, 404)
    assert.equal((await send('GET', '/catalog/imports/none')).status, 404)
    const answers = await Promise.all(
      [1, 2].map(() =>
        send('POST', '/catalog/imports', `sku,name,price\n${Array.from({ length: 200 }, (_, at) => `${at},a,1.50`).join('\n')}`),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409])
    assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'import_under_way')
  })
}
