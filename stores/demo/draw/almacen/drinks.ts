import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, leaf, mix, shade, shine, silver } from '../palette.ts'
import { standing } from '../scene.ts'
import { at, circle, copies, line, mirrored, oval, path, polygon, rect, type Svg, scattered, solid, turned, turnedOn } from '../shapes.ts'

const wine: Motif = ({ main, accent, detail }) => {
  const glassPaint = mix(main.word === 'amarillo' ? '#7e8746' : main.flat, '#1d1440', main.word === 'amarillo' ? 0 : 0.35)
  return standing(
    330,
    solid(
      turnedOn([350, 96, 6], [350, 240, 40], [396, 300, 50], [396, 552, 20]),
      glassPaint,
      rect(240, 100, 24, 460, 0, shine(0.12)),
      path('M360 90H400V560H356Q390 300 340 240Z', shade(0.18)),
    ),
    rect(284, 80, 72, 96, 8, main.word === 'amarillo' ? accent.round : main.round),
    rect(284, 160, 72, 10, 0, gold.flat),
    rect(250, 340, 140, 164, 6, '#fffaf0'),
    rect(250, 340, 140, 8, 0, gold.flat) + rect(250, 496, 140, 8, 0, gold.flat),
    emblem(detail, 320, 412, 110),
    rect(280, 474, 80, 9, 4, main.flat),
    line('M258 340V330M256 310Q262 290 284 270', shine(0.5), 9),
    at(
      506,
      420,
      path('M-6 20H6L10 118H-10Z', '#ffffffaa') +
        oval(0, 122, 50, 10, '#ffffffcc') +
        solid(
          'M-56-120C-66-40-56 20 0 26C56 20 66-40 56-120Z',
          '#ffffff88',
          path('M-70-50Q0-38 70-50V40H-70Z', main.word === 'amarillo' ? '#f3d574' : main.flat),
          oval(0, -49, 62, 8, shine(0.3)),
        ) +
        oval(0, -120, 56, 9, shine(0.7)) +
        line('M-44-100Q-50-50-40-20', shine(0.9), 6),
    ),
  )
}

const sparkling: Motif = ({ main, accent }) =>
  standing(
    210,
    path('M284 56Q320 30 356 56L348 96H292Z', '#c58d58') + line('M290 66H350', '#8a5b3c', 5),
    solid(
      turnedOn([350, 96, 10], [356, 220, 50], [412, 330, 60], [412, 552, 26]),
      mix(main.flat, '#16301f', 0.35),
      rect(230, 90, 26, 460, 0, shine(0.14)),
      path('M360 90H420V560H372Q400 340 340 240Z', shade(0.18)),
    ),
    path('M286 92H354L360 210L370 262Q320 280 270 262L280 210Z', accent.round),
    line('M288 130L352 150M288 170L352 190', accent.light, 5),
    path('M232 370Q320 350 408 370V480Q320 500 232 480Z', '#fffaf0'),
    path('M232 370Q320 350 408 370V380Q320 362 232 382Z', accent.flat),
    emblem('estrella', 320, 416, 70),
    rect(282, 462, 76, 9, 4, accent.flat),
    at(
      506,
      400,
      path('M-5 60H5L8 140H-8Z', '#ffffffaa') +
        oval(0, 144, 42, 9, '#ffffffcc') +
        solid(
          'M-36-150H36L26 50Q0 78-26 50Z',
          '#ffffff88',
          path('M-40-80H40V80H-40Z', '#f6d774'),
          copies(circle(-8, 30, 4, '#ffffff'), [14, -22], [-4, -46], [12, -70], [2, -92], [-10, -10]),
        ) +
        line('M-24-130L-18 10', shine(0.9), 6),
    ),
    circle(140, 200, 12, accent.light) +
      circle(170, 150, 8, accent.light) +
      circle(120, 140, 6, '#ffffff') +
      circle(480, 130, 10, accent.light) +
      circle(520, 170, 6, '#ffffff'),
  )

