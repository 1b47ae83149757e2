import type { Motif, Motifs } from '../motif.ts'
import { leaf, shade, shine } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, mirrored, oval, path, rect, type Svg, solid, turned } from '../shapes.ts'

const cone = (x: number, y: number, height: number, paint: string): Svg =>
  path(`M${x - 14} ${y}H${x + 14}L${x + 5} ${y + height}H${x - 5}Z`, paint)

const sofa: Motif = ({ main, accent }) =>
  standing(
    460,
    both(cone(500, 508, 44, accent.soft)),
    rect(120, 256, 400, 220, 54, main.dark),
    rect(120, 250, 400, 220, 54, main.soft),
    line('M320 262V380', shade(0.16), 6),
    both(rect(326, 370, 168, 84, 26, main.light) + rect(326, 376, 168, 80, 26, main.soft)),
    rect(110, 436, 420, 80, 22, main.dark),
    rect(110, 430, 420, 70, 22, main.soft),
    both(rect(478, 330, 92, 186, 44, main.dark) + rect(474, 322, 92, 186, 44, main.soft)),
    line('M100 350Q94 380 94 430', shine(0.35), 9),
    turned(
      -10,
      210,
      360,
      rect(156, 310, 96, 96, 24, '#f8c53f') +
        copies(circle(180, 336, 6, '#fff6dc'), [24, 0], [48, 0], [12, 24], [36, 24], [0, 46], [24, 46], [48, 46]),
    ),
    turned(10, 436, 360, rect(390, 312, 96, 96, 24, '#f67d68') + line('M400 344H476M400 372H476', '#fff6dc', 7)),
  )

const longsofa: Motif = ({ main, accent }) =>
  standing(
    540,
    both(cone(560, 510, 42, accent.soft)),
    cone(320, 510, 42, accent.dark),
    rect(60, 286, 520, 190, 44, main.dark),
    rect(60, 280, 520, 190, 44, main.soft),
    line('M236 292V390M404 292V390', shade(0.16), 6),
    copies(rect(76, 390, 158, 72, 22, main.light) + rect(76, 395, 158, 70, 22, main.soft), [165, 0], [330, 0]),
    rect(52, 442, 536, 76, 20, main.dark),
    rect(52, 438, 536, 66, 20, main.soft),
    both(rect(546, 352, 70, 166, 34, main.dark) + rect(542, 346, 70, 166, 34, main.soft)),
    path('M430 268Q500 250 560 284L552 470Q500 490 452 470Z', '#f6e8cd'),
    inside(
      'M430 268Q500 250 560 284L552 470Q500 490 452 470Z',
      copies(line('M420 310Q500 290 570 320', '#dd4347', 10), [0, 40], [0, 80], [0, 120]),
    ),
    turned(-8, 150, 380, rect(98, 320, 104, 104, 26, '#84c4ec') + path('M122 372q28-40 56 0q-28 40-56 0z', '#fff6dc')),
    line('M42 374Q38 400 38 440', shine(0.35), 8),
  )

const armchair: Motif = ({ main, accent }) =>
  standing(
    340,
    both(cone(450, 500, 52, accent.soft)),
    path(mirrored('M320 130C420 130 456 170 460 260L452 470H320'), main.dark),
    path(mirrored('M320 122C420 122 456 162 460 252L452 462H320'), main.soft),
    copies(circle(262, 220, 8, main.dark), [58, 0], [116, 0], [29, 60], [87, 60]),
    rect(190, 396, 260, 76, 28, main.light),
    rect(190, 402, 260, 74, 28, main.soft),
    rect(168, 452, 304, 62, 20, main.dark),
    rect(168, 448, 304, 54, 20, main.soft),
    both(rect(430, 326, 84, 188, 40, main.dark) + rect(426, 318, 84, 188, 40, main.soft)),
    turned(-8, 160, 300, path('M124 300L196 300L204 318H116Z', '#fff6dc') + rect(114, 312, 96, 16, 5, '#dd4347')),
    path('M448 316h56l-6-40h-44z', '#8a5b3c') + path('M450 282h52l-2 12h-48z', '#c6ccd7') + line('M484 278l16-44', '#8b90a3', 6),
    line('M150 350Q142 380 144 440', shine(0.4), 9),
  )

