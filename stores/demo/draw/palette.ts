/** The colour words of the pictures' names. Light and shadow of each are made of it, so that all three agree everywhere. */
const words = {
  amarillo: '#f8c53f',
  arena: '#dcc29a',
  azul: '#3f6fd0',
  blanco: '#f7f6f2',
  bordo: '#8a2a42',
  camel: '#c69254',
  celeste: '#84c4ec',
  chocolate: '#5b3828',
  coral: '#f67d68',
  crema: '#f6e8cd',
  dorado: '#e2b04a',
  fucsia: '#e2468f',
  grafito: '#515769',
  gris: '#a5abb8',
  lila: '#bda0e3',
  madera: '#c58d58',
  marino: '#2d3f74',
  marron: '#8a5b3c',
  menta: '#9adcbd',
  mostaza: '#d9a234',
  naranja: '#f48b3c',
  negro: '#383642',
  nude: '#e4b899',
  oliva: '#7e8746',
  plata: '#c6ccd7',
  rojo: '#dd4347',
  rosa: '#f4a3bb',
  salvia: '#9db38f',
  terracota: '#c8664a',
  turquesa: '#2fb4ad',
  verde: '#4ba25c',
  violeta: '#7a53bd',
} as const

export type ColourWord = keyof typeof words

export interface Colour {
  word: ColourWord
  flat: string
  light: string
  dark: string
  /** Falls from the upper left, where the light of every picture comes from. */
  soft: string
  /** Runs around what is round and upright: a bottle, a leg, a tin. */
  round: string
}

export const isColourWord = (word: string): word is ColourWord => Object.hasOwn(words, word)

export function colour(word: ColourWord): Colour {
  const flat = words[word]
  return {
    word,
    flat,
    light: mix(flat, '#fff8e6', 0.38),
    dark: mix(flat, '#3b1f5e', 0.24),
    soft: `url(#${word})`,
    round: `url(#${word}-round)`,
  }
}

/** Shadow and light that lie over any colour; `#rrggbbaa`, which the shapes write as a colour and its opacity. */
export const shade = (opacity: number) => `#34195a${alpha(opacity)}`
export const shine = (opacity: number) => `#ffffff${alpha(opacity)}`
export const wood = colour('madera')
export const white = colour('blanco')
export const black = colour('negro')
export const leaf = colour('verde')
export const gold = colour('dorado')
export const silver = colour('plata')
/** Wire, hooks and pins. */
export const steel = '#8b90a3'

/** The gradients that a drawing uses, found by their names in it. */
export function gradientsOf(drawing: string): string {
  const used = new Set([...drawing.matchAll(/url\(#([a-z]+)(-round)?\)/g)].map(([, word = '', round = '']) => `${word}${round}`))
  return [...used].toSorted().flatMap(gradient).join('')
}

function gradient(name: string): string[] {
  const [word = '', round] = name.split('-')
  if (!isColourWord(word)) return []
  const { flat, light, dark } = colour(word)
  if (round)
    return [
      `<linearGradient id="${name}">${stops([mix(flat, dark, 0.35), light, flat, flat, dark], [0, 0.2, 0.42, 0.66, 1])}</linearGradient>`,
    ]
  return [
    `<linearGradient id="${name}" x2=".7" y2="1">${stops([mix(flat, light, 0.75), flat, mix(flat, dark, 0.8)], [0, 0.5, 1])}</linearGradient>`,
  ]
}

const stops = (colours: string[], offsets: number[]) =>
  colours.map((stop, index) => `<stop offset="${offsets[index]}" stop-color="${stop}"/>`).join('')

export function mix(from: string, to: string, share: number): string {
  const channel = (hex: string, index: number) => Number.parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16)
  const mixed = [0, 1, 2].map((index) => Math.round(channel(from, index) * (1 - share) + channel(to, index) * share))
  return `#${mixed.map(byte).join('')}`
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0')
}

function alpha(opacity: number): string {
  return byte(Math.round(opacity * 255))
}
