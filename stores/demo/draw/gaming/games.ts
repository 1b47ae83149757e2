import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { type Colour, leaf, mix, shade, shine } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, oval, path, polygon, rect, type Svg, solid, turned } from '../shapes.ts'

/** What lies behind the hero of a cover: rays, hills and a little sky of the game's own colours. */
const cover = ({ light, flat, dark }: Colour, accent: Colour): Svg =>
  rect(172, 146, 296, 390, 0, flat) +
  circle(320, 330, 130, light) +
  [0, 45, 90, 135, 180, 225, 270, 315].map((turn) => turned(turn, 320, 330, path('M296 60H344L326 330H314Z', shine(0.16)))).join('') +
  path('M172 470Q250 410 330 456T468 430V536H172Z', accent.flat) +
  path('M172 500Q270 456 360 496T468 484V536H172Z', accent.dark) +
  path('M172 146H468V160Q320 200 172 160Z', dark)

const gamebox: Motif = ({ main, accent, detail }) =>
  standing(
    320,
    rect(150, 96, 340, 456, 16, main.dark),
    rect(150, 96, 22, 456, 8, mix(main.dark, '#1d1440', 0.3)),
    rect(156, 102, 328, 444, 12, '#f4f5f9'),
    rect(156, 102, 328, 50, 12, '#383642'),
    rect(176, 118, 90, 18, 9, '#ffffff'),
    emblem('pixel', 450, 128, 34),
    inside('M172 146H468V532H172Z', cover(main, accent)),
    emblem(detail, 320, 336, 210),
    rect(204, 176, 232, 24, 12, '#fffaf0'),
    rect(244, 208, 152, 14, 7, shine(0.75)),
    path('M156 102H260L200 546H156Z', shine(0.14)),
    rect(186, 492, 34, 30, 5, '#fffaf0'),
    rect(192, 500, 22, 5, 2, main.dark),
    rect(192, 510, 14, 5, 2, main.dark),
  )

const giftcard: Motif = ({ main, accent }) =>
  lifted(
    turned(9, 340, 350, rect(130, 200, 420, 268, 34, accent.dark) + rect(128, 194, 420, 266, 34, accent.soft)),
    turned(
      -8,
      320,
      330,
      rect(90, 196, 440, 280, 34, main.dark) +
        rect(88, 188, 440, 280, 34, main.soft) +
        inside(
          'M122 188H494Q528 188 528 222V434Q528 468 494 468H122Q88 468 88 434V222Q88 188 122 188Z',
          circle(470, 210, 120, shine(0.1)),
          circle(500, 190, 70, shine(0.1)),
          path('M88 400L320 188H400L120 468H88Z', shine(0.08)),
          rect(284, 188, 44, 280, 0, accent.soft),
          rect(88, 306, 440, 44, 0, accent.soft),
        ) +
        path('M306 328C240 300 210 240 240 222C276 210 300 270 306 328C312 270 340 210 374 222C404 240 372 300 306 328Z', accent.flat) +
        path(
          'M306 328C264 290 240 250 250 240C270 240 296 280 306 328ZM306 328C350 290 370 250 362 240C342 240 316 280 306 328Z',
          accent.dark,
        ) +
        rect(284, 306, 44, 44, 12, accent.light),
    ),
    emblem('pixel', 170, 400, 70),
    emblem('estrella', 470, 400, 56),
  )

