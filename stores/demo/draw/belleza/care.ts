import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { type Colour, shade, shine, silver } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, circle, copies, line, oval, path, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

/** A paper label with what the product is made of. */
const label = (x: number, y: number, width: number, height: number, detail: string | undefined, ink: Colour): Svg =>
  rect(x - width / 2, y - height / 2, width, height, 14, '#fffaf0') +
  emblem(detail, x, y - height * 0.09, Math.min(width, height) * 0.62) +
  rect(x - width * 0.28, y + height * 0.32, width * 0.56, 9, 4, ink.flat)

const creamjar: Motif = ({ main, accent, detail }) =>
  standing(
    330,
    solid(
      turnedOn([474, 310, 30], [486, 552, 70]),
      main.round,
      rect(140, 352, 360, 150, 0, '#fffaf0'),
      rect(140, 352, 360, 8, 0, accent.flat),
      rect(140, 494, 360, 8, 0, accent.flat),
      rect(410, 300, 90, 260, 0, shade(0.08)),
    ),
    emblem(detail, 320, 427, 116),
    rect(148, 196, 344, 122, 28, accent.round),
    rect(148, 286, 344, 32, 16, shade(0.12)),
    rect(178, 216, 22, 66, 11, shine(0.55)),
    line('M186 330V480', shine(0.5), 9),
  )

const claymask: Motif = ({ main, accent }) =>
  standing(
    360,
    turned(-16, 470, 230, rect(450, 90, 24, 230, 10, accent.round) + path('M440 300Q462 350 484 300L490 360Q462 400 434 360Z', main.soft)),
    oval(320, 346, 176, 52, accent.dark),
    path('M160 344C200 280 270 330 300 280C330 240 350 300 390 310C430 320 470 320 480 346Q470 380 320 384T160 344Z', main.soft),
    line('M220 330Q270 320 300 296', main.light, 10),
    solid(
      turnedOn([496, 344, 10], [480, 552, 90]),
      accent.round,
      rect(140, 500, 360, 60, 0, shade(0.12)),
      line('M140 420Q320 446 500 420', accent.dark, 5),
      line('M140 470Q320 496 500 470', accent.dark, 5),
    ),
    path('M144 344Q320 420 496 344V366Q320 440 144 366Z', accent.light),
    path('M300 388C320 410 300 450 320 470C346 452 330 410 350 386Z', main.soft),
    line('M180 400Q184 460 200 500', shine(0.35), 10),
    at(112, 490, emblem('aloe', 0, 0, 110), { turn: -14 }),
  )

const squeezed = (main: Colour, accent: Colour, face: Svg): Svg =>
  path('M196 100H444L404 470H236Z', main.soft) +
  path('M400 100H444L404 470H370Z', shade(0.1)) +
  rect(186, 80, 268, 40, 10, main.dark) +
  copies(line('M206 86V114', shine(0.25), 5), ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((step) => [step * 21, 0] as const)) +
  face +
  path('M236 462H404L398 488H242Z', main.dark) +
  rect(246, 484, 148, 68, 14, accent.round) +
  copies(line('M266 500V540', shade(0.14), 5), [20, 0], [40, 0], [60, 0], [80, 0], [100, 0]) +
  line('M228 140L252 400', shine(0.5), 10)

const tube: Motif = ({ main, accent, detail }) => standing(160, squeezed(main, accent, label(320, 290, 148, 190, detail, main)))

const eyetube: Motif = ({ main, accent, detail }) =>
  standing(
    300,
    turned(
      16,
      380,
      320,
      path('M330 126H470L446 420H354Z', main.soft) +
        path('M446 126H470L446 420H424Z', shade(0.14)) +
        rect(322, 108, 156, 32, 8, main.dark) +
        rect(352, 200, 96, 130, 12, '#fffaf0') +
        emblem(detail, 400, 250, 78) +
        rect(372, 304, 56, 8, 4, accent.dark) +
        path('M360 416H440L424 486Q400 530 376 486Z', silver.soft) +
        circle(400, 508, 13, '#ffffff') +
        line('M352 160L368 380', shine(0.35), 8),
    ),
    rect(136, 384, 120, 168, 18, accent.round),
    copies(line('M156 404V530', shade(0.1), 5), [20, 0], [40, 0], [60, 0], [80, 0]),
    path('M268 552Q276 524 300 530T330 552Z', '#fffaf0'),
  )

