import type { Motif, Motifs } from '../motif.ts'
import { type Colour, mix, shade, shine, silver } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, path, polygon, rect, ring, type Svg, turned } from '../shapes.ts'

/** What a screen shows: dunes under a sun. */
export const dunes = (outline: string, y: number, { light, flat, dark }: Colour, sun: string): Svg =>
  path(outline, light) +
  inside(
    outline,
    circle(400, y + 70, 44, sun),
    path(`M60 ${y + 120}Q180 ${y + 50} 300 ${y + 120}T600 ${y + 90}V640H60Z`, flat),
    path(`M60 ${y + 180}Q240 ${y + 110} 380 ${y + 170}T600 ${y + 150}V640H60Z`, dark),
    path(`M60 ${y - 60}L300 ${y - 60}L180 640H60Z`, shine(0.1)),
  )

const screen = polygon([150, 196, 8], [490, 196, 8], [490, 410, 8], [150, 410, 8])

/** An open laptop seen from the front: lid, keyboard deck, lip. */
const openLaptop = (main: Colour, shown: Svg): Svg =>
  rect(130, 174, 380, 262, 22, main.dark) +
  rect(130, 172, 380, 258, 22, main.soft) +
  rect(140, 184, 360, 240, 14, '#23222d') +
  shown +
  circle(320, 190, 4, '#5b6288') +
  path('M130 430H510L574 524H66Z', main.soft) +
  path('M148 438H492L530 494H110Z', shade(0.2)) +
  copies(line('M160 450H480', shine(0.35), 5), [0, 14]) +
  line('M144 478H496', shine(0.35), 5) +
  path('M262 500H378L386 518H254Z', shade(0.12)) +
  path('M66 522H574V534Q572 552 544 552H96Q68 552 66 534Z', main.dark) +
  rect(276, 522, 88, 10, 5, shade(0.2))

const laptop: Motif = ({ main, accent }) => standing(480, openLaptop(main, dunes(screen, 230, accent, '#fff3c9')))

const studiolaptop: Motif = ({ main, accent }) =>
  standing(
    480,
    openLaptop(
      main,
      path(screen, '#2b2940') +
        inside(
          screen,
          rect(150, 196, 54, 214, 0, '#383555'),
          copies(circle(177, 220, 9, accent.light), [0, 34], [0, 68], [0, 102]),
          rect(218, 210, 180, 116, 10, accent.flat),
          path('M218 326L270 250L320 306L352 272L398 326Z', accent.light),
          circle(364, 240, 16, '#f8c53f'),
          rect(410, 210, 66, 116, 8, '#383555'),
          copies(line('M422 228H464', accent.light, 6), [0, 24], [0, 48], [0, 72]),
          rect(218, 342, 100, 18, 6, '#f67d68'),
          rect(330, 342, 110, 18, 6, '#2fb4ad'),
          rect(250, 372, 140, 18, 6, '#f8c53f'),
          line('M316 332V402', '#ffffff', 4),
        ),
    ),
  )

const schoollaptop: Motif = ({ main, accent }) =>
  standing(
    480,
    openLaptop(
      main,
      path(screen, '#fff6dc') +
        inside(
          screen,
          path('M150 350Q240 300 330 350T500 336V420H150Z', '#9adcbd'),
          circle(430, 250, 34, '#f8c53f'),
          line('M430 202v-10M478 250h10M464 216l8-8', '#f8c53f', 7),
          path('M216 340V288L262 250L308 288V340Z', '#f67d68'),
          path('M204 294L262 244L320 294', '#dd4347'),
          rect(250, 304, 26, 36, 4, '#8a5b3c'),
          rect(352, 300, 12, 50, 4, '#8a5b3c'),
          circle(358, 290, 28, '#4ba25c'),
        ),
    ),
    both(
      path('M462 160H500Q522 160 522 184V222H498V196Q498 184 486 184H462Z', accent.soft) +
        path('M470 524H582V538Q578 560 548 560H470Z', accent.soft),
    ),
  )