const boardgame: Motif = ({ main, accent }) =>
  footShadow(320, 500) +
  lifted(
    path('M320 230L590 370L320 520L50 370Z', main.dark),
    path('M50 370L320 510V540L50 398ZM590 370L320 510V540L590 398Z', '#c58d58'),
    path('M320 216L590 356L320 506L50 356Z', '#fff3d6'),
    inside(
      'M320 240L546 356L320 482L94 356Z',
      rect(60, 200, 520, 320, 0, accent.soft),
      path('M140 360Q170 310 240 330T300 390T200 410T140 360Z', main.soft),
      path('M330 300Q380 260 430 300T440 350T350 350T330 300Z', main.soft),
      path('M340 420Q380 390 430 410T380 460T340 420Z', main.light),
      copies(line('M210 300q10-10 20 0t20 0', '#ffffff', 5), [60, -10], [120, 110], [230, 80], [60, 130]),
    ),
    at(210, 340, path('M-8 0H8V30H-8Z', '#8a5b3c') + circle(0, -14, 26, leaf.dark) + circle(-4, -20, 20, leaf.soft)),
    at(386, 296, path('M0-30C20-30 20-4 8 4L22 44H-22L-8 4C-20-4-20-30 0-30Z', '#dd4347') + circle(-5, -18, 5, shine(0.7))),
    at(270, 424, path('M0-30C20-30 20-4 8 4L22 44H-22L-8 4C-20-4-20-30 0-30Z', '#3f6fd0') + circle(-5, -18, 5, shine(0.7))),
    at(440, 388, path('M-30 0H30L20 18H-20ZM-2-44L24-8H-2ZM-6-40V-8H-24Z', '#fffaf0') + path('M-30 0H30L20 18H-20Z', '#dd4347')),
    at(
      150,
      470,
      rect(-36, -36, 72, 72, 16, '#d7dae4') +
        rect(-36, -40, 72, 72, 16, '#ffffff') +
        circle(0, -4, 8, '#383642') +
        circle(-18, -22, 8, '#383642') +
        circle(18, 14, 8, '#383642'),
      { turn: -12 },
    ),
    rect(486, 430, 84, 110, 10, '#fffaf0') + rect(494, 438, 68, 94, 6, main.flat) + emblem('estrella', 528, 484, 48),
  )

const playingCard = (turn: number, face: Svg): Svg =>
  turned(turn, 320, 620, rect(230, 162, 196, 296, 22, shade(0.25)) + rect(222, 156, 196, 296, 22, '#fffaf0') + face)

const cards: Motif = ({ main, accent, detail }) => {
  const back =
    rect(236, 170, 168, 268, 14, main.soft) +
    inside(
      'M236 170H404V438H236Z',
      copies(
        path('M236 170l28 28l-28 28l-28-28z', accent.flat),
        [56, 0],
        [112, 0],
        [168, 0],
        [28, 34],
        [84, 34],
        [140, 34],
        [0, 68],
        [56, 68],
        [112, 68],
        [168, 68],
        [28, 102],
        [84, 102],
        [140, 102],
        [0, 136],
        [56, 136],
        [112, 136],
        [168, 136],
        [28, 170],
        [84, 170],
        [140, 170],
        [0, 204],
        [56, 204],
        [112, 204],
        [168, 204],
        [28, 238],
        [84, 238],
        [140, 238],
      ),
    )
  const face =
    rect(236, 170, 168, 268, 14, mix(main.flat, '#1d1440', 0.25)) +
    circle(320, 304, 72, main.light) +
    emblem(detail, 320, 304, 132) +
    rect(262, 390, 116, 14, 7, accent.flat) +
    rect(284, 412, 72, 10, 5, shine(0.5)) +
    emblem('estrella', 262, 198, 30) +
    path('M236 170H320L250 438H236Z', shine(0.15))
  const other = emblem('estrella', 320, 304, 130) + emblem('estrella', 256, 196, 34) + emblem('estrella', 384, 412, 34)
  return footShadow(320, 300) + lifted(playingCard(-22, back), playingCard(-2, other), playingCard(18, face))
}

const die = (x: number, y: number, size: number, turn: number, paint: Colour, mark: string): Svg =>
  at(
    x,
    y,
    path('M0-100L87-50V50L0 100L-87 50V-50Z', paint.dark) +
      path('M0-56L58 40H-58Z', paint.light) +
      path('M0-100L0-56L-58 40L-87-50ZM0-100L0-56L58 40L87-50Z', paint.flat) +
      path('M-87 50L-58 40H58L87 50L0 100Z', mix(paint.dark, '#1d1440', 0.2)) +
      path('M-87-50L-58 40L-87 50ZM87-50L58 40L87 50Z', paint.dark) +
      line('M0-56L58 40H-58ZM0-100V-56M-58 40L-87 50M58 40L87 50M-87-50L-58 40M87-50L58 40', mark, 4) +
      circle(-40, -30, 4, '#ffffffcc') +
      circle(40, -20, 4, '#ffffffcc') +
      circle(-10, 70, 4, '#ffffffcc') +
      circle(-60, 30, 4, '#ffffffcc'),
    { size, turn },
  )

