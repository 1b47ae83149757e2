import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { leaf, shade, shine, silver } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import { at, circle, copies, line, mirrored, oval, path, polygon, rect, solid, turned, turnedOn } from '../shapes.ts'

const yerba: Motif = ({ main, accent, detail }) =>
  standing(
    290,
    solid(
      polygon([190, 132, 6], [450, 132, 6], [470, 200, 10], [462, 552, 14], [178, 552, 14], [170, 200, 10]),
      main.soft,
      path('M170 200L190 130H450L470 200Q320 226 170 200Z', shine(0.14)),
      path('M170 240Q320 270 470 240V300Q320 330 170 300Z', accent.soft),
      path('M430 130L420 560H480V130Z', shade(0.12)),
      path('M168 500Q320 524 472 500V560H168Z', accent.soft),
    ),
    rect(182, 116, 276, 34, 6, main.dark),
    copies(line('M200 122V144', shade(0.16), 4), ...Array.from({ length: 12 }, (_, step) => [(step + 1) * 20, 0] as const)),
    circle(320, 386, 90, '#fffaf0'),
    emblem(detail, 320, 386, 124),
    rect(244, 276, 152, 14, 7, shine(0.85)),
    line('M194 220Q190 360 196 480', shine(0.4), 9),
    path('M96 552Q110 508 156 520T206 552Z', leaf.dark) + copies(circle(126, 538, 5, leaf.light), [20, -8], [40, 4], [60, 6]),
  )

const gourd: Motif = ({ main, accent }) =>
  standing(
    230,
    line('M344 300L430 96Q440 76 466 78', silver.dark, 20),
    line('M340 300L426 96Q438 74 464 76', silver.light, 11),
    oval(320, 262, 112, 30, leaf.dark),
    path('M214 262Q250 226 300 236Q350 214 392 236Q420 246 426 262Q320 300 214 262Z', leaf.soft),
    copies(circle(270, 252, 6, leaf.light), [60, -8], [110, 6], [30, 8], [86, 14]),
    solid(
      mirrored('M320 280C380 280 420 268 432 262C440 310 474 360 474 420C474 500 410 552 320 552'),
      main.soft,
      path('M340 560C440 540 470 460 470 300H520V560Z', shade(0.14)),
      path('M270 420q20-34 40 0q34 8 10 34q0 34-30 22q-34 10-32-22q-20-28 12-34z', `${main.light}77`) + circle(290, 446, 12, main.dark),
      path('M370 470q14-24 28 0q24 6 8 24q0 24-22 16q-24 8-22-16q-14-20 8-24z', `${main.light}77`) + circle(384, 488, 9, main.dark),
    ),
    line('M206 480C184 430 196 390 214 356', shine(0.4), 16),
    solid('M208 262Q320 306 432 262L440 306Q320 352 200 306Z', accent.round),
    line('M212 282Q320 326 428 282', shade(0.14), 4),
    copies(line('M290 190q-12-18 0-36t0-36', shine(0.75), 9), [-44, 16]),
  )

const bombilla: Motif = ({ main, accent }) =>
  lifted(
    turned(
      24,
      320,
      320,
      line('M320 470V180Q320 120 372 96', main.dark, 30) +
        line('M317 470V180Q317 118 370 93', main.flat, 25) +
        line('M310 460V180Q312 130 350 104', shine(0.8), 7) +
        line('M352 106L408 80', accent.dark, 34) +
        line('M352 102L406 77', accent.flat, 29) +
        rect(298, 210, 44, 20, 8, accent.soft) +
        rect(298, 326, 44, 20, 8, accent.soft) +
        circle(320, 278, 30, accent.soft) +
        circle(320, 278, 20, main.light) +
        emblem('hoja', 320, 278, 30) +
        path('M320 440C366 450 378 520 362 560Q340 586 320 586Q300 586 278 560C262 520 274 450 320 440Z', main.dark) +
        path('M318 436C362 446 374 514 358 552Q338 578 318 578Q298 578 278 552C262 514 274 446 318 436Z', main.soft) +
        copies(circle(318, 476, 6, shade(0.4)), [0, 26], [0, 52], [0, 78], [-24, 40], [24, 40], [-22, 66], [22, 66], [-22, 14], [22, 14]) +
        line('M288 480Q282 520 290 546', shine(0.7), 6),
    ),
  )

const thermos: Motif = ({ main, accent }) =>
  standing(
    220,
    line('M410 260C500 250 500 420 410 420', '#383642', 26),
    solid(
      turnedOn([384, 214, 20], [420, 260, 40], [420, 552, 30]),
      main.round,
      rect(200, 486, 240, 14, 0, accent.soft),
      rect(200, 500, 240, 60, 0, main.dark),
      rect(398, 200, 30, 360, 0, shade(0.1)),
    ),
    rect(252, 176, 136, 50, 10, accent.round),
    rect(262, 96, 116, 88, 20, '#383642'),
    path('M372 112L420 96L426 116L376 140Z', '#383642'),
    line('M280 112V164', shine(0.25), 7),
    circle(316, 366, 52, accent.soft),
    circle(316, 366, 43, main.dark),
    path('M316 330L326 356L352 366L326 376L316 402L306 376L280 366L306 356Z', accent.light),
    line('M236 280V470', shine(0.45), 11),
    copies(line('M450 90q-12-16 0-32', shine(0.7), 8), [-24, -6]),
    at(
      520,
      470,
      path('M-44-40H44C50 0 52 20 44 50Q34 82 0 82T-44 50C-52 20-50 0-44-40Z', '#85583a') +
        oval(0, -40, 44, 13, '#c6ccd7') +
        oval(0, -41, 34, 8, leaf.soft) +
        line('M10-44L34-100', '#8b90a3', 7),
    ),
  )

export const aroundTheMate: Motifs = { yerba, mate: gourd, bombilla, thermos }
