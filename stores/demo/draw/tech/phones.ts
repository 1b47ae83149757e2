import type { Motif, Motifs } from '../motif.ts'
import { black, type Colour, shade, shine, steel } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import { at, both, circle, copies, line, oval, path, rect, type Svg, turned } from '../shapes.ts'

const lens = (x: number, y: number, radius: number): Svg =>
  circle(x, y, radius, '#23222d') +
  circle(x, y, radius * 0.62, '#3c4c7a') +
  circle(x - radius * 0.25, y - radius * 0.25, radius * 0.2, shine(0.8))

/** A lit screen with its hour, which is no writing: a sky, a hill and a sun. */
const wallpaper = (x: number, y: number, width: number, height: number, { light, flat, dark }: Colour, { light: glow }: Colour): Svg =>
  rect(x, y, width, height, 22, light) +
  circle(x + width * 0.62, y + height * 0.46, width * 0.2, glow) +
  path(
    `M${x} ${y + height * 0.62}Q${x + width * 0.3} ${y + height * 0.46} ${x + width * 0.58} ${y + height * 0.66}T${x + width} ${y + height * 0.6}V${y + height - 22}q0 22-22 22H${x + 22}q-22 0-22-22Z`,
    flat,
  ) +
  path(
    `M${x} ${y + height * 0.8}Q${x + width * 0.5} ${y + height * 0.64} ${x + width} ${y + height * 0.84}V${y + height - 22}q0 22-22 22H${x + 22}q-22 0-22-22Z`,
    dark,
  ) +
  rect(x + width * 0.26, y + height * 0.14, width * 0.48, height * 0.055, 9, shine(0.9)) +
  rect(x + width * 0.34, y + height * 0.23, width * 0.32, height * 0.022, 4, shine(0.7))

const front = (main: Colour, accent: Colour, width: number, height: number): Svg =>
  rect(0, 0, width, height, 38, black.soft) +
  wallpaper(10, 10, width - 20, height - 20, main, accent) +
  rect(width / 2 - 26, 22, 52, 14, 7, '#23222d') +
  path(`M${width * 0.52} 10H${width - 32}q22 0 22 22V${height * 0.4}Z`, shine(0.12))

const phone: Motif = ({ main, accent }) =>
  standing(
    330,
    turned(
      -7,
      250,
      330,
      rect(138, 122, 204, 424, 40, main.dark) +
        rect(132, 120, 204, 424, 40, main.soft) +
        rect(150, 140, 84, 168, 38, shade(0.14)) +
        lens(192, 180, 26) +
        lens(192, 236, 26) +
        circle(192, 284, 10, '#fff3c9') +
        line('M312 180V480', shine(0.3), 6),
    ),
    turned(5, 400, 340, at(300, 130, front(main, accent, 202, 418))),
  )

const phonepro: Motif = ({ main, accent }) =>
  standing(
    330,
    turned(
      -7,
      250,
      330,
      rect(138, 112, 210, 434, 40, accent.soft) +
        rect(138, 118, 198, 422, 36, main.soft) +
        rect(156, 138, 140, 140, 40, main.light) +
        lens(192, 174, 28) +
        lens(258, 174, 28) +
        lens(192, 240, 28) +
        rect(236, 218, 44, 44, 14, '#23222d') +
        rect(246, 228, 24, 24, 6, '#3c4c7a') +
        circle(238, 470, 22, accent.soft) +
        path('M226 472Q238 452 250 464Q240 466 240 478Z', main.dark),
    ),
    turned(
      5,
      400,
      340,
      at(
        300,
        122,
        rect(-4, -4, 216, 436, 42, accent.soft) + front({ ...main, light: '#46406b', flat: '#6d4b86', dark: '#2c2848' }, accent, 208, 428),
      ),
    ),
  )

const phonemini: Motif = ({ main, accent }) =>
  standing(
    290,
    turned(
      -7,
      260,
      350,
      rect(164, 190, 178, 356, 44, main.dark) +
        rect(158, 188, 178, 356, 44, main.soft) +
        lens(206, 240, 30) +
        circle(206, 290, 9, '#fff3c9') +
        path('M222 430q22-26 44-8q16-4 22 4l-14 6q-4 24-32 22q-22-2-20-24z', shine(0.6)) +
        line('M316 240V480', shine(0.35), 6),
    ),
    turned(5, 400, 350, at(312, 192, front(main, accent, 178, 352))),
  )

const flip: Motif = ({ main, accent }) =>
  standing(
    330,
    path('M176 136Q176 100 212 100H416Q452 100 452 136L462 356H166Z', main.soft),
    path('M190 140Q190 114 214 114H414Q438 114 438 140L446 350H182Z', accent.light),
    path('M184 300Q260 240 330 296T444 280L446 350H182Z', accent.flat),
    circle(372, 196, 40, '#fff3c9'),
    circle(316, 132, 7, '#23222d'),
    rect(150, 348, 328, 20, 10, accent.dark),
    path('M166 362H462L496 524Q502 552 470 552H158Q126 552 132 524Z', main.soft),
    path('M182 366H446L474 512Q478 532 456 532H172Q150 532 154 512Z', accent.flat),
    path('M182 366H446L458 430H170Z', accent.soft),
    copies(rect(198, 450, 60, 34, 12, shine(0.55)), [92, 0], [184, 0]),
    rect(230, 498, 170, 18, 9, shine(0.4)),
    path('M330 114H414Q438 114 438 140L440 200Z', shine(0.16)),
  )

