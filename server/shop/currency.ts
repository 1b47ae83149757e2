/** Decimals of the currencies that have not two, by ISO 4217. Display rules differ (COP is often shown without), money does not. */
// biome-ignore format: a table reads better by the row
const unusual: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
}

const known = new Set(Intl.supportedValuesOf('currency'))

export function isCurrency(code: string): boolean {
  return known.has(code)
}

export function decimalsOf(currency: string): number {
  return unusual[currency] ?? 2
}

export type AmountMistake = 'no_amount' | 'negative' | 'too_fine' | 'too_large'

/** The most of anything: sums of many of them stay below 2^53. */
const mostMinor = 10 ** 13

/**
 * A decimal text as a person or a file writes it, in minor units: "450", "450.00". Zeros beyond the currency's decimals say
 * nothing; any other digit there would be lost, so it is refused. No exponents, no thousands' marks, no currency signs.
 */
export function readAmount(text: string, currency: string): { ok: true; minor: number } | { ok: false; mistake: AmountMistake } {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text.trim()) ?? []
  if (whole === '') return { ok: false, mistake: 'no_amount' }
  const decimals = decimalsOf(currency)
  if (/[1-9]/.test(fraction.slice(decimals))) return { ok: false, mistake: 'too_fine' }
  const minor = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  if (sign === '-' && minor > 0) return { ok: false, mistake: 'negative' }
  return minor > mostMinor ? { ok: false, mistake: 'too_large' } : { ok: true, minor }
}

/** With as many decimals as the currency has, as all our doors write it. */
export function writeAmount(minor: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** What an amount must be, in the words that finish "takes …". */
export function amountTakes(mistake: AmountMistake, currency: string): string {
  const decimals = decimalsOf(currency)
  const example = writeAmount(450 * 10 ** decimals, currency)
  switch (mistake) {
    case 'no_amount':
      return `an amount such as "${example}"`
    case 'negative':
      return 'an amount that is not negative'
    case 'too_fine':
      return decimals === 0 ? `an amount without decimals, as ${currency} has none` : `at most ${decimals} decimals, as ${currency} has`
    case 'too_large':
      return `at most ${writeAmount(mostMinor, currency)}`
  }
}

/** As people of that language write it; cents are shown where there are some. */
export function moneyText(minor: number, currency: string, locale: string): string {
  const amount = writeAmount(minor, currency)
  const decimals = amount.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    trailingZeroDisplay: 'stripIfInteger',
  })
  // As a text, so that no digit is lost on the way through a floating-point number.
  return format.format(amount as `${number}`)
}
