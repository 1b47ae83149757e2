import type { Motif, Motifs } from '../motif.ts'
import { leaf, shade, shine } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import {
  at,
  both,
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
  solid,
  turned,
  turnedOn,
} from '../shapes.ts'

const mirror: Motif = ({ main, accent }) =>
  lifted(
    line('M240 132L320 74L400 132', main.dark, 7),
    circle(320, 72, 13, '#c58d58'),
    circle(320, 336, 222, main.dark),
    circle(320, 330, 222, main.soft),
    circle(320, 330, 198, accent.soft),
    inside(
      'M122 330a198 198 0 1 0 396 0a198 198 0 1 0-396 0',
      path('M60 420L360 60H450L90 520ZM220 560L560 150H590V190L270 560Z', shine(0.4)),
      path('M380 560C390 470 400 440 436 420C470 440 500 480 520 560Z', leaf.soft),
      path('M440 420C420 370 450 330 470 316C480 360 476 390 448 430Z', leaf.dark),
    ),
    `<path d="M134 260A198 198 0 0 1 250 142" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="9" stroke-linecap="round"/>`,
  )

const clock: Motif = ({ main, accent }) =>
  lifted(
    circle(320, 330, 216, main.dark),
    circle(320, 322, 216, main.soft),
    circle(320, 322, 176, '#fffaf0'),
    circle(320, 326, 170, shade(0.03)),
    ...[0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330].map((turn) =>
      turned(
        turn,
        320,
        322,
        rect(
          turn % 90 === 0 ? 312 : 315,
          164,
          turn % 90 === 0 ? 16 : 10,
          turn % 90 === 0 ? 34 : 20,
          5,
          turn === 150 ? accent.flat : main.dark,
        ),
      ),
    ),
    turned(150, 320, 322, circle(320, 216, 20, accent.soft)),
    turned(150, 320, 322, rect(311, 232, 18, 100, 9, '#383642')),
    rect(313, 190, 14, 142, 7, '#383642'),
    turned(210, 320, 322, rect(317, 180, 6, 170, 3, accent.flat)),
    circle(320, 322, 17, accent.soft),
    `<path d="M136 250A198 198 0 0 1 250 138" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="12" stroke-linecap="round"/>`,
  )

const frame: Motif = ({ main, accent }) => {
  const panel = polygon([206, 138], [434, 138], [434, 502], [206, 502])
  return lifted(
    rect(150, 82, 340, 476, 10, main.dark),
    rect(146, 76, 340, 476, 10, main.soft),
    rect(166, 96, 300, 436, 4, shade(0.16)),
    rect(172, 104, 296, 432, 2, '#fffaf0'),
    path(panel, '#fbe3cf'),
    inside(
      panel,
      path('M200 430H440V510H200Z', '#dcc29a'),
      path('M280 510L316 400H330L372 510Z', '#f6e8cd'),
      path('M250 510C262 440 254 380 262 320H278C276 380 284 450 290 510Z', '#6b452e'),
      path('M380 480C386 430 384 390 388 340H400C400 390 404 440 408 480Z', '#6b452e'),
      circle(230, 250, 56, accent.soft) +
        circle(300, 220, 66, accent.soft) +
        circle(270, 300, 54, accent.flat) +
        circle(330, 290, 48, accent.light) +
        circle(400, 270, 60, accent.soft) +
        circle(420, 330, 40, accent.light) +
        circle(370, 320, 38, accent.flat),
      copies(
        circle(240, 240, 7, '#e7d5fa'),
        [40, -30],
        [76, 10],
        [20, 60],
        [150, 20],
        [130, 70],
        [90, 66],
        [-10, 210],
        [60, 240],
        [150, 230],
        [110, 210],
        [20, 236],
      ),
    ),
    path('M206 138H300L206 300Z', shine(0.3)),
  )
}

const vase: Motif = ({ main, accent }) =>
  standing(
    190,
    line('M322 300C318 220 340 190 330 130', leaf.dark, 10),
    path('M328 230C370 190 420 200 440 220C410 260 360 262 328 240ZM322 270C280 250 240 266 226 290C256 314 300 306 322 280Z', leaf.soft),
    ...[0, 60, 120, 180, 240, 300].map((turn) =>
      turned(turn, 330, 124, oval(330, 78, 30, 46, turn % 120 === 0 ? accent.soft : accent.light)),
    ),
    circle(330, 124, 26, '#f8c53f'),
    copies(circle(322, 116, 4, '#d9a234'), [14, 2], [4, 16]),
    solid(
      mirrored('M320 280H356C352 340 356 360 400 400C450 446 440 552 380 552H320'),
      main.soft,
      path('M350 280C350 350 380 400 380 560H460V280Z', shade(0.12)),
      line('M190 450Q320 480 450 450', '#fff6dc', 10),
      line('M190 478Q320 508 450 478', '#fff6dc', 4),
    ),
    oval(320, 282, 38, 9, main.dark),
    line('M230 470Q220 420 260 400', shine(0.55), 12),
  )