const dice: Motif = ({ main, accent }) =>
  footShadow(320, 440) +
  lifted(
    die(320, 230, 1.2, 0, main, accent.flat) + emblem('estrella', 320, 244, 52),
    die(150, 440, 0.86, -14, main, accent.flat),
    die(480, 450, 0.84, 18, { ...main, flat: main.light, light: mix(main.light, '#ffffff', 0.4), dark: main.flat }, accent.flat),
    at(
      320,
      470,
      path('M0-76L76 48H-76Z', main.flat) +
        path('M0-76L76 48L0 20Z', main.dark) +
        path('M-76 48L0 20L76 48Z', mix(main.dark, '#1d1440', 0.25)) +
        line('M0-76L76 48H-76ZM0-76V20L76 48M0 20L-76 48', accent.flat, 4),
    ),
    at(
      520,
      260,
      rect(-44, -44, 88, 88, 18, main.dark) +
        rect(-44, -50, 88, 88, 18, main.soft) +
        copies(circle(-20, -26, 9, accent.light), [40, 0], [20, 20], [0, 40], [40, 40]),
      { turn: 16 },
    ),
    at(
      582,
      376,
      path('M0-62L52 12L0 62L-52 12Z', main.dark) +
        path('M0-62L52 12L0 30L-52 12Z', main.flat) +
        path('M0-62L24 8L0 30L-24 8Z', main.light) +
        line('M0-62L52 12L0 62L-52 12ZM0-62L24 8L0 30L-24 8ZM24 8L52 12M-24 8L-52 12M0 30V62', accent.flat, 4),
      { turn: 12, size: 0.9 },
    ),
    at(
      120,
      240,
      path('M0-70L54 0L0 70L-54 0Z', main.dark) +
        path('M0-70L54 0L0 20L-54 0Z', main.flat) +
        path('M0-70L0 20L-54 0Z', main.light) +
        line('M0-70L54 0L0 70L-54 0ZM0-70V20L-54 0M0 20L54 0M0 20V70', accent.flat, 4),
      { turn: -10 },
    ),
  )

const jigsaw = 'M-60-60H-18C-30-90 30-90 18-60H60V-18C90-30 90 30 60 18V60H18C30 34-30 34-18 60H-60V18C-34 30-34-30-60-18Z'

const puzzle: Motif = ({ main, accent }) =>
  footShadow(320, 440) +
  lifted(
    rect(96, 180, 448, 330, 20, main.dark),
    rect(96, 170, 448, 326, 20, main.soft),
    inside(
      'M116 190H524V476H116Z',
      rect(116, 190, 408, 290, 0, '#2d3f74'),
      circle(440, 250, 36, '#fbe08a'),
      copies(rect(150, 220, 8, 8, 0, '#ffffff'), [60, 20], [140, -10], [200, 30], [90, 60]),
      path('M116 480V330H160V290H210V350H250V260H310V340H350V300H410V370H450V320H524V480Z', accent.soft),
      path('M116 480V400H180V370H230V420H290V380H360V430H420V390H480V430H524V480Z', '#e2468f'),
      copies(
        rect(130, 350, 12, 14, 0, '#fff3c9'),
        [50, -36],
        [50, -12],
        [140, -60],
        [140, -34],
        [160, -60],
        [160, -10],
        [240, -20],
        [250, 10],
        [340, 0],
      ),
      rect(116, 450, 408, 30, 0, '#7a53bd'),
    ),
    `<g fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="4"><path d="M218 190v70q-26 14 0 30v60q26 14 0 30v96M320 190v60q26 14 0 30v70q-26 14 0 30v96M422 190v70q-26 14 0 30v60q26 14 0 30v96M116 285h60q14-24 30 0h80q14 24 30 0h80q14-24 30 0h98M116 380h60q14 24 30 0h80q14-24 30 0h80q14 24 30 0h98"/></g>`,
    path(polygon([422, 381], [524, 381], [524, 476], [422, 476]), mix(main.flat, '#1d1440', 0.3)),
    at(520, 510, path(jigsaw, accent.dark) + at(0, -6, path(jigsaw, '#e2468f')) + rect(-40, 4, 50, 40, 0, '#7a53bd'), {
      turn: 18,
      size: 0.95,
    }),
    at(130, 500, path(jigsaw, main.dark) + at(0, -6, path(jigsaw, '#f8c53f')), { turn: -20, size: 0.8 }),
  )

