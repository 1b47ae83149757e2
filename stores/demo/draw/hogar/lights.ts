import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { shade, shine } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, circle, copies, line, mirrored, oval, path, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

/** Light that falls: from `width` at the shade's mouth to three times that. */
const glow = (x: number, y: number, radius: number): Svg => circle(x, y, radius, '#fff3b040') + circle(x, y, radius * 0.68, '#fff3b055')

const floorlamp: Motif = ({ main, accent }) =>
  path('M388 208L330 552H600L460 208Z', '#fff3b066') +
  footShadow(200, 110) +
  footShadow(464, 160) +
  lifted(
    oval(200, 546, 66, 12, main.dark),
    oval(200, 540, 66, 12, main.soft),
    line('M200 536V150L262 66', main.dark, 12),
    line('M198 536V148L260 64L400 118', main.flat, 9),
    circle(199, 150, 15, accent.soft) + circle(199, 150, 5, main.dark),
    circle(261, 64, 15, accent.soft) + circle(261, 64, 5, main.dark),
    at(
      416,
      130,
      path('M-24-30H24Q64 0 78 62H-78Q-64 0-24-30Z', accent.soft) +
        path('M24-30Q64 0 78 62H26Q34 4 6-30Z', shade(0.12)) +
        oval(0, 62, 78, 15, '#fff6cf') +
        oval(0, 64, 32, 8, '#ffffff') +
        line('M-48 32Q-42 4-24-12', shine(0.6), 7) +
        circle(0, -34, 11, main.soft),
      { turn: 10 },
    ),
    rect(390, 470, 150, 82, 34, '#c8664a') + rect(390, 470, 150, 24, 12, '#d98468') + line('M396 512Q464 530 534 512', shade(0.14), 5),
    path('M404 464Q436 446 465 462Q494 446 528 464V474Q494 458 465 474Q436 458 404 474Z', '#fffaf0') + line('M465 462V474', shade(0.2), 4),
  )

const lamp: Motif = ({ main, accent }) =>
  glow(320, 330, 250) +
  standing(
    200,
    path(mirrored('M320 330H366C366 420 380 470 410 510Q424 552 390 552H320'), accent.soft),
    path('M350 330H366C366 420 380 470 410 510Q424 552 390 552H360Q390 460 350 330Z', shade(0.1)),
    path(mirrored('M320 128C450 128 520 220 516 300Q512 350 440 354Q380 360 320 360'), main.soft),
    path('M430 160C480 220 490 310 440 354Q512 350 516 300C516 250 490 190 430 160Z', shade(0.1)),
    oval(320, 350, 132, 16, '#fff6cf'),
    circle(244, 236, 22, shine(0.45)) +
      circle(330, 190, 28, shine(0.45)) +
      circle(420, 250, 22, shine(0.45)) +
      circle(320, 286, 18, shine(0.45)) +
      circle(190, 300, 13, shine(0.45)),
    line('M216 210Q240 168 280 152', shine(0.6), 9),
  )

const pendant: Motif = ({ main, accent }) =>
  path('M170 388L40 640H600L470 388Z', '#fff3b066') +
  lifted(
    line('M320 0V180', '#383642', 8),
    rect(290, 150, 60, 50, 16, accent.soft),
    path(mirrored('M320 186C380 190 410 220 430 270C450 320 480 344 496 380Q500 396 480 396H320'), main.soft),
    path('M390 206C420 260 420 330 440 396H480Q500 396 496 380C480 344 450 320 430 270Q416 226 390 206Z', shade(0.14)),
    oval(320, 392, 178, 26, accent.dark),
    oval(320, 394, 162, 20, accent.soft),
    circle(320, 400, 34, '#fff6cf'),
    circle(320, 400, 22, '#ffffff'),
    line('M232 290Q250 236 286 216', shine(0.5), 11),
  )

const stringlights: Motif = ({ main, accent }) =>
  lifted(
    line('M-10 110Q160 280 330 150T660 120', main.flat, 8),
    line('M-10 320Q160 490 330 360T660 330', main.flat, 8),
    copies(
      at(
        70,
        168,
        circle(0, 62, 64, `${accent.light}77`) +
          rect(-13, -4, 26, 32, 6, main.soft) +
          path('M-12 26H12C16 40 34 48 34 72A34 34 0 0 1-34 72C-34 48-16 40-12 26Z', accent.soft) +
          line('M-11 78l11-20l11 20', '#fff6dc', 5) +
          circle(-17, 64, 6, shine(0.9)),
      ),
      ...([
        [118, 32],
        [238, -4],
        [356, -48],
        [474, -56],
        [-10, 206],
        [108, 244],
        [228, 214],
        [346, 164],
        [464, 152],
      ] as const),
    ),
  )

const flame = (x: number, y: number): Svg =>
  glow(x, y, 90) +
  path(
    `M${x} ${y - 62}C${x + 34} ${y - 20} ${x + 34} ${y + 24} ${x} ${y + 30}C${x - 34} ${y + 24} ${x - 34} ${y - 20} ${x} ${y - 62}Z`,
    '#f8c53f',
  ) +
  path(
    `M${x} ${y - 26}C${x + 17} ${y - 4} ${x + 16} ${y + 22} ${x} ${y + 28}C${x - 16} ${y + 22} ${x - 17} ${y - 4} ${x} ${y - 26}Z`,
    '#fff3c9',
  )

const candle: Motif = ({ main, detail }) =>
  flame(320, 170) +
  standing(
    250,
    line('M320 204V262', '#383642', 7),
    oval(320, 262, 134, 30, main.dark),
    oval(320, 266, 122, 22, main.light),
    solid(turnedOn([456, 262, 4], [456, 552, 40]), main.round, rect(180, 520, 290, 40, 0, shade(0.12))),
    path('M184 262Q320 300 456 262V300Q320 336 184 300Z', shine(0.18)),
    rect(226, 340, 188, 160, 22, '#fffaf0'),
    emblem(detail, 320, 420, 116),
    line('M204 320V500', shine(0.55), 10),
  )

const diffuser: Motif = ({ main, accent }) =>
  standing(
    230,
    ...[-26, -13, 0, 12, 25].map((turn) => turned(turn, 320, 330, rect(314, 84, 12, 260, 6, turn % 2 === 0 ? accent.flat : accent.dark))),
    solid(
      turnedOn([362, 300, 10], [366, 350, 30], [446, 410, 60], [446, 552, 50]),
      `${main.light}`,
      path('M180 450Q320 470 460 450V560H180Z', main.soft),
      path('M420 380C440 460 440 520 410 560H470V380Z', shade(0.14)),
    ),
    rect(272, 286, 96, 34, 10, accent.soft),
    rect(256, 440, 128, 84, 14, '#fffaf0'),
    path('M320 452c18 24 22 34 22 44a22 22 0 0 1-44 0c0-10 4-20 22-44z', main.flat),
    line('M212 460V510', shine(0.6), 11),
    at(136, 220, path('M0-16c10 14 12 20 12 25a12 12 0 0 1-24 0c0-5 2-11 12-25z', main.flat)),
    at(506, 190, path('M0-16c10 14 12 20 12 25a12 12 0 0 1-24 0c0-5 2-11 12-25z', main.flat), { size: 1.3 }),
    at(470, 120, path('M0-16c10 14 12 20 12 25a12 12 0 0 1-24 0c0-5 2-11 12-25z', main.flat), { size: 0.8 }),
  )

export const lights: Motifs = { floorlamp, lamp, pendant, stringlights, candle, diffuser }
