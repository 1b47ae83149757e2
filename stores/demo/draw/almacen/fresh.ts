import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { leaf, shade, shine, wood } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, oval, path, rect, type Svg, scattered, solid, turned, turnedOn } from '../shapes.ts'

const cheese: Motif = ({ main, accent }) =>
  footShadow(320, 460) +
  lifted(
    rect(70, 512, 500, 40, 18, wood.soft),
    line('M100 524H520', wood.dark, 5),
    path('M96 360L400 250Q540 290 548 360Z', accent.soft),
    solid(
      'M96 360H548V512H96Z',
      main.soft,
      path('M96 488H548V520H96Z', accent.flat),
      path('M470 350H560V520H450Z', shade(0.1)),
      oval(190, 430, 26, 20, main.dark),
      oval(300, 460, 17, 13, main.dark),
      oval(380, 410, 30, 22, main.dark),
      oval(256, 392, 12, 9, main.dark),
      oval(480, 460, 17, 14, main.dark),
    ),
    path('M96 360H548V372H96Z', shine(0.35)),
    path('M300 288Q310 340 300 420Q320 452 340 420Q334 350 350 272Z', accent.light),
    copies(circle(480, 236, 30, '#8a2a42') + circle(470, 226, 8, shine(0.5)), [44, 16], [12, 38]),
    path('M500 210Q506 180 530 170Q540 200 500 210Z', leaf.soft),
  )

const cheesewheel: Motif = ({ main, accent }) =>
  footShadow(320, 460) +
  lifted(
    rect(60, 516, 520, 36, 16, wood.soft),
    line('M90 528H500', wood.dark, 5),
    path('M88 368L372 226Q520 240 560 338L530 352Z', accent.dark),
    path('M88 372L372 240Q500 252 532 342Z', main.light),
    path('M532 336L560 338V486Q556 504 532 506Z', accent.soft),
    solid(
      'M88 368L534 338V506L88 518Z',
      main.soft,
      path('M80 490L540 478V520H80Z', shade(0.08)),
      line('M140 420L200 400M300 470L380 440M420 390L470 376M210 480L250 470', main.dark, 6),
    ),
    path('M88 368L534 338V352L88 382Z', shine(0.35)),
    scattered(
      path('M0-9L9 0L0 9L-9 0Z', '#fff6dc'),
      [170, 430],
      [250, 410],
      [330, 400],
      [400, 430],
      [470, 410],
      [220, 460],
      [300, 440],
      [440, 470],
      [500, 450],
      [360, 480],
      [130, 480],
      [360, 290],
      [430, 310],
      [300, 320],
    ),
    scattered(path('M-11-4L8-8L12 5L-8 9Z', main.flat), [112, 546, 20], [146, 550, 60], [84, 540, -10], [170, 540, 40], [540, 546, 10]),
    at(480, 210, emblem('aceituna', 0, 0, 110)),
  )

const salami: Motif = ({ main, accent }) => {
  const slice =
    circle(0, 6, 74, main.dark) +
    circle(0, 0, 74, main.flat) +
    circle(0, 0, 64, '#b9405a') +
    scattered(
      oval(0, 0, 9, 7, accent.flat),
      [-30, -30, 20],
      [4, -42, 60],
      [36, -22, 10],
      [-44, 6, 40],
      [-8, -6, 80],
      [26, 14, 30],
      [46, 20, 0],
      [-24, 34, 50],
      [8, 44, 10],
      [-2, 20, 60],
    )
  return (
    footShadow(320, 480) +
    lifted(
      rect(60, 520, 520, 32, 14, wood.soft),
      turned(
        -24,
        320,
        300,
        line('M70 330Q40 330 30 300', '#f6e8cd', 9) +
          rect(80, 244, 430, 160, 80, main.dark) +
          rect(80, 236, 430, 160, 80, main.soft) +
          copies(line('M170 240Q150 316 170 392', '#f6e8cd', 6), [80, 0], [160, 0], [240, 0]) +
          line('M96 300Q300 280 490 316', '#f6e8cd', 5) +
          scattered(oval(0, 0, 15, 9, shine(0.22)), [140, 350, 10], [220, 270, -20], [300, 350, 30], [380, 270, 0], [440, 350, -10]) +
          line('M130 262H400', shine(0.25), 9),
      ),
      scattered(slice, [250, 462], [352, 448, 50], [458, 462, 110]),
    )
  )
}

