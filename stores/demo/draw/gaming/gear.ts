import { emblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { type Colour, mix, shade, shine } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, oval, path, polygon, rect, ring, type Svg, solid, turned } from '../shapes.ts'

const rainbow = ['#dd4347', '#f48b3c', '#f8c53f', '#4ba25c', '#2fb4ad', '#3f6fd0', '#7a53bd', '#e2468f']

const cups = (main: Colour, accent: Colour): Svg =>
  both(
    rect(178, 330, 60, 200, 30, '#2a2934') +
      path('M122 372Q122 336 158 336H172Q196 336 196 366V500Q196 530 172 530H158Q122 530 122 494Z', main.soft) +
      ring(152, 432, 40, accent.flat, 9) +
      circle(152, 432, 22, accent.soft) +
      line('M128 372V400', shine(0.4), 8),
  )

const headset: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M160 380C140 90 500 90 480 380', main.dark, 40),
    line('M160 374C140 86 500 86 480 374', main.flat, 32),
    line('M206 226C260 150 380 150 434 226', accent.flat, 24),
    line('M180 250C204 182 236 166 270 156', shine(0.3), 8),
    cups(main, accent),
    line('M150 500C160 580 240 590 300 570', main.dark, 14),
    rect(282, 544, 66, 38, 19, main.dark) + circle(330, 562, 10, accent.flat),
  )

const catheadset: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M160 380C140 110 500 110 480 380', main.dark, 40),
    line('M160 374C140 106 500 106 480 374', main.flat, 32),
    both(
      path('M372 156L456 70Q474 62 476 84L484 216Q440 170 372 156Z', main.soft) +
        path('M404 152L454 104L462 182Q436 160 404 152Z', accent.light),
    ),
    line('M210 216C270 150 370 150 430 216', accent.flat, 20),
    both(
      rect(178, 330, 60, 200, 30, accent.dark) +
        path('M122 372Q122 336 158 336H172Q196 336 196 366V500Q196 530 172 530H158Q122 530 122 494Z', main.soft) +
        at(
          156,
          440,
          circle(0, 12, 17, '#fffaf0') + circle(-21, -8, 9, '#fffaf0') + circle(0, -18, 9, '#fffaf0') + circle(21, -8, 9, '#fffaf0'),
          { size: 0.95 },
        ),
    ),
    line('M150 504C170 570 230 580 280 560', accent.flat, 12),
    rect(268, 540, 60, 34, 17, accent.soft),
    path('M540 150q-20-26-34-6q-6 20 34 44q40-24 34-44q-14-20-34 6z', '#f67d68'),
  )

const caps = (x: number, y: number, width: number, paint: string): Svg =>
  rect(x, y, width, 40, 8, mix(paint, '#1d1440', 0.35)) + rect(x + 3, y, width - 6, 33, 7, paint)

const mechkeyboard: Motif = ({ main, accent }) =>
  footShadow(320, 540) +
  `<g opacity=".55">${rect(40, 360, 560, 200, 50, accent.flat)}</g>` +
  lifted(
    rect(36, 340, 568, 206, 26, '#23222d'),
    rect(36, 330, 568, 206, 26, main.soft),
    ...rainbow.map((paint, index) => caps(52 + index * 67.6, 346, 62, paint)),
    ...rainbow.map((paint, index) => caps(52 + index * 67.6, 392, 62, paint)),
    ...[...rainbow.slice(1), rainbow[0] ?? ''].map((paint, index) => caps(52 + index * 67.6, 438, 62, paint)),
    caps(52, 484, 90, '#e2468f') +
      caps(146, 484, 62, '#7a53bd') +
      caps(212, 484, 220, '#2fb4ad') +
      caps(436, 484, 62, '#f8c53f') +
      caps(502, 484, 86, '#dd4347'),
    emblem('rayo', 320, 250, 110),
  )

const minikeyboard: Motif = ({ main, accent }) =>
  footShadow(320, 470) +
  lifted(
    line('M320 330C320 290 250 300 250 266S400 262 400 230S250 226 250 194S400 190 400 158S330 130 330 90', accent.dark, 16),
    line('M320 330C320 290 250 300 250 266S400 262 400 230S250 226 250 194S400 190 400 158S330 130 330 90', accent.flat, 11),
    rect(84, 334, 472, 214, 34, main.dark),
    rect(84, 324, 472, 214, 34, main.soft),
    ...[0, 1, 2].map((row) =>
      copies(
        rect(104, 342 + row * 46, 40, 40, 10, shade(0.16)) + rect(106, 342 + row * 46, 36, 34, 9, '#fffaf0'),
        ...Array.from({ length: 9 }, (_, key) => [(key + 1) * 43.4, 0] as const),
      ),
    ),
    rect(106, 342, 36, 34, 9, '#f67d68') +
      rect(496, 388, 36, 34, 9, accent.flat) +
      rect(192, 388, 36, 34, 9, '#f8c53f') +
      rect(366, 342, 36, 34, 9, '#bda0e3') +
      rect(322, 434, 36, 34, 9, '#9adcbd'),
    rect(106, 482, 70, 36, 9, accent.soft) +
      rect(184, 482, 50, 36, 9, '#fffaf0') +
      rect(242, 482, 160, 36, 9, '#9adcbd') +
      rect(410, 482, 50, 36, 9, '#fffaf0') +
      rect(468, 482, 66, 36, 9, '#f8c53f'),
  )

