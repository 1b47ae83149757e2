import type { Motif, Motifs } from '../motif.ts'
import { gold, leaf, shade, shine, silver, steel } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import { both, circle, copies, line, mirrored, oval, path, polygon, rect, type Svg, solid, turned, turnedOn } from '../shapes.ts'

const kettle: Motif = ({ main, accent }) =>
  standing(
    310,
    line('M210 300C190 130 450 130 430 300', steel, 14),
    line('M232 196C270 142 370 142 408 196', accent.flat, 34),
    line('M244 184C276 150 330 146 364 158', shine(0.35), 8),
    path('M450 380Q510 370 540 290L580 304Q570 430 460 470Z', main.soft),
    rect(534, 280, 54, 26, 13, accent.soft),
    solid(
      turnedOn([350, 262, 10], [470, 350, 90], [482, 552, 60]),
      main.soft,
      rect(140, 500, 400, 60, 0, shade(0.14)),
      oval(330, 250, 220, 50, shade(0.08)),
    ),
    line('M206 470C200 420 216 376 250 346', shine(0.5), 18),
    oval(320, 282, 84, 22, main.dark),
    oval(320, 274, 84, 22, main.soft),
    circle(320, 246, 22, accent.soft),
    circle(313, 239, 6, shine(0.5)),
    copies(line('M574 262q-12-18 0-36t0-36', shine(0.8), 9), [-26, 6]),
  )

const pot: Motif = ({ main, accent }) =>
  copies(line('M280 190q-14-22 0-44t0-44', shine(0.65), 11), [44, 0], [88, 0]) +
  standing(
    380,
    both(rect(480, 336, 84, 44, 22, main.dark) + rect(496, 348, 50, 18, 9, shade(0.35))),
    solid(
      turnedOn([502, 310, 10], [502, 470, 120], [440, 552, 60]),
      main.round,
      rect(120, 310, 400, 26, 0, shade(0.12)),
      rect(120, 510, 400, 50, 0, shade(0.14)),
    ),
    path(mirrored('M320 226C420 226 500 256 508 296H320'), accent.dark),
    path(mirrored('M320 220C420 220 500 250 508 290H320'), main.soft),
    rect(126, 284, 388, 32, 16, main.dark),
    rect(126, 280, 388, 28, 14, main.soft),
    circle(320, 204, 26, gold.soft) + circle(312, 196, 8, shine(0.6)),
    line('M160 370Q162 440 196 490', shine(0.5), 14),
    line('M214 262Q250 240 300 238', shine(0.5), 9),
  )

const pan: Motif = ({ main, accent }) =>
  lifted(
    turned(
      -38,
      320,
      320,
      rect(416, 296, 210, 48, 24, accent.dark) +
        rect(416, 290, 210, 46, 23, accent.soft) +
        circle(600, 313, 9, shade(0.4)) +
        line('M450 300H560', shine(0.4), 7) +
        path('M380 286L432 292V336L380 346Z', silver.soft),
    ),
    circle(264, 372, 196, main.dark),
    circle(264, 364, 196, main.soft),
    circle(264, 364, 168, '#2b2a34'),
    circle(264, 368, 160, '#24232c'),
    path('M150 370C140 300 210 300 240 280C290 240 370 280 372 340C410 390 360 450 300 446C250 470 160 460 150 370Z', '#fffaf0'),
    path('M170 420C230 450 330 460 372 360C400 400 350 450 300 446C250 470 190 456 170 420Z', shade(0.08)),
    circle(272, 362, 54, '#f8b934') + circle(264, 352, 42, '#f8c53f') + circle(250, 338, 13, shine(0.8)),
    line('M112 300Q140 230 200 204', shine(0.25), 10),
    copies(circle(336, 420, 4, '#8a5b3c'), [-20, 10], [-150, -20], [-120, -90], [20, -110]),
  )

const moka: Motif = ({ main, accent }) =>
  copies(line('M230 110q-12-18 0-36', shine(0.7), 9), [-30, 10]) +
  standing(
    250,
    path('M402 200H486Q510 200 508 226L492 360H460L468 240H402Z', accent.soft),
    line('M420 212H478', shine(0.3), 7),
    path('M236 190L184 170L222 250Z', main.dark),
    solid(
      polygon([236, 184, 4], [404, 184, 4], [380, 356, 6], [260, 356, 6]),
      main.round,
      path('M320 180L318 360H340L360 180ZM380 180L360 360H400V180Z', shade(0.1)),
      path('M262 180L276 360H292L284 180Z', shine(0.35)),
    ),
    mokaLid(main.soft),
    rect(250, 348, 140, 34, 10, accent.soft),
    rect(242, 356, 156, 18, 9, main.dark),
    solid(
      polygon([260, 378, 4], [380, 378, 4], [420, 552, 12], [220, 552, 12]),
      main.round,
      path('M320 370L322 560H350L344 370ZM366 370L388 560H440V370Z', shade(0.12)),
      path('M274 370L250 560H270L290 370Z', shine(0.35)),
    ),
    circle(376, 440, 12, gold.soft),
  )

const mokaLid = (paint: string): Svg =>
  path('M238 184Q320 116 402 184Z', paint) +
  line('M262 170Q290 146 316 146', shine(0.6), 7) +
  circle(320, 134, 19, '#383642') +
  circle(314, 128, 6, shine(0.4))

