import { createHash } from 'node:crypto'

/** A piece of a picture, in its 640 × 640 units. Pieces are put together by writing them one after the other. */
export type Svg = string
type Point = readonly [x: number, y: number, rounding?: number]

export const rect = (x: number, y: number, width: number, height: number, rounding: number, paint: string): Svg =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"${rounding > 0 ? ` rx="${n(rounding)}"` : ''}${fill(paint)}/>`

export const circle = (x: number, y: number, radius: number, paint: string): Svg =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${fill(paint)}/>`

export const oval = (x: number, y: number, across: number, down: number, paint: string): Svg =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(across)}" ry="${n(down)}"${fill(paint)}/>`

export const path = (outline: string, paint: string): Svg => `<path d="${outline}"${fill(paint)}/>`

/** A line with round ends. */
export const line = (course: string, paint: string, width: number): Svg =>
  `<path d="${course}" fill="none"${attribute('stroke', paint)} stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"/>`

export const ring = (x: number, y: number, radius: number, paint: string, width: number): Svg =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none"${attribute('stroke', paint)} stroke-width="${n(width)}"/>`

/** A shape with what is painted on it, cut off at its edge. */
export function solid(outline: string, paint: string, ...painted: Svg[]): Svg {
  if (painted.length === 0) return path(outline, paint)
  const shape = nameOf(`${outline} ${paint}`)
  const edge = nameOf(`edge of ${shape}`)
  return (
    `<path id="${shape}" d="${outline}"${fill(paint)}/>` +
    `<clipPath id="${edge}"><use href="#${shape}"/></clipPath><g clip-path="url(#${edge})">${painted.join('')}</g>`
  )
}

/** What shows through an opening: the same without the shape. */
export function inside(outline: string, ...painted: Svg[]): Svg {
  const id = nameOf(outline)
  return `<clipPath id="${id}"><path d="${outline}"/></clipPath><g clip-path="url(#${id})">${painted.join('')}</g>`
}

/** Moves what is drawn around 0,0 to its place. */
export function at(x: number, y: number, piece: Svg, { size = 1, turn = 0 }: { size?: number; turn?: number } = {}): Svg {
  const turned = turn === 0 ? '' : ` rotate(${n(turn)})`
  const sized = size === 1 ? '' : ` scale(${n(size, 3)})`
  return `<g transform="translate(${n(x)} ${n(y)})${turned}${sized}">${piece}</g>`
}

/** Turns a finished piece around a point. */
export const turned = (degrees: number, x: number, y: number, piece: Svg): Svg =>
  `<g transform="rotate(${n(degrees)} ${n(x)} ${n(y)})">${piece}</g>`

export const faded = (opacity: number, piece: Svg): Svg => `<g opacity="${n(opacity, 2)}">${piece}</g>`

/** A piece and its mirror image on the other side of the middle. */
export function both(piece: Svg): Svg {
  const id = nameOf(piece)
  return `<g id="${id}">${piece}</g><use href="#${id}" transform="matrix(-1 0 0 1 640 0)"/>`
}

/** A piece and copies of it, each moved by so much. */
export function copies(piece: Svg, ...moves: (readonly [x: number, y: number])[]): Svg {
  const id = nameOf(piece)
  return `<g id="${id}">${piece}</g>${moves.map(([x, y]) => `<use href="#${id}" x="${n(x)}" y="${n(y)}"/>`).join('')}`
}

/** A piece drawn around 0,0 at each of these places, turned there by so many degrees. */
export function scattered(piece: Svg, ...places: (readonly [x: number, y: number, turn?: number])[]): Svg {
  const id = nameOf(piece)
  return places
    .map(([x, y, turn = 0], index) =>
      index === 0
        ? at(x, y, `<g id="${id}">${piece}</g>`, { turn })
        : `<use href="#${id}" transform="translate(${n(x)} ${n(y)})${turn === 0 ? '' : ` rotate(${n(turn)})`}"/>`,
    )
    .join('')
}