const ham: Motif = ({ main, accent }) => {
  const slice =
    path('M-130-20C-150-90-60-120 10-110C100-110 150-60 140 10C130 80 60 100-20 96C-90 94-120 40-130-20Z', accent.flat) +
    path('M-112-16C-128-74-50-100 10-92C86-94 130-50 122 8C112 66 52 84-18 80C-78 78-104 32-112-16Z', main.soft) +
    path('M-60-30Q-10-60 40-36Q10-20-10 6Q-40 10-60-30Z', main.light) +
    line('M50 20Q20 30 0 54', main.light, 9)
  return (
    footShadow(320, 470) +
    lifted(
      rect(56, 470, 528, 80, 36, '#e8e2da'),
      rect(56, 462, 528, 76, 36, '#fffaf0'),
      rect(80, 478, 480, 40, 20, shade(0.05)),
      scattered(slice, [230, 370, -14], [404, 380, 16]),
      at(316, 320, slice),
      path('M470 250q40-44 88-16q-20 44-88 16zM480 270q50-10 70 30q-50 14-70-30z', leaf.soft),
      line('M480 254Q520 236 550 236', leaf.dark, 4),
    )
  )
}

const milk: Motif = ({ main, accent }) =>
  standing(
    260,
    path('M210 210L250 130H390L430 210Z', main.dark),
    path('M210 210L250 130H390L430 210Z', shine(0.35)),
    rect(246, 92, 148, 46, 6, main.soft) + line('M254 116H386', shade(0.12), 4),
    rect(330, 130, 60, 46, 14, accent.soft) + rect(330, 160, 60, 16, 6, accent.dark),
    rect(206, 206, 228, 346, 14, main.soft),
    inside(
      'M206 206H434V552H206Z',
      path('M206 440Q260 400 320 440T434 430V552H206Z', accent.soft),
      path('M206 206H434V252H206Z', accent.soft),
      path('M390 206H434V552H390Z', shade(0.1)),
    ),
    emblem('vaca', 312, 346, 136),
    rect(248, 222, 130, 13, 6, '#ffffff'),
    line('M224 270V410', shine(0.9), 8),
    at(
      520,
      430,
      solid('M-50-100H50L40 122H-40Z', '#ffffff88', path('M-60-60H60L50 130H-50Z', '#ffffff')) +
        oval(0, -60, 47, 8, '#f1f1f4') +
        line('M-34-84L-30 60', shine(0.9), 6),
    ),
  )

const yogurt: Motif = ({ main, accent }) =>
  standing(
    280,
    turned(18, 440, 160, rect(424, 60, 22, 180, 10, '#c6ccd7') + oval(435, 56, 32, 42, '#c6ccd7')),
    oval(320, 240, 142, 32, main.dark),
    path('M188 240C220 190 270 210 300 190C320 170 340 150 352 176C380 190 430 200 452 240Q400 272 320 272T188 240Z', '#ffffff'),
    path('M352 176C380 190 430 200 452 240Q420 262 360 268Q400 220 352 176Z', shade(0.06)),
    circle(270, 222, 26, '#dd4347') + circle(262, 214, 6, shine(0.7)) + path('M258 200l12-12 12 12z', leaf.flat),
    solid(
      turnedOn([462, 238, 4], [430, 552, 34]),
      main.soft,
      path('M160 300H480V344H160Z', accent.soft),
      path('M160 480Q240 440 320 480T480 470V570H160Z', accent.soft),
      path('M400 230L390 560H480V230Z', shade(0.08)),
    ),
    path('M178 238Q320 300 462 238V256Q320 318 180 256Z', '#ffffff'),
    emblem('frutilla', 320, 404, 110),
    rect(262, 314, 116, 14, 7, '#fffaf0'),
    line('M204 280Q206 400 218 470', shine(0.9), 8),
  )

const butter: Motif = ({ main, accent }) =>
  footShadow(320, 470) +
  lifted(
    oval(320, 520, 260, 34, '#d8dfe6'),
    oval(320, 510, 260, 34, '#ffffff'),
    oval(320, 508, 220, 24, shade(0.06)),
    path('M110 380L200 340H540L450 380Z', main.light),
    path('M110 380H450V500H110Z', main.soft),
    path('M450 380L540 340V456L450 500Z', main.dark),
    path('M110 380H450V392H110Z', shine(0.5)),
    line('M170 400V490M220 400V490', shade(0.08), 4),
    path('M280 380L370 340H540L450 380ZM280 380H450V500H280Q262 470 284 440Q264 410 280 380Z', '#fffaf0'),
    path('M450 380L540 340V456L450 500Z', '#e6e1d3'),
    rect(310, 404, 116, 74, 8, accent.soft) + emblem('vaca', 368, 440, 62),
    path('M450 400L540 360V380L450 420Z', accent.flat),
    path('M60 420Q90 396 130 420L140 480Q100 500 66 480Z', main.soft) + path('M66 424Q96 408 126 424', shine(0.7)),
    turned(
      -30,
      470,
      230,
      rect(440, 214, 190, 30, 14, wood.soft) +
        path('M444 206H310Q270 206 260 232Q280 250 320 250H444Z', '#c6ccd7') +
        line('M300 218H430', shine(0.8), 6),
    ),
  )