const frenchpress: Motif = ({ main, accent }) =>
  standing(
    250,
    line('M412 260C520 250 520 460 412 460', main.dark, 28),
    line('M410 256C510 248 510 452 410 454', main.flat, 22),
    line('M320 96V220', steel, 10),
    circle(320, 92, 24, main.soft) + circle(312, 84, 7, shine(0.5)),
    solid(
      turnedOn([408, 210, 6], [408, 552, 30]),
      '#d9ebf3cc',
      rect(232, 320, 176, 240, 0, accent.flat),
      rect(232, 320, 176, 20, 0, '#c69a72'),
      rect(232, 306, 176, 16, 6, silver.soft),
      rect(312, 210, 16, 100, 0, steel),
      rect(372, 200, 40, 360, 0, shade(0.14)),
    ),
    path('M216 196L180 186L220 240Z', silver.soft),
    path(mirrored('M320 164C380 164 412 184 414 212H320'), main.soft),
    rect(222, 206, 196, 16, 8, silver.soft),
    rect(224, 512, 192, 18, 9, silver.soft) + rect(224, 400, 192, 14, 7, silver.soft),
    line('M252 250V490', shine(0.65), 10),
    both(rect(392, 520, 24, 36, 8, silver.soft)),
  )

const board: Motif = ({ main, accent }) =>
  lifted(
    turned(
      -14,
      320,
      330,
      rect(272, 70, 96, 150, 44, main.dark) +
        rect(150, 170, 340, 400, 60, main.dark) +
        rect(272, 62, 96, 150, 44, main.soft) +
        rect(150, 162, 340, 400, 60, main.soft) +
        circle(320, 116, 22, '#ccd8b2') +
        rect(176, 188, 288, 348, 44, shade(0.1)) +
        rect(184, 196, 272, 332, 38, main.flat) +
        line('M210 260Q260 250 300 270M330 480Q380 470 430 490M220 500Q250 490 280 500', main.dark, 5),
    ),
    path('M250 330L380 290L400 350L262 380Z', '#f8c53f') +
      path('M262 380L400 350L402 386L268 416Z', '#d9a234') +
      circle(300, 352, 9, '#d9a234') +
      circle(350, 334, 11, '#d9a234'),
    copies(
      circle(282, 462, 36, '#8a2a42') +
        circle(282, 462, 30, '#c8485c') +
        copies(circle(270, 452, 5, '#f6e8cd'), [22, 4], [4, 20], [20, 22]),
      [44, 20],
    ),
    copies(circle(414, 430, 17, accent.soft) + circle(409, 426, 5, '#dd4347'), [30, 22], [-4, 36]),
    path('M386 252q20-22 44 0q-22 22-44 0z', leaf.soft),
  )

const knife: Motif = ({ main, accent }) =>
  lifted(
    turned(
      -36,
      320,
      330,
      rect(36, 292, 208, 62, 26, accent.dark) +
        rect(36, 284, 208, 60, 26, accent.soft) +
        copies(circle(86, 314, 9, gold.flat), [54, 0], [108, 0]) +
        line('M60 298H200', shine(0.3), 7) +
        rect(236, 278, 30, 76, 8, steel) +
        path('M262 282H470C540 286 600 316 622 340C560 388 470 400 400 400H262Z', main.soft) +
        path('M262 370C400 376 520 366 622 340C560 388 470 400 400 400H262Z', shine(0.6)) +
        line('M290 302H470', shine(0.8), 6),
    ),
    circle(452, 472, 74, '#dd4347') +
      circle(452, 472, 62, '#f67d68') +
      circle(452, 472, 22, '#dd4347') +
      copies(oval(452, 428, 9, 15, '#fbe08a'), [40, 30], [-40, 30], [22, 76], [-22, 76]),
    path('M520 420Q566 440 560 500Q540 540 500 544Q540 500 520 420Z', '#b9343c'),
  )

const spoons: Motif = ({ main, accent }) => {
  const handle = (turn: number, paint: string, head: Svg): Svg => turned(turn, 320, 420, rect(309, 170, 22, 300, 10, paint) + head)
  return standing(
    230,
    handle(-24, main.flat, oval(320, 140, 46, 62, main.soft) + oval(316, 138, 32, 46, main.dark)),
    handle(-8, main.dark, rect(276, 76, 88, 120, 26, main.soft) + copies(rect(296, 92, 10, 76, 5, main.dark), [20, 0], [40, 0])),
    handle(9, main.flat, oval(320, 130, 42, 58, main.soft) + circle(320, 128, 18, '#ccd8b2')),
    handle(25, main.dark, path('M284 88Q320 70 356 92L342 196H304Z', main.soft)),
    solid(
      turnedOn([426, 316, 16], [410, 552, 40]),
      accent.round,
      rect(200, 350, 240, 26, 0, '#f48b3c'),
      rect(200, 388, 240, 12, 0, '#2fb4ad'),
      rect(200, 500, 240, 60, 0, shade(0.1)),
      copies(path('M230 432l20-22l20 22l-20 22z', '#c8664a'), [56, 0], [112, 0], [168, 0]),
    ),
    oval(320, 318, 106, 14, accent.dark),
    line('M234 350V500', shine(0.45), 9),
  )
}

export const kitchen: Motifs = { kettle, pot, pan, moka, frenchpress, board, knife, spoons }