const pouf: Motif = ({ main }) =>
  standing(
    360,
    solid(
      mirrored('M320 290C430 290 524 330 524 430C524 510 470 552 390 552H320'),
      main.soft,
      copies(
        `<g fill="none" stroke="${main.dark}" stroke-width="7" stroke-linecap="round"><path d="M110 330q18 24 36 0t36 0t36 0t36 0t36 0t36 0t36 0t36 0t36 0t36 0t36 0t36 0"/></g>`,
        [-18, 42],
        [0, 84],
        [-18, 126],
        [0, 168],
        [-18, 206],
      ),
      path('M420 280C500 360 490 480 420 560H560V280Z', shade(0.12)),
    ),
    oval(320, 316, 110, 26, main.light),
    oval(320, 312, 60, 13, main.dark),
    line('M142 430Q142 384 170 358', shine(0.45), 10),
    rect(252, 258, 150, 26, 8, '#4ba25c') + rect(244, 282, 156, 26, 8, '#f6e8cd') + line('M256 296H392', shade(0.14), 4),
  )

const coffeetable: Motif = ({ main, accent }) =>
  footShadow(320, 460) +
  lifted(
    line('M150 420L110 546M200 420L176 546M490 420L530 546M440 420L464 546', '#383642', 10),
    path('M60 380Q90 352 150 360Q240 340 330 356Q430 340 520 360Q570 352 590 384Q596 410 560 420H90Q52 412 60 380Z', main.dark),
    path('M60 372Q90 344 150 352Q240 332 330 348Q430 332 520 352Q570 344 590 376Q594 396 560 402H90Q54 398 60 372Z', main.soft),
    line('M110 372Q220 356 320 376T550 374M150 390Q260 376 400 390', main.dark, 4),
    rect(380, 316, 130, 22, 6, '#3f6fd0') + rect(372, 336, 140, 20, 6, accent.soft) + rect(386, 298, 116, 20, 6, '#f67d68'),
    path('M182 350Q176 290 210 262Q246 290 238 350Z', accent.soft) + path('M196 352Q176 300 210 266Z', shade(0.06)),
    line('M210 270C206 220 190 196 170 180M210 270C212 210 226 186 250 170M210 270V190', leaf.dark, 6),
    copies(oval(168, 176, 15, 24, leaf.soft), [42, -10], [84, -10]),
    path('M296 350h54l-6-44h-42z', '#f67d68') + line('M350 316q22 4 10 22l-14 2', '#f67d68', 8),
    line('M312 292q-8-14 0-24M332 292q-8-14 0-24', shine(0.8), 6),
  )

const diningtable: Motif = ({ main, accent }) => {
  const chair = (x: number): Svg =>
    at(
      x,
      0,
      rect(-44, 250, 88, 130, 18, accent.soft) + rect(-30, 266, 60, 96, 12, accent.dark) + line('M-34 380V546M34 380V546', accent.flat, 12),
    )
  return (
    footShadow(320, 540) +
    lifted(
      chair(170),
      chair(470),
      path('M124 410H160L150 552H126ZM516 410H480L490 552H514Z', main.dark),
      rect(40, 366, 560, 50, 18, main.dark),
      rect(40, 358, 560, 46, 18, main.soft),
      line('M66 378H300M340 390H570M120 392H220', main.dark, 4),
      path('M276 364Q266 300 320 296Q374 300 364 364Z', '#84c4ec') + path('M340 300Q374 310 364 364H346Q352 330 340 300Z', shade(0.12)),
      copies(line('M320 300V232', leaf.dark, 6), [-22, 6], [22, 6]) +
        circle(298, 232, 22, '#f8c53f') +
        circle(342, 234, 22, '#f67d68') +
        circle(320, 212, 24, '#ffffff') +
        circle(320, 212, 9, '#f8c53f') +
        circle(298, 232, 8, '#8a5b3c') +
        circle(342, 234, 8, '#fff6dc'),
      oval(140, 358, 54, 10, '#ffffff') +
        oval(500, 358, 54, 10, '#ffffff') +
        oval(140, 355, 32, 5, shade(0.12)) +
        oval(500, 355, 32, 5, shade(0.12)),
      both(path('M396 360h26l4-40h-34z', '#84c4ec99')),
    )
  )
}