const minipc: Motif = ({ main, accent }) =>
  standing(
    330,
    path('M320 300L500 356L320 416L140 356Z', main.light),
    path('M320 306L480 356L320 408L160 356Z', main.soft),
    path('M140 356L320 416V552L160 500Q140 492 140 470Z', main.dark),
    path('M500 356L320 416V552L480 500Q500 492 500 470Z', '#24222c'),
    path('M140 372L320 432V444L140 384Z', accent.flat),
    path('M500 372L320 432V444L500 384Z', accent.dark),
    circle(320, 352, 18, accent.soft) + path('M320 340v10', '#ffffff'),
    path('M176 428L216 441V456L176 443ZM176 456L216 469V484L176 471ZM236 448L262 456V476L236 468Z', shine(0.35)),
    circle(288, 494, 9, accent.flat),
    copies(line('M358 470L468 434', shine(0.12), 6), [0, 22], [0, 44]),
  )

const display = (main: Colour, shown: Svg): Svg =>
  path('M272 460H368L380 530H260Z', main.dark) +
  rect(212, 524, 216, 28, 14, main.soft) +
  rect(84, 124, 472, 332, 26, main.dark) +
  rect(84, 120, 472, 330, 26, main.soft) +
  shown

const monitor: Motif = ({ main, accent }) => {
  const panel = polygon([104, 140, 12], [536, 140, 12], [536, 410, 12], [104, 410, 12])
  return standing(
    220,
    display(
      accent,
      path(panel, main.light) +
        inside(
          panel,
          rect(104, 140, 432, 34, 0, main.flat),
          copies(circle(126, 157, 7, '#ffffff'), [22, 0], [44, 0]),
          rect(132, 196, 190, 190, 12, '#ffffff'),
          copies(line('M152 224H300', '#c5d3e6', 9), [0, 30], [0, 60], [0, 90], [0, 120]),
          rect(344, 196, 164, 86, 12, main.dark),
          line('M362 262L398 232L424 250L462 216L490 236', '#ffffff', 8),
          rect(344, 300, 164, 86, 12, '#fff3c9'),
          copies(rect(364, 340, 24, 34, 5, '#f48b3c'), [36, -16], [72, 4]),
          rect(472, 326, 24, 48, 5, '#f67d68'),
          path('M104 140H320L180 410H104Z', shine(0.14)),
        ) +
        circle(320, 430, 6, main.dark),
    ),
  )
}

const ultrawide: Motif = ({ main, accent }) => {
  const panel = mirrored('M320 200Q470 200 584 180V424Q470 408 320 408')
  return standing(
    260,
    path('M286 420H354L366 530H274Z', '#515769'),
    path('M190 552Q200 524 320 520Q440 524 450 552Z', '#383642'),
    path(mirrored('M320 180Q480 180 602 158Q612 158 612 170V440Q612 450 602 448Q480 430 320 430'), '#383642'),
    path(panel, main.flat),
    inside(
      panel,
      rect(40, 160, 560, 150, 0, main.soft),
      circle(320, 318, 74, accent.soft),
      circle(320, 318, 100, `${accent.flat}44`),
      rect(40, 318, 560, 120, 0, mix(main.flat, '#1d1440', 0.4)),
      copies(line('M262 340H378', accent.flat, 7), [6, 22], [-8, 44], [10, 66]),
      path('M40 318L130 256L206 318ZM440 318L520 266L600 318Z', main.dark),
      path('M40 160H230L90 440H40Z', shine(0.1)),
    ),
    circle(320, 420, 4, accent.flat),
  )
}

const keysRow = (x: number, y: number, count: number, step: number, width: number, paint: string): Svg =>
  Array.from({ length: count }, (_, key) => rect(x + key * step, y, width, 34, 8, paint)).join('')

