import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, leaf, shade, shine, silver } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import {
  around,
  at,
  circle,
  copies,
  inside,
  line,
  mirrored,
  oval,
  path,
  polygon,
  rect,
  type Svg,
  scattered,
  solid,
  turned,
  turnedOn,
} from '../shapes.ts'

const oliveoil: Motif = ({ main, accent }) =>
  standing(
    190,
    rect(292, 84, 56, 40, 8, '#383642'),
    rect(286, 116, 68, 22, 6, gold.round),
    solid(
      turnedOn([344, 134, 6], [344, 220, 20], [404, 290, 50], [404, 552, 26]),
      main.round,
      path('M230 400Q320 386 410 400V560H230Z', shade(0.1)),
      rect(372, 130, 40, 430, 0, shade(0.14)),
    ),
    rect(236, 330, 168, 156, 8, '#fffaf0'),
    rect(236, 330, 168, 10, 4, accent.flat) + rect(236, 476, 168, 10, 4, accent.flat),
    emblem('aceituna', 320, 400, 110),
    rect(284, 456, 72, 9, 4, main.flat),
    line('M258 320V340M256 300Q264 276 292 256', shine(0.55), 10),
    path('M470 440c24 34 32 46 32 62a32 32 0 0 1-64 0c0-16 8-28 32-62z', accent.soft) + line('M454 500q0 14 10 20', shine(0.8), 6),
    turned(-20, 130, 500, oval(130, 510, 26, 34, leaf.dark) + oval(122, 500, 6, 10, leaf.light)),
    oval(170, 526, 24, 26, main.flat) + oval(163, 518, 6, 8, main.light),
  )

const sunoil: Motif = ({ main, accent }) =>
  standing(
    220,
    rect(284, 76, 72, 50, 10, accent.round),
    rect(280, 116, 80, 18, 6, accent.dark),
    solid(
      turnedOn([348, 132, 6], [348, 160, 16], [420, 250, 60], [404, 380, 40], [420, 420, 30], [420, 552, 36]),
      main.round,
      path('M210 200H430V230H210Z', shine(0.3)),
      copies(line('M200 400H440', shade(0.1), 6), [0, 22]),
      rect(390, 130, 40, 430, 0, shade(0.08)),
    ),
    path('M224 264Q320 250 416 264L408 376Q320 390 232 376Z', '#fffaf0'),
    emblem('girasol', 320, 318, 104),
    rect(236, 450, 168, 66, 12, accent.soft) + rect(262, 470, 116, 10, 5, shine(0.85)) + rect(282, 490, 76, 8, 4, shine(0.6)),
    line('M240 240Q246 210 272 190', shine(0.75), 10),
  )

const grains: Motif = ({ main, accent, detail }) => {
  const lentils = detail === 'lentejas'
  if (detail !== undefined && !lentils) throw new Error(`grains are rice or lentejas, not ${JSON.stringify(detail)}`)
  const grain = lentils
    ? oval(250, 372, 11, 7, '#b9793f') + oval(247, 370, 5, 3, '#d9a06a')
    : turned(30, 250, 372, oval(250, 372, 5, 11, '#fffdf5'))
  const scatter = [
    [24, 8],
    [50, -4],
    [76, 10],
    [104, 0],
    [130, 8],
    [12, 30],
    [38, 34],
    [64, 28],
    [92, 36],
    [118, 30],
    [144, 34],
    [0, 54],
    [26, 60],
    [52, 54],
    [80, 62],
    [106, 56],
    [132, 60],
    [14, 82],
    [40, 88],
    [66, 80],
    [94, 88],
    [122, 84],
  ] as const
  return standing(
    290,
    solid(
      polygon([200, 140, 20], [440, 140, 20], [466, 220, 30], [470, 552, 30], [170, 552, 30], [174, 220, 30]),
      main.soft,
      path('M174 200Q320 240 466 200V270Q320 306 174 270Z', accent.soft),
      path('M430 130L426 560H490V130Z', shade(0.1)),
    ),
    path('M204 110H436L446 156H194Z', main.dark),
    line('M206 134H434', shine(0.3), 5),
    rect(226, 340, 188, 150, 30, lentils ? '#8a4f2a' : '#dfe6ee'),
    inside('M256 340H384Q414 340 414 370V460Q414 490 384 490H256Q226 490 226 460V370Q226 340 256 340Z', copies(grain, ...scatter)),
    line('M246 356Q236 362 236 380V420', shine(0.7), 7),
    rect(246, 236, 148, 15, 7, lentils ? '#fffaf0' : main.flat),
    rect(276, 260, 88, 10, 5, lentils ? shine(0.7) : main.light),
  )
}

