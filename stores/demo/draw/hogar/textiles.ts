import type { Motif, Motifs } from '../motif.ts'
import { type Colour, gold, shade, shine, steel, wood } from '../palette.ts'
import { print } from '../prints.ts'
import { lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, oval, path, polygon, rect, type Svg, solid, turned } from '../shapes.ts'

const rod = (y: number): Svg =>
  rect(60, y - 9, 520, 18, 9, wood.soft) +
  line(`M76 ${y - 4}H560`, wood.light, 4) +
  circle(58, y, 18, wood.dark) +
  circle(582, y, 18, wood.dark)

const apron: Motif = ({ main, accent }) =>
  lifted(
    circle(320, 66, 15, wood.soft),
    line('M250 170C250 90 296 70 320 70S390 90 390 170', accent.flat, 17),
    both(line('M470 300C560 300 550 380 590 430', accent.flat, 14)),
    solid(
      mirrored('M320 160H398C404 230 430 280 476 296L484 540Q484 556 468 556H320'),
      main.soft,
      path('M420 280L400 400L430 570H500V280Z', shade(0.12)),
      path('M200 290L230 420L210 570H150V290Z', shade(0.1)),
    ),
    line('M242 164H398M166 540H474', accent.flat, 5),
    rect(224, 376, 192, 120, 16, main.dark),
    line('M236 390H404M320 376V496', accent.flat, 4),
    turned(8, 270, 380, rect(258, 316, 20, 90, 8, wood.soft) + oval(268, 308, 26, 34, wood.soft)),
    rect(224, 376, 192, 20, 8, main.dark),
    both(circle(392, 176, 9, gold.soft)),
    rect(354, 400, 44, 28, 4, accent.soft),
  )

const teatowel: Motif = ({ main, accent, detail }) => {
  const cloth = (x: number, width: number, hem: number, paint: string, ...printed: Svg[]): Svg =>
    solid(
      polygon([x, 120, 6], [x + width, 120, 6], [x + width + 8, hem, 10], [x - 4, hem + 8, 10]),
      paint,
      ...printed,
      path(`M${x + width * 0.6} 100L${x + width * 0.7} 600H${x + width * 0.9}L${x + width} 100Z`, shade(0.07)),
      rect(0, hem - 34, 640, 8, 0, shade(0.12)),
    )
  return lifted(
    cloth(356, 170, 450, '#fffaf0', copies(rect(340, 150, 220, 14, 0, accent.flat), [0, 50], [0, 100], [0, 150], [0, 200], [0, 250])),
    cloth(108, 150, 470, main.light, copies(rect(100, 100, 14, 460, 0, '#ffffff99'), [40, 0], [80, 0], [120, 0])),
    cloth(208, 200, 530, '#fffaf0', print(detail, accent)),
    rod(120),
    path('M204 112H412V132H204Z', '#fffaf0'),
    path('M352 112H530V132H412V112Z', shade(0.03)),
  )
}

const towel: Motif = ({ main, accent, detail }) =>
  lifted(
    solid(
      'M180 110H466L474 556H172Z',
      main.soft,
      rect(160, 400, 330, 96, 0, main.dark),
      inside('M160 408H490V488H160Z', print(detail, accent)),
      path('M390 100L410 560H490V100Z', shade(0.1)),
      path('M250 100L240 400H262L276 100Z', shade(0.07)),
    ),
    copies(line('M182 552v22', main.dark, 7), ...Array.from({ length: 19 }, (_, step) => [(step + 1) * 15, 0] as const)),
    path('M180 96Q320 80 466 96L470 230Q320 250 176 230Z', main.light),
    path('M180 96Q320 80 466 96L470 214Q320 234 176 214Z', main.soft),
    line('M176 222Q320 242 470 222', accent.flat, 6),
    line('M60 106H180M466 106H580', steel, 16),
    line('M60 102H180M466 102H580', shine(0.6), 5),
    circle(60, 106, 18, steel) + circle(580, 106, 18, steel),
    line('M206 120Q204 160 204 196', shine(0.5), 10),
  )

const curtain: Motif = ({ main, accent, detail }) =>
  lifted(
    solid(
      'M86 120H554L566 540Q545 560 524 544T482 544T440 544T398 544T356 544T314 544T272 544T230 544T188 544T146 544T104 544T74 540Z',
      accent.soft,
      print(detail, main),
      copies(
        path('M120 110C132 300 104 420 118 570H146C134 420 156 300 146 110Z', shade(0.08)),
        [84, 0],
        [168, 0],
        [252, 0],
        [336, 0],
        [410, 0],
      ),
    ),
    rod(84),
    copies(circle(110, 92, 15, steel) + circle(110, 92, 9, '#ffffff'), [84, 0], [168, 0], [252, 0], [336, 0], [420, 0]),
    copies(line('M110 104V126', steel, 6), [84, 0], [168, 0], [252, 0], [336, 0], [420, 0]),
  )

