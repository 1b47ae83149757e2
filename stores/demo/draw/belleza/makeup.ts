import type { Motif, Motifs } from '../motif.ts'
import { type Colour, gold, mix, shade, shine, silver } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, circle, copies, inside, line, oval, path, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

const lipstick: Motif = ({ main, accent }) =>
  standing(
    250,
    solid(
      'M206 300V180C206 150 262 110 282 104Q294 106 294 140V300Z',
      main.soft,
      path('M206 190C230 180 280 150 294 116V140Q250 190 206 210Z', shine(0.3)),
      rect(266, 100, 30, 210, 0, shade(0.12)),
    ),
    rect(196, 286, 108, 90, 8, gold.round),
    line('M200 306H300', gold.dark, 4),
    rect(176, 366, 148, 186, 16, accent.round),
    rect(176, 366, 148, 18, 8, gold.round),
    line('M196 400V520', shine(0.35), 8),
    rect(356, 286, 126, 266, 20, accent.round),
    rect(356, 520, 126, 18, 0, gold.round),
    oval(419, 296, 50, 9, shine(0.15)),
    line('M376 320V500', shine(0.35), 8),
    path('M390 220C410 200 424 206 432 214C440 206 456 200 474 220C456 250 410 250 390 220Z', main.soft) +
      line('M394 221Q432 232 470 221', main.dark, 4),
  )

const wand = (main: Colour, cap: Colour): Svg =>
  rect(-44, -210, 88, 210, 22, cap.round) +
  rect(-40, -12, 80, 24, 4, silver.round) +
  line('M-24-186V-40', shine(0.45), 8) +
  rect(-7, 10, 14, 150, 4, shade(0.35)) +
  path('M-13 150Q0 140 13 150L17 214Q0 236-17 214Z', main.soft)

const lipgloss: Motif = ({ main, accent }) =>
  standing(
    300,
    turned(16, 450, 300, at(440, 290, wand(main, accent))),
    solid(turnedOn([366, 250, 4], [366, 276, 10], [390, 290, 16], [390, 552, 22]), main.round, rect(240, 530, 160, 30, 0, shade(0.14))),
    rect(280, 232, 80, 28, 6, accent.round),
    rect(270, 388, 100, 66, 10, accent.soft) +
      path('M290 420C304 406 314 410 320 416C326 410 336 406 350 420C336 442 304 442 290 420Z', main.dark),
    line('M268 320V376', shine(0.6), 9),
    path('M130 552C120 500 210 490 226 530Q232 552 210 552Z', main.soft) + line('M150 528Q166 512 186 512', shine(0.6), 7),
  )

const gloss: Motif = ({ main, accent }) =>
  standing(
    250,
    solid(
      turnedOn([372, 306, 10], [382, 552, 26]),
      main.light,
      rect(250, 330, 140, 200, 0, main.soft),
      rect(350, 300, 40, 260, 0, shade(0.08)),
      rect(313, 300, 14, 170, 4, shade(0.18)),
      path('M304 460h32l6 50q-22 20-44 0z', shine(0.5)),
    ),
    line('M276 340V500', shine(0.9), 12),
    circle(350, 400, 7, shine(0.8)) + circle(340, 430, 5, shine(0.8)) + circle(356, 470, 6, shine(0.8)),
    rect(264, 112, 112, 196, 26, accent.round),
    rect(264, 282, 112, 26, 6, accent.dark),
    line('M288 140V260', shine(0.7), 9),
    circle(470, 486, 66, '#f9b48a') +
      path('M470 420C440 450 440 520 470 552', shade(0.08)) +
      path('M470 424q16-34 46-26q-6 34-46 26z', '#4ba25c') +
      line('M436 470Q436 450 450 442', shine(0.6), 8),
  )

const balm: Motif = ({ main, accent }) =>
  standing(
    330,
    turned(
      -22,
      440,
      380,
      oval(450, 400, 128, 128, main.dark) +
        oval(444, 394, 128, 128, main.soft) +
        oval(444, 394, 104, 104, '#fff3d6') +
        at(
          444,
          394,
          path('M0-58L50-29V29L0 58L-50 29V-29Z', main.flat) +
            oval(-14, -14, 17, 11, '#ffffffdd') +
            oval(14, -14, 17, 11, '#ffffffdd') +
            oval(0, 8, 25, 19, accent.flat) +
            rect(-9, -10, 7, 37, 0, '#f8c53f') +
            rect(6, -8, 7, 34, 0, '#f8c53f'),
        ),
    ),
    rect(116, 424, 300, 128, 40, main.round),
    rect(116, 508, 300, 44, 22, shade(0.12)),
    oval(266, 430, 150, 42, main.dark),
    oval(266, 428, 134, 34, '#fbe6a8'),
    path('M150 428Q220 400 270 424T390 420Q380 460 266 462Q160 460 150 428Z', '#f6d987'),
    line('M180 420Q220 408 260 412', shine(0.8), 8),
  )