const pasta: Motif = ({ main, accent }) => {
  const spiral = line('M0-40Q26-30 0-20T0 0T0 20T0 40', accent.dark, 15) + line('M0-40Q26-30 0-20T0 0T0 20T0 40', accent.flat, 10)
  const heap = [
    [250, 350, 20],
    [300, 372, -30],
    [350, 346, 40],
    [396, 380, -10],
    [260, 420, -50],
    [318, 430, 30],
    [378, 436, 70],
    [250, 480, 15],
    [310, 490, -35],
    [370, 492, 25],
  ] as const
  return standing(
    290,
    solid(
      polygon([192, 128, 10], [448, 128, 10], [464, 552, 26], [176, 552, 26]),
      main.soft,
      rect(170, 220, 300, 60, 0, '#fffaf0'),
      path('M440 120L430 560H480V120Z', shade(0.12)),
    ),
    path('M186 96H454L448 136H192Z', main.dark),
    copies(line('M206 102V130', shine(0.2), 4), ...Array.from({ length: 11 }, (_, step) => [(step + 1) * 21, 0] as const)),
    inside('M214 310H426V520H214Z', rect(214, 310, 212, 210, 0, '#fff0c9'), scattered(spiral, ...heap)),
    `<rect x="214" y="310" width="212" height="210" rx="22" fill="none" stroke="${main.dark}" stroke-width="9"/>`,
    emblem('espiga', 232, 250, 50),
    rect(264, 238, 140, 14, 7, main.flat) + rect(264, 260, 92, 9, 4, main.light),
    line('M198 150Q194 300 198 500', shine(0.35), 9),
    scattered(at(0, 0, spiral), [510, 520, 70], [120, 526, 100]),
  )
}

const noodles: Motif = ({ main, accent }) => {
  const nest =
    circle(0, 0, 50, accent.dark) +
    `<g fill="none" stroke="${accent.flat}" stroke-width="9"><circle r="45"/><circle cx="3" cy="2" r="33"/><circle cx="-2" cy="3" r="21"/><circle r="9"/></g>` +
    `<g fill="none" stroke="${accent.light}" stroke-width="4" stroke-linecap="round"><path d="M-38-22A44 44 0 0 1 10-44M-24-22A33 33 0 0 1 14-28"/></g>`
  return (
    footShadow(320, 440) +
    lifted(
      rect(96, 256, 448, 290, 26, main.dark),
      rect(96, 248, 448, 290, 26, main.soft),
      rect(120, 320, 400, 190, 20, '#fff0c9'),
      inside(
        'M120 320H520V510H120Z',
        copies(at(182, 374, nest), [92, 0], [184, 0], [276, 0], [46, 88], [138, 88], [230, 88]),
        path('M120 320H300L180 510H120Z', shine(0.28)),
      ),
      rect(210, 266, 220, 16, 8, '#fffaf0'),
      rect(256, 292, 128, 10, 5, shine(0.7)),
      turned(-12, 130, 250, oval(150, 214, 46, 58, '#f6e0c8') + oval(136, 196, 11, 18, shine(0.8))),
      emblem('espiga', 500, 220, 100),
      line('M116 280V500', shine(0.4), 8),
    )
  )
}

const ravioli: Motif = ({ main, accent }) => {
  const one =
    path(
      'M0-4l9-9l9 9l9-9l9 9l9-9l9 9l9-9l9 9l9 9l-9 9l9 9l-9 9l9 9l-9 9l9 9l-9 9l-9 9l-9-9l-9 9l-9-9l-9 9l-9-9l-9 9l-9-9l9-9l-9-9l9-9l-9-9l9-9l-9-9l9-9z',
      accent.soft,
    ) +
    rect(12, 8, 46, 46, 18, accent.dark) +
    rect(12, 5, 46, 45, 18, accent.light)
  return (
    footShadow(320, 480) +
    lifted(
      path('M60 330H580L550 546H90Z', main.dark),
      path('M60 322H580L550 536H90Z', main.soft),
      path('M84 340H556L538 500H102Z', shade(0.2)),
      ...[0, 1].map((row) => copies(at(112 + row * 8, 350 + row * 76, one), [86, 0], [172, 0], [258, 0], [344, 0])),
      path('M84 340H300L200 500H102Z', shine(0.13)),
      path(
        'M220 180C250 140 320 150 340 190C380 160 440 190 430 240C470 260 450 310 410 306H230C180 306 170 250 210 240C190 220 200 190 220 180Z',
        '#fffaf0',
      ),
      path('M410 306C450 310 470 260 430 240C440 190 400 170 380 174C420 210 380 280 300 306Z', shade(0.06)),
      path('M330 270q40-50 90-24q-10 48-90 24z', leaf.soft) + line('M340 268Q380 250 414 248', leaf.dark, 5),
      at(
        200,
        280,
        path('M0-34Q34-24 30 10Q20 34 0 34T-30 10Q-34-24 0-34Z', '#a8703a') +
          line('M0-30V30M-16-20Q-24 0-14 20M16-20Q24 0 14 20', '#7d5027', 5),
      ),
    )
  )
}

