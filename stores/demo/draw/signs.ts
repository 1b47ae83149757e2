import { emblem } from './emblems.ts'
import { leaf, mix, shade, shine } from './palette.ts'
import { file } from './picture.ts'
import { scenes } from './scene.ts'
import { at, both, circle, copies, inside, line, oval, path, rect, type Svg, solid } from './shapes.ts'

const tile = (paint: string): Svg => rect(0, 0, 640, 640, 150, paint)
const arch = (radius: number): string => `M${320 - radius} 540V320a${radius} ${radius} 0 0 1 ${2 * radius} 0V540Z`

/** Six doorways of an arcade, one in another, and the sun that comes up in the last. */
const logo: Svg =
  tile('#0a7a5c') +
  path('M0 490L640 150V490A150 150 0 0 1 490 640H150A150 150 0 0 1 0 490Z', shade(0.1)) +
  path(arch(234), '#f67d68') +
  path(arch(209), '#f8c53f') +
  path(arch(184), '#8cc46f') +
  path(arch(159), '#63b3ea') +
  path(arch(134), '#9a78dc') +
  path(arch(109), '#f08fb8') +
  path(arch(84), '#fff3d6') +
  inside(arch(84), circle(320, 510, 142, '#fdeab0'), circle(320, 510, 104, '#fbd975'), circle(320, 510, 64, '#f8b62f')) +
  rect(60, 528, 520, 30, 15, '#fff3d6')

/** A storefront's own doorway, in the tones of its pictures. */
const doorway = (storefront: keyof typeof scenes, deep: string, symbol: Svg): Svg => {
  const { wall, niche } = scenes[storefront]
  return (
    tile(deep) +
    path(arch(218), wall) +
    inside(arch(218), circle(320, 300, 176, niche), rect(80, 470, 480, 80, 0, mix(niche, deep, 0.25)), symbol) +
    rect(62, 528, 516, 28, 14, '#fffaf0')
  )
}

const luna: Svg =
  line('M320 190V168Q346 160 342 138Q336 120 318 122Q302 126 302 142', '#8b90a3', 13) +
  line('M196 262L320 190L444 262', '#c58d58', 22) +
  at(320, 362, emblem('luna', 0, 0, 210))

const max: Svg =
  both(copies(line('M420 260H480', '#2d3f74', 17), [0, 50], [0, 100], [0, 150])) +
  copies(line('M258 180V150', '#2d3f74', 17), [42, 0], [84, 0], [124, 0]) +
  copies(line('M258 500V460', '#2d3f74', 17), [42, 0], [84, 0], [124, 0]) +
  rect(204, 196, 232, 256, 46, '#2d3f74') +
  rect(228, 220, 184, 208, 32, '#3f6fd0') +
  emblem('rayo', 320, 324, 160)

const sofia: Svg =
  rect(404, 190, 46, 90, 6, '#a0553b') +
  path('M320 160L500 318Q508 332 490 334H150Q132 332 140 318Z', '#c8664a') +
  rect(176, 326, 288, 210, 0, '#fffaf0') +
  path('M284 536V420a36 36 0 0 1 72 0V536Z', '#c58d58') +
  circle(340, 470, 7, '#fff3d6') +
  rect(200, 366, 60, 60, 12, '#84c4ec') +
  rect(380, 366, 60, 60, 12, '#84c4ec') +
  line('M230 366V426M200 396H260M410 366V426M380 396H440', '#fffaf0', 7) +
  at(320, 276, path('M0 34C-50 4-44-32-20-32Q-6-32 0-18Q6-32 20-32C44-32 50 4 0 34Z', '#fff3d6')) +
  copies(circle(196, 510, 34, leaf.flat) + circle(186, 500, 9, leaf.light), [248, 0])

const bella: Svg =
  rect(250, 350, 140, 190, 14, '#383642') +
  rect(250, 350, 140, 24, 8, '#e2b04a') +
  rect(268, 270, 104, 90, 8, '#e2b04a') +
  rect(268, 270, 36, 90, 8, shine(0.3)) +
  path('M276 280V210C280 160 340 130 364 126V280Z', '#e2468f') +
  path('M276 226C300 210 350 170 364 140V166Q330 210 276 246Z', shine(0.35)) +
  emblem('rosa', 446, 470, 110) +
  path('M180 250l10 30 30 10-30 10-10 30-10-30-30-10 30-10zM460 200l7 20 20 7-20 7-7 20-7-20-20-7 20-7z', '#ffffff')

const pixel: Svg = at(320, 330, emblem('pixel', 0, 0, 330))

const milo: Svg =
  line('M346 300L410 150Q418 132 444 134', '#8f95a5', 22) +
  oval(320, 296, 98, 26, leaf.dark) +
  path('M226 296Q258 262 300 272Q350 250 384 274Q410 284 414 296Q320 326 226 296Z', leaf.flat) +
  solid(
    'M222 296Q320 330 418 296C428 340 462 390 460 440C458 510 400 552 320 552S182 510 180 440C178 390 212 340 222 296Z',
    '#85583a',
    path('M340 560C430 520 450 440 440 330L480 400V560Z', shade(0.16)),
  ) +
  path('M218 292Q320 330 422 292L430 330Q320 372 210 330Z', '#c6ccd7') +
  line('M204 460Q196 410 218 370', shine(0.4), 15)

/** The arcade's sign and those of its six shops, by the path each is kept at. */
export const signs: readonly (readonly [path: string, svg: Svg])[] = [
  ['pictures/logo.svg', file(logo)],
  ['pictures/moda.svg', file(doorway('moda', '#e0705c', luna))],
  ['pictures/tech.svg', file(doorway('tech', '#3f6fd0', max))],
  ['pictures/hogar.svg', file(doorway('hogar', '#6f8f4f', sofia))],
  ['pictures/belleza.svg', file(doorway('belleza', '#d2568f', bella))],
  ['pictures/gaming.svg', file(doorway('gaming', '#6a4bb8', pixel))],
  ['pictures/almacen.svg', file(doorway('almacen', '#d98a2b', milo))],
]
