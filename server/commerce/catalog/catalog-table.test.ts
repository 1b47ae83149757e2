import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import { StoreFileMistakes } from '../../shop/store-file/store-file.ts'

for (const engine of engines)
  describe(`the catalogue’s file as a table on ${engine.name}`, { skip: engine.skip }, () => {
    test('it says what a list says, and stock and people’s changes are kept as with one', async () => {
      proves('store.catalog-json-and-csv', 'store.stock-only-where-the-file-changed')
      await using shop = await openShop(engine)
      const list = [
        { sku: 'Y1', name: 'Yerba, molida', price: '3200.00', stock: 5, brand: 'Sur', is_offer: true, tags: ['mate', 'verde'] },
        { sku: 'N1', name: 'Ñandú 🦩', price: '10.50', stock: null },
        { sku: 'B1', name: 'Botas', price: '450.00', variants: [{ sku: 'B1-36', options: { talle: '36' }, stock: 2 }] },
      ]
      const table = [
        'sku,variant_sku,name,brand,price,currency,stock,is_offer,tags,option:talle',
        'Y1,,"Yerba, molida",Sur,3200.00,ARS,5,true,"mate, verde",',
        'N1,,Ñandú 🦩,,10.50,ARS,,false,,',
        'B1,,Botas,,450.00,ARS,,false,,',
        'B1,B1-36,,,,,2,,,36',
      ].join('\n')
      await shop.apply('catalog.csv', table)
      assert.equal(await shop.apply('catalog.csv', table), 0)
      assert.deepEqual(await shop.products(), [
        ['Y1', 'Yerba, molida', '3200.00', 5, true, ['mate', 'verde'], []],
        ['N1', 'Ñandú 🦩', '10.50', null, false, [], []],
        ['B1', 'Botas', '450.00', 2, false, [], [['B1-36', '36', '450.00', 2]]],
      ])
      // The file's name, and nothing of any product.
      assert.equal(await shop.apply('catalog.json', JSON.stringify(list)), 1)
      await shop.counter.ask('PATCH', '/api/v1/products/Y1', { stock: 3, name: 'Yerba del pueblo' })
      assert.equal(await shop.apply('catalog.csv', table.replace('3200.00', '3300.00')), 2)
      assert.deepEqual((await shop.products())[0]?.slice(0, 4), ['Y1', 'Yerba del pueblo', '3300.00', 3])
      assert.equal(await shop.apply('catalog.csv', table.split('\n').toSpliced(2, 1).join('\r\n').replace('3200.00', '3300.00')), 1)
      assert.deepEqual(
        (await shop.products()).map(([sku]) => sku),
        ['Y1', 'B1'],
      )
    })

    test('it need not be in UTF-8', async () => {
      await using shop = await openShop(engine)
      await shop.apply('catalog.csv', Buffer.from('sku;nombre;precio\nN1;Ñandú;10,50\n', 'latin1'))
      assert.deepEqual((await shop.products())[0]?.slice(0, 3), ['N1', 'Ñandú', '10.50'])
    })

    test('a mistake names file, line and column, and nothing is written', async () => {
      proves('store.error-names-file-line-path', 'store.other-currency-is-refused')
      await using shop = await openShop(engine)
      const wrong: [string, RegExp[]][] = [
        ['sku,name,price\nA,Uno,1\nB,Dos,-2', [/catalog\.csv:3 price: got "-2", takes /]],
        ['sku,name,price\nA,Uno,1\nB,,', [/catalog\.csv:3 name: got nothing, takes /, /catalog\.csv:3 price: got nothing, takes /]],
        ['sku,name,price,currency\nA,Uno,1,USD', [/catalog\.csv:2 currency: got "USD", takes /]],
        ['sku,name,price,storefront\nA,Uno,1,nope', [/catalog\.csv:2 storefront: got "nope", takes the id of one of the storefronts/]],
        ['sku,name,price\nA,Uno,1\nA,Dos,2', [/catalog\.csv:3 sku: got "A", takes /, /catalog\.csv:3 name: got "Dos", takes /]],
        [
          'sku,name,price,image_url\nA,Uno,1,ftp://x/y.png',
          [/catalog\.csv:2 image_url: got "ftp:\/\/x\/y.png", takes an http or https address/],
        ],
        [`sku,name,price\nA,${'x'.repeat(301)},1`, [/catalog\.csv:2 name: got "x+", takes at most 300 characters/]],
        ['', [/catalog\.csv:1 \(file\): got nothing, takes a file that is not empty/]],
      ]
      for (const [table, told] of wrong)
        await assert.rejects(shop.apply('catalog.csv', table), (error: unknown) => {
          assert.ok(error instanceof StoreFileMistakes, String(error))
          assert.equal(error.lines.length, told.length, error.lines.join('\n'))
          for (const [index, pattern] of told.entries()) assert.match(error.lines[index] ?? '', pattern)
          return true
        })
      assert.deepEqual(await shop.products(), [])
    })

    test('a code that looks like a date is refused, unless the shop has it', async () => {
      await using shop = await openShop(engine)
      const table = 'sku,name,price\n05/12,Tornillos,7\n'
      const error = /catalog\.csv:2 sku: got "05\/12", takes the code: Excel has made a date of it/
      await assert.rejects(shop.apply('catalog.csv', table), error)
      await shop.counter.ask('POST', '/api/v1/products', { sku: '05/12', name: 'Tornillos', price: '1' })
      await shop.apply('catalog.csv', table)
      assert.deepEqual(await shop.products(), [['05/12', 'Tornillos', '7.00', null, false, [], []]])
    })

    test('where a list is no JSON its line is named', async () => {
      await using shop = await openShop(engine)
      const broken: [string, number][] = [
        ['[\n { "sku": "A", }\n]', 2],
        ['[\n {\n  "sku": tru }\n]', 3],
        [`[\n { "sku": "${'A'.repeat(90)}",\n  "stock": nul }\n]`, 3],
        ['[\n { "sku": "A"\n', 3],
        ['[]\n]', 2],
      ]
      for (const [text, line] of broken)
        await assert.rejects(shop.apply('catalog.json', text), new RegExp(`catalog\\.json:${line} \\(file\\): got .*, takes JSON`), text)
    })
  })

async function openShop(engine: TestEngine) {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: storeText() })
  return {
    counter,
    apply: (name: string, content: string | Uint8Array) =>
      applyStore({ world, database, store: `${storeText()}catalog: ${name}\n`, files: { [name]: content } }),
    async products(): Promise<unknown[][]> {
      const { items } = (await counter.ask('GET', '/api/v1/products')).body
      return (items as Shown[]).map(shown)
    },
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

interface Shown {
  sku: string
  name: string
  price: { amount: string }
  stock: number | null
  is_offer: boolean
  tags: string[]
  variants: { sku: string; options: Record<string, string>; price: { amount: string }; stock: number | null }[]
}

function shown({ sku, name, price, stock, is_offer, tags, variants }: Shown): unknown[] {
  return [sku, name, price.amount, stock, is_offer, tags, variants.map((one) => [one.sku, one.options.talle, one.price.amount, one.stock])]
}