const chair: Motif = ({ main, accent }) =>
  standing(
    250,
    line('M226 110L216 540M414 110L424 540', main.dark, 22),
    line('M222 106L212 536M410 106L420 536', main.flat, 20),
    path('M204 110Q320 84 436 110L430 182Q320 160 210 182Z', main.soft),
    path('M208 206Q320 184 432 206L428 250Q320 230 212 250Z', main.soft),
    path('M208 240Q320 220 430 240L428 250Q320 230 212 250Z', main.dark),
    line('M258 420L250 540M382 420L390 540', main.dark, 16),
    line('M216 470H424', main.dark, 12),
    rect(176, 348, 288, 78, 34, accent.dark),
    rect(172, 338, 296, 74, 34, accent.soft),
    line('M200 360Q214 350 240 350H330', shine(0.4), 9),
    line('M232 120Q320 102 400 116', shine(0.35), 7),
    both(line('M454 410L466 540', main.flat, 20)),
  )

const stool: Motif = ({ main, accent }) =>
  standing(
    260,
    line('M270 230L226 540M370 230L414 540', accent.light, 15),
    line('M240 236L186 540M400 236L454 540', accent.flat, 18),
    line('M218 424H422M206 470Q320 500 434 470', accent.flat, 15),
    line('M210 464Q320 494 430 464', shine(0.3), 5),
    path(mirrored('M320 146C420 140 470 160 470 196C470 230 440 246 400 246H320'), main.dark),
    path(mirrored('M320 150C420 132 470 152 470 186C470 216 440 232 400 232Q360 220 320 220'), main.soft),
    path(mirrored('M320 160C400 148 440 158 440 176Q420 196 320 190'), main.light),
    line('M210 182Q260 160 320 160', shine(0.5), 7),
  )

const books = (x: number, y: number, colours: string[]): Svg =>
  colours.map((paint, index) => rect(x + index * 20, y - 48 - ((index * 13) % 22), 17, 48 + ((index * 13) % 22), 3, paint)).join('')

const shelf: Motif = ({ main, accent }) =>
  standing(
    320,
    path('M204 92H224L170 552H146ZM436 92H416L470 552H494Z', main.dark),
    path('M198 92H216L160 552H140ZM442 92H424L480 552H500Z', main.soft),
    ...[170, 256, 342, 428, 514].map(
      (y, index) =>
        rect(196 - index * 10, y, 248 + index * 20, 16, 5, main.soft) + rect(196 - index * 10, y + 12, 248 + index * 20, 5, 2, main.dark),
    ),
    books(230, 170, [accent.flat, '#f8c53f', '#3f6fd0']),
    path('M350 170h50l-8-40h-34z', '#c8664a') + copies(oval(374, 112, 10, 24, leaf.soft), [-18, 6], [18, 6]),
    path('M226 256q0-40 26-40t26 40z', '#84c4ec') + books(330, 256, ['#7a53bd', accent.flat, '#f6e8cd', '#2fb4ad']),
    books(216, 342, ['#f67d68', '#2d3f74', '#f8c53f', accent.flat, '#9adcbd']),
    path('M356 342q-6-50 34-52l6-18l16 14l16-14q10 26 4 44q10 18-2 26z', '#515769') +
      line('M358 340q-22 4-20-30', '#515769', 10) +
      circle(398, 300, 4, '#f8c53f') +
      circle(414, 300, 4, '#f8c53f'),
    rect(210, 384, 90, 44, 8, '#dcc29a') +
      line('M222 398h66M222 412h66', shade(0.16), 4) +
      books(340, 428, [accent.flat, '#3f6fd0', '#f6e8cd', '#f48b3c', '#4ba25c']),
    path('M200 514h86l-10-44h-66z', '#f6e8cd') +
      copies(circle(222, 466, 16, '#f4a3bb'), [22, -4], [44, 2]) +
      rect(330, 494, 110, 20, 5, '#7a53bd') +
      rect(338, 476, 96, 18, 5, '#f8c53f'),
  )