/** A jar with a lid; what is inside is painted through the glass. */
const jarOf = (lid: string, content: string, ...insideIt: Svg[]): Svg =>
  solid(
    turnedOn([420, 200, 20], [450, 260, 50], [450, 552, 50]),
    '#e3f0f2cc',
    rect(196, 232, 248, 304, 40, content),
    ...insideIt,
    rect(400, 190, 60, 370, 0, shade(0.1)),
  ) +
  line('M212 290V490', shine(0.75), 11) +
  rect(206, 136, 228, 72, 18, lid) +
  rect(206, 184, 228, 24, 10, shade(0.14)) +
  line('M228 150V180', shine(0.6), 8)

const sauce: Motif = ({ main, accent }) =>
  standing(
    270,
    jarOf(accent.round, main.flat, copies(circle(240, 280, 10, main.light), [60, 20], [130, -6], [170, 240], [20, 240], [100, 250])),
    path('M192 316H448V482H192Z', '#fffaf0'),
    emblem('tomate', 320, 388, 122),
    rect(264, 460, 112, 10, 5, accent.flat),
    at(500, 500, path('M0 46C-10 0-30-30 6-50C40-20 30 20 0 46Z', leaf.soft) + line('M0 40Q8-4 6-40', leaf.dark, 5), { turn: 30 }),
    at(540, 520, path('M0 30C-10 0-20-20 4-34C28-14 20 14 0 30Z', leaf.dark), { turn: 70 }),
  )

const can: Motif = ({ main, accent, detail }) =>
  standing(
    290,
    solid(
      turnedOn([462, 170, 10], [462, 552, 24]),
      silver.round,
      rect(170, 220, 300, 280, 0, main.flat),
      rect(170, 220, 300, 280, 0, main.round),
      rect(170, 220, 300, 34, 0, accent.flat),
      rect(170, 466, 300, 34, 0, accent.flat),
      copies(line('M176 200H464', shade(0.12), 5), [0, 318]),
    ),
    oval(320, 170, 142, 32, silver.dark),
    oval(320, 166, 142, 30, silver.soft),
    oval(320, 168, 120, 22, shade(0.08)),
    oval(320, 180, 40, 9, silver.dark) + line('M320 176L360 160', silver.light, 11),
    circle(320, 360, 88, '#fffaf0'),
    emblem(detail, 320, 360, 136),
    line('M200 270V450', shine(0.5), 11),
  )

const fishcan: Motif = ({ main, accent }) =>
  standing(
    430,
    solid(
      mirrored('M320 370H540V490Q540 552 480 552H320'),
      silver.round,
      rect(90, 400, 460, 100, 0, main.soft),
      rect(90, 400, 460, 12, 0, accent.flat),
      rect(90, 488, 460, 12, 0, accent.flat),
      rect(470, 360, 80, 200, 0, shade(0.12)),
    ),
    oval(320, 370, 220, 66, silver.dark),
    oval(320, 362, 220, 64, silver.soft),
    oval(320, 364, 190, 50, main.dark),
    oval(320, 360, 190, 50, main.soft),
    emblem('pescado', 290, 358, 130),
    circle(452, 352, 26, silver.flat) + circle(452, 352, 12, main.flat) + line('M440 366L404 384', silver.light, 10),
    rect(232, 430, 176, 42, 10, '#fffaf0') + rect(252, 446, 136, 10, 5, accent.flat),
    at(150, 270, circle(0, 0, 50, '#f8d94f') + circle(0, 0, 40, '#fff3c9') + around(path('M-10-32Q0-38 10-32L0-6Z', '#fbe38a'), 6)),
    path('M240 262q-10-44 30-56q16 34-30 56zM262 276q10-40 50-34q-4 38-50 34z', leaf.soft),
  )

const picklejar: Motif = ({ main, accent }) => {
  const olive = oval(0, 0, 30, 25, main.flat) + oval(-9, -8, 9, 6, main.light) + circle(22, 2, 7, '#dd4347')
  return standing(
    270,
    jarOf(
      accent.round,
      `${accent.light}cc`,
      copies(at(232, 280, olive), [66, -8], [132, 6], [188, -4], [10, 214], [76, 222], [142, 216], [196, 220]),
    ),
    path('M192 322H448V470H192Z', '#fffaf0'),
    emblem('aceituna', 320, 388, 118),
    rect(270, 448, 100, 10, 5, main.flat),
    at(120, 526, olive, { size: 0.95 }),
    at(514, 526, olive, { turn: 20 }),
  )
}

