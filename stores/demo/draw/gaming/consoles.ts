import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { black, type Colour, shade, shine, silver, steel } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, oval, path, polygon, rect, ring, type Svg, solid, turned } from '../shapes.ts'

const padOutline = mirrored(
  'M320 214C370 214 390 206 430 206C520 206 548 300 566 400C580 480 560 530 520 534C470 538 452 440 400 424Q360 416 320 416',
)
const thumbstick = (x: number, y: number, ink: string): Svg =>
  circle(x, y, 46, '#2a2934') + ring(x, y, 37, ink, 6) + circle(x, y - 4, 28, black.soft) + circle(x - 8, y - 12, 7, shine(0.25))

/** A gamepad, four hundred wide, around the middle of the picture. */
const gamepad = (main: Colour, accent: Colour, middle: Svg): Svg =>
  both(rect(150, 190, 110, 60, 28, main.dark)) +
  solid(padOutline, main.soft, path('M60 430Q120 560 170 540Q220 500 240 430Q320 400 400 430Q440 560 560 540V600H60Z', shade(0.1))) +
  thumbstick(258, 372, accent.flat) +
  thumbstick(382, 372, accent.flat) +
  path('M164 268h28v28h28v28h-28v28h-28v-28h-28v-28h28z', '#2a2934') +
  circle(462, 258, 18, '#4ba25c') +
  circle(462, 342, 18, '#3f6fd0') +
  circle(420, 300, 18, '#f8c53f') +
  circle(504, 300, 18, '#dd4347') +
  line('M118 330Q108 400 112 460', shine(0.4), 10) +
  middle

const controller: Motif = ({ main, accent, detail }) =>
  footShadow(320, 380) + lifted(gamepad(main, accent, rect(268, 222, 104, 92, 30, shade(0.22)) + emblem(detail, 320, 268, 78)))

const console: Motif = ({ main, accent }) =>
  standing(
    430,
    rect(90, 530, 190, 22, 8, '#383642'),
    path('M110 90Q110 76 124 80L180 100V532H110Z', main.soft),
    path('M180 100H206V532H180Z', '#383642'),
    path('M206 100L262 80Q276 76 276 90V532H206Z', main.dark),
    path('M206 100L262 80Q276 76 276 90V532H206Z', shine(0.5)),
    line('M193 130V500', accent.flat, 8),
    circle(193, 508, 9, accent.flat),
    line('M128 110V480', shine(0.9), 8),
    at(226, 232, gamepad(main, accent, rect(264, 230, 112, 70, 18, '#2a2934') + line('M280 248H360', accent.flat, 6)), { size: 0.6 }),
  )

const miniconsole: Motif = ({ main, accent }) =>
  standing(
    400,
    rect(110, 300, 300, 244, 30, main.dark),
    rect(110, 292, 300, 244, 30, main.soft),
    circle(260, 404, 90, shade(0.3)) +
      copies(
        circle(260, 404, 8, accent.flat),
        [30, 0],
        [-30, 0],
        [0, 30],
        [0, -30],
        [22, 22],
        [-22, 22],
        [22, -22],
        [-22, -22],
        [58, 0],
        [-58, 0],
        [0, 58],
        [0, -58],
      ),
    circle(150, 500, 10, accent.flat),
    line('M134 330V470', shine(0.25), 8),
    at(280, 268, gamepad(main, accent, circle(320, 264, 26, accent.soft)), { size: 0.55 }),
    at(430, 240, path('M0-56L16-16L56 0L16 16L0 56L-16 16L-56 0L-16-16Z', accent.light), { size: 0.5 }),
  )

const retroPad = (main: Colour, accent: Colour): Svg =>
  rect(-150, -74, 300, 156, 74, main.dark) +
  rect(-150, -82, 300, 156, 74, main.soft) +
  circle(-82, -4, 56, shade(0.08)) +
  path('M-96-44h28v26h26v28h-26v26h-28v-26h-26v-28h26z', '#383642') +
  circle(84, -4, 58, shade(0.1)) +
  circle(84, -40, 17, accent.soft) +
  circle(84, 32, 17, accent.light) +
  circle(48, -4, 17, accent.light) +
  circle(120, -4, 17, accent.soft) +
  turned(-28, -10, 10, rect(-30, 4, 32, 12, 6, '#515769') + rect(8, 4, 32, 12, 6, '#515769')) +
  line('M-110-68H60', shine(0.5), 6)

