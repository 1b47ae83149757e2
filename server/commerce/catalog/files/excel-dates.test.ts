import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExcelDate } from './excel-dates.ts'

const each = (codes: string, isDate: boolean) => {
  for (const code of codes.split(' ')) assert.equal(isExcelDate(code), isDate, code)
}

test('dates are known in every form in which Excel writes them, in its three languages', () => {
  each('03-ene ene-03 3-ene 3-ene. ene.-03 03-may mar-05 12-may-26 12-may.-26 30-sept-2026 1-dic', true)
  each('1-fev 31-dez 01/mai mai/26 set-05 12/out/2026', true)
  each('3-Jan Jan-03 12-May-26 29-Feb 1-Sept-2026', true)
  each('05/12 1/2 5/12/26 12/05/2026 13/1/2026 1/13/2026 12-05-2026 2026-05-12', true)
})

test('whole capitals, words that are no months and days that no month has are somebody’s codes', () => {
  each('MAR-05 ENE-03 3-ENE 3-JAN 12-MAY-26 MAY-3 Ene-03 apr-03', false)
  each('12-34 13/13 32/1 0/5 31/2 30-feb 32-ene 99/99/2026 2026-13-01 2026-02-30 12-05-26 12-05', false)
  each('ene-3 ene-2026-1 mares-05 mar-05-a 3-abc sol-03 3-ene/26 05/12/126 1/2/3/4 1/2kg -3-ene 2026', false)
  assert.equal(isExcelDate('1/2 kg'), false)
})