const keyboard: Motif = ({ main, accent }) =>
  footShadow(320, 500) +
  lifted(
    rect(56, 330, 528, 222, 34, main.dark),
    rect(56, 318, 528, 220, 34, main.soft),
    rect(76, 338, 488, 180, 18, shade(0.12)),
    keysRow(88, 348, 10, 47, 40, '#fffaf0'),
    keysRow(88, 392, 10, 47, 40, '#fffaf0'),
    keysRow(88, 436, 10, 47, 40, '#fffaf0'),
    rect(88, 348, 40, 34, 8, accent.soft),
    rect(511, 392, 40, 34, 8, accent.soft),
    rect(88, 480, 60, 30, 8, accent.light),
    rect(156, 480, 60, 30, 8, '#fffaf0'),
    rect(224, 480, 192, 30, 8, '#fffaf0'),
    rect(424, 480, 60, 30, 8, '#fffaf0'),
    rect(492, 480, 60, 30, 8, accent.light),
  )

const mouseTop = ({ soft, dark }: Colour, accent: Colour): Svg =>
  path('M0-110C70-110 84-50 84 20C84 90 50 120 0 120C-50 120-84 90-84 20C-84-50-70-110 0-110Z', dark) +
  path('M0-116C70-116 84-56 84 14C84 84 50 112 0 112C-50 112-84 84-84 14C-84-56-70-116 0-116Z', soft) +
  line('M0-114V-10M-82-6Q0 14 82-6', shade(0.2), 5) +
  rect(-11, -78, 22, 54, 11, accent.soft) +
  line('M-56-60Q-66-20-64 20', shine(0.45), 8)

const keyboardset: Motif = ({ main, accent }) =>
  footShadow(300, 470) +
  lifted(
    rect(40, 372, 420, 180, 28, main.dark),
    rect(40, 362, 420, 180, 28, main.soft),
    keysRow(58, 378, 10, 39, 32, '#fffaf0'),
    keysRow(58, 418, 10, 39, 32, '#fffaf0'),
    keysRow(58, 458, 10, 39, 32, '#fffaf0'),
    keysRow(58, 378, 1, 39, 32, accent.soft),
    keysRow(409, 458, 1, 39, 32, accent.soft),
    rect(58, 500, 60, 28, 7, '#fffaf0') + rect(126, 500, 220, 28, 7, '#fffaf0') + rect(354, 500, 88, 28, 7, '#fffaf0'),
    at(534, 450, mouseTop(main, accent), { size: 0.85 }),
    rect(262, 268, 66, 40, 8, accent.soft) +
      rect(324, 274, 34, 28, 4, silver.soft) +
      rect(334, 280, 8, 6, 1, shade(0.4)) +
      rect(334, 290, 8, 6, 1, shade(0.4)),
    line('M236 268Q214 288 236 308M212 252Q176 288 212 324', accent.flat, 9),
  )

const mouse: Motif = ({ main, accent }) =>
  footShadow(320, 260) + lifted(at(320, 360, mouseTop(main, accent), { size: 1.6 }), line('M290 470Q320 482 350 470', shine(0.5), 8))

const verticalmouse: Motif = ({ main, accent }) =>
  standing(
    330,
    path(
      'M140 540C140 480 190 460 210 400C230 320 250 190 340 180C420 176 470 260 482 380C488 460 500 500 500 540Q500 552 484 552H156Q140 552 140 540Z',
      main.soft,
    ),
    path('M340 180C420 176 470 260 482 380C488 460 500 500 500 540Q500 552 484 552H380C430 420 420 260 340 180Z', main.dark),
    path('M330 184C250 200 236 320 214 396C260 420 330 420 396 396C400 320 380 220 340 182Z', main.light),
    path('M330 186C254 202 240 320 220 390C260 410 326 412 386 390C390 316 374 226 338 186Z', main.soft),
    line('M300 410C310 330 316 250 328 200', shade(0.4), 5),
    rect(296, 262, 24, 64, 12, accent.soft),
    line('M158 534Q320 500 482 534', accent.flat, 9),
    circle(440, 440, 10, accent.flat),
    line('M250 300Q240 340 230 368', shine(0.35), 8),
  )

