import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileProduct, ReadingRules } from './file-product.ts'
import { readCatalogFile } from './read.ts'
import { allAtOnce } from './steps.ts'
import { explain, problemCodes } from './words.ts'

const pesos: ReadingRules = { currency: 'ARS', timezone: 'America/Argentina/Buenos_Aires' }

function read(file: string | Uint8Array, rules: Partial<ReadingRules> = {}) {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const { out, result } = allAtOnce(readCatalogFile(bytes, { ...pesos, ...rules }))
  const products = out.flatMap((each) => (each.kind === 'product' ? [each.read.product] : []))
  const problems = out.flatMap((each) =>
    each.kind === 'problem' ? [explain(each.problem, 'en')] : each.kind === 'doubt' ? [explain(each.doubt.problem, 'en')] : [],
  )
  const notes = out.flatMap((each) => (each.kind === 'note' ? [explain(each.note, 'en')] : []))
  return { products, problems, notes, recognised: result }
}

function taken(file: string | Uint8Array, rules: Partial<ReadingRules> = {}): FileProduct[] {
  const { products, problems } = read(file, rules)
  assert.deepEqual(problems, [])
  return products
}

function refused(file: string | Uint8Array, rules: Partial<ReadingRules> = {}): string[] {
  const { problems } = read(file, rules)
  assert.notEqual(problems.length, 0)
  return problems
}

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))

test('what Excel saves in Argentina is read: semicolons, Latin-1, decimal commas, CRLF', () => {
  // "Azúcar;1.250,50;Sí" and "Ñoquis;890,00;No" byte by byte: ú is FA, í is ED, Ñ is D1.
  const bytes = Uint8Array.of(
    ...latin1('codigo;nombre;precio;oferta\r\n1;Az'),
    0xfa,
    ...latin1('car;1.250,50;S'),
    0xed,
    ...latin1('\r\n2;'),
    0xd1,
    ...latin1('oquis;890,00;No\r\n'),
  )
  assert.deepEqual(taken(bytes), [
    { sku: '1', name: 'Azúcar', price: 125050, isOffer: true },
    { sku: '2', name: 'Ñoquis', price: 89000, isOffer: false },
  ])
  assert.deepEqual(read(bytes).recognised, { format: 'csv', encoding: 'windows-1252', delimiter: ';', decimal: ',', rows: 2 })
})

test('the euro sign and the quotes that only Windows has are letters too', () => {
  const bytes = Uint8Array.of(
    ...latin1('sku;nome;pre'),
    0xe7,
    ...latin1('o\n1;Caf'),
    0xe9,
    0x20,
    0x93,
    ...latin1('bom'),
    0x94,
    ...latin1(';5,50'),
  )
  assert.deepEqual(taken(bytes, { currency: 'BRL' }), [{ sku: '1', name: 'Café “bom”', price: 550 }])
})

test('UTF-8 with its mark, and Excel’s "Unicode text" of two bytes a letter with tabs', () => {
  const rows = [{ sku: 'A', name: 'Pão de queijo', price: 1250 }]
  assert.deepEqual(taken('\ufeffSKU;Produto;Preço\r\nA;Pão de queijo;12,50', { currency: 'BRL' }), rows)
  const wide = utf16('SKU\tProduto\tPreço\r\nA\tPão de queijo\t12,50\r\n')
  assert.deepEqual(taken(wide, { currency: 'BRL' }), rows)
  assert.equal(read(wide, { currency: 'BRL' }).recognised?.encoding, 'utf-16le')
  assert.deepEqual(taken(wide.subarray(2), { currency: 'BRL' }), rows, 'without the mark')
  const other = Uint8Array.from(wide, (_, at) => wide[at ^ 1] ?? 0)
  assert.deepEqual(taken(other, { currency: 'BRL' }), rows, 'the other way round')
})

