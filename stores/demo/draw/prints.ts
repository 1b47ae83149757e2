import { type Colour, colour, isColourWord } from './palette.ts'
import { at, circle, line, oval, path, rect, type Svg } from './shapes.ts'

interface Print {
  width: number
  height: number
  mark: (ink: Colour) => Svg
}

const petals = (x: number, y: number, size: number, paint: string): Svg =>
  [0, 72, 144, 216, 288]
    .map((turn) => {
      const angle = (turn * Math.PI) / 180
      return circle(x + size * Math.sin(angle), y - size * Math.cos(angle), size * 0.72, paint)
    })
    .join('')

/** What cloth is printed or knitted with, by the words that pictures' names end in. */
const prints: Record<string, Print> = {
  rayas: { width: 60, height: 48, mark: ({ flat }) => rect(0, 0, 60, 20, 0, flat) },
  lunares: { width: 60, height: 60, mark: ({ flat }) => circle(15, 15, 11, flat) + circle(45, 45, 11, flat) },
  cuadros: {
    width: 72,
    height: 72,
    mark: ({ flat }) => rect(0, 0, 34, 72, 0, `${flat}77`) + rect(0, 0, 72, 34, 0, `${flat}77`) + line('M53 0V72M0 53H72', '#ffffff55', 4),
  },
  flores: {
    width: 84,
    height: 84,
    mark: ({ flat }) =>
      path('M18 42q14 4 14 20q-16-2-14-20zM70 4q12 2 14 18q-14 0-14-18z', flat) +
      petals(24, 24, 11, '#ffffff') +
      circle(24, 24, 6, '#f8c53f') +
      petals(64, 62, 9, '#fff3d6') +
      circle(64, 62, 5, '#e2468f'),
  },
  girasoles: {
    width: 88,
    height: 88,
    mark: ({ flat, light }) =>
      petals(26, 26, 14, flat) +
      circle(26, 26, 9, '#7a4a2c') +
      petals(70, 70, 11, light) +
      circle(70, 70, 7, '#7a4a2c') +
      oval(70, 20, 5, 10, '#7e8746'),
  },
  rombos: {
    width: 96,
    height: 120,
    mark: ({ flat }) => path('M48 12L84 60L48 108L12 60Z', flat) + line('M0 0L96 120M96 0L0 120', '#ffffff88', 3),
  },
  trenzas: {
    width: 84,
    height: 52,
    mark: ({ flat, dark }) =>
      line('M4 0V52M80 0V52', `${dark}88`, 4) +
      [-13, 39].map((y) => at(30, y, oval(0, 0, 11, 25, `${dark}99`) + oval(-3, -2, 11, 24, flat), { turn: -28 })).join('') +
      [13, 65].map((y) => at(54, y, oval(0, 0, 11, 25, `${dark}99`) + oval(-3, -2, 11, 24, flat), { turn: 28 })).join(''),
  },
  limones: {
    width: 100,
    height: 92,
    mark: ({ flat }) =>
      path('M6 30Q28-4 52 24Q58 26 58 32Q36 64 12 38Q6 36 6 30Z', '#f8d94f') +
      path('M44 14Q60 2 72 14Q58 24 44 14Z', flat) +
      path('M50 76Q72 44 92 66Q98 68 98 74Q78 100 58 84Q50 82 50 76Z', '#fbe38a') +
      path('M84 58Q92 44 100 48Q98 60 84 58Z', flat),
  },
  hojas: {
    width: 110,
    height: 120,
    mark: ({ flat, dark }) =>
      line('M30 110Q34 60 60 14', dark, 4) +
      path(
        'M34 92Q8 90 4 72Q28 70 36 84ZM38 70Q14 66 12 48Q34 48 42 62ZM46 46Q26 40 26 24Q46 26 50 38ZM36 90Q58 92 66 76Q44 70 38 84ZM42 66Q64 68 72 52Q50 46 44 60ZM52 42Q70 42 76 26Q58 22 52 36Z',
        flat,
      ) +
      path('M92 110Q82 96 92 80Q102 96 92 110Z', flat),
  },
  nubes: {
    width: 130,
    height: 96,
    mark: ({ flat }) =>
      path('M20 44a16 16 0 0 1 4-31a22 22 0 0 1 42-2a18 18 0 0 1 2 33z', '#ffffffdd') +
      path('M88 88a11 11 0 0 1 3-21a15 15 0 0 1 28-1a12 12 0 0 1 1 22z', flat),
  },
}

/** The print over everything: to be painted inside a shape. */
export function print(word: string | undefined, { word: ink }: Colour): Svg {
  if (word === undefined) return ''
  if (!Object.hasOwn(prints, word)) throw new Error(`no print is called ${JSON.stringify(word)}`)
  return rect(0, 0, 640, 640, 0, `url(#${word}-${ink})`)
}

/** The prints that a drawing uses, found by their names in it. */
export function patternsOf(drawing: string): Svg {
  const used = new Set([...drawing.matchAll(/url\(#([a-z]+-[a-z]+)\)/g)].map(([, name = '']) => name))
  return [...used].toSorted().map(pattern).join('')
}

function pattern(name: string): Svg {
  const [word = '', ink = ''] = name.split('-')
  const print = prints[word]
  if (!print || !isColourWord(ink)) return ''
  return `<pattern id="${name}" width="${print.width}" height="${print.height}" patternUnits="userSpaceOnUse">${print.mark(colour(ink))}</pattern>`
}