/** A petal or a ray above 0,0, so many times around it. */
export const around = (piece: Svg, times: number): Svg =>
  scattered(piece, ...Array.from({ length: times }, (_, step) => [0, 0, (360 / times) * step] as const))

/** Straight edges whose corners are rounded by so much. */
export function polygon(...points: Point[]): string {
  const corner = ([x, y, rounding = 0]: Point, index: number) => {
    const before = towards([x, y], points.at(index - 1) ?? [x, y], rounding)
    const after = towards([x, y], points[(index + 1) % points.length] ?? [x, y], rounding)
    const start = `${index === 0 ? 'M' : 'L'}${pair(before)}`
    return rounding === 0 ? start : `${start}Q${pair([x, y])} ${pair(after)}`
  }
  return `${points.map(corner).join('')}Z`
}

/** A polygon told by its right half, from top to bottom: what a lathe makes. */
export function turnedOn(...half: Point[]): string {
  const left = half.toReversed().filter(([x]) => x !== 320)
  return polygon(...half, ...left.map(([x, y, rounding = 0]): Point => [640 - x, y, rounding]))
}

/** A curve from the middle to the middle along the right side (M, L, H, V, C and Q, absolute), and back along the left. */
export function mirrored(half: string): string {
  const steps = stepsOf(half)
  const there = steps.map(({ letter, points }) => `${letter}${points.map(pair).join(' ')}`)
  const back = steps.slice(1).map(({ letter, points }, index) => {
    const start = steps[index]?.points.at(-1) ?? [320, 0]
    const reversed = [start, ...points.slice(0, -1)].toReversed().map(([x, y]): Point => [640 - x, y])
    return `${letter}${reversed.map(pair).join(' ')}`
  })
  return `${there.join('')}${back.toReversed().join('')}Z`
}

interface Step {
  letter: string
  points: Point[]
}

function stepsOf(course: string): Step[] {
  let [x, y]: Point = [0, 0]
  return [...course.matchAll(/([A-Z])([^A-Z]*)/gi)].map(([, letter = '', numbers = '']) => {
    if (!'MLHVCQ'.includes(letter)) throw new Error(`a mirrored course has no ${letter}`)
    const [first = 0] = numbersOf(numbers)
    const points: Point[] = letter === 'H' ? [[first, y]] : letter === 'V' ? [[x, first]] : pairsOf(numbers)
    ;[x, y] = points.at(-1) ?? [x, y]
    return { letter: 'HV'.includes(letter) ? 'L' : letter, points }
  })
}

const numbersOf = (text: string) => text.match(/-?[\d.]+/g)?.map(Number) ?? []

function pairsOf(numbers: string): Point[] {
  const all = numbersOf(numbers)
  return all.flatMap((x, index): Point[] => (index % 2 === 0 ? [[x, all[index + 1] ?? 0]] : []))
}

function towards([x, y]: Point, [toX, toY]: Point, distance: number): Point {
  const length = Math.hypot(toX - x, toY - y)
  const share = length === 0 ? 0 : Math.min(distance / length, 0.5)
  return [x + (toX - x) * share, y + (toY - y) * share]
}

const pair = ([x, y]: Point) => `${n(x)} ${n(y)}`

const fill = (paint: string) => attribute('fill', paint)

function attribute(name: 'fill' | 'stroke', paint: string): string {
  const [, colour, alpha] = /^(#.{6})(..)$/.exec(paint) ?? []
  if (colour === undefined || alpha === undefined) return ` ${name}="${paint}"`
  return ` ${name}="${colour}" ${name}-opacity="${n(Number.parseInt(alpha, 16) / 255, 2)}"`
}

/** Named after what it is, so that the same drawing gives the same bytes; a whole picture numbers these names. */
const nameOf = (piece: string) => `piece-${createHash('sha256').update(piece).digest('hex').slice(0, 12)}`

const n = (value: number, digits = 1) => String(Number(value.toFixed(digits)))