const suntube: Motif = ({ main, accent, detail }) =>
  standing(
    160,
    squeezed(
      main,
      accent,
      circle(320, 260, 72, '#fffaf0') +
        emblem(detail, 320, 260, 116) +
        path('M216 360Q268 330 320 360T414 352L404 462H236Z', accent.soft) +
        path('M220 396Q270 370 322 396T410 392L404 462H236Z', '#fffaf0'),
    ),
    path('M470 552C440 520 500 480 540 510C590 500 600 552 566 552Z', '#ffffff'),
  )

const sunbottle: Motif = ({ main, accent, detail }) =>
  standing(
    260,
    rect(276, 96, 88, 84, 14, accent.round),
    rect(262, 164, 116, 28, 10, accent.round),
    solid(
      turnedOn([380, 190, 30], [432, 250, 60], [432, 360, 80], [424, 552, 44]),
      main.round,
      circle(320, 320, 84, '#fffaf0'),
      emblem(detail, 320, 320, 134),
      path('M190 450Q256 410 320 450T460 440V570H190Z', accent.soft),
      path('M190 490Q256 454 320 490T460 480V570H190Z', shine(0.45)),
      rect(400, 180, 50, 380, 0, shade(0.08)),
    ),
    line('M228 270V420', shine(0.55), 12),
    path('M486 552Q470 500 520 486Q580 500 566 552Z', '#f6d98f') + line('M526 494V552M500 504L512 552M552 504L540 552', '#dba85a', 4),
  )

const dropper: Motif = ({ main, accent, detail }) =>
  standing(
    220,
    path('M296 150C290 90 300 70 320 70S350 90 344 150Z', accent.soft),
    line('M306 96Q302 120 304 140', shine(0.5), 6),
    rect(276, 144, 88, 74, 10, accent.round),
    copies(line('M292 154V208', shade(0.14), 4), [14, 0], [28, 0], [42, 0], [56, 0]),
    rect(284, 214, 72, 26, 4, main.dark),
    solid(
      turnedOn([360, 236, 6], [430, 290, 50], [430, 552, 44]),
      main.round,
      rect(313, 230, 14, 130, 6, shine(0.45)),
      rect(396, 230, 40, 330, 0, shade(0.1)),
      rect(200, 526, 240, 30, 0, shade(0.12)),
    ),
    label(320, 420, 156, 176, detail, main),
    line('M232 320V490', shine(0.6), 11),
    path('M500 300c22 30 28 42 28 56a28 28 0 0 1-56 0c0-14 6-26 28-56z', main.soft) + line('M486 352q0 14 10 18', shine(0.8), 5),
  )

const pumpHead = (main: Colour, y: number): Svg =>
  rect(308, y, 24, 84, 4, silver.round) +
  path(
    `M230 ${y - 44}H366Q382 ${y - 44} 382 ${y - 28}V${y}H292V${y - 10}Q236 ${y - 12} 218 ${y + 16}V${y - 20}Q218 ${y - 44} 230 ${y - 44}Z`,
    main.soft,
  ) +
  rect(268, y + 60, 104, 44, 10, main.round)

const foam = (x: number, y: number): Svg =>
  copies(circle(x, y, 26, '#ffffff') + circle(x - 8, y - 8, 6, '#d9ecf7'), [34, -20], [-30, 8], [10, -44], [60, 10])

const pump: Motif = ({ main, accent }) =>
  standing(
    240,
    pumpHead(accent, 150),
    solid(turnedOn([380, 250, 20], [428, 300, 60], [428, 552, 44]), main.round, rect(396, 240, 40, 320, 0, shade(0.1))),
    rect(240, 356, 160, 140, 14, '#fffaf0'),
    circle(320, 416, 44, '#8fc98a') +
      circle(320, 416, 36, '#dff0cf') +
      copies(oval(320, 396, 5, 10, '#a5cf93'), [16, 12], [-16, 12], [10, 32], [-10, 32]),
    rect(280, 474, 80, 9, 4, main.dark),
    line('M232 330V490', shine(0.6), 12),
    foam(490, 526),
  )

