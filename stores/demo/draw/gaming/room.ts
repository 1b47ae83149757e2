import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, mix, shade, shine, steel } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, oval, path, polygon, rect, ring, type Svg, turned } from '../shapes.ts'

const gamingmonitor: Motif = ({ main, accent }) => {
  const panel = polygon([92, 138, 8], [548, 138, 8], [548, 404, 8], [92, 404, 8])
  return standing(
    300,
    path('M296 420H344L360 520H280Z', '#515769'),
    path('M320 500L190 552H230L320 524L410 552H450Z', main.soft),
    rect(72, 120, 496, 318, 18, '#23222d'),
    rect(72, 114, 496, 318, 18, main.soft),
    path(panel, mix(accent.flat, '#1d1440', 0.45)),
    inside(
      panel,
      circle(320, 300, 120, accent.flat),
      circle(320, 300, 84, accent.light),
      path('M92 404V330L170 270L230 330L300 280L370 340L450 270L548 350V404Z', '#2b2350'),
      path('M92 404L250 340H390L548 404Z', '#515769') + path('M310 344h20l6 16h-32zM300 372h40l10 32h-60z', '#f8c53f'),
      at(320, 360, emblem('auto', 0, 0, 100)),
      rect(112, 156, 120, 18, 6, '#ffffff44') +
        rect(112, 156, 80, 18, 6, '#4ba25c') +
        emblem('pixel', 508, 168, 40) +
        emblem('pixel', 460, 168, 40),
      path('M92 138H300L180 404H92Z', shine(0.08)),
    ),
    line('M300 418H340', accent.flat, 7),
    both(path('M548 434L500 434L520 420H548Z', accent.flat)),
  )
}

const streammic: Motif = ({ main, accent }) =>
  lifted(
    line('M620 560L500 300L330 130', '#383642', 18) + line('M606 556L490 304L330 146', '#515769', 8),
    circle(500, 300, 20, '#23222d') + circle(500, 300, 9, accent.soft),
    rect(572, 540, 80, 40, 10, '#383642'),
    line('M330 140L262 190', '#383642', 16),
    turned(
      -12,
      250,
      330,
      rect(170, 190, 160, 250, 80, main.dark) +
        rect(164, 184, 160, 250, 80, main.soft) +
        rect(164, 296, 160, 22, 0, accent.soft) +
        inside(
          'M164 300V264A80 80 0 0 1 324 264V300Z',
          copies(line('M120 180L360 420', shade(0.14), 5), [40, -40], [80, -80], [-40, 40]),
          copies(line('M360 180L120 420', shade(0.14), 5), [40, 40], [-40, -40], [-80, -80]),
        ) +
        circle(244, 368, 17, '#2a2934') +
        circle(244, 368, 7, '#4ba25c') +
        line('M186 240Q186 270 186 284', shine(0.9), 9),
    ),
    ring(176, 330, 96, '#23222d', 12) + circle(176, 330, 90, '#38364255') + line('M110 320Q120 270 160 256', shine(0.5), 8),
    copies(circle(110, 500, 24, accent.light) + circle(102, 492, 6, '#ffffff'), [50, 26], [-26, 40], [90, -8]),
    line('M264 440Q280 560 400 570', '#383642', 8),
  )

const ringlight: Motif = ({ main, accent }) =>
  circle(320, 250, 226, '#fffbe688') +
  footShadow(320, 220) +
  lifted(
    line('M320 440V500M320 480L226 548M320 480L414 548M320 480V548', '#383642', 14),
    rect(304, 410, 32, 80, 8, '#515769'),
    ring(320, 250, 158, '#d9dbe3', 66),
    ring(320, 250, 158, main.flat, 58),
    ring(320, 250, 158, accent.light, 36),
    ring(320, 250, 158, '#fff9dc', 18),
    rect(262, 144, 116, 214, 22, '#23222d') +
      rect(270, 152, 100, 198, 16, '#bda0e3') +
      circle(320, 230, 32, '#f1c9a5') +
      path('M282 350Q280 272 320 272T358 350Z', '#e2468f') +
      path('M286 232Q284 190 320 192T354 232Q340 212 320 212T286 232Z', '#5b3828') +
      path('M300 242Q320 262 340 242', '#ffffff'),
    emblem('pixel', 520, 110, 44) + emblem('pixel', 104, 160, 34),
  )