const basket: Motif = ({ main, accent }) => {
  const body = polygon([150, 280, 10], [490, 280, 10], [462, 552, 40], [178, 552, 40])
  return standing(
    330,
    path('M200 250C190 190 250 170 290 200C320 160 400 160 420 200C460 190 470 230 450 262Z', '#84c4ec'),
    path('M380 190C410 170 460 190 450 262H380Z', '#f67d68'),
    path('M170 264Q320 220 470 264L486 300H154Z', '#fffaf0'),
    solid(
      body,
      main.soft,
      ...[0, 1, 2, 3, 4, 5, 6].map((row) =>
        copies(
          rect(140 + (row % 2) * 26, 296 + row * 38, 42, 26, 12, row % 2 === 0 ? accent.light : main.dark),
          [52, 0],
          [104, 0],
          [156, 0],
          [208, 0],
          [260, 0],
          [312, 0],
        ),
      ),
      path('M420 270L410 560H520V270Z', shade(0.12)),
    ),
    path(
      'M140 276H500Q510 306 490 316Q470 300 450 318Q430 300 410 318Q390 300 370 318Q350 300 330 318Q310 300 290 318Q270 300 250 318Q230 300 210 318Q190 300 170 318Q150 312 134 300Z',
      '#fffaf0',
    ),
    both(line('M470 350C540 350 530 430 462 430', accent.flat, 17)),
  )
}

const potusLeaf = 'M0 0C-40-30-46-80 0-110C46-80 40-30 0 0Z'

const plant: Motif = ({ main, accent }) => {
  const leafAt = (x: number, y: number, turn: number, size: number, paint = accent.soft): Svg =>
    at(x, y, path(potusLeaf, paint) + line('M0-8V-92', shine(0.4), 4), { turn, size })
  return standing(
    210,
    line('M320 390C300 300 260 260 200 250M320 390C330 290 330 240 320 190M320 390C350 310 400 270 450 270', accent.dark, 8),
    leafAt(230, 262, -66, 1.2),
    leafAt(330, 250, 8, 1.35, accent.dark),
    leafAt(410, 282, 58, 1.2),
    leafAt(270, 230, -26, 1.25),
    leafAt(370, 230, 34, 1.3),
    leafAt(290, 360, -50, 1.15, accent.dark),
    leafAt(356, 360, 44, 1.15),
    leafAt(322, 372, 0, 1.2),
    line('M226 400C180 400 150 440 170 490', accent.dark, 7),
    leafAt(192, 420, -130, 0.8),
    leafAt(176, 470, 170, 0.85, accent.soft),
    rect(208, 380, 224, 50, 14, main.dark),
    rect(208, 374, 224, 48, 14, main.soft),
    solid(
      turnedOn([416, 422, 4], [390, 552, 24]),
      main.soft,
      path('M370 420L352 560H440V420Z', shade(0.14)),
      rect(200, 420, 240, 12, 0, shade(0.16)),
    ),
    line('M250 450L260 520', shine(0.4), 10),
  )
}

const cactus: Motif = ({ main, accent }) => {
  const pot = (x: number, width: number, top: number, paint: string, mark: Svg): Svg =>
    solid(
      `M${x - width / 2} ${top}H${x + width / 2}L${x + width / 2 - 14} 552H${x - width / 2 + 14}Z`,
      paint,
      mark,
      path(`M${x + width * 0.2} ${top}L${x + width * 0.12} 560H${x + width}V${top}Z`, shade(0.1)),
    )
  const spines = (x: number, y: number): Svg =>
    copies(line(`M${x} ${y}l0 14`, '#fff6dc', 5), [24, 16], [-24, 16], [0, 40], [24, 60], [-24, 60])
  return standing(
    430,
    rect(140, 240, 100, 200, 50, accent.soft) +
      rect(116, 300, 44, 90, 22, accent.soft) +
      line('M130 370Q130 400 160 400', accent.flat, 26) +
      rect(226, 270, 42, 80, 21, accent.soft) +
      line('M246 330Q246 372 220 372', accent.flat, 26) +
      spines(190, 280) +
      circle(190, 240, 22, '#f67d68') +
      circle(190, 240, 8, '#f8c53f'),
    circle(344, 388, 70, accent.dark) +
      `<g fill="none" stroke="${accent.light}" stroke-width="6"><path d="M344 320V440M310 330Q280 390 312 446M378 330Q408 390 376 446"/></g>` +
      copies(circle(344, 316, 14, main.soft), [-16, -10], [16, -10], [0, -20]) +
      circle(344, 306, 7, '#f8c53f'),
    path('M480 450C440 400 444 330 480 320C516 330 520 400 480 450Z', accent.soft) +
      path(
        'M450 450C410 430 404 380 420 366C450 380 460 420 462 450ZM510 450C550 430 556 380 540 366C510 380 500 420 498 450Z',
        accent.dark,
      ) +
      circle(480, 320, 13, '#f4a3bb'),
    pot(190, 150, 424, main.soft, copies(line('M100 470l20 20l20-20l20 20l20-20l20 20l20-20l20 20l20-20', '#fff6dc', 7), [0, 30])),
    pot(344, 136, 446, '#f8c53f', copies(circle(290, 480, 9, '#c8664a'), [36, 0], [72, 0], [108, 0], [18, 34], [54, 34], [90, 34])),
    pot(484, 124, 436, '#2fb4ad', line('M420 490H560', '#fff6dc', 12)),
  )
}

export const decor: Motifs = { mirror, clock, frame, vase, basket, plant, cactus }