test('what is no table at all is refused by its name', () => {
  const files: [string, number[]][] = [
    ['xlsx', [0x50, 0x4b, 0x03, 0x04, 0x14]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['gzip', [0x1f, 0x8b, 0x08, 0x00]],
    ['binary', [0x41, 0x00, 0x00, 0x07, 0x42]],
  ]
  for (const [name, bytes] of files)
    assert.deepEqual(refused(Uint8Array.from(bytes)), [`got "${name}", takes a CSV or JSON file (in Excel: Save as, CSV UTF-8)`])
  for (const nothing of ['', '\n\n', '\ufeff']) assert.deepEqual(refused(nothing), ['takes a file that is not empty'])
})

test('accents of MS-DOS and of an old Macintosh are not taken for Latin-1', () => {
  // calefón and jabón, as DOS (ó is A2) and the Macintosh (ó is 97) write them.
  for (const accent of [0xa2, 0x97]) {
    const bytes = Uint8Array.of(...latin1('sku;nombre;precio\n1;calef'), accent, ...latin1('n;5\n2;jab'), accent, ...latin1('n;6\n'))
    const [problem = ''] = refused(bytes)
    assert.match(problem, /^line 2: takes UTF-8 or Latin-1: the accents look like MS-DOS or Macintosh/)
    assert.equal(taken(bytes, { encoding: 'latin-1' }).length, 2, 'unless somebody says so')
  }
})

test('a file glued from UTF-8 and Latin-1 is refused with a line of each', () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode('sku;nombre;precio\n1;Azúcar;5\n'), ...latin1('2;Az'), 0xfa, ...latin1('car;6\n'))
  assert.match(refused(bytes)[0] ?? '', /^line 2: takes one encoding: here are letters in UTF-8, and on line 3 in Latin-1/)
})

test('letters that an earlier program lost or converted twice are refused by line', () => {
  assert.match(refused('sku,name,price\n1,ok,5\n2,Az\ufffdcar,5')[0] ?? '', /^line 3, name: got "Az\ufffdcar", takes the letters/)
  assert.match(
    refused('sku,name,price\n1,CamiÃ³n,5')[0] ?? '',
    /^line 2, name: got "CamiÃ³n", takes the accents: the text was converted twice/,
  )
  assert.equal(taken('sku,name,price\n1,AMANHÃ,5')[0]?.name, 'AMANHÃ')
})

test('commas, semicolons, tabs and bars are told apart by the titles, wherever these stand', () => {
  for (const sign of [',', ';', '\t', '|']) {
    const table = [`sku${sign}name${sign}price`, `1${sign}a${sign}5`].join('\n')
    assert.deepEqual(taken(table), [{ sku: '1', name: 'a', price: 500 }], sign)
  }
  const { products, notes } = read('Lista de precios, marzo\n\nVálida hasta el 31;;\nsku;nombre;precio\n1;a;5')
  assert.deepEqual(products, [{ sku: '1', name: 'a', price: 500 }])
  assert.deepEqual(notes, ['line 4: 2 rows above the titles were left out'])
  assert.deepEqual(taken('sep=;\r\nsku;nombre;precio\r\n1;a;5'), [{ sku: '1', name: 'a', price: 500 }], 'Excel’s own hint')
})

test('titles are read in Spanish, Portuguese and English, however they are written', () => {
  for (const titles of ['Código;NOMBRE;Precio de venta', 'cod;Nome;PREÇO', 'SKU;Product;price', ' sku ; name ; Price '])
    assert.deepEqual(taken(`${titles}\n1;a;5`), [{ sku: '1', name: 'a', price: 500 }], titles)
})

test('a title that is nearly one is refused; any other is left out, and said', () => {
  assert.deepEqual(refused('sku,name,price,stok\n1,a,5,3'), ['line 1: got "stok", takes "stock", if that is what was meant'])
  const { products, notes } = read('sku,name,price,proveedor\n1,a,5,Pérez')
  assert.deepEqual(products, [{ sku: '1', name: 'a', price: 500 }])
  assert.deepEqual(notes, ['line 1, proveedor: the shop does not know this column: it was left out'])
  assert.deepEqual(refused('sku,precio,price\n1,5,6'), ['line 1: got "price", takes each column once: "precio" says the same'])
  assert.match(refused('a,b\n1,2')[0] ?? '', /^line 1: got "a,b", takes a row of titles/)
})

test('the decimal sign is the whole file’s: one price with cents tells what all others mean', () => {
  const prices = (column: string[], rules = {}) =>
    taken(['sku;price', ...column.map((price, at) => `${at};${price}`)].join('\n'), rules).map(({ price }) => price)
  assert.deepEqual(prices(['1.234', '99,90', '1.234.567']), [123400, 9990, 123456700])
  assert.deepEqual(prices(['1,234', '99.90', '1,234,567.5']), [123400, 9990, 123456750])
  assert.deepEqual(prices(['$ 1.234,50', '1 234,50', 'ARS 12', '12 ARS']), [123450, 123450, 1200, 1200])
  assert.deepEqual(prices(['1.234', '2.500'], { decimal: ',' }), [123400, 250000])
  assert.deepEqual(prices(['12.990', '5.000'], { currency: 'CLP' }), [12990, 5000], 'Chile has no cents to take them for')
  assert.deepEqual(prices(['1.234', '1.5'], { currency: 'KWD' }), [1234, 1500], 'Kuwait has thousandths')
})