const drive: Motif = ({ main, accent }) =>
  standing(
    290,
    line('M330 470C330 560 470 600 640 586', accent.flat, 14),
    turned(
      -5,
      320,
      340,
      rect(194, 138, 262, 372, 54, main.dark) +
        rect(184, 132, 262, 372, 54, main.soft) +
        rect(222, 170, 186, 296, 34, accent.soft) +
        copies(line('M222 230H408', shine(0.09), 12), [0, 40], [0, 80], [0, 120]) +
        at(315, 318, path('M10-54L-34 8H-4L-14 54L36-14H4Z', main.soft)) +
        circle(372, 432, 8, '#9adcbd') +
        both(rect(420, 200, 26, 40, 10, shade(0.12))) +
        rect(294, 492, 44, 26, 8, '#c6ccd7'),
    ),
  )

const pendrive: Motif = ({ main, accent }) =>
  lifted(
    turned(
      -32,
      320,
      330,
      rect(96, 270, 120, 120, 14, main.dark) +
        rect(96, 264, 120, 116, 14, main.soft) +
        rect(118, 288, 26, 24, 4, '#383642') +
        rect(118, 334, 26, 24, 4, '#383642') +
        rect(196, 240, 260, 172, 34, main.dark) +
        rect(196, 232, 260, 172, 34, main.soft) +
        rect(236, 262, 120, 112, 20, accent.soft) +
        path('M296 276l-12 18h8v36l-22-14v-14h-8v18l30 20v10a12 12 0 1 0 8 0v-22l28-16v-12h6v-16h-16v16h4v8l-22 12v-26h8z', shine(0.9)) +
        rect(456, 278, 70, 80, 18, main.dark) +
        rect(456, 272, 70, 78, 18, main.soft) +
        ring(412, 318, 22, main.dark, 10) +
        line('M222 254H420', shine(0.8), 7),
    ),
    line('M516 226C560 250 560 330 520 360C500 374 486 350 500 330', accent.flat, 10),
    ring(504, 336, 22, accent.dark, 9),
  )

const memorycard: Motif = ({ main, accent }) =>
  standing(
    330,
    at(
      220,
      330,
      path(polygon([-116, -210, 22], [60, -210, 10], [122, -146, 14], [122, 222, 24], [-116, 222, 24]), '#2a2833') +
        rect(-88, -70, 182, 250, 16, main.soft) +
        rect(-88, -70, 182, 70, 16, accent.soft) +
        path('M0 20L-36 84H-8L-16 140L34 62H6Z', '#fff6dc') +
        copies(rect(-90, -192, 22, 70, 6, '#e2b04a'), [34, 0], [68, 0], [102, 0]) +
        rect(-128, 10, 14, 50, 4, accent.dark),
    ),
    turned(
      10,
      460,
      430,
      path(polygon([392, 326, 14], [500, 326, 14], [500, 370, 8], [520, 390, 8], [520, 552, 18], [392, 552, 18]), main.dark) +
        rect(408, 420, 96, 112, 12, accent.soft) +
        path('M456 432L434 474H452L446 514L482 462H462Z', main.flat) +
        copies(rect(406, 340, 12, 50, 4, '#e2b04a'), [20, 0], [40, 0], [60, 0]),
    ),
  )

const printer: Motif = ({ main, accent }) =>
  standing(
    460,
    path(polygon([196, 130, 6], [444, 130, 6], [456, 290, 6], [184, 290, 6]), '#ffffff'),
    path(polygon([196, 130, 6], [444, 130, 6], [456, 290, 6], [184, 290, 6]), shade(0.04)),
    circle(290, 190, 26, '#f8c53f') + path('M206 280L270 220L316 256L372 200L440 280Z', accent.light),
    rect(104, 276, 432, 90, 34, main.dark),
    rect(88, 300, 464, 244, 40, main.soft),
    rect(88, 300, 464, 44, 22, shine(0.8)),
    rect(180, 316, 150, 40, 12, '#383642') + rect(190, 324, 70, 24, 6, '#84c4ec'),
    circle(350, 336, 12, '#4ba25c'),
    rect(196, 452, 248, 24, 12, '#383642'),
    path(polygon([212, 464, 4], [428, 464, 4], [446, 560, 8], [194, 560, 8]), '#ffffff'),
    at(320, 520, path('M0 26C-34 4-30-24-14-24Q-4-24 0-14Q4-24 14-24C30-24 34 4 0 26Z', accent.soft)),
    rect(444, 380, 92, 140, 18, shade(0.14)),
    copies(rect(452, 390, 17, 120, 7, '#ffffff'), [20, 0], [40, 0], [60, 0]),
    rect(452, 430, 17, 80, 7, '#383642') +
      rect(472, 410, 17, 100, 7, '#2fb4ad') +
      rect(492, 440, 17, 70, 7, accent.flat) +
      rect(512, 420, 17, 90, 7, '#f8c53f'),
    line('M110 380V480', shine(0.9), 9),
  )

