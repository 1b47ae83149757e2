import type { Motif, Motifs } from '../motif.ts'
import { gold, shade, shine, silver } from '../palette.ts'
import { standing } from '../scene.ts'
import { at, circle, copies, line, mirrored, oval, path, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

const bottleOfPolish = (main: string, dark: string, cap: string): Svg =>
  solid(
    'M-70 60Q-70 20-36 20H36Q70 20 70 60V180Q70 220 30 220H-30Q-70 220-70 180Z',
    main,
    path('M36 10H80V230H20Q50 140 36 10Z', shade(0.12)),
  ) +
  rect(-30, 4, 60, 24, 4, dark) +
  path('M-28-160Q-28-176-12-176H12Q28-176 28-160L36 8H-36Z', cap) +
  line('M-48 70V160', shine(0.75), 12) +
  line('M-14-150L-20-20', shine(0.35), 7)

const nailpolish: Motif = ({ main, accent }) =>
  standing(
    250,
    at(320, 332, bottleOfPolish(main.soft, silver.flat, accent.round), { size: 1.0 }),
    path('M440 552C420 500 520 480 560 520Q580 552 550 552Z', main.soft) + line('M466 526Q490 508 520 512', shine(0.7), 8),
    path('M150 300l8 24 24 8-24 8-8 24-8-24-24-8 24-8zM500 220l6 18 18 6-18 6-6 18-6-18-18-6 18-6z', '#ffffff'),
  )

const nailtrio: Motif = ({ main, accent }) =>
  standing(
    430,
    at(160, 372, bottleOfPolish(accent.soft, silver.flat, '#fffaf0'), { size: 0.82 }),
    at(480, 372, bottleOfPolish('url(#celeste)', silver.flat, '#fffaf0'), { size: 0.82 }),
    at(320, 342, bottleOfPolish(main.soft, silver.flat, '#ffffff'), { size: 0.95 }),
  )

const manicure: Motif = ({ main, accent }) =>
  standing(
    330,
    turned(
      -20,
      210,
      300,
      rect(176, 110, 60, 330, 28, '#cfe5f3') +
        rect(176, 110, 60, 330, 28, `${main.light}88`) +
        rect(176, 330, 60, 110, 26, main.soft) +
        line('M190 140V310', shine(0.8), 7),
    ),
    turned(4, 300, 300, rect(290, 92, 22, 350, 10, '#e0a868') + path('M290 110L301 76L312 110Z', '#c58d58')),
    turned(
      24,
      420,
      280,
      path('M392 300L404 120Q414 90 424 120L436 300Z', accent.soft) +
        `<g fill="none" stroke="${accent.dark}" stroke-width="16"><circle cx="388" cy="330" r="34"/><circle cx="444" cy="330" r="34"/></g>`,
    ),
    path(mirrored('M320 330H470Q500 330 500 360V510Q500 552 456 552H320'), main.dark),
    path(mirrored('M320 322H470Q500 322 500 352V504Q500 546 456 546H320'), main.soft),
    path(mirrored('M320 322H470Q500 322 500 352V380Q420 440 320 440'), main.light),
    circle(320, 436, 20, gold.soft) + circle(314, 430, 6, shine(0.6)),
    line('M166 400V500', shine(0.5), 10),
    at(
      484,
      400,
      rect(-26, -130, 52, 70, 8, accent.round) +
        path('M-40-60H40Q52-30 50 20V80Q50 110 20 110H-20Q-50 110-50 80V20Q-52-30-40-60Z', '#f8d94f') +
        line('M-30-20V60', shine(0.8), 9),
      { size: 0.86 },
    ),
  )

const brush = (turn: number, handle: string, head: Svg): Svg =>
  turned(turn, 320, 520, rect(311, 210, 18, 260, 8, handle) + path('M302 150H338L332 236H308Z', gold.soft) + head)

const brushes: Motif = ({ main, accent }) =>
  standing(
    230,
    brush(
      -28,
      accent.flat,
      path('M302 156Q270 96 320 66Q370 96 338 156Z', '#8a5b3c') + path('M292 110Q300 76 320 66Q340 76 348 110Z', '#f4a3bb'),
    ),
    brush(28, accent.dark, path('M304 156Q284 120 320 84Q356 120 336 156Z', '#5b3828')),
    brush(
      -14,
      accent.dark,
      path('M302 156Q280 100 300 80H340Q360 100 338 156Z', '#a8703a') + path('M290 108Q290 90 300 80H340Q350 90 350 108Z', '#f9b48a'),
    ),
    brush(14, accent.flat, path('M304 156L296 90L344 70L336 156Z', '#8a5b3c')),
    brush(
      0,
      accent.flat,
      path('M300 156Q250 90 290 50Q320 34 350 50Q390 90 340 156Z', '#7a4a35') +
        path('M272 96Q270 66 290 50Q320 34 350 50Q370 66 368 96Z', '#f4a3bb'),
    ),
    solid(
      turnedOn([430, 348, 14], [416, 552, 40]),
      main.soft,
      path('M390 340L376 560H440V340Z', shade(0.12)),
      rect(200, 410, 240, 56, 0, main.dark),
      line('M200 420H440M200 456H440', shine(0.5), 3),
    ),
    circle(320, 438, 18, gold.soft),
    line('M234 370V400', shine(0.5), 9),
  )

const sponge: Motif = ({ main, accent }) =>
  standing(
    230,
    path('M150 552C110 552 90 500 130 480S190 440 210 480', '#f7d9c0'),
    oval(180, 530, 80, 24, '#e4b899') + line('M140 524Q170 512 200 520', shine(0.6), 7),
    solid(
      mirrored('M320 116C360 150 390 240 430 330C480 440 430 552 320 552'),
      main.soft,
      path('M330 100C400 240 440 420 340 560H500V100Z', shade(0.1)),
      path('M170 470Q320 400 470 480V570H170Z', accent.soft),
      circle(260, 500, 10, shine(0.2)),
      circle(330, 520, 8, shine(0.2)),
      circle(390, 496, 9, shine(0.2)),
    ),
    line('M236 380Q250 320 276 270', shine(0.6), 13),
    copies(circle(300, 300, 5, shade(0.12)), [40, 40], [-10, 90], [70, 100], [20, 140], [60, -30]),
  )

const pouch: Motif = ({ main, accent }) =>
  standing(
    400,
    rect(236, 180, 36, 130, 12, '#dd4347') +
      rect(232, 230, 44, 80, 6, gold.round) +
      turned(10, 380, 240, rect(360, 130, 22, 190, 8, '#c58d58') + path('M352 140Q336 90 371 74Q406 90 390 140Z', '#f4a3bb')) +
      turned(
        -8,
        310,
        220,
        rect(300, 170, 20, 150, 8, '#ffffff') + rect(290, 150, 40, 44, 10, '#84c4ec') + line('M296 160H324M296 172H324', '#ffffff', 4),
      ),
    path('M130 300Q320 250 510 300L500 340H140Z', main.dark),
    solid(
      'M120 300Q320 340 520 300Q560 420 540 520Q530 552 490 552H150Q110 552 100 520Q80 420 120 300Z',
      main.soft,
      path('M470 290Q520 430 480 560H560V290Z', shade(0.12)),
      line('M90 430q24-24 48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0', accent.flat, 11),
      line('M90 466q24-24 48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0', '#fff6dc', 7),
    ),
    line('M124 304Q320 344 516 304', accent.flat, 13),
    rect(470, 306, 22, 56, 10, gold.soft),
    line('M134 350Q122 420 130 480', shine(0.5), 10),
  )

export const tools: Motifs = { nailpolish, nailtrio, manicure, brushes, sponge, pouch }
