import { shade } from './palette.ts'
import { oval, path, rect, type Svg } from './shapes.ts'

/** Where things stand. */
export const floor = 552

/** Where a storefront's things are shown: its own tone, its own niche in the wall, one floor for all. */
interface Scene {
  wall: string
  niche: string
  floor: string
  pattern: Svg
  shape: (paint: string) => Svg
}

export const drawScene = ({ wall, niche, floor: ground, pattern, shape }: Scene): Svg =>
  [rect(0, 0, 640, 640, 0, wall), pattern, shape(niche), rect(0, 500, 640, 140, 0, ground), rect(0, 500, 640, 6, 0, shade(0.07))].join('')

/** A thing on the floor, with the shadow of so wide a foot. */
export const standing = (width: number, ...pieces: Svg[]): Svg => footShadow(320, width) + lifted(...pieces)

export const footShadow = (x: number, width: number): Svg =>
  oval(x, floor, width / 2 + 26, 22, shade(0.1)) + oval(x, floor - 2, width / 2 + 6, 12, shade(0.2))

/** A thing before the wall: it hangs, or lies as if seen from above. */
export const lifted = (...pieces: Svg[]): Svg => `<g filter="url(#lift)">${pieces.join('')}</g>`

export const liftFilter =
  '<filter id="lift" x="-10%" y="-10%" width="120%" height="125%"><feDropShadow dy="8" stdDeviation="9" flood-color="#34195a" flood-opacity=".24"/></filter>'

/** A small mark, over and over on the wall. */
const wallpaper = (id: string, step: number, mark: Svg): Svg =>
  `<pattern id="${id}" width="${step}" height="${step}" patternUnits="userSpaceOnUse">${mark}</pattern>${rect(0, 0, 640, 500, 0, `url(#${id})`)}`

/** The arch of a fitting room. */
const moda: Scene = {
  wall: '#fbdfd3',
  niche: '#f6c3b1',
  floor: '#f0b3a0',
  pattern: wallpaper('dots', 40, oval(10, 10, 3.5, 3.5, '#ffffffaa') + oval(30, 30, 3.5, 3.5, '#ffffffaa')),
  shape: (paint) => path('M120 500V280a200 200 0 0 1 400 0V500Z', paint),
}

/** A screen. */
const tech: Scene = {
  wall: '#d6e4f8',
  niche: '#b3ccf0',
  floor: '#a2bde6',
  pattern: wallpaper('plus', 40, path('M18 14h4v4h4v4h-4v4h-4v-4h-4v-4h4z', '#ffffff99')),
  shape: (paint) => rect(110, 90, 420, 460, 84, paint),
}

/** The gable of a house. */
const hogar: Scene = {
  wall: '#e6ead2',
  niche: '#ccd8b2',
  floor: '#bccb9f',
  pattern: wallpaper('stripes', 40, rect(0, 0, 16, 40, 0, '#ffffff66')),
  shape: (paint) => path('M120 500V236L320 84 520 236V500Z', paint),
}

/** A round mirror. */
const belleza: Scene = {
  wall: '#f8dfec',
  niche: '#f1c4dc',
  floor: '#e8b0cf',
  pattern: wallpaper(
    'sparkles',
    64,
    path('M16 6q2 8 10 10q-8 2-10 10q-2-8-10-10q8-2 10-10zM48 40q1.5 6 8 8q-6.5 1.5-8 8q-1.5-6.5-8-8q6.5-2 8-8z', '#ffffffaa'),
  ),
  shape: (paint) => oval(320, 310, 216, 216, paint),
}

/** A cave of pixels. */
const gaming: Scene = {
  wall: '#ddd5f7',
  niche: '#bfb0ee',
  floor: '#ae9de3',
  pattern: wallpaper(
    'pixels',
    64,
    rect(8, 8, 12, 12, 0, '#ffffff77') + rect(40, 40, 12, 12, 0, '#ffffff77') + rect(52, 28, 12, 12, 0, '#ffffff44'),
  ),
  shape: (paint) => path('M200 500V460H152V412H104V188H152V140H200V92H440V140H488V188H536V412H488V460H440V500Z', paint),
}

/** Tiles, under the awning of a corner shop. */
const almacen: Scene = {
  wall: '#fbeabf',
  niche: '#f6d68c',
  floor: '#eac574',
  pattern: wallpaper('tiles', 80, path('M0 0H80V3H3V80H0Z', '#ffffff88')),
  shape: (paint) =>
    rect(90, 130, 460, 380, 40, paint) +
    [0, 1, 2, 3, 4, 5, 6, 7]
      .map((index) => path(`M${index * 80} 0h80v64a40 40 0 0 1-80 0z`, index % 2 === 0 ? '#f3a683' : '#fff6e3'))
      .join(''),
}

export const scenes = { moda, tech, hogar, belleza, gaming, almacen }