const eggs: Motif = ({ main, accent }) => {
  const egg = (paint: string): Svg =>
    path('M0-62C30-62 46-14 46 10A46 46 0 0 1-46 10C-46-14-30-62 0-62Z', paint) +
    path('M14-56C40-40 50 20 22 50Q60 30 44-6Q34-44 14-56Z', shade(0.1)) +
    oval(-17, -16, 9, 15, shine(0.6))
  return standing(
    470,
    path('M120 250H520L560 420H80Z', main.dark),
    path('M134 260H506L540 410H100Z', shade(0.2)),
    scattered(egg('#fdf3e2'), [166, 350], [268, 350], [372, 350], [474, 350]),
    scattered(at(0, 4, egg('#e8b98c')), [216, 396], [424, 396]),
    scattered(at(0, 5, egg('#fdf3e2')), [118, 396], [320, 396], [522, 396]),
    path(
      'M60 410Q90 440 120 424Q150 404 170 424Q190 444 220 424Q250 404 270 424Q290 444 320 424Q350 404 370 424Q390 444 420 424Q450 404 470 424Q490 444 520 424Q550 404 580 410L556 530Q552 552 530 552H110Q88 552 84 530Z',
      main.soft,
    ),
    copies(path('M96 470Q120 452 144 470V530H104Z', shade(0.08)), [100, 0], [200, 0], [300, 0], [396, 0]),
    rect(240, 462, 160, 66, 12, accent.soft) +
      at(284, 494, egg('#f8c53f'), { size: 0.4 }) +
      rect(312, 478, 68, 11, 5, main.dark) +
      rect(312, 500, 48, 9, 4, main.flat),
    turned(
      24,
      480,
      200,
      path('M440 190Q490 120 580 130Q560 210 480 216Q460 212 440 190Z', '#fffaf0') + line('M426 200Q500 170 560 144', '#dcc29a', 5),
    ),
  )
}

const bread: Motif = ({ main, accent }) =>
  footShadow(320, 480) +
  lifted(
    rect(60, 516, 520, 36, 16, wood.soft),
    line('M90 528H500', wood.dark, 5),
    solid(
      'M80 440C70 300 200 220 330 220C470 220 570 310 560 440C556 500 500 520 440 520H190C120 520 84 500 80 440Z',
      main.soft,
      path('M70 460Q320 560 570 460V540H70Z', main.dark),
      scattered(
        path('M-60 46Q-30-40 60-60Q40 20-60 46Z', accent.flat) + path('M-52 42Q-24-30 48-48Q20 10-52 42Z', shine(0.5)),
        [220, 350, 8],
        [330, 330, 4],
        [440, 350, 4],
      ),
      path('M460 230C560 300 560 460 440 530H600V230Z', shade(0.1)),
    ),
    line('M112 400Q120 320 190 274', shine(0.5), 13),
    scattered(circle(0, 0, 5, '#fffaf0cc'), [180, 400], [260, 270], [300, 430], [400, 270], [500, 390], [380, 450], [240, 460], [520, 450]),
    at(540, 210, emblem('espiga', 0, 0, 150), { turn: 30 }),
    path('M84 552Q96 530 130 540T170 552Z', accent.flat),
  )

const croissant: Motif = ({ main, accent }) => {
  const one =
    path(
      'M-150 70C-170 0-110-90 0-96C110-90 170 0 150 70C140 96 110 90 104 66C92 20 60-4 0-4C-60-4-92 20-104 66C-110 90-140 96-150 70Z',
      accent.dark,
    ) +
    path(
      'M-150 62C-170-8-110-98 0-104C110-98 170-8 150 62C140 88 110 82 104 58C92 12 60-12 0-12C-60-12-92 12-104 58C-110 82-140 88-150 62Z',
      main.soft,
    ) +
    path('M-30-103Q-60-60-44-4Q0-22 44-4Q60-60 30-103Q0-106-30-103Z', main.light) +
    line(
      'M-34-100Q-58-60-46-8M34-100Q58-60 46-8M-94-72Q-110-30-86 22M94-72Q110-30 86 22M-140-20Q-140 20-112 40M140-20Q140 20 112 40',
      accent.flat,
      8,
    ) +
    line('M-22-88Q0-94 18-88M-80-68Q-66-80-52-86M70-76Q84-66 92-52', shine(0.7), 8)
  return (
    footShadow(320, 480) +
    lifted(
      oval(320, 520, 262, 32, '#e6dccb'),
      oval(320, 510, 262, 32, '#fffaf0'),
      scattered(one, [214, 300, -10], [430, 310, 12]),
      at(320, 420, one, { size: 1.15 }),
    )
  )
}