const gamerMouse =
  'M320 130C410 130 450 190 456 280C462 360 470 400 462 450C450 520 400 552 320 552C240 552 190 520 178 450C170 400 178 360 184 280C190 190 230 130 320 130Z'

const gamingmouse: Motif = ({ main, accent }) =>
  footShadow(320, 300) +
  lifted(
    line('M320 140C320 90 400 100 400 50', main.dark, 12),
    solid(
      gamerMouse,
      main.soft,
      path('M170 320L236 420L210 560H150ZM470 320L404 420L430 560H500Z', accent.flat),
      path('M170 330L222 430L200 560H150ZM470 330L418 430L440 560H500Z', main.dark),
    ),
    path('M314 130H326V330H314Z', '#23222d'),
    line('M190 300Q250 340 320 336Q390 340 450 300', '#23222d', 6),
    rect(298, 180, 44, 96, 20, '#23222d') +
      rect(306, 192, 28, 72, 14, accent.soft) +
      copies(line('M310 206H330', shade(0.3), 5), [0, 14], [0, 28], [0, 42]),
    path(
      'M320 380C352 400 360 440 346 470Q350 440 330 430Q336 470 320 500Q304 470 310 430Q290 440 294 470C280 440 288 400 320 380Z',
      accent.soft,
    ),
    line('M214 210Q200 260 202 300', shine(0.35), 10),
    rect(164, 340, 16, 54, 7, accent.soft),
    rect(166, 404, 16, 44, 7, accent.soft),
  )

const lightmouse: Motif = ({ main, accent }) =>
  footShadow(320, 290) +
  lifted(
    turned(
      -12,
      480,
      150,
      path('M520 70C430 90 400 160 420 240C470 220 540 170 520 70Z', accent.soft) +
        line('M424 250Q440 160 510 84', '#ffffff', 6) +
        line('M440 190L476 180M446 164L486 150', '#ffffff', 4),
    ),
    solid(
      gamerMouse,
      main.soft,
      copies(
        path('M210 390l20-12l20 12v24l-20 12l-20-12z', accent.dark),
        [46, 0],
        [92, 0],
        [138, 0],
        [184, 0],
        [23, 42],
        [69, 42],
        [115, 42],
        [161, 42],
        [46, 84],
        [92, 84],
        [138, 84],
      ),
      path('M400 130C480 300 480 460 400 560H520V130Z', shade(0.07)),
    ),
    line('M320 136V336M190 310Q250 344 320 340Q390 344 450 310', shade(0.2), 6),
    rect(300, 186, 40, 90, 20, '#383642') + rect(308, 198, 24, 66, 12, accent.soft),
    line('M216 220Q204 260 206 296', shine(0.95), 10),
    rect(166, 344, 16, 50, 7, accent.soft),
  )

const mousepad: Motif = ({ main, accent, detail }) => {
  if (detail !== 'galaxia' && detail !== 'luces') throw new Error(`a mousepad shows galaxia or luces, not ${JSON.stringify(detail)}`)
  const top = polygon([96, 230, 30], [544, 230, 30], [604, 520, 34], [36, 520, 34])
  return (
    footShadow(320, 520) +
    lifted(
      path(polygon([96, 240, 30], [544, 240, 30], [604, 534, 34], [36, 534, 34]), main.dark),
      path(top, detail === 'luces' ? accent.flat : main.flat),
      detail === 'galaxia'
        ? inside(
            top,
            path('M0 200H640V560H0Z', mix(main.flat, '#1d1440', 0.5)),
            oval(330, 380, 260, 90, `${main.flat}cc`),
            turned(
              -14,
              330,
              380,
              oval(330, 380, 190, 56, `${accent.flat}aa`) +
                oval(330, 380, 110, 32, `${accent.light}cc`) +
                oval(330, 380, 46, 16, '#ffffff'),
            ),
            copies(
              circle(150, 290, 5, '#ffffff'),
              [60, 130],
              [120, -30],
              [330, -20],
              [370, 60],
              [400, 160],
              [20, 190],
              [250, 190],
              [-40, 100],
              [300, 20],
              [90, 40],
              [180, 170],
            ),
            circle(500, 292, 26, '#f48b3c') + line('M462 300Q500 312 538 284', '#fff3c9', 6),
            circle(130, 450, 16, '#f4a3bb'),
          )
        : path(polygon([112, 244, 24], [528, 244, 24], [584, 506, 28], [56, 506, 28]), main.soft) +
            path('M240 330l80-46 80 46v92l-80 46-80-46z', shine(0.06)) +
            `<g opacity=".6">${line('M110 236H530', '#2fb4ad', 7)}${line('M44 512H300', '#f8c53f', 7)}</g>`,
      at(
        460,
        360,
        path('M0-80C50-80 64-30 64 20C64 66 40 92 0 92C-40 92-64 66-64 20C-64-30-50-80 0-80Z', '#23222d') +
          path('M0-86C50-86 64-36 64 14C64 60 40 86 0 86C-40 86-64 60-64 14C-64-36-50-86 0-86Z', '#515769') +
          rect(-9, -60, 18, 44, 9, accent.soft) +
          line('M-44-30Q-50 0-48 20', shine(0.4), 7),
        { size: 0.8, turn: 8 },
      ),
    )
  )
}

export const gear: Motifs = {
  headset,
  catheadset,
  mechkeyboard,
  minikeyboard,
  gamingmouse,
  lightmouse,
  mousepad,
}
