/** A unit's own measure, and how many of it one is. */
interface Unit {
  base: string
  factor: number
  /** Also found by its bare figure: "monitor 34 pulgadas" is sold as "Monitor 34". Nobody calls a bottle "500". */
  bare: boolean
}

// biome-ignore format: a table reads better by the row
const spellings: readonly [base: string, factor: number, bare: boolean, words: string][] = [
  ['ml', 1, false, 'ml mls cc cm3 mililitro mililitros milliliter milliliters millilitre millilitres'],
  ['ml', 10, false, 'cl centilitro centilitros'],
  ['ml', 1000, false, 'l lt lts ltr litro litros liter liters litre litres'],
  ['mg', 1, false, 'mg mgs miligramo miligramos miligrama miligramas'],
  ['g', 1, false, 'g gr grs gramo gramos grama gramas gram grams'],
  ['g', 1000, false, 'kg kgs kilo kilos kilogramo kilogramos quilo quilos quilograma quilogramas kilogram kilograms'],
  ['mm', 1, true, 'mm milimetro milimetros millimeter millimeters'],
  ['mm', 10, true, 'cm cms centimetro centimetros centimeter centimeters'],
  ['mm', 1000, true, 'm mt mts metro metros meter meters metre metres'],
  ['in', 1, true, 'in inch inches pulgada pulgadas polegada polegadas plg'],
  ['mb', 1, true, 'mb megas megabyte megabytes'],
  ['gb', 1, true, 'gb giga gigas gigabyte gigabytes'],
  ['gb', 1000, false, 'tb tera teras terabyte terabytes'],
  ['w', 1, true, 'w watt watts vatio vatios'],
  ['v', 1, true, 'v volt volts voltio voltios'],
  ['hz', 1, true, 'hz hertz hertzios'],
  ['mah', 1, true, 'mah'],
  ['x', 1, true, 'u un unid unids unidad unidades unidade unit units pack pcs pz pzas'],
  ['x', 12, false, 'docena docenas duzia duzias dozen'],
]

const units = new Map<string, Unit>(
  spellings.flatMap(([base, factor, bare, words]) => words.split(' ').map((word) => [word, { base, factor, bare }] as const)),
)

export function unitOf(word: string): Unit | undefined {
  return units.get(word)
}

/** One written without its number: "litro de leche", "kilo y medio", "docena de huevos". */
const alone = new Set(['kilo', 'quilo', 'litro', 'docena', 'duzia', 'dozen'])

export function standsAlone(word: string): boolean {
  return alone.has(word)
}

const numbers = new Map<string, number>(
  Object.entries({
    ...{ dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, doce: 12 },
    ...{ dois: 2, duas: 2, quatro: 4, sete: 7, oito: 8, nove: 9, dez: 10, doze: 12 },
    ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12 },
  }),
)

/** A number in words, from two up. */
export function numberOf(word: string): number | undefined {
  return numbers.get(word)
}

const beforeUnits = new Map<string, number>(
  Object.entries({
    ...{ un: 1, una: 1, uno: 1, um: 1, uma: 1, one: 1 },
    ...{ medio: 0.5, media: 0.5, meio: 0.5, meia: 0.5, half: 0.5, cuarto: 0.25, quarto: 0.25, quarter: 0.25 },
  }),
)

/** What is a number only where a unit follows: in "medio kilo", and not in "medio punto" or "una remera". */
export function numberBeforeUnit(word: string): number | undefined {
  return beforeUnits.get(word)
}

/** Whether what stands behind a word decides what it is. */
export function dependsOnNext(word: string): boolean {
  return word === 'x' || numbers.has(word) || beforeUnits.has(word) || alone.has(word)
}

/** "1.500", "20,000" and "1,5" as people write them; the last separator is the decimals', unless three digits follow each. */
export function readNumber(digits: string): number {
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(digits)) return Number(digits.replace(/[.,]/g, ''))
  const at = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  return at < 0 ? Number(digits) : Number(`${digits.slice(0, at).replace(/[.,]/g, '')}.${digits.slice(at + 1)}`)
}

/** The same amount is the same word: 1 l, 1 litro and 1000 cc are "1000ml". */
export function quantity(amount: number, unit: Unit): string {
  const figure = plainFigure(amount * unit.factor)
  return unit.base === 'x' ? `x${figure}` : `${figure}${unit.base}`
}

export function plainFigure(amount: number): string {
  return String(Math.round(amount * 1000) / 1000)
}
