import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readQuery } from './asked.ts'
import { brandFilter, categoryFilters, describe, tokensOf } from './document.ts'
import { fold } from './fold.ts'
import { nearest, slipKeys, slipsBetween, soundOf } from './spelling.ts'
import { singular, stem } from './stem.ts'
import { readWords } from './words.ts'

const forms = (text: string) => readWords(text).map(({ form }) => form)
const asked = (query: string) => readQuery(query).map(({ form }) => form)
const terms = (text: string) => readQuery(text).flatMap(({ terms }) => terms)
const sameTerms = (...texts: string[]) => {
  for (const text of texts) assert.deepEqual(terms(text), terms(texts[0] ?? ''), `${text} and ${texts[0]}`)
}

test('case and accents are no difference', () => {
  assert.equal(fold('Cárdigan AÑIL Pão de Açúcar Œuvre'), 'cardigan anil pao de acucar oeuvre')
})

test('the forms of one word meet: one and many, his and hers, in three languages', () => {
  const families = [
    ['remera', 'remeras'],
    ['negro', 'negra', 'negros', 'negras'],
    ['pantalón', 'pantalones'],
    ['luz', 'luces'],
    ['papel', 'papeles'],
    ['verde', 'verdes'],
    ['botão', 'botões', 'botón', 'botones'],
    ['pão', 'pães'],
    ['lençol', 'lençóis'],
    ['papel', 'papéis'],
    ['homem', 'homens'],
    ['cadeira', 'cadeiras'],
    ['shoe', 'shoes'],
    ['watch', 'watches'],
    ['knife', 'knives'],
    ['battery', 'batteries'],
    ['glass', 'glasses'],
    ['secador', 'secadora', 'secadores'],
  ]
  for (const family of families) {
    const stems = new Set(family.map((word) => stem(singular(fold(word)))))
    assert.equal(stems.size, 1, `${family.join(', ')}: ${[...stems].join(', ')}`)
  }
})

test('an amount is the same in whatever unit and spelling it is written', () => {
  const amounts: [string, string[]][] = [
    ['1000ml', ['1l', '1 L', '1 litro', '1 lt', '1000 ml', '1000cc', 'un litro', 'litro', '1,0 litros', 'one liter']],
    ['1500ml', ['1,5 l', '1.5 litros', 'litro y medio', 'litro e meio']],
    ['500g', ['500 g', '500gr', '500 gramos', 'medio kilo', '1/2 kg', '½ kg', '0,5 kg', 'meio quilo', 'half kilo']],
    ['1000g', ['1 kg', '1kilo', 'un kilo', '1000 g']],
    ['2000mm', ['2 m', '2 metros', '200 cm']],
    ['16in', ['16"', '16 pulgadas', '16 polegadas', '16 inch']],
    ['15.6in', ['15,6"', '15.6 pulgadas']],
    ['2000gb', ['2 tb', '2 teras', '2000 gb']],
    ['256gb', ['256GB', '256 gigas']],
    ['45w', ['45 W', '45w', '45 watts']],
    ['x6', ['x6', 'x 6', '6 unidades', '6 u', 'media docena', '6 pack']],
    ['x12', ['docena', 'una docena', '12 unidades', 'dozen']],
    ['120x180', ['120x180', '120 x 180']],
  ]
  for (const [form, written] of amounts) for (const text of written) assert.deepEqual(forms(text), [form], text)
  assert.deepEqual(forms('20.000 y 10,000'), ['20000', 'y', '10000'])
  assert.deepEqual(forms('Sillón Tres Cuerpos'), ['sillon', '3', 'cuerpo'])
})

test('codes and single letters keep together, and a name of one product is not taken apart', () => {
  assert.deepEqual(forms('LUN-001'), ['lun001'])
  assert.deepEqual(forms('USB-C, T-shirt, 4K'), ['usbc', 'tshirt', '4k'])
  assert.deepEqual(forms("men's levi’s"), ['men', 'levi'])
  assert.deepEqual(forms('  ¿¡…!? '), [])
})

test('greetings and small words are left out, unless there is nothing else', () => {
  assert.deepEqual(asked('hola! tenés zapatillas negras en talle 39?'), ['zapatilla', 'negra', '39'])
  assert.deepEqual(asked('oi, quanto custa o tênis branco?'), ['teni', 'branco'])
  assert.deepEqual(asked('hi, do you have black shoes?'), ['black', 'shoe'])
  assert.deepEqual(asked('hola'), ['hola'])
  assert.deepEqual(asked('size'), ['size'])
})

test('words for the same thing are one word', () => {
  sameTerms('remera', 'camisetas', 'T-shirt', 'tee', 'playera')
  sameTerms('inalámbrico', 'sem fio', 'wireless', 'sin cables')
  sameTerms('power bank', 'batería externa', 'carregador portátil')
  sameTerms('negra', 'preto', 'BLACK')
  assert.notDeepEqual(terms('camisa'), terms('remera'))
})