const rug: Motif = ({ main, accent }) => {
  const rhomb = (y: number): Svg =>
    path(`M320 ${y - 62}L412 ${y}L320 ${y + 62}L228 ${y}Z`, accent.soft) +
    path(`M320 ${y - 40}L378 ${y}L320 ${y + 40}L262 ${y}Z`, '#2d3f74') +
    path(`M320 ${y - 20}L348 ${y}L320 ${y + 20}L292 ${y}Z`, '#fff6dc')
  return lifted(
    copies(line('M178 92v-26M178 566v26', '#fff6dc', 7), ...Array.from({ length: 14 }, (_, step) => [(step + 1) * 20.3, 0] as const)),
    rect(160, 84, 320, 488, 6, main.soft),
    both(
      copies(path('M164 110l34 30l-34 30zM198 110l34 30l-34 30z', accent.flat), [0, 62], [0, 124], [0, 186], [0, 248], [0, 310], [0, 372]),
    ),
    rhomb(196),
    rhomb(330),
    rhomb(464),
    rect(160, 96, 320, 14, 0, '#2fb4ad'),
    rect(160, 546, 320, 14, 0, '#2fb4ad'),
    path('M420 84H480V572H440Z', shade(0.1)),
  )
}

const pompom = (x: number, y: number, { light, flat, dark }: Colour): Svg =>
  circle(x, y, 36, dark) + circle(x - 2, y - 3, 34, flat) + copies(circle(x - 14, y - 14, 6, light), [20, -4], [30, 16], [8, 18], [-6, 26])

const cushion: Motif = ({ main, accent }) =>
  standing(
    360,
    path('M130 160Q320 200 510 160Q480 340 514 528Q320 494 126 528Q160 340 130 160Z', main.soft),
    inside(
      'M130 160Q320 200 510 160Q480 340 514 528Q320 494 126 528Q160 340 130 160Z',
      path('M420 150Q400 340 440 540H540V150Z', shade(0.12)),
      line('M120 200Q320 236 520 200M120 490Q320 456 520 490', accent.flat, 9),
    ),
    path('M320 226l20 62 58-28-28 58 62 20-62 20 28 58-58-28-20 62-20-62-58 28 28-58-62-20 62-20-28-58 58 28z', accent.soft),
    circle(320, 338, 26, main.flat),
    pompom(130, 160, accent),
    pompom(510, 160, accent),
    pompom(514, 520, accent),
    pompom(126, 520, accent),
    line('M168 220Q176 320 168 420', shine(0.4), 10),
  )

const blanket: Motif = ({ main, accent, detail }) =>
  standing(
    420,
    rect(108, 440, 424, 104, 50, main.dark),
    rect(108, 432, 424, 100, 48, main.soft),
    rect(116, 352, 408, 100, 48, main.dark),
    rect(116, 344, 408, 96, 46, main.soft),
    line('M130 400H500M124 490H510', accent.flat, 10),
    line('M140 416H500M134 506H510', accent.light, 4),
    solid(
      'M150 270Q150 236 190 236H450Q500 236 504 280V350Q504 360 490 360H190Q150 360 150 330Z',
      main.soft,
      print(detail, accent),
      path('M440 230H520V370H430Z', shade(0.12)),
    ),
    path('M206 240H424L436 500H200Z', shade(0.2)),
    solid(
      'M220 236H410L420 500H214Z',
      main.soft,
      at(0, 20, print(detail, accent)),
      path('M360 230L380 520H440V230Z', shade(0.1)),
      path('M220 236H410V262H220Z', shine(0.15)),
    ),
    copies(line('M224 498v34', main.flat, 9), ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => [step * 21, 0] as const)),
  )

const bedFrame = (head: string, sheet: string, pillow: string): Svg =>
  rect(72, 170, 496, 260, 40, head) +
  line('M98 210Q104 190 130 190H300', shine(0.35), 8) +
  rect(60, 400, 520, 128, 30, sheet) +
  both(rect(336, 286, 186, 116, 44, shade(0.14)) + rect(336, 278, 186, 116, 44, pillow)) +
  rect(72, 528, 30, 26, 6, wood.dark) +
  rect(538, 528, 30, 26, 6, wood.dark)

const bed: Motif = ({ main, accent }) =>
  standing(
    500,
    bedFrame(wood.soft, accent.soft, main.soft),
    both(line('M360 300Q350 330 356 370', shine(0.5), 8)),
    path('M48 420Q320 356 592 420L600 530Q320 570 40 530Z', main.soft),
    path('M48 420Q320 356 592 420L594 466Q320 404 46 466Z', accent.soft),
    line('M48 470Q320 408 592 470', main.dark, 4),
    path('M150 460Q170 500 160 546H190Q186 500 176 452ZM420 440Q440 490 436 548H470Q460 490 446 444Z', shade(0.07)),
  )

const quilt: Motif = ({ main, accent, detail }) =>
  standing(
    500,
    bedFrame(wood.soft, '#fffaf0', '#fffaf0'),
    both(copies(line('M352 300V376', accent.light, 7), [30, 0], [60, 0], [90, 0], [120, 0], [150, 0])),
    solid(
      'M36 440Q40 360 140 366Q320 330 500 366Q600 360 604 440L612 540Q560 566 500 548T380 552T260 552T140 548T28 540Z',
      main.soft,
      print(detail, main),
      path('M500 360Q580 460 560 570H640V360Z', shade(0.1)),
      line('M36 400Q320 340 610 400', shade(0.1), 5),
    ),
    solid(
      'M40 440Q44 350 140 366Q320 330 500 366Q596 350 600 440Q460 380 320 386T40 440Z',
      accent.soft,
      copies(line('M60 470L120 350', '#fff6dc', 9), ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((step) => [step * 50, -8] as const)),
    ),
  )

export const textiles: Motifs = { apron, teatowel, towel, curtain, rug, cushion, blanket, bed, quilt }