const banana: Motif = ({ main, accent }) => {
  const one =
    path('M-8-170L16-176L24-140C60-60 70 60 10 150C-6 174-40 180-48 164C-30 100-50-40-14-130Z', main.soft) +
    path('M24-140C60-60 70 60 10 150C-6 174-30 178-44 170C0 140 40 20 4-134Z', main.dark) +
    line('M-18-100C-40-20-34 60-38 120', shine(0.6), 9) +
    path('M-48 164Q-46 180-30 176L-24 164Z', '#6b452e')
  return (
    footShadow(330, 400) +
    lifted(
      at(
        320,
        350,
        at(-120, 0, one, { turn: 22 }) + at(-40, 14, one, { turn: 6 }) + at(50, 14, one, { turn: -14 }) + at(130, -10, one, { turn: -34 }),
        { size: 1.08 },
      ),
      path('M224 196Q250 140 300 136L330 110H366L370 150Q400 170 410 210Q320 150 224 196Z', accent.soft),
      path('M330 110H366L368 130Q346 122 330 128Z', '#6b452e'),
      line('M250 180Q300 150 350 158', shine(0.4), 7),
    )
  )
}

const roundFruit = (paint: string, mark: Svg): Svg =>
  path('M0-70C30-100 100-84 104-10C106 60 60 106 0 100C-60 106-106 60-104-10C-100-84-30-100 0-70Z', paint) +
  path('M40-88C110-80 120 70 20 102Q90 90 104 10Q110-70 40-88Z', shade(0.12)) +
  line('M-76-30Q-72-64-44-70', shine(0.7), 13) +
  mark

const apple: Motif = ({ main, accent }) => {
  const one = roundFruit(
    main.soft,
    path('M-26-74Q0-50 26-74Q0-62-26-74Z', main.dark) +
      line('M0-66Q2-100 18-116', '#6b452e', 10) +
      path('M12-96Q40-136 84-120Q66-80 12-96Z', accent.soft),
  )
  return standing(440, scattered(one, [190, 446, -8], [450, 446, 10], [320, 300]))
}

const tomatoFruit: Motif = ({ main, accent }) => {
  const one =
    path('M0-84C70-92 116-50 114 8C112 66 64 100 0 98C-64 100-112 66-114 8C-116-50-70-92 0-84Z', main.soft) +
    path('M50-78C124-50 116 70 20 98Q100 92 113 20Q112-50 50-78Z', shade(0.12)) +
    line('M-84-20Q-80-52-50-62', shine(0.7), 13) +
    path('M0-70L-56-92L-22-100L-18-128L4-104L30-124L28-100L62-90L22-76L10-40Z', accent.soft) +
    line('M4-96Q2-120 14-136', accent.dark, 9)
  return standing(460, scattered(one, [188, 452, -10], [452, 452, 12], [320, 306]))
}

const lettuce: Motif = ({ main, accent }) =>
  standing(
    380,
    path(
      'M140 300C90 240 130 180 190 190C200 130 270 110 310 140C350 100 430 120 450 180C520 170 560 240 510 300C560 340 540 420 500 440C480 520 400 552 320 552S160 520 140 440C90 420 90 340 140 300Z',
      main.dark,
    ),
    both(path('M320 540C440 540 500 470 496 400C530 380 530 330 500 310C520 260 480 220 440 226C420 180 360 170 330 200Z', main.soft)),
    both(path('M320 540C400 530 440 460 430 390C460 370 450 320 420 310C420 260 380 240 350 256Q330 250 320 262Z', main.light)),
    path(
      'M320 545C250 520 220 440 240 380C220 350 240 310 270 316C280 280 320 270 340 296C380 290 400 330 386 360C420 400 390 500 320 545Z',
      accent.light,
    ),
    line('M320 540C316 460 312 400 316 340M318 480Q290 450 276 420M320 460Q350 430 360 400', '#f3f8e4', 9),
    both(line('M340 530C420 500 450 430 450 350M420 440Q460 430 474 400M440 380Q430 340 440 300', shine(0.4), 6)),
    path('M290 540Q320 520 350 540L344 560H296Z', '#f3f8e4'),
    scattered(
      path('M0-14c8 11 10 15 10 19a10 10 0 0 1-20 0c0-4 2-8 10-19z', '#e3f4fc'),
      [210, 260],
      [430, 290],
      [260, 340],
      [380, 220],
      [470, 400],
    ),
  )

export const fresh: Motifs = {
  cheese,
  cheesewheel,
  salami,
  ham,
  milk,
  yogurt,
  butter,
  eggs,
  bread,
  croissant,
  banana,
  apple,
  tomato: tomatoFruit,
  lettuce,
}
