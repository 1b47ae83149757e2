import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { leaf, mix, shade, shine, silver } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, circle, copies, inside, line, oval, path, polygon, rect, type Svg, scattered, solid, turned } from '../shapes.ts'

/** Two lids and what is between them, seen from the side. */
const cornflour = (x: number, y: number, lid: string, shadow: string, filling: string): Svg =>
  at(
    x,
    y,
    rect(-112, -10, 224, 56, 26, shadow) +
      rect(-112, -16, 224, 52, 26, lid) +
      rect(-116, -52, 232, 52, 24, filling) +
      scattered(
        rect(-6, -3, 12, 5, 2, '#ffffff'),
        [-94, -30, 20],
        [-60, -22, -30],
        [-30, -36, 40],
        [4, -24, 10],
        [40, -36, -20],
        [70, -24, 30],
        [98, -34, -10],
        [-78, -42, 60],
        [54, -18, 50],
        [-14, -16, -40],
      ) +
      rect(-112, -96, 224, 60, 28, shadow) +
      rect(-112, -100, 224, 56, 28, lid) +
      line('M-84-84Q-60-92-20-92', shine(0.8), 7),
  )

const alfajor: Motif = ({ main, accent }) => {
  const one = cornflour(0, 0, main.soft, mix(main.dark, accent.flat, 0.3), accent.flat)
  return standing(450, scattered(one, [194, 500], [446, 500], [320, 356]))
}

/** One whole, and before it one cut in half: three lids, two floors of dulce de leche, and the coat. */
const triple: Motif = ({ main, accent }) =>
  footShadow(320, 470) +
  lifted(
    path('M246 250V400Q246 470 406 470T566 400V250Z', main.dark),
    oval(406, 250, 160, 66, main.dark),
    oval(406, 240, 160, 66, main.soft),
    line('M286 240Q312 204 380 196', shine(0.35), 11),
    copies(oval(430, 250, 18, 7, accent.flat), [-50, 16], [40, 14]),
    rect(76, 314, 356, 236, 66, main.dark),
    rect(76, 306, 356, 236, 66, main.soft),
    inside(
      'M150 330H358Q408 330 408 380V470Q408 520 358 520H150Q100 520 100 470V380Q100 330 150 330Z',
      rect(90, 320, 330, 210, 0, '#b8722f'),
      rect(90, 362, 330, 12, 0, '#d08c46'),
      rect(90, 438, 330, 12, 0, '#d08c46'),
      copies(
        rect(90, 324, 330, 42, 0, accent.soft) +
          rect(90, 356, 330, 10, 0, shade(0.1)) +
          circle(150, 342, 4, shade(0.16)) +
          circle(240, 348, 5, shade(0.16)) +
          circle(330, 340, 4, shade(0.16)) +
          circle(380, 350, 3, shade(0.16)),
        [0, 76],
        [0, 152],
      ),
    ),
    line('M92 380Q92 326 146 322H260', shine(0.3), 8),
    scattered(path('M-10-6L8-9L11 6L-7 9Z', main.flat), [470, 540, 10], [500, 528, 50], [528, 542, -20], [60, 548, 30]),
  )

const chocolate: Motif = ({ main, accent }) => {
  const square =
    rect(0, 0, 66, 66, 10, main.dark) +
    rect(3, 0, 60, 58, 8, main.soft) +
    rect(14, 10, 38, 36, 6, shade(0.16)) +
    line('M12 8H46', shine(0.25), 4)
  return (
    footShadow(320, 280) +
    lifted(
      turned(
        -10,
        320,
        330,
        rect(206, 96, 228, 420, 14, main.dark) +
          copies(at(214, 104, square), [72, 0], [144, 0], [0, 70], [72, 70], [144, 70], [0, 140], [72, 140], [144, 140]) +
          path(
            'M196 296L222 314L246 292L274 316L300 292L330 316L358 292L388 316L414 294L446 312V540Q446 554 432 554H210Q196 554 196 540Z',
            accent.soft,
          ) +
          path(
            'M196 330L222 346L246 326L274 348L300 326L330 348L358 326L388 348L414 328L446 344V540Q446 554 432 554H210Q196 554 196 540Z',
            '#7a2c3a',
          ) +
          rect(226, 380, 190, 130, 14, accent.flat) +
          rect(234, 388, 174, 114, 10, '#fff3d6') +
          at(
            320,
            444,
            oval(0, 0, 46, 30, '#c8664a') +
              copies(line('M-40 0Q0-24 40 0', '#8a3b2a', 5), [0, 10]) +
              path('M-46-6Q-64-30-80-22Q-66-2-46 4Z', leaf.soft),
          ) +
          line('M210 360V530', shine(0.25), 8),
      ),
      at(474, 486, square, { turn: 20 }),
      at(536, 420, square, { turn: 50, size: 0.7 }),
      scattered(path('M0-7l7 4v7l-7 4l-7-4v-7z', '#ffffff'), [130, 470], [160, 500, 20], [110, 520, 40], [516, 380, 10], [150, 540]),
    )
  )
}