const foam = (x: number, y: number): Svg =>
  path(
    `M${x - 86} ${y + 30}Q${x - 110} ${y - 20} ${x - 60} ${y - 26}Q${x - 40} ${y - 64} ${x} ${y - 44}Q${x + 44} ${y - 64} ${x + 60} ${y - 26}Q${x + 110} ${y - 20} ${x + 86} ${y + 30}Z`,
    '#ffffff',
  )

const beer: Motif = ({ main, accent }) =>
  standing(
    390,
    solid(
      'M190 110H250V226C250 260 290 280 290 330V532Q290 552 270 552H170Q150 552 150 532V330C150 280 190 260 190 226Z',
      accent.round,
      rect(150, 540, 140, 20, 0, shade(0.2)),
    ),
    rect(184, 84, 72, 32, 8, gold.round) + copies(line('M194 92V112', shade(0.2), 4), [12, 0], [24, 0], [36, 0], [48, 0]),
    rect(150, 356, 140, 130, 0, '#fffaf0') +
      rect(150, 356, 140, 10, 0, main.flat) +
      rect(150, 476, 140, 10, 0, main.flat) +
      emblem('espiga', 220, 418, 96),
    path('M190 196H250V226Q220 240 190 226Z', '#fffaf0'),
    line('M168 320V346', shine(0.5), 8),
    line('M470 330C560 320 560 470 470 470', '#ffffffcc', 22),
    solid(
      polygon([334, 270, 10], [486, 270, 10], [476, 552, 26], [344, 552, 26]),
      main.round,
      copies(circle(370, 500, 5, shine(0.7)), [30, -30], [60, 10], [14, -70], [50, -90], [80, -50], [24, -120]),
      rect(450, 260, 40, 300, 0, shade(0.08)),
      rect(340, 524, 150, 30, 0, shine(0.35)),
    ),
    foam(410, 272),
    line('M360 330V480', shine(0.8), 10),
  )

const beercan: Motif = ({ main, accent }) =>
  standing(
    220,
    solid(
      turnedOn([400, 96, 10], [424, 140, 10], [424, 520, 10], [400, 552, 10]),
      main.round,
      rect(200, 96, 240, 44, 0, silver.flat),
      rect(200, 520, 240, 40, 0, silver.flat),
      path('M200 240Q320 190 440 240V420Q320 470 200 420Z', accent.soft),
      rect(396, 90, 30, 470, 0, shade(0.12)),
    ),
    oval(320, 98, 82, 15, silver.dark) + oval(320, 96, 76, 12, silver.light) + oval(330, 96, 26, 6, silver.dark),
    at(
      320,
      326,
      circle(0, 0, 66, main.flat) +
        circle(0, 0, 56, '#fffaf0') +
        path('M-30 34L-10-10L4 8L16-16L34 34Z', main.flat) +
        circle(18, -26, 9, gold.flat),
    ),
    emblem('espiga', 320, 470, 60),
    line('M236 170V490', shine(0.5), 11),
    scattered(
      path('M0-14c8 11 10 15 10 19a10 10 0 0 1-20 0c0-4 2-8 10-19z', '#d5ecfa'),
      [262, 190],
      [390, 250],
      [250, 440],
      [384, 480],
      [288, 160],
    ),
  )

const siphon: Motif = ({ main, accent }) =>
  standing(
    240,
    path('M290 190V120Q290 84 330 84H380Q396 84 396 100V190Z', silver.soft),
    path('M340 92L470 60Q486 58 486 72L480 86L352 118Z', silver.soft),
    path('M296 120H240Q212 120 212 150V196Q212 206 222 206H230V170Q230 158 244 158H296Z', silver.soft),
    line('M310 104Q300 130 304 176', shine(0.8), 7),
    rect(270, 182, 140, 40, 10, silver.round),
    solid(
      mirrored('M320 216H384C430 250 452 300 452 350V520Q452 552 420 552H320'),
      `${main.flat}dd`,
      path('M188 320Q320 300 452 320V560H188Z', `${accent.light}bb`),
      line('M190 300L330 560M240 250L420 560M310 230L460 500M450 300L310 560M400 250L220 560M330 230L180 500', '#ffffff66', 4),
      rect(410, 210, 50, 350, 0, shade(0.1)),
      copies(circle(260, 500, 6, '#ffffffcc'), [40, -40], [80, 10], [110, -60], [20, -90], [70, -110]),
    ),
    path('M236 360H404V450H236Z', '#fffaf0'),
    emblem('burbujas', 320, 405, 84),
    line('M214 330V500', shine(0.8), 11),
    line('M221 216Q219 262 198 300', '#dff1fb', 8),
  )