const bottle: Motif = ({ main, accent }) =>
  standing(
    250,
    rect(270, 92, 100, 90, 16, accent.round),
    rect(288, 176, 64, 24, 4, accent.dark),
    solid(
      turnedOn([360, 196, 10], [440, 250, 70], [440, 552, 50]),
      main.light,
      rect(190, 300, 260, 270, 0, main.soft),
      rect(190, 300, 260, 12, 0, shine(0.5)),
      circle(260, 350, 9, shine(0.5)),
      circle(400, 380, 7, shine(0.5)),
      circle(380, 340, 5, shine(0.5)),
      rect(400, 190, 50, 370, 0, shade(0.08)),
    ),
    rect(240, 380, 160, 120, 14, '#fffaf0') + emblem('gota', 320, 424, 76) + rect(276, 474, 88, 9, 4, main.flat),
    line('M224 290V480', shine(0.75), 12),
    oval(510, 536, 52, 20, '#ffffff') + oval(504, 522, 52, 20, '#f3ecf1') + oval(512, 508, 50, 19, '#ffffff'),
  )

const spray: Motif = ({ main, accent }) =>
  copies(circle(176, 150, 7, '#ffffffcc'), [-36, -24], [-40, 20], [-76, -10], [-80, 34], [-84, -46], [-20, 40]) +
  standing(
    210,
    rect(282, 176, 76, 60, 8, silver.round),
    path('M236 108H372Q386 108 386 124V180H276V150H236Q226 150 226 140V120Q226 108 236 108Z', accent.soft),
    rect(226, 120, 14, 20, 4, shade(0.3)),
    solid(
      turnedOn([370, 232, 10], [410, 276, 46], [410, 552, 40]),
      main.round,
      rect(380, 230, 40, 330, 0, shade(0.1)),
      rect(216, 528, 208, 30, 0, shade(0.1)),
    ),
    rect(246, 336, 148, 150, 74, '#fffaf0'),
    emblem('rosa', 320, 412, 104),
    line('M244 310V330', shine(0.6), 10),
    path('M470 540q-10-40 30-44q10 36-30 44zM520 552q0-36 36-34q2 34-36 34z', main.flat),
  )

const sheetmask: Motif = ({ main, accent }) =>
  footShadow(320, 360) +
  lifted(
    turned(
      10,
      400,
      330,
      rect(300, 110, 240, 420, 16, accent.soft) + rect(300, 110, 240, 30, 8, shade(0.1)) + rect(300, 500, 240, 30, 8, shade(0.1)),
    ),
    turned(
      -6,
      280,
      330,
      rect(150, 104, 270, 440, 16, main.dark) +
        rect(146, 98, 270, 440, 16, main.soft) +
        copies(line('M156 112H406', shine(0.35), 3), [0, 12], [0, 402], [0, 414]),
    ),
    path('M284 168C370 168 404 230 396 320C390 400 340 456 284 456C228 456 178 400 172 320C164 230 198 168 284 168Z', '#ffffff'),
    path('M330 180C390 200 400 280 390 340C380 400 340 450 290 456C350 400 360 260 330 180Z', shade(0.06)),
    path('M208 286Q236 262 264 286Q236 308 208 286ZM304 286Q332 262 360 286Q332 308 304 286Z', accent.soft) +
      path('M256 392Q284 372 312 392Q284 420 256 392Z', accent.soft) +
      line('M284 306V348Q272 358 266 350', shade(0.12), 6),
    at(452, 476, path('M0-30c18 24 22 34 22 44a22 22 0 0 1-44 0c0-10 4-20 22-44z', main.dark)),
    at(480, 200, path('M0-30c18 24 22 34 22 44a22 22 0 0 1-44 0c0-10 4-20 22-44z', '#ffffff'), { size: 0.8 }),
  )

export const care: Motifs = { creamjar, claymask, tube, eyetube, suntube, sunbottle, dropper, pump, bottle, spray, sheetmask }