const cookies: Motif = ({ main, accent }) => {
  const cookie =
    circle(0, 6, 74, main.dark) +
    circle(0, 0, 74, main.soft) +
    scattered(
      oval(0, 0, 12, 9, '#5b3828'),
      [-32, -28, 20],
      [18, -42, 50],
      [42, -4, 10],
      [-8, 2, -30],
      [-44, 20, 30],
      [10, 42],
      [38, 38, 60],
      [-22, 48, 10],
    ) +
    scattered(rect(-8, -2, 16, 5, 2, '#f6e2bd'), [-14, -50, 20], [34, -28, 50], [-50, -8, 80], [20, 16, 10], [-20, 26, 40])
  return (
    footShadow(320, 460) +
    lifted(
      solid(
        polygon([150, 150, 12], [390, 130, 12], [420, 480, 30], [170, 506, 30]),
        accent.soft,
        path('M150 240L400 216L406 290L156 316Z', '#fff3d6'),
        path('M360 120L390 500H440V120Z', shade(0.12)),
      ),
      path('M144 130L392 108L398 150L150 172Z', accent.dark),
      turned(-5, 280, 260, rect(190, 246, 170, 15, 7, accent.flat) + rect(220, 270, 110, 10, 5, accent.light)),
      scattered(cookie, [262, 404], [452, 356, 40], [510, 474, -50], [384, 480, 100]),
      copies(circle(130, 540, 6, main.dark), [26, -8], [48, 4], [440, 6]),
    )
  )
}

const biscuits: Motif = ({ main, accent }) => {
  const cracker =
    path('M-62-10Q-66-44-30-48Q0-56 30-48Q66-44 62-10Q66 30 40 44Q0 54-40 44Q-66 30-62-10Z', main.dark) +
    path('M-62-18Q-66-52-30-56Q0-64 30-56Q66-52 62-18Q66 22 40 36Q0 46-40 36Q-66 22-62-18Z', main.soft) +
    copies(circle(-26, -30, 5, main.dark), [26, -4], [52, 0], [10, 24], [40, 24]) +
    line('M-60 10Q0 26 60 10M-54 26Q0 40 54 26', main.dark, 4)
  return standing(
    440,
    solid(
      polygon([170, 110, 8], [430, 110, 8], [452, 490, 24], [148, 490, 24]),
      '#f6e0b5',
      rect(140, 170, 330, 90, 0, accent.soft),
      path('M400 100L420 500H470V100Z', shade(0.08)),
    ),
    path('M164 92H436L430 130H170Z', accent.dark),
    rect(216, 192, 168, 16, 8, '#fffaf0'),
    rect(250, 220, 100, 10, 5, shine(0.7)),
    emblem('espiga', 300, 330, 130),
    scattered(cracker, [176, 500, -8], [310, 510, 6], [446, 500, -4], [240, 430, 10], [382, 424, -12]),
    at(
      540,
      480,
      path('M-44-40H44C50 0 52 20 44 50Q34 82 0 82T-44 50C-52 20-50 0-44-40Z', '#85583a') +
        oval(0, -40, 44, 13, silver.flat) +
        oval(0, -41, 34, 8, leaf.soft) +
        line('M10-44L34-100', '#8b90a3', 7),
    ),
  )
}

const coffee: Motif = ({ main, accent }) => {
  const bean = oval(0, 0, 24, 34, '#6b452e') + line('M4-30C-12-10 12 10-4 30', '#b98a5e', 5)
  return standing(
    290,
    solid(
      polygon([196, 120, 10], [444, 120, 10], [462, 552, 24], [178, 552, 24]),
      main.soft,
      path('M430 110L424 560H480V110Z', shade(0.14)),
      path('M180 470Q320 440 462 470V560H178Z', accent.soft),
    ),
    path('M190 96H450L444 140H196Z', main.dark),
    line('M200 120H440', shine(0.25), 4),
    circle(320, 196, 19, shade(0.35)) + circle(320, 196, 9, main.light),
    circle(320, 340, 94, '#fff3d6'),
    path('M262 330H364V360Q364 404 314 404T262 360Z', accent.soft) +
      line('M366 340Q396 340 388 364Q382 382 360 380', accent.flat, 11) +
      oval(314, 410, 70, 8, accent.dark) +
      copies(line('M292 316q-10-14 0-28t0-24', '#8a5b3c', 6), [24, 0], [48, 0]),
    rect(246, 486, 148, 15, 7, '#fffaf0') + rect(276, 512, 88, 9, 4, shine(0.8)),
    line('M204 160Q200 300 200 440', shine(0.3), 9),
    scattered(bean, [114, 524, 40], [160, 540, -70], [520, 530, 20], [92, 552, 80]),
  )
}

const teabox: Motif = ({ main, accent, detail }) =>
  standing(
    400,
    path('M130 240L440 216L440 540L130 552Z', main.soft),
    path('M440 216L520 246V528L440 540Z', main.dark),
    path('M130 240L210 268L520 246L440 216Z', main.light),
    path('M150 200L160 160L400 140L420 216L210 240Z', '#f6e0b5') +
      copies(rect(186, 170, 40, 60, 4, '#fffaf0'), [52, -5], [104, -10], [156, -14]),
    path('M130 300L440 280V316L130 334Z', accent.soft),
    path('M440 280L520 296V330L440 316Z', accent.dark),
    circle(284, 428, 82, '#fffaf0'),
    emblem(detail, 284, 428, 124),
    rect(210, 302, 150, 13, 6, '#fffaf0'),
    line('M430 500C500 480 520 440 540 400', '#fffaf0', 4),
    at(
      520,
      490,
      path('M-50-56H50L60 56Q0 72-60 56Z', '#fffaf0cc') +
        path('M-54 0Q0 16 54 0L60 56Q0 72-60 56Z', '#b9c98a') +
        rect(-36, -76, 72, 26, 6, accent.soft),
      { size: 0.9, turn: 10 },
    ),
    line('M150 270V520', shine(0.4), 8),
  )

export const treats: Motifs = { alfajor, triple, chocolate, cookies, biscuits, coffee, teabox }