test('a column that could be thousands or thousandths is refused with how to say it, and one that is both with a line of each', () => {
  assert.deepEqual(refused('sku;name;price\n1;a;1.234\n2;b;500'), [
    'line 2, price: got "1.234", takes a number that can be read in one way only: a thousand, or one with three decimals; say --decimal , or --decimal .',
  ])
  assert.deepEqual(refused('sku;name;price\n1;a;1.234,50\n2;b;99.90'), [
    'line 3, price: got "99.90", takes one decimal sign: line 2 has "1.234,50"; correct them, or say --decimal , or --decimal .',
  ])
})

test('what is no price or no count is told by line and column, all of it', () => {
  const file = [
    'sku;name;price;stock',
    '1;a;-5;3',
    '2;b;12,345;2,5',
    '3;c;1,5E+05;x',
    '4;d;US$ 5;-1',
    '5;e;gratis;12,00',
    '6;f;3,50;',
  ].join('\n')
  assert.deepEqual(refused(file), [
    'line 2, price: got "-5", takes a number that is not negative',
    'line 3, price: got "12,345", takes at most 2 decimals, as ARS has',
    'line 3, stock: got "2,5", takes a whole number, or nothing where there is no limit',
    'line 4, price: got "1,5E+05", takes the number with all of its digits: Excel has shortened it',
    'line 4, stock: got "x", takes a whole number, or nothing where there is no limit',
    'line 5, price: got "US$ 5", takes the shop’s currency, ARS',
    'line 5, stock: got "-1", takes a number that is not negative',
    'line 6, price: got "gratis", takes a price such as 1234,50',
  ])
})

test('Excel’s habits in codes: ="007" keeps its zeros, shortened digits and dates are refused', () => {
  assert.deepEqual(
    taken('sku,name,price\n="007",a,5\n"=""0,08""",b,5\n').map(({ sku }) => sku),
    ['007', '0,08'],
  )
  assert.match(refused('sku;name;price\n7,79E+12;a;5')[0] ?? '', /^line 2, sku: got "7,79E\+12", takes all of its digits/)
  assert.match(
    refused('sku;name;price\n3/5/2026;a;5')[0] ?? '',
    /^line 2, sku: got "3\/5\/2026", takes the code: Excel has made a date of it/,
  )
  assert.match(
    refused('sku;parent_sku;name;price;option:t\nZ-1;ene-03;a;5;1')[0] ?? '',
    /^line 2, parent_sku: got "ene-03", takes the code/,
  )
  assert.match(refused('sku;name;price\n1;#N/D;5')[0] ?? '', /^line 2, name: got "#N\/D", takes a value: the formula in the table failed$/)
  assert.match(
    refused('sku;name;price\n1;a;#######')[0] ?? '',
    /^line 2, price: got "#######", takes the number: its column was too narrow/,
  )
})

test('quotes, line ends of all kinds within and between rows, empty rows and columns behind the last', () => {
  const file = 'sku,name,description,price,,\r\n1,"Vela ""Luna""","Blanca,\nsin aroma",5,,\r\n,,,,,\r\n2,Disco 5",,6,,\r3, "a, b",x,7'
  assert.deepEqual(taken(file), [
    { sku: '1', name: 'Vela "Luna"', description: 'Blanca,\nsin aroma', price: 500 },
    { sku: '2', name: 'Disco 5"', description: '', price: 600 },
    { sku: '3', name: 'a, b', description: 'x', price: 700 },
  ])
  assert.deepEqual(
    refused(`${file}\n4,x,,y,,`),
    ['line 7, price: got "y", takes a price such as 1234.50'],
    'lines are counted as an editor does',
  )
})

test('sí, não, TRUE, x and nothing are yes and no; anything else is told', () => {
  const flags = ['Sí', 'SIM', 'verdadero', 'x', '1', 'TRUE', 'no', 'Não', '', '0']
  const file = ['sku;price;oferta', ...flags.map((flag, at) => `${at};5;${flag}`)].join('\n')
  assert.deepEqual(
    taken(file).map(({ isOffer }) => isOffer),
    flags.map((_, at) => at < 6),
  )
  assert.deepEqual(refused('sku;price;oferta\n1;5;quizás'), ['line 2, oferta: got "quizás", takes yes or no'])
})