const stick = (tip: string, body: string, collar: string, end: Svg): Svg =>
  path('M-30-120L-12-176Q0-196 12-176L30-120Z', '#e9c9a0') +
  path('M-15-166Q0-200 15-166L9-150H-9Z', tip) +
  rect(-32, -122, 64, 300, 6, body) +
  rect(-32, -60, 64, 16, 0, collar) +
  end

const pencil: Motif = ({ main, accent }) =>
  footShadow(320, 200) +
  lifted(
    line('M130 500C210 430 280 540 360 480S470 470 500 440', `${main.flat}`, 16),
    at(300, 290, stick(main.flat, main.round, gold.flat, rect(-34, 170, 68, 60, 10, accent.round)), { turn: 28, size: 1.1 }),
    at(
      480,
      470,
      rect(-50, -46, 100, 92, 16, accent.soft) +
        rect(-30, -46, 60, 92, 0, shade(0.25)) +
        path('M-34-30L34 0L-34 30Z', silver.soft) +
        circle(-6, 0, 8, accent.dark),
    ),
  )

const browpencil: Motif = ({ main, accent }) =>
  lifted(
    path('M130 210C190 130 320 110 470 190C330 160 220 180 140 234Q124 228 130 210Z', main.soft),
    copies(line('M170 186l14-34', main.dark, 6), [40, -20], [84, -30], [130, -32], [176, -26], [220, -14]),
    at(
      320,
      380,
      path('M-26-190L-9-250Q0-264 9-250L26-190Z', '#e9c9a0') +
        path('M-12-240Q0-270 12-240L8-228H-8Z', main.dark) +
        rect(-28, -192, 56, 300, 6, main.round) +
        rect(-28, -140, 56, 18, 0, accent.round) +
        rect(-28, 96, 56, 30, 4, accent.round) +
        rect(-5, 120, 10, 50, 2, accent.dark) +
        rect(-20, 150, 40, 96, 18, '#4a3a34') +
        copies(line('M-24 166H24', '#7d675c', 5), [0, 15], [0, 30], [0, 45], [0, 60]),
      { turn: 58 },
    ),
  )

const foundation: Motif = ({ main, accent }) =>
  standing(
    230,
    path('M470 552C440 520 480 470 540 490C590 500 590 552 560 552Z', main.soft) + line('M490 516Q510 504 534 510', shine(0.6), 7),
    solid(turnedOn([400, 280, 30], [424, 330, 40], [424, 552, 40]), main.round, rect(200, 528, 240, 30, 0, shade(0.12))),
    rect(250, 372, 140, 110, 10, '#fffaf0') +
      path('M276 440Q320 384 364 440Q320 470 276 440Z', main.dark) +
      circle(320, 434, 12, '#fffaf0') +
      line('M276 400h88', accent.flat, 5),
    rect(274, 236, 92, 48, 8, accent.round),
    rect(292, 172, 56, 70, 8, accent.round),
    path('M236 140H360Q372 140 372 156V176H280V168Q236 172 226 184V160Q226 140 236 140Z', accent.soft),
    line('M244 340V500', shine(0.55), 12),
  )

const concealer: Motif = ({ main, accent }) =>
  standing(
    300,
    turned(
      14,
      440,
      300,
      at(
        440,
        280,
        rect(-40, -170, 80, 170, 14, accent.round) +
          rect(-8, -4, 16, 170, 5, shade(0.35)) +
          path('M-16 150H16L22 210Q0 232-22 210Z', main.soft) +
          line('M-20-150V-40', shine(0.35), 7),
      ),
    ),
    solid(turnedOn([370, 250, 8], [370, 552, 18]), main.round, rect(260, 526, 120, 30, 0, shade(0.14))),
    rect(280, 222, 80, 34, 6, accent.soft),
    circle(320, 390, 34, accent.soft) + path('M320 368A24 24 0 1 0 342 398A20 20 0 0 1 320 368Z', main.light),
    line('M288 280V500', shine(0.55), 9),
    path('M134 552Q128 520 170 520T214 552Z', main.soft) + path('M226 552Q222 530 250 530T280 552Z', main.dark),
  )

/** A compact, open: mirror above, what it holds below. */
const compact = (main: Colour, powder: string, pressed: Svg, reflection: string): Svg =>
  oval(320, 250, 190, 168, main.dark) +
  oval(320, 242, 190, 168, main.soft) +
  oval(320, 242, 160, 140, '#cfe5f3') +
  inside(
    'M160 242a160 140 0 1 0 320 0a160 140 0 1 0-320 0',
    path('M120 330L360 60H430L170 390ZM250 400L520 110H550L300 410Z', shine(0.55)),
    path(`M400 400Q410 300 470 290V400Z`, reflection),
  ) +
  rect(286, 392, 68, 30, 10, gold.soft) +
  oval(320, 482, 232, 76, main.dark) +
  oval(320, 466, 232, 76, main.soft) +
  oval(320, 460, 190, 56, main.dark) +
  oval(320, 464, 186, 52, powder) +
  pressed

const blush: Motif = ({ main, accent }) =>
  footShadow(320, 440) +
  lifted(
    compact(
      accent,
      main.flat,
      path('M210 440Q320 410 430 440Q410 500 320 506T210 440Z', main.light) +
        path('M320 490C270 460 290 436 308 440Q318 442 320 452Q322 442 332 440C350 436 370 460 320 490Z', main.dark),
      `${main.flat}66`,
    ),
  )

