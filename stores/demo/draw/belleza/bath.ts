import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, leaf, shade, shine, silver, wood } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import { at, circle, copies, line, mirrored, path, polygon, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

const bubbles = (x: number, y: number): Svg =>
  copies(circle(x, y, 24, '#ffffffcc') + circle(x - 8, y - 8, 6, '#ffffff'), [34, -16], [-32, 10], [8, -40], [62, 8])

const shampoo: Motif = ({ main, accent, detail }) =>
  standing(
    250,
    rect(308, 140, 24, 70, 4, silver.round),
    path('M230 96H366Q382 96 382 112V140H292V130Q236 128 218 156V120Q218 96 230 96Z', accent.soft),
    rect(270, 196, 100, 40, 10, accent.round),
    solid(turnedOn([400, 232, 40], [440, 300, 60], [440, 552, 50]), main.round, rect(400, 230, 50, 330, 0, shade(0.1))),
    rect(232, 312, 176, 196, 16, '#fffaf0'),
    emblem(detail, 320, 390, 120),
    rect(270, 470, 100, 10, 5, main.flat),
    rect(286, 488, 68, 7, 3, accent.flat),
    line('M222 320V500', shine(0.45), 11),
    bubbles(500, 530),
  )

/** Conditioner stands on its cap. */
const conditioner: Motif = ({ main, accent, detail }) =>
  standing(
    190,
    solid(turnedOn([436, 120, 90], [440, 300, 60], [410, 470, 20]), main.round, path('M390 110H450V480H396Z', shade(0.1))),
    rect(236, 490, 168, 62, 16, accent.round),
    rect(244, 468, 152, 30, 6, accent.dark),
    rect(240, 200, 160, 196, 80, '#fffaf0'),
    emblem(detail, 320, 284, 124),
    rect(288, 360, 64, 10, 5, main.flat),
    line('M226 200V390', shine(0.5), 12),
    path('M470 552C440 520 500 490 540 514C590 510 590 552 566 552Z', accent.soft) + line('M492 530Q516 516 540 524', shine(0.8), 7),
  )

const soap: Motif = ({ main, accent, detail }) =>
  standing(
    420,
    rect(110, 516, 420, 36, 16, wood.soft),
    line('M140 526H500', wood.dark, 5),
    rect(140, 300, 360, 216, 74, main.dark),
    rect(140, 290, 360, 208, 74, main.soft),
    rect(176, 322, 288, 144, 48, shade(0.07)),
    rect(182, 330, 276, 140, 46, main.light),
    emblem(detail, 320, 398, 116),
    line('M170 340Q184 316 216 310H330', shine(0.8), 10),
    copies(circle(500, 270, 34, '#ffffffcc') + circle(488, 258, 9, '#ffffff'), [-52, -24], [-10, -62], [-330, 10], [-300, -46]),
    circle(150, 230, 16, '#ffffffcc'),
    circle(220, 204, 10, accent.light),
  )

const hairbrush: Motif = ({ main, accent }) =>
  lifted(
    turned(
      24,
      320,
      320,
      copies(line('M250 120V84', accent.dark, 6), [20, -8], [40, -12], [60, -14], [80, -14], [100, -12], [120, -8], [140, 0]) +
        path(
          mirrored('M320 62C410 62 430 130 424 210C418 290 390 320 362 340C350 360 352 420 356 480C362 560 350 590 320 590'),
          main.dark,
        ) +
        path(
          mirrored('M320 54C406 54 424 124 418 204C412 280 384 312 356 332C344 352 346 412 350 472C356 552 344 582 320 582'),
          main.soft,
        ) +
        path(mirrored('M320 82C376 82 392 134 388 196C384 260 362 290 320 296'), accent.soft) +
        copies(
          circle(320, 112, 7, accent.dark),
          ...[0, 1, 2, 3, 4]
            .flatMap((row) => [-40, -20, 0, 20, 40].map((x) => [x, row * 36 + (Math.abs(x) === 20 ? 18 : 0)] as const))
            .slice(3),
        ) +
        line('M304 380Q300 460 304 540', shine(0.5), 9) +
        circle(320, 552, 9, shade(0.25)),
    ),
  )

const hairdryer: Motif = ({ main, accent }) =>
  lifted(
    copies(line('M64 190H120', '#ffffffcc', 11), [-26, 42], [6, 84]),
    line('M420 520C430 600 560 560 640 600', '#383642', 12),
    path('M370 330L440 330L470 530Q470 552 446 552H414Q394 552 390 534L350 360Z', main.dark),
    path('M362 330L432 330L460 526Q462 546 440 546H408Q388 546 384 528L342 360Z', main.soft),
    copies(rect(384, 400, 34, 18, 8, accent.soft), [6, 32]),
    path('M142 160L250 132V356L142 328Q124 326 124 308V180Q124 162 142 160Z', '#383642'),
    path('M142 160L160 156V332L142 328Q124 326 124 308V180Q124 162 142 160Z', shine(0.15)),
    rect(236, 124, 26, 240, 10, accent.soft),
    path('M256 132C340 92 470 92 520 150C570 210 550 320 480 350C420 376 330 372 256 356Z', main.soft),
    path('M256 290C360 330 470 320 536 270C520 320 500 342 480 350C420 376 330 372 256 356Z', shade(0.14)),
    circle(470, 236, 66, main.dark),
    circle(470, 236, 52, accent.soft),
    copies(line('M430 236H510', accent.dark, 6), [0, -18], [0, 18], [0, 34], [0, -34]),
    line('M284 150Q360 122 430 130', shine(0.5), 12),
  )

const atomiser = (y: number, cap: string): Svg => rect(288, y - 34, 64, 40, 6, gold.round) + cap

const perfume: Motif = ({ main, accent, detail }) =>
  standing(
    300,
    atomiser(230, circle(320, 148, 58, accent.soft) + circle(302, 128, 15, shine(0.7)) + rect(280, 186, 80, 24, 8, accent.round)),
    solid(
      mirrored('M320 230H370C380 250 410 256 440 280C496 330 496 450 456 510Q430 552 390 552H320'),
      `${main.light}dd`,
      path('M130 340Q320 320 510 340V570H130Z', main.soft),
      path('M420 260C470 330 470 460 420 560H520V260Z', shade(0.12)),
    ),
    circle(320, 420, 82, '#fffaf0'),
    emblem(detail, 320, 420, 130),
    line('M190 400Q186 460 216 508', shine(0.7), 13),
    line('M222 300Q240 276 270 268', shine(0.7), 9),
    path('M520 250l8 22 22 8-22 8-8 22-8-22-22-8 22-8zM120 300l6 18 18 6-18 6-6 18-6-18-18-6 18-6z', '#ffffff'),
  )

const nightperfume: Motif = ({ main, accent, detail }) =>
  standing(
    290,
    rect(292, 176, 56, 50, 4, gold.round),
    path(polygon([268, 80, 8], [372, 80, 8], [388, 184, 8], [252, 184, 8]), accent.soft),
    path('M280 90H310L300 176H264Z', shine(0.2)),
    path(polygon([250, 222, 8], [390, 222, 8], [486, 330, 8], [430, 552, 18], [210, 552, 18], [154, 330, 8]), main.soft),
    path('M250 222H390L360 330H280Z', main.light),
    path('M250 222L280 330L154 330ZM280 330L250 552H214L154 334Z', shine(0.16)),
    path('M390 222L486 330H360ZM360 330L486 334L428 548L390 552Z', shade(0.2)),
    emblem(detail, 320, 440, 120),
    path('M520 200l7 20 20 7-20 7-7 20-7-20-20-7 20-7zM116 240l6 16 16 6-16 6-6 16-6-16-16-6 16-6z', '#fff6d9'),
  )

const cologne: Motif = ({ main, accent, detail }) =>
  standing(
    250,
    rect(290, 190, 60, 40, 4, silver.round),
    rect(256, 88, 128, 110, 14, accent.round),
    copies(line('M280 108Q276 140 280 180', accent.dark, 4), [30, 4], [62, -2]),
    rect(188, 224, 264, 328, 34, main.dark),
    rect(188, 220, 264, 326, 34, main.soft),
    rect(206, 238, 228, 290, 22, shine(0.1)),
    path('M400 222H420Q452 224 452 254V512Q452 546 420 546H390Q420 400 400 222Z', shade(0.14)),
    rect(246, 316, 148, 150, 10, '#fffaf0'),
    emblem(detail, 320, 382, 100),
    rect(282, 444, 76, 8, 4, accent.flat),
    line('M210 270V470', shine(0.45), 11),
  )

const splash: Motif = ({ main, accent, detail }) =>
  standing(
    230,
    rect(274, 72, 92, 86, 18, accent.round),
    rect(292, 150, 56, 40, 4, silver.round),
    solid(
      turnedOn([352, 186, 10], [420, 260, 80], [420, 552, 40]),
      `${main.light}`,
      rect(200, 290, 240, 280, 0, main.soft),
      rect(200, 290, 240, 10, 0, shine(0.6)),
      rect(386, 180, 40, 380, 0, shade(0.08)),
    ),
    rect(238, 350, 164, 140, 70, '#fffaf0'),
    emblem(detail, 320, 420, 104),
    line('M238 300V460', shine(0.8), 12),
    path('M452 552Q500 470 560 486Q560 540 500 552Z', leaf.soft) + line('M470 544Q510 510 546 496', leaf.dark, 4),
    circle(530, 520, 34, '#f8d94f') + line('M512 512Q516 498 530 496', shine(0.7), 7),
    circle(500, 230, 18, '#ffffffbb') + circle(536, 280, 11, '#ffffffbb') + circle(120, 260, 14, '#ffffffbb'),
  )

const salts: Motif = ({ main, accent }) =>
  standing(
    320,
    solid(
      turnedOn([430, 250, 20], [450, 320, 60], [450, 552, 50]),
      '#dff1f5cc',
      path('M180 330Q250 300 320 330T460 320V570H180Z', main.soft),
      copies(
        path('M220 360l14-10l14 10l-14 12zM280 400l12-10l12 10l-12 10z', shine(0.6)),
        [60, 30],
        [120, -10],
        [20, 90],
        [100, 100],
        [160, 70],
      ),
      copies(path('M250 440l12-10l12 10l-12 10z', accent.flat), [90, -40], [130, 60], [30, 70]),
      rect(410, 240, 50, 320, 0, shade(0.08)),
    ),
    line('M216 330V500', shine(0.8), 11),
    rect(196, 190, 248, 64, 18, wood.round),
    line('M220 206H400', wood.light, 5),
    rect(214, 246, 212, 20, 6, '#fffaf0'),
    line('M320 256C300 300 290 320 300 350', accent.flat, 7),
    at(
      306,
      400,
      path('M0-46L44-20L30 40H-30L-44-20Z', '#fffaf0') +
        path('M0 24C-30-4-26-24-12-24Q-4-24 0-16Q4-24 12-24C26-24 30-4 0 24Z', accent.soft),
      { turn: -6 },
    ),
    path('M470 552Q460 510 500 500Q560 500 566 552Z', '#ffffff') +
      path('M488 540l12-14l16 10l-12 12zM526 530l12-10l14 10l-10 14z', main.light),
    at(
      134,
      500,
      path('M0 50C-44 30-52-20-30-50Q0-64 30-50C52-20 44 30 0 50Z', accent.soft) +
        line('M0 44V-50M-4 44Q-34 10-26-42M4 44Q34 10 26-42', shade(0.14), 5),
    ),
  )

export const bath: Motifs = { shampoo, conditioner, soap, hairbrush, hairdryer, perfume, nightperfume, cologne, splash, salts }