const retroconsole: Motif = ({ main, accent }) =>
  standing(
    450,
    rect(226, 150, 188, 130, 14, '#515769') + rect(246, 168, 148, 90, 8, '#f8c53f') + emblem('pixel', 320, 212, 70),
    path('M120 260H520Q540 260 544 280L556 420H84L96 280Q100 260 120 260Z', main.light),
    path('M206 250H434V300H206Z', main.dark),
    rect(220, 262, 200, 24, 6, '#383642'),
    rect(84, 400, 472, 84, 20, main.soft),
    rect(84, 440, 472, 44, 20, main.dark),
    both(rect(384, 326, 86, 46, 12, accent.soft) + rect(384, 360, 86, 12, 6, accent.dark)),
    rect(296, 330, 48, 36, 10, '#dd4347'),
    copies(rect(150, 424, 60, 30, 8, '#383642'), [90, 0]) + circle(470, 440, 8, '#dd4347'),
    line('M110 412H400', shine(0.5), 6),
    line('M180 452C160 520 220 560 250 540', '#383642', 9),
    at(390, 520, retroPad(main, accent), { size: 0.86 }),
  )

const retropad: Motif = ({ main, accent }) =>
  footShadow(320, 460) +
  lifted(
    line('M320 230C320 160 380 150 380 90S440 40 520 50', '#383642', 12),
    at(320, 360, retroPad(main, accent) + copies(line('M-24 48H24', shade(0.14), 6), [0, 12]), { size: 1.72 }),
  )

const gameScene = (x: number, y: number, width: number, height: number): Svg => {
  const outline = polygon([x, y, 10], [x + width, y, 10], [x + width, y + height, 10], [x, y + height, 10])
  return (
    path(outline, '#84c4ec') +
    inside(
      outline,
      circle(x + width * 0.8, y + height * 0.24, 24, '#f8c53f'),
      path(
        `M${x} ${y + height * 0.8}V${y + height * 0.6}L${x + width * 0.25} ${y + height * 0.36}L${x + width * 0.5} ${y + height * 0.66}L${x + width * 0.7} ${y + height * 0.44}L${x + width} ${y + height * 0.7}V${y + height}H${x}Z`,
        '#5fb4a0',
      ),
      rect(x, y + height * 0.78, width, height * 0.3, 0, '#8a5b3c'),
      rect(x, y + height * 0.78, width, 12, 0, '#4ba25c'),
      rect(x + width * 0.24, y + height * 0.78 - 44, 34, 44, 8, '#dd4347') +
        circle(x + width * 0.24 + 24, y + height * 0.78 - 30, 4, '#ffffff'),
      copies(rect(x + width * 0.5, y + height * 0.44, 26, 26, 5, '#f8c53f'), [28, 0], [56, 0]),
    )
  )
}

const handheld: Motif = ({ main, accent }) =>
  footShadow(320, 460) +
  lifted(
    path('M152 200H110Q40 200 40 270V430Q40 500 110 500H152Z', main.dark) +
      path('M152 194H110Q40 194 40 264V422Q40 492 110 492H152Z', main.soft),
    path('M488 200H530Q600 200 600 270V430Q600 500 530 500H488Z', accent.dark) +
      path('M488 194H530Q600 194 600 264V422Q600 492 530 492H488Z', accent.soft),
    rect(146, 188, 348, 312, 18, '#383642'),
    gameScene(166, 210, 308, 266),
    path('M166 210H330L220 476H166Z', shine(0.14)),
    circle(96, 272, 32, '#2a2934') + circle(96, 268, 22, black.soft),
    circle(544, 404, 32, '#2a2934') + circle(544, 400, 22, black.soft),
    path('M86 380h20v18h18v20h-18v18h-20v-18h-18v-20h18z', '#2a2934'),
    circle(544, 250, 11, '#ffffff') + circle(544, 298, 11, '#ffffff') + circle(520, 274, 11, '#ffffff') + circle(568, 274, 11, '#ffffff'),
    line('M60 240Q64 216 90 210', shine(0.5), 8),
  )

const pocketconsole: Motif = ({ main, accent }) =>
  lifted(
    ring(424, 76, 34, steel, 11) + line('M414 110L396 150', steel, 9),
    turned(
      -6,
      320,
      340,
      rect(190, 132, 268, 420, 36, main.dark) +
        rect(184, 124, 268, 420, 36, main.soft) +
        rect(212, 152, 212, 180, 20, accent.soft) +
        rect(236, 170, 164, 144, 8, '#cfe08f') +
        path('M260 290h16v-16h16v-16h16v-16h32v16h16v16h16v16h16v24h-128z', '#6f8a4a') +
        path('M296 200h16v8h8v16h-40v-16h16z', '#6f8a4a') +
        circle(224, 240, 6, '#dd4347') +
        path('M234 372h34v34h34v34h-34v34h-34v-34h-34v-34h34z', '#383642') +
        circle(352, 442, 28, accent.dark) +
        circle(410, 406, 28, accent.dark) +
        circle(350, 438, 25, accent.soft) +
        circle(408, 402, 25, accent.soft) +
        turned(-22, 300, 500, rect(264, 494, 44, 14, 7, accent.dark) + rect(320, 494, 44, 14, 7, accent.dark)) +
        line('M204 180V380', shine(0.5), 8),
    ),
  )