test('days are the shop’s own, from their beginning to their end, and told apart by the whole file', () => {
  const dates = (rows: string[], rules = {}) =>
    taken(['sku;oferta desde;oferta hasta', ...rows].join('\n'), rules).map(({ offerFrom, offerUntil }) =>
      [offerFrom, offerUntil].map((at) => at && new Date(at).toISOString()),
    )
  assert.deepEqual(dates(['1;3/2/2026;28/02/2026', '2;2026-02-03;', '3;2026-02-03T10:00:00-03:00;']), [
    ['2026-02-03T03:00:00.000Z', '2026-03-01T02:59:59.999Z'],
    ['2026-02-03T03:00:00.000Z', null],
    ['2026-02-03T13:00:00.000Z', null],
  ])
  assert.match(
    refused('sku;oferta desde\n1;3/2/2026')[0] ?? '',
    /^line 2, oferta desde: got "3\/2\/2026", takes a date that can be read in one way only/,
  )
  assert.equal(dates(['1;3/2/2026;'], { dates: 'mdy' })[0]?.[0], '2026-03-02T03:00:00.000Z')
  assert.match(refused('sku;oferta desde\n1;31/2/2026')[0] ?? '', /takes a date such as 2026-03-31$/)
  assert.match(refused('sku;oferta desde\n1;46082')[0] ?? '', /Excel has saved its own as a number/)
})

test('variants: rows that name their product, by its SKU or a parent’s, with what all share said once', () => {
  const wanted = [
    {
      sku: 'ZAP',
      name: 'Zapatillas',
      price: 10000,
      variants: [
        { sku: 'ZAP-37', options: { talle: '37' }, price: null, stock: 3 },
        { sku: 'ZAP-38', options: { talle: '38' }, price: 12000, stock: null },
      ],
    },
  ]
  assert.deepEqual(
    taken('sku,variant_sku,name,price,stock,option:talle\nZAP,,Zapatillas,100,,\nZAP,ZAP-37,,,3,37\nZAP,ZAP-38,,120,,38'),
    wanted,
  )
  assert.deepEqual(
    taken('sku,variant_sku,name,price,stock,option:talle\nZAP,ZAP-37,Zapatillas,100,3,37\n,ZAP-38,,120,,38'),
    wanted,
    'merged cells',
  )
  assert.deepEqual(
    taken('sku,parent_sku,name,price,stock,opción:talle\nZAP-37,ZAP,Zapatillas,100,3,37\nZAP-38,ZAP,Zapatillas,120,,38'),
    wanted,
  )
  const shuffled = 'sku,name,price,stock,option:talle\nZAP-37,Zapatillas,100,3,37\nOJO,Ojotas,50,,\nZAP-38,Zapatillas,120,,38'
  assert.deepEqual(
    taken(shuffled).toSorted((a, b) => (a.sku < b.sku ? 1 : -1)),
    [...wanted, { sku: 'OJO', name: 'Ojotas', price: 5000, stock: null, variants: [] }],
    'by their name',
  )
})

test('variants without a SKU of their own get one from their options, the same one each time', () => {
  const file = 'sku,name,price,option:talle,option:color\nZAP,Zapatillas,100,37,rojo\nZAP,Zapatillas,100,37,azul marino'
  assert.deepEqual(
    taken(file)[0]?.variants?.map(({ sku }) => sku),
    ['ZAP-37-ROJO', 'ZAP-37-AZUL-MARINO'],
  )
})

test('rows of one product that contradict each other, and SKUs that two things have, are told with both lines', () => {
  assert.deepEqual(refused('sku,name,price\nA,a,5\nB,b,5\nA,c,6'), [
    'line 4, sku: got "A", takes a SKU that nothing else in the file has: it is on line 2 already',
    'line 4, name: got "c", takes the same in all rows of one product: line 2 has "a"',
  ])
  assert.deepEqual(refused('sku,variant_sku,name,price,option:t\nA,A-1,a,5,1\nA,A-2,a,5,1\nB,A-2,b,5,1\nC,A,c,5,1'), [
    'line 3, option:t: got "1", takes options that no other variant has: that of line 2 has the same',
    'line 4, variant_sku: got "A-2", takes a SKU that nothing else in the file has: it is on line 3 already',
    'line 5, variant_sku: got "A", takes a SKU that nothing else in the file has: it is on line 2 already',
  ])
})

test('lists: commas, semicolons or bars, each word once', () => {
  const file = 'sku|price\n1|5'
  assert.equal(taken(file).length, 1)
  const tags = (cell: string) => taken(`sku;price;etiquetas\n1;5;"${cell}"`)[0]?.tags
  assert.deepEqual(tags('rojo, azul;rojo,'), ['rojo', 'azul'])
  assert.deepEqual(tags('de 3, 5 y 7|azul'), ['de 3, 5 y 7', 'azul'])
})

