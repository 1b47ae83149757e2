import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FileProduct } from './file-product.ts'
import { readCatalogFile } from './read.ts'
import { rowsOf } from './rows.ts'
import { allAtOnce } from './steps.ts'
import { csvOf, csvTitles, jsonOf, type WrittenProduct } from './write.ts'

const timezone = 'America/Sao_Paulo'

const letters = fc.constantFrom(...'abcñãü 019,;|"\'\\=+-@\t\n#.€/', '\r\n')
const text = (least = 0) =>
  fc
    .string({ unit: letters, minLength: least, maxLength: 12 })
    .map((words) => words.trim())
    .filter((words) => words.length >= least && !/^#{3,}$/.test(words))
const sku = fc
  .string({ unit: fc.constantFrom(...'ABC019-_.=+@\',;"é'), minLength: 1, maxLength: 8 })
  .filter((code) => !/^\d+(?:[.,]\d+)?E/i.test(code))
const minor = fc.integer({ min: 0, max: 10 ** 9 })
const stock = fc.option(fc.integer({ min: 0, max: 5000 }))
const moment = fc.option(
  fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
    fc.integer({ min: 0, max: 300 }).map((days) => Date.UTC(2026, 0, 1, 3) + days * 86_400_000),
    fc.integer({ min: 0, max: 300 }).map((days) => Date.UTC(2026, 0, 1, 3) + days * 86_400_000 - 1),
  ),
)
const words = fc.uniqueArray(text(1), { maxLength: 4 })
const optionName = fc.constantFrom('talle', 'Color', 'corte a medida')
const variant = fc.record({
  sku,
  options: fc.dictionary(optionName, text(1), { maxKeys: 3, noNullPrototype: true }),
  ownPrice: fc.option(minor),
  stock,
})

const product: fc.Arbitrary<WrittenProduct> = fc.record({
  sku,
  name: text(1),
  description: text(),
  category: text(),
  brand: text(),
  storefront: fc.option(fc.constantFrom('moda', 'hogar')),
  price: minor,
  currency: fc.constant('BRL'),
  compareAtPrice: fc.option(minor),
  isOffer: fc.boolean(),
  offerFrom: moment,
  offerUntil: moment,
  imageUrl: fc.option(text(1)),
  tags: words,
  synonyms: words,
  stock,
  variants: fc.uniqueArray(variant, { maxLength: 4, selector: ({ options }) => JSON.stringify(Object.entries(options).toSorted()) }),
})

/** SKUs are one namespace. */
const catalogue = fc.array(product, { minLength: 1, maxLength: 8 }).filter((products) => {
  const skus = products.flatMap((each) => [each.sku, ...each.variants.map((variant) => variant.sku)])
  return new Set(skus).size === skus.length
})

function whatReadingSays({ currency: _, stock, variants, ...product }: WrittenProduct): FileProduct {
  const same = { ...product, tags: [...product.tags], synonyms: [...product.synonyms] }
  if (variants.length === 0) return { ...same, stock, variants: [] }
  return {
    ...same,
    variants: variants.map(({ ownPrice, ...variant }) => ({ ...variant, options: { ...variant.options }, price: ownPrice })),
  }
}

function readBack(file: string): FileProduct[] {
  const { out } = allAtOnce(readCatalogFile(new TextEncoder().encode(file), { currency: 'BRL', timezone }))
  return out.map((each) => {
    assert.equal(each.kind, 'product', JSON.stringify(each))
    return each.kind === 'product' ? each.read.product : { sku: '' }
  })
}

for (const forExcel of [false, true])
  test(`a catalogue written as CSV${forExcel ? ' for Excel' : ''} is read back as it was`, () => {
    fc.assert(
      fc.property(catalogue, (products) => {
        const style = { timezone, forExcel }
        const options = [...new Set(products.flatMap(({ variants }) => variants.flatMap((variant) => Object.keys(variant.options))))]
        const file = csvTitles(options, style) + products.map((each) => csvOf(each, options, style)).join('')
        assert.deepEqual(readBack(file), products.map(whatReadingSays))
      }),
      { numRuns: 300 },
    )
  })

test('a catalogue written as JSON is read back as it was', () => {
  fc.assert(
    fc.property(catalogue, (products) => {
      const file = `[\n${products.map((each) => JSON.stringify(jsonOf(each))).join(',\n')}\n]\n`
      assert.deepEqual(readBack(file), products.map(whatReadingSays))
    }),
    { numRuns: 300 },
  )
})

test('no cell of an export begins as a formula does', () => {
  fc.assert(
    fc.property(catalogue, (products) => {
      const file = products.map((each) => csvOf(each, ['talle'], { timezone, forExcel: false })).join('')
      const { out: rows } = allAtOnce(rowsOf([file], ','))
      for (const cell of rows.flatMap(({ cells }) => cells)) assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/)
    }),
  )
})