const robot: Motif = ({ main, accent }) =>
  standing(
    280,
    line('M320 150V96', '#515769', 10) + circle(320, 90, 19, accent.soft) + circle(314, 84, 6, shine(0.7)),
    both(
      rect(420, 200, 30, 60, 10, accent.soft) +
        line('M440 340C500 340 510 400 490 440', '#8b90a3', 26) +
        circle(486, 452, 30, accent.soft) +
        circle(486, 456, 13, '#bfb0ee'),
    ),
    both(rect(346, 460, 56, 70, 12, '#8b90a3') + path('M336 552V536Q336 512 366 512H392Q422 512 422 536V552Z', accent.soft)),
    rect(220, 318, 200, 160, 40, main.dark),
    rect(220, 312, 200, 160, 40, main.soft),
    rect(256, 342, 128, 92, 18, '#fffaf0') +
      emblem('pixel', 300, 388, 60) +
      circle(356, 372, 10, accent.flat) +
      circle(356, 402, 10, '#f8c53f'),
    rect(198, 146, 244, 172, 60, main.dark),
    rect(198, 138, 244, 172, 60, main.soft),
    rect(226, 168, 188, 112, 44, '#2d3f74'),
    both(circle(362, 216, 22, '#7ee0d8') + circle(356, 208, 7, '#ffffff')),
    line('M294 252Q320 272 346 252', '#7ee0d8', 8),
    line('M218 200Q220 160 256 154', shine(0.5), 9),
  )

const dragonFigure: Motif = ({ main, accent }) =>
  standing(
    360,
    path('M400 480C500 520 570 470 560 400C556 370 530 370 528 396C526 440 470 440 410 400Z', main.soft) +
      path('M528 400L500 360L556 350L584 384Z', accent.soft),
    both(
      path(
        'M400 330C450 230 520 210 590 230C560 250 566 270 576 300C546 290 536 310 530 340C500 320 480 340 470 370C450 350 420 350 400 370Z',
        accent.soft,
      ),
    ),
    path(mirrored('M320 230C380 230 420 320 430 420C440 500 410 552 370 552H320'), main.soft),
    path(mirrored('M320 300C360 310 384 380 384 440C384 510 350 540 320 540'), accent.light),
    line('M268 390Q320 404 372 390M260 430Q320 446 380 430M266 470Q320 486 374 470', accent.dark, 5),
    both(
      path('M360 540Q350 500 400 500Q440 504 434 546Q432 556 420 556H372Q360 556 360 540Z', main.dark) +
        path('M366 556l8-16l8 16zM388 556l8-16l8 16zM410 556l8-16l8 16z', '#fffaf0') +
        path('M396 390C440 390 456 420 440 450Q420 452 410 430Z', main.dark),
    ),
    both(path('M360 120L384 66Q398 70 396 120Z', '#fff3d6') + path('M396 160Q440 130 460 150Q440 190 404 200Z', main.dark)),
    path(mirrored('M320 96C390 96 420 140 414 200C440 230 420 280 372 282C350 290 330 292 320 292'), main.soft),
    path('M320 96l-14-34l14 14l14-14z', accent.soft),
    both(
      circle(362, 180, 32, '#ffffff') + circle(358, 184, 19, '#383642') + circle(351, 176, 7, '#ffffff') + circle(346, 244, 6, shade(0.5)),
    ),
    line('M280 262Q320 282 360 262', shade(0.45), 6),
    path('M300 268l8 14l8-10z', '#ffffff'),
    both(circle(396, 232, 14, '#f67d6877')),
    path('M488 150C520 150 540 120 520 90C560 100 580 150 540 176Q500 190 488 150Z', '#f48b3c') +
      path('M508 154Q530 150 532 128Q548 150 530 166Q514 170 508 154Z', '#f8c53f'),
  )

const slime: Motif = ({ main, accent }) =>
  standing(
    400,
    solid(
      mirrored('M320 120C350 150 360 180 400 210C490 270 530 380 524 460C518 530 450 552 380 552H320'),
      main.soft,
      path('M440 220C520 360 480 500 380 570H560V220Z', `${accent.flat}55`),
      path('M100 480Q320 600 540 480V570H100Z', `${accent.flat}44`),
    ),
    line('M170 430Q180 330 250 280', shine(0.6), 16),
    circle(282, 250, 13, shine(0.6)),
    both(
      oval(386, 390, 50, 58, '#ffffff') +
        circle(378, 400, 34, '#383642') +
        circle(366, 386, 13, '#ffffff') +
        circle(390, 414, 6, shine(0.7)) +
        oval(452, 450, 26, 16, '#f4a3bbaa'),
    ),
    path('M270 462Q320 520 370 462Q320 480 270 462Z', '#8a2a42') + path('M296 480Q320 504 344 480Q320 486 296 480Z', '#f67d68'),
  )

