import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileProduct } from './file-product.ts'
import { readCatalogFile } from './read.ts'
import { allAtOnce } from './steps.ts'
import { explain } from './words.ts'

function read(file: string): { products: FileProduct[]; problems: string[] } {
  const { out } = allAtOnce(
    readCatalogFile(new TextEncoder().encode(file), { currency: 'ARS', timezone: 'America/Argentina/Buenos_Aires' }),
  )
  return {
    products: out.flatMap((each) => (each.kind === 'product' ? [each.read.product] : [])),
    problems: out.flatMap((each) => (each.kind === 'problem' ? [explain(each.problem, 'en')] : [])),
  }
}

function refused(file: string): string[] {
  return read(file).problems
}

test('rows that are divided otherwise than the titles are told', () => {
  assert.deepEqual(refused('sku,name,price\n1,a,450,00'), [
    'line 2: got "00", takes 3 cells, as there are titles: a comma within a cell goes in quotes',
  ])
  assert.match(
    refused('sku,name,price\n1;a;5\n')[0] ?? '',
    /^line 2: got "1;a;5", takes cells divided by ,, as the titles are: here it is ;/,
  )
  assert.deepEqual(refused('sku,name,price\n1,"a"b,5'), [
    'line 2, name: got "ab", takes nothing behind the closing quote (within the cell it is doubled: "")',
  ])
  assert.match(refused('sku,name,price\n1,a,5\n2,"b,6\n3,c,7')[0] ?? '', /^line 3, name: takes quotes that are closed/)
})

const titles = 'sku,name,description,price\n'
const tooLong = (column: string) => `line 3, ${column}: got "${'x'.repeat(59)}…", takes at most 20,000 characters`
const fine = '1,a,fine,5\n'

test('a cell that is too long is told by its line and column, however long it is, in quotes and without', () => {
  for (const characters of [20_001, 300_000, 1_100_000, 5_000_000])
    assert.deepEqual(refused(`${titles}${fine}2,b,${'x'.repeat(characters)},6\n`), [tooLong('description')], `${characters}`)
  for (const characters of [20_001, 1_100_000]) {
    const long = 'x'.repeat(characters)
    for (const cell of [`"${long}"`, `"${long}" `, `"${long}""y"`])
      assert.deepEqual(refused(`${titles}${fine}2,b,${cell},6\n3,c,"ok, ""so""",7\n`), [tooLong('description')], `${characters} in quotes`)
    assert.deepEqual(refused(`sku,price,detalle\r\n1,5,fine\r\n2,6,"${long}"\r\n`), [tooLong('detalle')], 'at the end of its row')
    assert.deepEqual(refused(`sku,price,detalle\n1,5,fine\n2,6,"${long}"`), [tooLong('detalle')], 'at the end of the file')
  }
  const most = 'x'.repeat(20_000)
  assert.deepEqual(read(`${titles}1,a,"${most}",5`).products, [{ sku: '1', name: 'a', description: most, price: 500 }])
})

test('quotes that are opened and never closed are told as that, however much comes behind them', () => {
  const told = 'line 3, name: takes quotes that are closed: in this row some are opened that never end'
  for (const rows of [1, 200_000]) {
    const rest = Array.from({ length: rows }, (_, at) => `${at + 3},c,d,7\n`).join('')
    assert.deepEqual(refused(`${titles}${fine}2,"b,x,6\n${rest}`), [told], `${rows} rows`)
  }
  const rest = Array.from({ length: 200_000 }, (_, at) => `${at + 3},c,d,7\n`).join('')
  assert.deepEqual(refused(`${titles}${fine}2,"b,x,6\n${rest}900000,"Vela, luna",d,7\n`), [told], 'and another one is opened')
})

test('a row of many cells that is too long as a whole is told by its line', () => {
  const columns = Array.from({ length: 60 }, (_, at) => `option:o${at}`)
  const row = ['1', ...columns.map(() => 'x'.repeat(19_000))].join(',')
  assert.deepEqual(refused(`sku,${columns.join(',')}\n${row}\n`), ['line 2: takes a row of at most 1 MB'])
})