const capture: Motif = ({ main, accent }) =>
  standing(
    400,
    line('M150 470C80 470 60 540 0 540', '#383642', 18),
    rect(110, 340, 420, 206, 44, main.dark),
    rect(110, 332, 420, 206, 44, main.soft),
    line('M140 500H500', accent.flat, 12),
    rect(150, 380, 96, 60, 8, '#515769') + path('M166 396H230V412L220 424H176L166 412Z', '#23222d'),
    rect(274, 380, 70, 60, 8, '#515769') + rect(288, 396, 42, 24, 5, '#23222d') + rect(294, 408, 30, 8, 2, accent.flat),
    circle(440, 410, 38, '#23222d') + circle(440, 410, 25, '#dd4347') + circle(432, 402, 7, shine(0.6)),
    path('M320 110Q340 100 372 134L352 140L400 296H240Z', mix(main.flat, accent.flat, 0.5)),
    path('M262 234L374 234L384 266H252Z', '#f8c53f'),
    rect(300, 230, 42, 40, 6, gold.soft) + rect(310, 240, 22, 20, 3, mix(main.flat, accent.flat, 0.5)),
    oval(320, 300, 160, 30, main.dark),
    oval(320, 294, 160, 28, mix(main.flat, accent.flat, 0.35)),
    path('M470 190l7 20 20 7-20 7-7 20-7-20-20-7 20-7zM176 170l6 16 16 6-16 6-6 16-6-16-16-6 16-6z', '#fff3c9'),
  )

const base = (accent: string): Svg =>
  rect(306, 440, 28, 70, 6, steel) +
  path('M320 490L180 532V548L320 516L460 548V532Z', '#383642') +
  copies(circle(186, 546, 15, '#23222d') + circle(186, 546, 6, accent), [134, 2], [268, 0])

const gamingchair: Motif = ({ main, accent }) =>
  standing(
    330,
    base(accent.flat),
    path(mirrored('M320 60C370 60 392 80 396 120L430 180Q440 200 432 240L412 400H320'), main.dark),
    path(mirrored('M320 52C370 52 390 72 394 112L428 172Q438 192 430 232L410 396H320'), main.soft),
    both(path('M396 120L428 172Q438 192 430 232L410 396H372L390 220Z', accent.soft)),
    rect(262, 76, 116, 56, 24, accent.soft) + emblem('estrella', 320, 104, 36),
    both(path('M346 140L380 152L376 176L342 164Z', '#23222d')),
    rect(268, 296, 104, 64, 24, accent.dark),
    line('M320 180V290', accent.flat, 6),
    both(rect(436, 330, 84, 26, 13, '#383642') + rect(462, 352, 22, 70, 8, '#515769')),
    path(mirrored('M320 388H440Q480 388 484 424Q486 456 440 456H320'), main.dark),
    path(mirrored('M320 380H440Q476 380 480 414Q482 444 440 444H320'), main.soft),
    both(path('M420 380H440Q476 380 480 414Q482 444 440 444H410Q440 410 420 380Z', accent.soft)),
    line('M236 110Q230 150 218 176', shine(0.25), 8),
  )

const mesh: Svg = copies(
  line('M-160 80L160 400M160 80L-160 400', shine(0.5), 3),
  ...Array.from({ length: 16 }, (_, step) => [(step + 1) * 40, 0] as const),
)

const meshchair: Motif = ({ main, accent }) => {
  const back = mirrored('M320 110C410 110 436 140 430 200C426 260 430 320 410 372H320')
  return standing(
    330,
    base(accent.flat),
    rect(262, 50, 116, 60, 26, '#383642') + rect(262, 46, 116, 56, 26, accent.soft) + rect(308, 90, 24, 40, 4, steel),
    path(back, main.dark),
    inside(back, path('M0 0H640V640H0Z', accent.flat), mesh),
    `<path d="${back}" fill="none" stroke="${main.flat}" stroke-width="22"/>`,
    rect(240, 292, 160, 44, 22, main.dark),
    both(rect(436, 322, 88, 26, 13, '#383642') + rect(464, 344, 22, 74, 8, main.dark)),
    path(mirrored('M320 388H440Q484 388 486 424Q486 456 440 456H320'), main.dark),
    path(mirrored('M320 380H440Q480 380 482 414Q482 444 440 444H320'), main.soft),
    line('M190 396Q240 388 320 388', shine(0.5), 7),
    line('M170 436H470', accent.flat, 7),
  )
}

