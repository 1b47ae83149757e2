import { type FileProblem, problem, Unreadable } from './problem.ts'

/** The sign before the decimals; the other one, if any, parts the thousands. */
export type DecimalSign = ',' | '.'

/** How currencies are written beside an amount; null is what several countries call theirs. */
const currencySigns: Readonly<Record<string, string | null>> = {
  $: null,
  R$: 'BRL',
  US$: 'USD',
  U$S: 'USD',
  U$D: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  'S/': 'PEN',
  'S/.': 'PEN',
  '₲': 'PYG',
  GS: 'PYG',
  BS: 'BOB',
  'BS.': 'BOB',
  RD$: 'DOP',
  MX$: 'MXN',
  CLP$: 'CLP',
  '¥': null,
}

const spaces = /[\s\u00a0\u202f'’]/g
const beside = /^([^\d.,+-]*)([+-]?[\d.,]*\d[.,]?)([^\d.,]*)$/

export interface BareNumber {
  digits: string
  isNegative: boolean
  /** What stood beside it: a currency's sign or name, in capitals. */
  unit: string
}

/** The number without what surrounds it; null when it is none. */
export function bareNumber(text: string): BareNumber | null {
  const compact = text.replaceAll(spaces, '')
  const [, before = '', number = '', after = ''] = beside.exec(compact) ?? []
  if (number === '' || (before !== '' && after !== '')) return null
  const unit = (before + after).toUpperCase()
  // (450) and -$ 450 are how accountants and tables write what is below nothing.
  const isNegative = number.startsWith('-') || unit.endsWith('-') || unit.startsWith('-') || unit.startsWith('(')
  return { digits: number.replace(/^[+-]/, ''), isNegative, unit: unit.replaceAll(/[-()]/g, '') }
}

/** What one number says about the decimal sign of its file. */
export type Evidence = DecimalSign | 'none' | 'either' | 'malformed'

/** 1.234,50 and 12,5 tell; 1234 does not; 1.234 may be either, unless it has more digits in front than a group of thousands has. */
export function evidenceOf(digits: string): Evidence {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last === -1) return 'none'
  const sign = digits.charAt(last) as DecimalSign
  const other: DecimalSign = sign === '.' ? ',' : '.'
  const repeats = digits.indexOf(sign) !== last
  if (digits.includes(other)) {
    if (repeats) return 'malformed'
    return isGrouped(digits.slice(0, last), other) ? sign : 'malformed'
  }
  if (repeats) return isGrouped(digits, sign) ? other : 'malformed'
  const [before = '', after = ''] = [digits.slice(0, last), digits.slice(last + 1)]
  if (after === '') return 'malformed'
  return after.length === 3 && before.length <= 3 && !/^0|^$/.test(before) ? 'either' : sign
}

function isGrouped(digits: string, sign: DecimalSign): boolean {
  return (sign === '.' ? /^\d{1,3}(\.\d{3})+$/ : /^\d{1,3}(,\d{3})+$/).test(digits)
}

interface Seen {
  line: number
  column: string
  got: string
}

/** Gathers what all numbers of a file say, so that one price with a thousand in it is not read a thousand times too cheap. */
export class DecimalSigns {
  private readonly first: Partial<Record<Evidence, Seen>> = {}
  private readonly decimals: number

  constructor(decimals: number) {
    this.decimals = decimals
  }

  look(text: string, at: { line: number; column: string }): void {
    const bare = bareNumber(text)
    if (!bare) return
    const evidence = evidenceOf(bare.digits)
    // A currency without decimals leaves no doubt: 12.990 pesos of Chile are twelve thousand.
    const certain = evidence === 'either' && this.decimals === 0 ? (bare.digits.includes('.') ? ',' : '.') : evidence
    this.first[certain] ??= { ...at, got: text }
  }

  /** Where nothing tells there is nothing to tell apart. */
  decide(): DecimalSign {
    const { ',': comma, '.': point, either } = this.first
    if (comma && point) {
      const [earlier, later] = comma.line <= point.line ? [comma, point] : [point, comma]
      throw new Unreadable(problem('decimals_disagree', { ...later, about: { other: earlier.line, shown: earlier.got } }))
    }
    if (!comma && !point && either) throw new Unreadable(problem('decimals_unclear', either))
    return comma ? ',' : '.'
  }
}

export type ReadNumber = { ok: true; value: number } | { ok: false; code: FileProblem['code']; about?: Record<string, string | number> }

/** What is stored is below 2^53: twelve digits before the decimals are more than any price has. */
const mostWholeDigits = 12

/** An amount in minor units of the currency. */
export function readAmount(text: string, sign: DecimalSign, currency: string, decimals: number): ReadNumber {
  if (isScientific(text)) return { ok: false, code: 'scientific' }
  const bare = bareNumber(text)
  if (!bare) return { ok: false, code: 'not_an_amount', about: { sign } }
  if (bare.isNegative) return { ok: false, code: 'negative' }
  if (!isUnitOf(bare.unit, currency)) {
    const isCurrency = bare.unit in currencySigns || /^[A-Z]{3}$/.test(bare.unit)
    return isCurrency ? { ok: false, code: 'other_currency', about: { currency } } : { ok: false, code: 'not_an_amount', about: { sign } }
  }
  const plain = inPlainDigits(bare.digits, sign)
  if (plain === null) return { ok: false, code: 'not_an_amount', about: { sign } }
  const [whole = '', fraction = ''] = plain.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) return { ok: false, code: 'too_many_decimals', about: { most: decimals, currency } }
  if (whole.replace(/^0+/, '').length > mostWholeDigits) return { ok: false, code: 'too_large', about: { most: mostWholeDigits } }
  return { ok: true, value: Number(whole + kept.padEnd(decimals, '0')) }
}

/** A count of pieces: whole, though a table may have given it decimals of nothing. */
export function readCount(text: string, sign: DecimalSign): ReadNumber {
  if (isScientific(text)) return { ok: false, code: 'scientific' }
  const bare = bareNumber(text)
  if (bare?.unit !== '') return { ok: false, code: 'not_a_count' }
  if (bare.isNegative) return { ok: false, code: 'negative' }
  const plain = inPlainDigits(bare.digits, sign)
  const [whole = '', fraction = ''] = plain?.split('.') ?? []
  if (plain === null || /[1-9]/.test(fraction)) return { ok: false, code: 'not_a_count' }
  const value = Number(whole)
  return value <= 1_000_000_000 ? { ok: true, value } : { ok: false, code: 'too_large', about: { most: 10 } }
}

/** As Excel shows a long number: the digits that it left out are gone. */
export function isScientific(text: string): boolean {
  return /^\d+(?:[.,]\d+)?E\+?\d{1,3}$/i.test(text) && (text.includes('+') || /[.,]/.test(text))
}

function isUnitOf(unit: string, currency: string): boolean {
  return unit === '' || unit === currency || (unit in currencySigns && (currencySigns[unit] ?? currency) === currency)
}

/** Digits with a point before the decimals; null when the signs stand where this style has none. */
function inPlainDigits(digits: string, sign: DecimalSign): string | null {
  const thousands = sign === '.' ? ',' : '.'
  const [whole = '', fraction, ...more] = digits.split(sign)
  if (more.length > 0 || fraction === '' || fraction?.includes(thousands)) return null
  if (whole.includes(thousands) && !isGrouped(whole, thousands)) return null
  const bare = whole.replaceAll(thousands, '') || '0'
  return fraction === undefined ? bare : `${bare}.${fraction}`
}