const arcade: Motif = ({ main, accent }) =>
  standing(
    330,
    path('M150 110Q150 90 170 90H470Q490 90 490 110L500 180H140Z', main.dark),
    rect(166, 100, 308, 70, 14, accent.soft),
    emblem('estrella', 230, 136, 46) + emblem('estrella', 410, 136, 46) + emblem('pixel', 320, 136, 52),
    path('M140 180H500V380L540 430V552H100V430L140 380Z', main.soft),
    path('M460 180H500V380L540 430V552H480V430L460 380Z', shade(0.14)),
    path('M164 196H476V380H164Z', '#23222d'),
    gameScene(182, 212, 276, 152),
    path('M140 388H500L536 440H104Z', '#383642'),
    line('M214 420V376', steel, 12) + circle(214, 366, 26, '#dd4347') + circle(206, 358, 8, shine(0.7)) + oval(214, 424, 26, 9, '#1f1e27'),
    copies(oval(330, 408, 18, 9, '#f8c53f') + oval(330, 404, 18, 9, '#fbe08a'), [48, 0], [96, 0], [6, 24], [56, 24], [106, 24]),
    rect(260, 462, 120, 70, 12, main.dark) +
      rect(280, 474, 30, 46, 6, '#f8c53f') +
      rect(330, 474, 30, 46, 6, '#f8c53f') +
      line('M295 486V506M345 486V506', '#8a5b3c', 5),
    line('M120 450V530', shine(0.4), 8),
  )

const wheel: Motif = ({ main, accent }) =>
  standing(
    280,
    path('M250 380H390L430 552H210Z', '#515769'),
    path('M250 380H390L400 430H240Z', shade(0.25)),
    both(path('M420 210L500 170L512 230L430 260Z', silver.soft)),
    ring(320, 270, 176, main.dark, 58),
    ring(320, 264, 176, main.flat, 54),
    `<path d="M232 112A176 176 0 0 1 408 112" fill="none" stroke="${accent.flat}" stroke-width="54"/>`,
    rect(308, 66, 24, 46, 4, '#ffffff'),
    `<path d="M176 180A168 168 0 0 0 152 250" fill="none" stroke="#fff" stroke-opacity=".3" stroke-width="10" stroke-linecap="round"/>`,
    path('M150 250L280 232H360L490 250L486 296L370 316L352 424H288L270 316L154 296Z', '#515769'),
    circle(320, 272, 58, main.soft) + ring(320, 272, 50, accent.flat, 6) + emblem('rayo', 320, 272, 60),
    copies(circle(220, 262, 12, accent.flat), [0, 30]) + circle(420, 262, 12, '#f8c53f') + circle(420, 292, 12, '#4ba25c'),
  )

const chargedock: Motif = ({ main, accent }) =>
  standing(
    440,
    at(14, 186, gamepad({ ...main, soft: 'url(#blanco)', dark: '#c9ccd6' }, accent, rect(268, 226, 104, 60, 18, '#383642')), { size: 0.5 }),
    at(306, 186, gamepad(main, accent, rect(268, 226, 104, 60, 18, '#515769')), { size: 0.5 }),
    path('M124 420H224L290 500H130ZM416 420H516L510 500H350Z', main.light),
    rect(80, 478, 480, 74, 30, main.dark),
    rect(80, 470, 480, 70, 30, main.soft),
    line('M120 522H520', accent.flat, 9),
    line('M120 486H300', shine(0.25), 6),
    emblem('rayo', 320, 496, 44),
    path('M186 150l-20 30h16l-8 26 26-34h-16l10-22zM486 150l-20 30h16l-8 26 26-34h-16l10-22z', accent.flat),
  )

const vr: Motif = ({ main, accent }) =>
  footShadow(320, 360) +
  lifted(
    line('M320 200V120', main.dark, 44) +
      line('M120 320C60 180 240 110 320 110S580 180 520 320', main.dark, 32) +
      line('M120 316C62 180 240 106 320 106S578 180 520 316', '#515769', 24),
    rect(96, 232, 448, 260, 100, main.dark),
    rect(96, 222, 448, 260, 100, main.soft),
    solid(
      'M216 262H424C480 262 512 300 512 348S480 436 424 436C380 436 372 396 320 396S260 436 216 436C160 436 128 396 128 348S160 262 216 262Z',
      '#2b2940',
      path('M100 440Q240 340 400 420T560 380V460H100Z', accent.dark),
      circle(430, 320, 34, accent.light),
      path('M140 260H300L180 450H100Z', shine(0.14)),
      copies(circle(200, 310, 4, '#ffffff'), [60, -16], [110, 30], [170, -10], [280, 60]),
    ),
    copies(circle(170, 250, 8, accent.flat), [300, 0]),
    line('M124 300Q136 256 180 244', shine(0.9), 9),
  )

export const consoles: Motifs = {
  controller,
  console,
  miniconsole,
  retroconsole,
  retropad,
  handheld,
  pocketconsole,
  arcade,
  wheel,
  chargedock,
  vr,
}