const pixelheart: Motif = ({ main, accent }) =>
  circle(320, 290, 240, `${accent.light}66`) +
  standing(
    220,
    rect(210, 506, 220, 46, 16, '#383642') + rect(296, 476, 48, 40, 4, '#515769') + circle(390, 528, 8, '#4ba25c'),
    path(
      'M180 132H260V172H300V212H340V172H380V132H460V172H500V212H540V292H500V332H460V372H420V412H380V452H340V492H300V452H260V412H220V372H180V332H140V292H100V212H140V172H180Z',
      main.dark,
    ),
    path(
      'M180 124H260V164H300V204H340V164H380V124H460V164H500V204H540V284H500V324H460V364H420V404H380V444H340V484H300V444H260V404H220V364H180V324H140V284H100V204H140V164H180Z',
      main.soft,
    ),
    path('M180 164H260V204H180V284H140V204H180Z', accent.soft),
    path('M180 204H220V244H180Z', '#ffffff'),
    path('M460 164H500V284H460V324H420V364H380V404H340V444H300V404H340V364H380V324H420V284H460Z', shade(0.12)),
  )

const ghost: Motif = ({ main, accent }) =>
  circle(320, 310, 250, '#ffffff44') +
  standing(
    260,
    solid(
      'M140 540V300C140 190 220 112 320 112S500 190 500 300V540Q490 556 470 540L436 512L400 544Q386 556 372 544L340 512Q320 500 300 512L268 544Q254 556 240 544L204 512L170 540Q150 556 140 540Z',
      main.soft,
      path('M420 100C500 260 480 440 440 560H520V100Z', shade(0.1)),
      path('M140 400Q240 480 500 400V570H140Z', `${accent.flat}44`),
    ),
    line('M172 300Q180 210 256 166', shine(0.7), 15),
    both(oval(378, 300, 30, 42, '#3a2b6b') + circle(368, 284, 11, '#ffffff') + oval(436, 366, 24, 14, '#f4a3bbaa')),
    path('M296 372Q320 410 344 372Q320 382 296 372Z', '#5a3f94'),
    path('M528 130l9 26 26 9-26 9-9 26-9-26-26-9 26-9zM104 190l6 18 18 6-18 6-6 18-6-18-18-6 18-6z', '#fff6d9'),
  )

const cartridgepack: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M270 116C270 50 370 50 370 116', main.dark, 18),
    both(path('M452 190C516 220 530 380 510 490Q490 500 470 480Z', '#515769')),
    path(
      polygon([150, 110, 20], [490, 110, 20], [490, 160, 8], [470, 176, 8], [470, 552, 30], [170, 552, 30], [170, 176, 8], [150, 160, 8]),
      main.dark,
    ),
    path(
      polygon([150, 102, 20], [490, 102, 20], [490, 152, 8], [470, 168, 8], [470, 546, 30], [170, 546, 30], [170, 168, 8], [150, 152, 8]),
      main.soft,
    ),
    copies(line('M200 118V156', shade(0.18), 8), [24, 0], [192, 0], [216, 0], [240, 0]),
    rect(204, 190, 232, 190, 20, '#fffaf0') +
      rect(216, 202, 208, 166, 12, accent.soft) +
      emblem('pixel', 320, 290, 130) +
      rect(216, 202, 208, 28, 8, '#fffaf0') +
      rect(230, 210, 90, 11, 5, accent.dark),
    rect(204, 402, 232, 120, 22, main.dark) + line('M224 424H416', '#f8c53f', 9) + rect(398, 418, 16, 40, 7, '#f8c53f'),
    path('M304 470h32v12l-16 18l-16-18z', shade(0.3)),
    line('M186 200V490', shine(0.4), 8),
  )

export const games: Motifs = {
  gamebox,
  giftcard,
  boardgame,
  cards,
  dice,
  puzzle,
  robot,
  dragon: dragonFigure,
  slime,
  pixelheart,
  ghost,
  cartridgepack,
}