const feature: Motif = ({ main, accent }) =>
  standing(
    250,
    rect(208, 96, 236, 456, 44, main.dark),
    rect(200, 92, 236, 456, 44, main.soft),
    line('M278 112H358', shine(0.3), 7),
    rect(226, 134, 184, 136, 16, '#23222d'),
    rect(236, 144, 164, 116, 10, '#c9e6c0'),
    path('M262 222q0-40 56-40t56 40l-22-4q-2-14-34-14t-34 14z', '#4d7a55'),
    rect(252, 158, 40, 12, 4, '#4d7a55'),
    rect(226, 286, 56, 34, 14, '#4ba25c'),
    rect(354, 286, 56, 34, 14, accent.soft),
    rect(292, 284, 52, 38, 18, main.light),
    copies(
      rect(226, 336, 54, 40, 14, '#f7f6f2') + line('M244 356h18', '#8b90a3', 6),
      ...[0, 1, 2, 3].flatMap((row) => [0, 1, 2].map((column) => [column * 65, row * 50] as const)).slice(1),
    ),
    rect(448, 240, 22, 70, 10, accent.soft),
    line('M216 150V440', shine(0.25), 6),
  )

const phoneCase: Motif = ({ main, accent }) =>
  lifted(
    turned(
      -8,
      320,
      330,
      rect(212, 96, 236, 460, 52, main.dark) +
        rect(204, 92, 236, 460, 52, main.soft) +
        rect(226, 116, 96, 180, 44, accent.soft) +
        rect(232, 122, 84, 168, 40, '#dfeaf9') +
        at(322, 420, path('M0 40C-56 6-50-38-22-38Q-6-38 0-20Q6-38 22-38C50-38 56 6 0 40Z', accent.soft)) +
        line('M420 150V500', shine(0.4), 9) +
        rect(442, 200, 10, 70, 5, accent.soft) +
        rect(442, 286, 10, 50, 5, accent.soft),
    ),
  )

const charger: Motif = ({ main, accent }) =>
  standing(
    250,
    both(rect(352, 168, 22, 92, 6, steel) + rect(352, 168, 8, 92, 4, shine(0.4))),
    line('M320 520C320 600 460 590 520 560C580 530 560 470 600 440', '#dfe3ea', 18),
    rect(196, 240, 260, 290, 56, main.dark),
    rect(190, 236, 260, 290, 56, main.soft),
    path('M336 300L272 396H318L300 466L372 364H324Z', accent.soft),
    rect(290, 512, 60, 40, 12, '#c6ccd7'),
    line('M214 300V440', shine(0.7), 9),
    path('M400 240Q450 250 450 300V470Q450 520 400 526Q430 400 400 240Z', shade(0.08)),
  )

const powerbank: Motif = ({ main, accent }) =>
  standing(
    250,
    rect(204, 108, 248, 444, 52, main.dark),
    rect(196, 104, 248, 444, 52, main.soft),
    rect(226, 150, 188, 120, 22, '#23222d'),
    copies(rect(244, 172, 32, 76, 9, accent.flat), [40, 0], [80, 0]),
    rect(364, 172, 32, 76, 9, shine(0.15)),
    path('M330 320L284 402H318L304 462L360 376H324Z', accent.soft),
    both(rect(350, 94, 50, 16, 6, steel)),
    circle(320, 504, 12, accent.soft),
    line('M212 180V470', shine(0.28), 8),
  )

const cable: Motif = ({ main, accent }) =>
  lifted(
    line('M320 470C140 470 120 190 320 190C500 190 500 420 330 420C190 420 190 240 320 240C440 240 430 370 340 370', main.dark, 26),
    line('M320 470C140 470 120 190 320 190C500 190 500 420 330 420C190 420 190 240 320 240C440 240 430 370 340 370', main.flat, 20),
    `<path d="M320 470C140 470 120 190 320 190C500 190 500 420 330 420C190 420 190 240 320 240C440 240 430 370 340 370" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="20" stroke-dasharray="5 11"/>`,
    rect(306, 442, 110, 56, 16, accent.soft) +
      rect(410, 452, 60, 36, 12, '#c6ccd7') +
      rect(416, 456, 50, 10, 5, shine(0.6)) +
      line('M322 456V484M338 456V484', shine(0.25), 5),
    turned(180, 320, 370, rect(276, 342, 90, 56, 16, accent.soft) + rect(358, 352, 56, 36, 12, '#c6ccd7')),
    rect(280, 186, 70, 60, 14, accent.soft),
    line('M296 216h38', shine(0.4), 7),
  )

const wireless: Motif = ({ main, accent }) =>
  standing(
    400,
    line('M500 520C560 520 560 590 640 590', '#dfe3ea', 16),
    oval(320, 510, 210, 46, accent.dark),
    oval(320, 498, 210, 46, accent.flat),
    oval(320, 490, 206, 44, main.soft),
    oval(320, 484, 120, 22, shade(0.06)),
    line('M170 470Q240 446 320 446', shine(0.9), 6),
    turned(
      -6,
      320,
      360,
      rect(242, 150, 160, 318, 34, '#383642') +
        rect(250, 158, 144, 302, 28, accent.dark) +
        path('M338 230L290 320H326L312 390L368 292H332Z', '#fff3c9') +
        rect(300, 170, 44, 10, 5, '#23222d'),
    ),
    both(line('M430 380Q470 340 430 300M462 410Q530 340 462 270', accent.flat, 10)),
  )

export const phones: Motifs = { phone, phonepro, phonemini, flip, feature, case: phoneCase, charger, powerbank, cable, wireless }