const wallshelf: Motif = ({ main, accent }) =>
  lifted(
    rect(74, 366, 492, 46, 10, main.soft),
    rect(74, 398, 492, 16, 8, main.dark),
    line('M100 380H280M330 388H520', main.dark, 4),
    path('M100 416H540L520 440H120Z', shade(0.08)),
    path('M120 366Q110 300 154 296Q198 300 188 366Z', '#f6e8cd'),
    path('M176 300Q196 310 188 366H176Z', shade(0.12)),
    line('M154 300C150 260 140 240 120 224M154 300V222M154 300C160 260 168 240 188 226', accent.dark, 6),
    copies(oval(116, 214, 17, 30, accent.soft), [38, -14], [76, 2]),
    books(236, 366, ['#dd4347', '#f8c53f', '#3f6fd0', '#fff6dc', '#7a53bd']),
    turned(12, 356, 366, rect(344, 300, 18, 66, 3, '#2fb4ad')),
    rect(400, 250, 116, 116, 8, main.dark) +
      rect(410, 260, 96, 96, 4, '#fff6dc') +
      circle(458, 300, 20, '#f48b3c') +
      path('M410 356V326Q440 300 470 330T506 320V356Z', accent.soft),
    line('M540 360C562 380 556 420 540 440S548 480 560 496', accent.dark, 5) +
      copies(oval(548, 392, 12, 9, accent.soft), [12, 30], [-12, 48], [8, 74], [14, 104]) +
      path('M516 366h44l6-40h-56z', '#c8664a'),
  )

const nightstand: Motif = ({ main, accent }) =>
  standing(
    330,
    both(path('M440 500H478L486 552H470Z', main.dark)),
    rect(156, 270, 328, 242, 22, main.dark),
    rect(156, 264, 328, 240, 22, main.soft),
    rect(142, 256, 356, 32, 14, main.light),
    rect(142, 274, 356, 16, 8, main.dark),
    rect(184, 306, 272, 78, 12, accent.soft),
    rect(184, 370, 272, 14, 7, shade(0.12)),
    circle(320, 344, 13, '#e2b04a') + circle(316, 340, 4, shine(0.8)),
    rect(184, 402, 272, 86, 10, '#6b452e'),
    rect(204, 462, 120, 22, 5, '#dd4347') + rect(212, 442, 106, 20, 5, '#f6e8cd') + path('M376 484h52l-6-46h-40z', '#9adcbd'),
    path('M226 256H290L282 240H234Z', '#e2b04a') +
      rect(252, 196, 12, 46, 4, '#e2b04a') +
      path('M206 200L230 124H286L310 200Z', '#fff3d6') +
      path('M258 124H286L310 200H270Z', shade(0.07)),
    circle(258, 180, 90, '#fff3c955'),
    rect(360, 228, 70, 28, 6, '#7a53bd') + rect(368, 206, 58, 22, 5, '#f48b3c'),
  )

export const furniture: Motifs = { sofa, longsofa, armchair, pouf, coffeetable, diningtable, chair, stool, shelf, wallshelf, nightstand }
