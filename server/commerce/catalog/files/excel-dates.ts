/** As Excel shortens months: in lower case in Spanish and Portuguese, with a capital in English. Whole capitals are somebody's code. */
const months = new Map(
  [
    'ene feb mar abr may jun jul ago sep oct nov dic',
    'ene feb mar abr may jun jul ago sept oct nov dic',
    'jan fev mar abr mai jun jul ago set out nov dez',
    'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
    'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec',
  ].flatMap((year) => year.split(' ').map((name, index) => [name, index + 1] as const)),
)

/** 3-ene, 03-may., 12-May-26, and 03/mai in Brazil. */
const dayAndName = /^(\d{1,2})([-/])(\p{L}{3,4})\.?(?:\2(?:\d{2}|\d{4}))?$/u
/** ene-03, may.-05, mai/26. */
const nameAndYear = /^(\p{L}{3,4})\.?[-/]\d{2}$/u
/** 05/12, 12/05/26, 12/05/2026. In Chile and Portugal a whole one has dashes; two digits at its end may be a code's. */
const inNumbers = /^(\d{1,2})(?:\/(\d{1,2})(?:\/(?:\d{2}|\d{4}))?|-(\d{1,2})-\d{4})$/
const yearFirst = /^\d{4}-(\d{2})-(\d{2})$/

/** Whether a code is one of the forms in which Excel writes a date, and there is such a day. */
export function isExcelDate(text: string): boolean {
  const [, day = '', , name = ''] = dayAndName.exec(text) ?? []
  if (day !== '') return isDay(months.get(name), Number(day))
  const [, alone = ''] = nameAndYear.exec(text) ?? []
  if (alone !== '') return months.has(alone)
  const [, first = '', slashed, dashed] = inNumbers.exec(text) ?? []
  const [a, b] = [Number(first), Number(slashed ?? dashed)]
  if (first !== '') return isDay(a, b) || isDay(b, a)
  const [, month = '', last = ''] = yearFirst.exec(text) ?? []
  return month !== '' && isDay(Number(month), Number(last))
}

const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDay(month: number | undefined, day: number): boolean {
  return month !== undefined && day >= 1 && day <= (daysOf[month - 1] ?? 0)
}