const gingham = (x: number, y: number, width: number, height: number, paint: string): Svg =>
  `<pattern id="gingham" width="32" height="32" patternUnits="userSpaceOnUse">${rect(0, 0, 32, 32, 0, '#ffffff')}${rect(0, 0, 16, 32, 0, `${paint}77`)}${rect(0, 0, 32, 16, 0, `${paint}77`)}</pattern>` +
  rect(x, y, width, height, 0, 'url(#gingham)')

const jam: Motif = ({ main, accent, detail }) =>
  standing(
    270,
    jarOf(
      main.round,
      main.flat,
      copies(path('M230 290q12-14 24 0q-4 18-12 24q-10-8-12-24z', main.light), [70, 20], [140, -6], [20, 220], [110, 226], [170, 210]),
    ),
    path(mirrored('M320 116C380 110 430 130 440 170L462 216L436 204L424 228L398 208L378 232L354 210L336 232L320 212'), accent.soft),
    inside(
      mirrored('M320 116C380 110 430 130 440 170L462 216L436 204L424 228L398 208L378 232L354 210L336 232L320 212'),
      gingham(160, 100, 320, 140, main.flat),
      path('M400 100H480V240H410Z', shade(0.1)),
    ),
    line('M202 172Q320 200 438 172', '#c58d58', 9),
    circle(320, 186, 10, '#c58d58'),
    circle(320, 396, 82, '#fffaf0'),
    emblem(detail, 320, 396, 122),
    at(510, 510, emblem(detail, 0, 0, 84), { turn: 20 }),
  )

const dulce: Motif = ({ main, accent }) =>
  standing(
    300,
    turned(16, 440, 180, rect(424, 76, 22, 180, 10, silver.soft) + oval(435, 70, 32, 42, silver.soft)),
    oval(320, 250, 152, 34, main.dark),
    path('M176 248C210 200 250 230 280 210C330 170 380 200 400 220C440 220 460 236 464 250Q400 280 320 282T176 248Z', main.soft),
    line('M230 240Q270 216 320 228T410 236', main.light, 9),
    solid(
      turnedOn([472, 248, 4], [446, 552, 40]),
      '#fffaf0',
      rect(150, 300, 340, 36, 0, accent.flat),
      rect(150, 490, 340, 30, 0, accent.flat),
      path('M410 240L400 560H490V240Z', shade(0.09)),
    ),
    path('M168 248Q320 310 472 248V266Q320 330 170 266Z', '#ffffff'),
    path('M360 272C380 300 356 330 376 352C398 336 384 300 404 262Z', main.soft),
    emblem('vaca', 320, 414, 124),
    line('M194 300V480', shine(0.9), 9),
  )

const honey: Motif = ({ main, accent }) =>
  standing(
    300,
    solid(
      mirrored('M320 190H420C480 220 500 300 496 380C490 480 460 552 400 552H320'),
      main.round,
      path('M130 260H510V300H130Z', shine(0.12)),
      path('M430 190C480 300 470 460 410 560H520V190Z', shade(0.1)),
      circle(220, 300, 11, shine(0.4)),
      circle(250, 330, 7, shine(0.4)),
    ),
    at(320, 400, path('M0-100L87-50V50L0 100L-87 50V-50Z', '#fffaf0') + emblem('miel', 0, 0, 138)),
    oval(320, 192, 104, 22, main.dark),
    oval(320, 194, 92, 16, main.light),
    turned(
      26,
      380,
      120,
      rect(370, -10, 18, 130, 8, accent.flat) +
        rect(346, 100, 66, 94, 30, accent.soft) +
        copies(line('M350 120H408', accent.dark, 6), [0, 18], [0, 36], [0, 54]) +
        path('M350 170Q380 210 408 170V190Q380 216 350 190Z', main.flat),
    ),
    path('M330 190C336 220 326 236 338 250C352 238 346 216 356 190Z', main.flat),
    line('M168 320Q166 420 190 480', shine(0.6), 13),
    at(
      120,
      170,
      oval(-14, -14, 16, 11, '#ffffffcc') +
        oval(14, -14, 16, 11, '#ffffffcc') +
        oval(0, 4, 26, 19, '#383642') +
        rect(-10, -13, 8, 35, 0, '#f8c53f') +
        rect(6, -10, 8, 30, 0, '#f8c53f'),
    ),
  )

export const pantry: Motifs = { oliveoil, sunoil, grains, pasta, noodles, ravioli, sauce, can, fishcan, picklejar, jam, dulce, honey }