const highlighter: Motif = ({ main, accent }) =>
  footShadow(320, 440) +
  lifted(
    compact(
      main,
      accent.flat,
      inside(
        'M134 464a186 52 0 1 0 372 0a186 52 0 1 0-372 0',
        ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((ray) => turned(ray * 30, 320, 470, rect(316, 360, 8, 90, 3, '#fff6d9'))),
      ) +
        oval(320, 466, 56, 20, '#fff6d9') +
        oval(320, 466, 40, 13, main.light),
      '#ffffff66',
    ),
    path(
      'M540 130l9 26 26 9-26 9-9 26-9-26-26-9 26-9zM120 380l6 18 18 6-18 6-6 18-6-18-18-6 18-6zM96 150l5 16 16 5-16 5-5 16-5-16-16-5 16-5z',
      '#fff6d9',
    ),
  )

const palette: Motif = ({ main, accent }) => {
  const shades = [
    main.light,
    main.flat,
    main.dark,
    mix(main.flat, accent.flat, 0.5),
    accent.light,
    accent.flat,
    '#f8c53f',
    '#fbe3cf',
    mix(main.flat, '#f8c53f', 0.5),
    accent.dark,
    '#2fb4ad',
    mix(accent.flat, '#ffffff', 0.6),
  ]
  return (
    footShadow(320, 470) +
    lifted(
      rect(84, 118, 472, 214, 26, main.dark),
      rect(84, 112, 472, 214, 26, main.soft),
      rect(106, 132, 428, 170, 14, '#cfe5f3'),
      path('M140 302L270 132H350L220 302ZM330 302L460 132H484L354 302Z', shine(0.55)),
      rect(84, 336, 472, 206, 26, main.dark),
      rect(84, 328, 472, 200, 26, main.soft),
      rect(100, 342, 440, 172, 16, '#383642'),
      ...shades.map((paint, index) => rect(112 + (index % 6) * 71, 354 + Math.floor(index / 6) * 76, 62, 68, 10, paint)),
      copies(
        path('M112 412L174 364V354H122Q112 354 112 364Z', shine(0.25)),
        ...shades.map((_, index) => [(index % 6) * 71, Math.floor(index / 6) * 76] as const).slice(1),
      ),
      turned(
        -28,
        440,
        250,
        rect(330, 236, 210, 16, 8, accent.soft) +
          rect(300, 232, 40, 24, 6, silver.soft) +
          path('M304 228Q250 224 244 244Q250 264 304 260Z', '#8a5b3c'),
      ),
    )
  )
}

const mascara: Motif = ({ main, accent }) =>
  footShadow(320, 240) +
  lifted(
    line('M92 250Q200 320 308 250', '#383642', 12),
    line('M112 262L92 300M150 282L138 326M200 290V338M250 282L262 326M288 262L308 300', '#383642', 9),
    at(
      264,
      392,
      rect(-46, -16, 92, 190, 24, main.round) +
        rect(-46, -16, 92, 20, 6, accent.round) +
        line('M-24 30V140', shine(0.35), 8) +
        path('M-14 60h28l-4 60h-20z', accent.soft),
      { turn: 14, size: 1 },
    ),
    at(
      420,
      330,
      rect(-42, 20, 84, 220, 24, main.round) +
        rect(-42, 20, 84, 20, 6, accent.round) +
        rect(-6, -60, 12, 90, 3, '#8b90a3') +
        path('M-18-190Q0-214 18-190L26-70Q0-50-26-70Z', '#383642') +
        copies(line('M-30-180H30', '#5c596b', 6), [0, 18], [0, 36], [0, 54], [0, 72], [0, 90], [0, 106]) +
        line('M-22 60V200', shine(0.35), 8),
      { turn: 14 },
    ),
  )

const eyeliner: Motif = ({ main, accent }) =>
  footShadow(320, 220) +
  lifted(
    path('M130 262C190 170 320 160 400 250C440 244 490 220 520 180C510 240 460 290 400 296C320 250 210 240 130 262Z', main.soft),
    path('M160 300C220 360 320 370 390 306C310 270 220 270 160 300Z', '#ffffff'),
    circle(276, 310, 42, accent.soft) + circle(276, 310, 20, '#23222d') + circle(266, 298, 8, '#ffffff'),
    at(
      300,
      460,
      rect(-190, -32, 210, 64, 26, main.soft) +
        rect(0, -32, 26, 64, 0, accent.soft) +
        path('M26-24L70-14V14L26 24Z', silver.soft) +
        path('M70-12Q130-8 156 4Q120 14 70 12Z', '#23222d') +
        line('M-170-14H-20', shine(0.35), 7),
      { turn: -14 },
    ),
    line('M470 440Q520 420 560 430', main.flat, 10),
  )

export const makeup: Motifs = {
  lipstick,
  lipgloss,
  gloss,
  balm,
  pencil,
  browpencil,
  foundation,
  concealer,
  blush,
  highlighter,
  palette,
  mascara,
  eyeliner,
}