const water: Motif = ({ main, accent }) =>
  standing(
    210,
    rect(286, 72, 68, 48, 10, accent.round),
    copies(line('M300 82V114', shade(0.16), 4), [13, 0], [26, 0], [40, 0]),
    solid(
      turnedOn([346, 120, 6], [346, 150, 20], [414, 240, 50], [404, 330, 30], [414, 400, 30], [414, 552, 34]),
      `${main.light}dd`,
      path('M200 200Q320 186 440 200V570H200Z', main.soft),
      copies(line('M210 440Q320 456 430 440', shine(0.5), 6), [0, 30], [0, 60], [0, 90]),
      rect(384, 110, 40, 450, 0, shade(0.08)),
    ),
    path('M226 270Q320 254 414 270V400Q320 416 226 400Z', accent.soft),
    path('M240 384L290 306L320 350L346 318L400 384Q320 400 240 384Z', '#fffaf0') +
      path('M290 306l16 24-16 8-14-10zM346 318l12 16-12 6-8-6z', main.flat) +
      circle(366, 296, 13, '#f8c53f'),
    line('M244 230Q248 200 280 170', shine(0.9), 10),
    line('M240 430V520', shine(0.8), 10),
    scattered(path('M0-20c12 16 15 22 15 28a15 15 0 0 1-30 0c0-6 3-12 15-28z', accent.light), [500, 420], [530, 480, 10], [128, 470]),
  )

const lemonSlice =
  circle(0, 0, 62, '#f8d03f') +
  circle(0, 0, 53, '#fff6cf') +
  circle(0, 0, 46, '#fbe27a') +
  line('M0-48V48M-42-24L42 24M-42 24L42-24', '#fff6cf', 7)

const lemonade: Motif = ({ main, accent }) =>
  standing(
    370,
    line('M430 290C560 270 560 470 420 470', '#ffffffbb', 24),
    solid(
      mirrored('M320 190H400Q424 190 426 214C430 300 460 360 454 460C450 530 430 552 400 552H320'),
      '#ffffff77',
      path('M170 280Q320 260 470 280V570H170Z', main.light),
      path('M170 280Q320 260 470 280V300Q320 280 170 300Z', shine(0.5)),
      at(270, 380, lemonSlice, { turn: 20, size: 0.9 }),
      at(380, 470, lemonSlice, { size: 0.75 }),
      rect(300, 300, 56, 52, 12, shine(0.55)),
      turned(20, 260, 490, rect(230, 464, 54, 50, 12, shine(0.5))),
      copies(path('M330 400q24-26 50-8q-14 30-50 8z', accent.soft), [-60, 110], [40, -60]),
      path('M420 180L400 560H480V180Z', shade(0.07)),
    ),
    path('M226 196L186 176L212 230Z', '#ffffffbb'),
    oval(320, 194, 98, 16, shine(0.7)),
    line('M372 120L330 330', '#dd4347', 13) + line('M370 128L366 148', '#ffffff', 13),
    path('M300 190C270 140 290 100 330 90C350 130 340 170 316 194ZM346 192C360 150 400 130 430 140C420 180 390 200 352 200Z', leaf.soft) +
      line('M306 184Q310 140 326 104M356 190Q390 170 420 146', leaf.dark, 4),
    line('M206 290Q190 370 194 450', shine(0.9), 11),
    at(520, 506, lemonSlice, { size: 0.75 }),
    path('M90 552Q70 500 110 490Q120 460 150 476Q190 470 190 510Q200 552 170 552Z', '#dcc08a') +
      line('M112 510Q130 500 146 510M140 530Q156 522 170 532', '#b98f52', 4),
  )

export const drinks: Motifs = { wine, sparkling, beer, beercan, siphon, water, lemonade }
