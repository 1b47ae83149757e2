const formats = new Map<string, Intl.DateTimeFormat>()

/** A format takes longer to make than a whole list to draw, so each is made once. */
export function timeOf(at: number, locale: string): string {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  formats.set(locale, format)
  return format.format(at)
}

/** "today", "yesterday", or the whole date, in the words of the language. */
export function dayOf(at: number, now: number, locale: string): string {
  const days = Math.round((midnightOf(at) - midnightOf(now)) / 86_400_000)
  if (days > -2) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(at)
}

export function midnightOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