const gamingdesk: Motif = ({ main, accent }) =>
  standing(
    520,
    rect(190, 160, 250, 152, 12, '#23222d') +
      rect(200, 170, 230, 126, 6, '#7a53bd') +
      path('M200 296V250L260 206L310 250L370 200L430 254V296Z', '#4b3590') +
      circle(380, 206, 17, '#f8c53f') +
      rect(300, 308, 30, 34, 4, '#515769'),
    rect(462, 210, 74, 132, 12, '#23222d') +
      circle(499, 252, 24, accent.flat) +
      circle(499, 252, 12, '#23222d') +
      circle(499, 306, 17, '#e2468f') +
      circle(499, 306, 8, '#23222d'),
    rect(220, 326, 130, 16, 6, '#515769') + path('M374 342q0-22 16-22t16 22z', '#515769'),
    path('M106 342v-70q0-14 12-14h32v84z', '#2fb4ad') + rect(112, 264, 30, 14, 4, shine(0.3)),
    path('M120 366L60 552H104L166 366ZM520 366L580 552H536L474 366Z', main.dark),
    line('M150 470H490', main.dark, 20),
    rect(40, 340, 560, 38, 14, main.soft),
    rect(40, 366, 560, 14, 7, accent.soft),
    line('M60 348H400', shine(0.25), 5),
    line('M560 380V410Q560 426 544 426', '#515769', 9),
    `<path d="M520 480A40 40 0 1 1 570 480" fill="none" stroke="#e2468f" stroke-width="12"/>` +
      rect(506, 464, 22, 44, 10, '#e2468f') +
      rect(560, 464, 22, 44, 10, '#e2468f'),
    both(line('M520 382L574 546', accent.flat, 6)),
  )

const ledstrip: Motif = ({ main, accent }) =>
  lifted(
    ...[main.flat, '#7a53bd', '#3f6fd0', accent.flat].map(
      (paint, index) => ring(280, 320, 180 - index * 34, paint, 30) + ring(280, 320, 180 - index * 34, '#ffffff33', 12),
    ),
    copies(
      circle(280, 140, 7, '#fffbe8'),
      ...[30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330].map(
        (turn) => [180 * Math.sin((turn * Math.PI) / 180), 180 - 180 * Math.cos((turn * Math.PI) / 180)] as const,
      ),
      ...[15, 60, 105, 150, 195, 240, 285, 330].map(
        (turn) => [112 * Math.sin((turn * Math.PI) / 180), 180 - 112 * Math.cos((turn * Math.PI) / 180)] as const,
      ),
    ),
    circle(280, 320, 54, '#2a2934'),
    circle(280, 320, 30, '#bfb0ee'),
    line('M280 500C400 500 420 440 480 440S560 520 640 500', main.flat, 30),
    line('M280 500C400 500 420 440 480 440S560 520 640 500', '#ffffff44', 12),
    copies(circle(340, 494, 7, '#fffbe8'), [56, -24], [108, -48], [160, -44], [210, 0], [262, 12]),
    turned(
      14,
      500,
      230,
      rect(456, 120, 96, 230, 24, '#2a2934') +
        circle(504, 160, 17, '#dd4347') +
        circle(482, 206, 12, '#f48b3c') +
        circle(526, 206, 12, '#4ba25c') +
        circle(482, 242, 12, '#3f6fd0') +
        circle(526, 242, 12, '#f8c53f') +
        circle(482, 278, 12, '#e2468f') +
        circle(526, 278, 12, '#2fb4ad') +
        rect(474, 304, 60, 22, 10, '#515769'),
    ),
  )

export const room: Motifs = { gamingmonitor, streammic, ringlight, capture, gamingchair, meshchair, gamingdesk, ledstrip }