test('what begins like a formula and was guarded by an export loses its apostrophe, and nothing else does', () => {
  const names = (name: string) => taken(`sku,name,price\n1,"${name}",5`)[0]?.name
  assert.equal(names("'=SUMA(A1)"), '=SUMA(A1)')
  assert.equal(names("'n Boek"), "'n Boek")
  assert.equal(names("''-5"), "'-5")
})

test('JSON as a store has it, and as our own API answers it', () => {
  const wanted = [{ sku: 'A', name: 'a', price: 45000, variants: [], stock: 3 }]
  assert.deepEqual(taken('[{"sku":"A","name":"a","price":"450.00","stock":3,"currency":"ARS"}]'), wanted)
  const answered = {
    id: '1',
    sku: 'A',
    name: 'a',
    price: { amount: '450.00', currency: 'ARS' },
    stock: 3,
    updated_at: 'x',
    variants: [{ sku: 'A', options: {}, stock: 3 }],
  }
  assert.deepEqual(taken(JSON.stringify({ items: [answered], next_cursor: null })), wanted)
  assert.deepEqual(taken('[{"sku":"A","price":450,"stock":null,"tags":["x"],"compare_at_price":null}]'), [
    { sku: 'A', price: 45000, compareAtPrice: null, tags: ['x'], variants: [], stock: null },
  ])
})

test('mistakes in JSON name their line and path', () => {
  const file = `[
  { "sku": "A", "name": "a", "price": "450.00" },
  { "sku": "B",
    "name": 7,
    "price": "1,5",
    "variants": [
      { "sku": "B-1", "options": { "talle": "37" }, "stock": 1 },
      { "sku": "B-2", "options": { "talle": "37" },
        "stock": -2 }
    ] },
  { "sku": "A", "name": "again", "price": "1", "stok": 3 },
  "x"
]`
  assert.deepEqual(refused(file), [
    'line 4, name: got "7", takes text in quotes',
    'line 5, price: got "1,5", takes a price such as 1234.50',
    'line 8, variants[1]: got "37", takes options that no other variant has: that of line 7 has the same',
    'line 9, variants[1].stock: got "-2", takes a number that is not negative',
    'line 11, stok: got "stok", takes "stock", if that is what was meant',
    'line 11, sku: got "A", takes a SKU that nothing else in the file has: it is on line 2 already',
    'line 12: got "x", takes a product: { "sku": … }',
  ])
})

test('JSON that is broken, cut off or no list is told with the line where it stops making sense', () => {
  assert.match(refused('[\n{"sku":"A"},\n{"sku":"B"\n"name":"b"}]')[0] ?? '', /^line 4: got ".*", takes JSON$/)
  assert.deepEqual(refused('[\n{"sku":"A"},\n{"sku":"B"'), ['line 3: takes the whole file: the list breaks off here'])
  assert.match(refused('{"sku":"A"}')[0] ?? '', /^line 1: takes a list of products/)
  assert.deepEqual(refused('[]'), ['line 1: takes one product at least'])
})

test('a file that is only bytes, of whatever kind, ends in words and never in an accident', () => {
  let seed = 7
  const next = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed
  }
  const alphabet = [...Buffer.from('sku,name;price\n\r"\'={}[]:\\ 0123\t|'), 0, 0xc3, 0xb1, 0xf1, 0xff, 0xfe, 0xef, 0xbb, 0xbf]
  for (let round = 0; round < 2000; round++) {
    const noise = Array.from({ length: next() % 60 }, () => alphabet[next() % alphabet.length] ?? 0)
    const head = [[], [0x5b], [...Buffer.from('sku,name,price\n')]][round % 3] ?? []
    const { products, problems } = read(Uint8Array.from([...head, ...noise]))
    for (const problem of problems) assert.ok(problem.length > 0)
    for (const { sku } of products) assert.ok(sku.length > 0)
  }
})

test('every problem can be told in three languages, with all of its blanks filled in', () => {
  for (const language of ['es', 'pt', 'en'] as const) {
    const about = new Proxy({}, { get: () => 'X' })
    for (const code of problemCodes) {
      const told = explain({ code: code as 'missing', line: 3, column: 'price', got: 'x', about }, language)
      assert.match(told, /^(line|línea|linha) 3, price: /)
      assert.doesNotMatch(told, /[{}]\w/, told)
    }
  }
})
