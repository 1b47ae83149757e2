import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amountTakes, decimalsOf, readAmount, writeAmount } from './currency.ts'

const currencies = fc.constantFrom('ARS', 'CLP', 'KWD', 'USD', 'BRL')

test('an amount that is written is read as the same, with any zeros behind it', () => {
  fc.assert(
    fc.property(fc.nat(10 ** 13), currencies, fc.nat(6), (minor, currency, zeros) => {
      const written = writeAmount(minor, currency)
      const [, fraction = ''] = written.split('.')
      assert.equal(fraction.length, decimalsOf(currency))
      const more = zeros === 0 ? '' : (fraction === '' ? '.' : '') + '0'.repeat(zeros)
      assert.deepEqual(readAmount(written + more, currency), { ok: true, minor })
    }),
  )
})

test('what would lose a digit, a sign or its meaning is refused in words', () => {
  const refused: [string, string, string][] = [
    ['', 'ARS', 'an amount such as "450.00"'],
    ['1e3', 'ARS', 'an amount such as "450.00"'],
    ['1.000,50', 'ARS', 'an amount such as "450.00"'],
    ['$1', 'ARS', 'an amount such as "450.00"'],
    ['.5', 'ARS', 'an amount such as "450.00"'],
    ['1.', 'CLP', 'an amount such as "450"'],
    ['-0.01', 'ARS', 'an amount that is not negative'],
    ['1.005', 'ARS', 'at most 2 decimals, as ARS has'],
    ['1.5', 'CLP', 'an amount without decimals, as CLP has none'],
    ['1.0005', 'KWD', 'at most 3 decimals, as KWD has'],
    ['100000000000.01', 'ARS', 'at most 100000000000.00'],
    ['99999999999999999999', 'ARS', 'at most 100000000000.00'],
  ]
  for (const [text, currency, takes] of refused) {
    const read = readAmount(text, currency)
    assert.ok(!read.ok, text)
    assert.equal(amountTakes(read.mistake, currency), takes, text)
  }
  assert.deepEqual(readAmount(' -0 ', 'ARS'), { ok: true, minor: 0 })
})

test('what is less than nothing is written with its sign', () => {
  assert.deepEqual([writeAmount(-5, 'ARS'), writeAmount(-1234, 'KWD'), writeAmount(-7, 'CLP')], ['-0.05', '-1.234', '-7'])
})