const webcam: Motif = ({ main, accent }) =>
  standing(
    210,
    path('M288 400H352L372 552H268Z', main.dark),
    path('M200 520Q320 480 440 520L446 552H194Z', main.soft),
    rect(120, 196, 400, 220, 110, main.dark),
    rect(120, 188, 400, 220, 110, main.soft),
    circle(320, 298, 86, main.light),
    circle(320, 298, 74, '#1f1e27'),
    circle(320, 298, 48, '#3c4c7a'),
    circle(320, 298, 26, '#23222d'),
    circle(298, 274, 16, shine(0.85)),
    circle(342, 322, 7, shine(0.4)),
    circle(440, 298, 13, accent.soft),
    circle(440, 298, 22, `${accent.flat}44`),
    copies(circle(180, 280, 5, shine(0.35)), [0, 18], [0, 36], [18, 9], [18, 27]),
    line('M170 236Q200 212 240 212', shine(0.35), 9),
  )

const hub: Motif = ({ main, accent }) =>
  footShadow(320, 470) +
  lifted(
    line('M170 440C60 440 70 300 150 280', main.dark, 26),
    turned(-24, 160, 272, rect(130, 250, 80, 44, 14, main.soft) + rect(200, 258, 44, 28, 10, silver.soft)),
    path('M150 388H560L590 440H170Z', main.light),
    path('M170 440H590V516Q590 540 566 540H196Q170 540 170 516Z', main.soft),
    copies(rect(200, 468, 66, 44, 8, '#23222d') + rect(208, 490, 50, 14, 3, accent.flat), [82, 0], [164, 0]),
    path(polygon([448, 474, 4], [516, 474, 4], [516, 494, 6], [504, 508, 6], [460, 508, 6], [448, 494, 6]), '#23222d'),
    rect(534, 476, 36, 24, 12, '#23222d'),
    circle(540, 414, 9, accent.flat),
    line('M210 400H470', shine(0.35), 8),
  )

const stand: Motif = ({ main, accent }) =>
  standing(
    380,
    line('M476 274L566 84', '#383642', 22),
    line('M482 272L570 88', '#84c4ec', 7),
    line('M120 404L482 276', '#515769', 26),
    line('M122 396L470 272', shine(0.3), 6),
    line('M430 524L310 368', main.dark, 44),
    line('M424 520L304 364', main.flat, 38),
    line('M410 486L318 368', shine(0.5), 7),
    line('M104 436L494 300', main.dark, 26),
    line('M102 430L492 294', main.flat, 22),
    line('M100 428L88 388', main.flat, 22),
    circle(306, 366, 26, accent.soft) + circle(306, 366, 11, main.dark),
    rect(120, 520, 400, 32, 16, accent.soft),
    line('M146 530H490', accent.light, 5),
    circle(430, 520, 30, main.soft) + circle(430, 520, 13, accent.soft),
  )

export const computers: Motifs = {
  laptop,
  studiolaptop,
  schoollaptop,
  minipc,
  monitor,
  ultrawide,
  keyboard,
  keyboardset,
  mouse,
  verticalmouse,
  drive,
  pendrive,
  memorycard,
  printer,
  webcam,
  hub,
  stand,
}