test('many of a thing are the thing, in whichever language', () => {
  sameTerms('headphone', 'headphones', 'earphones', 'auriculares', 'fones de ouvido')
  sameTerms('cell phones', 'smartphones', 'celulares')
  sameTerms('homens', 'hombres', 'men')
  sameTerms('batteries', 'baterías')
  sameTerms('knives', 'facas', 'cuchillos')
  sameTerms('scarves', 'bufandas', 'cachecóis')
  sameTerms('valijas', 'malas', 'suitcases')
  sameTerms('lentilhas', 'lentejas', 'lentils')
  sameTerms('gift cards', 'tarjetas de regalo', 'cartão presente')
  sameTerms('crema de manos', 'creme para mãos', 'hand cream')
  assert.ok(terms('shoes').includes(terms('calzado')[0] ?? ''))
  assert.notDeepEqual(terms('redes'), terms('rojo'))
})

test('who writes by ear is understood', () => {
  for (const [heard, meant] of [
    ['zapatiyas', 'zapatillas'],
    ['yerva', 'yerba'],
    ['selular', 'celular'],
    ['auriculares', 'hauricculares'],
    ['kuchiyo', 'cuchillo'],
    ['blutooth', 'bluetooth'],
    ['jirafa', 'girafa'],
  ] as const)
    assert.ok(slipsBetween(soundOf(heard), soundOf(meant)) <= 1, `${heard} and ${meant}`)
})

test('two slips apart or less, two words have a key in common', () => {
  for (const [typed, meant] of [
    ['camera', 'campera'],
    ['notbok', 'notebook'],
    ['auricualres', 'auriculares'],
    ['teelvisor', 'televisor'],
    ['mochilla', 'mochila'],
    ['zpatilas', 'zapatillas'],
  ] as const) {
    const keys = new Set(slipKeys(meant))
    assert.ok(
      slipKeys(typed).some((key) => keys.has(key)),
      `${typed} and ${meant}`,
    )
    assert.equal(nearest(typed, [meant])[0]?.word, meant)
  }
  assert.deepEqual(nearest('sol', ['sal', 'gol']), [])
  assert.deepEqual(
    nearest('gorrra', ['gorro', 'gorra', 'goma']).map(({ word }) => word),
    ['gorra', 'gorro', 'goma'],
  )
})

test('a product is told apart by what says it: its name and options, its labels, its description', () => {
  const { document, words } = describe({
    sku: 'LUN-001',
    name: 'Remera de la Luna x2',
    description: 'Algodón peinado.',
    category: 'Ropa/Remeras',
    brand: 'Norte Suave',
    storefront: 'Moda',
    tags: ['t-shirt'],
    synonyms: ['polera'],
    options: [{ color: 'negro', talle: 'M' }, { color: 'rojo tango' }],
    inStock: true,
    isOffer: false,
  })
  assert.equal(document.sku, 'LUN-001')
  assert.equal(document.nameForms, ' remera luna x2 ')
  assert.equal(document.name, ' ~remera lun x2 2 ')
  assert.equal(document.options, ' ~negro ~m ~rojo tang ')
  const tokens = tokensOf(document)
  for (const token of [
    'n~remera',
    't~remera',
    'n~negro',
    'tsuaf',
    't~remera',
    't~algodon',
    'tlun001',
    'k',
    'cropa/remera',
    'cremera',
    'cropa',
    'bnorte_suave',
    's-4d.oda',
  ])
    assert.ok(tokens.includes(token), `${token} is not in ${tokens.join(' ')}`)
  assert.equal(tokens.length, new Set(tokens).size)
  assert.deepEqual([words.get('luna'), words.get('suave'), words.get('peinado'), words.has('la')], [true, true, false, false])
})

test('signs that carry the name of a brand or a category tell it apart; those between words do not', () => {
  const brands = ['C', 'C+', 'C++', 'C#', '++', '+', '🔥', '❄️', '---', '/', '_', '%', '#1', '1', '€uro', 'uro']
  assert.equal(new Set(brands.map(brandFilter)).size, brands.length)
  for (const brand of brands) assert.match(brandFilter(brand), /^b[\p{L}\p{N}.-]+$/u)
  const same = [
    ['T-Shirt', 't shirts', 'T/Shirt', 'T+Shirt', '"T" shirt!'],
    ['Johnson & Johnson', 'JOHNSON&JOHNSON', 'Johnson, Johnson'],
    ['🔥 Ofertas', 'Ofertas', 'oferta 🔥', 'Ofertas🔥'],
    ['c++', 'C++ ', '(C++)'],
  ]
  for (const [first = '', ...others] of same) for (const other of others) assert.equal(brandFilter(other), brandFilter(first), other)
  assert.notEqual(brandFilter('tshirt'), brandFilter('T-Shirt'))
  assert.deepEqual(categoryFilters('%/_').sort(), ['c-25.', 'c-25./-5f.', 'c-5f.'])
})
