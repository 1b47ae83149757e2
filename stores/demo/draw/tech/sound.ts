import type { Motif, Motifs } from '../motif.ts'
import { shade, shine, silver, steel, wood } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, oval, path, rect, ring, type Svg } from '../shapes.ts'

const headphones: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M150 400C130 100 510 100 490 400', main.dark, 34),
    line('M148 396C128 96 508 96 488 396', main.flat, 26),
    line('M210 216C270 150 370 150 430 216', accent.flat, 40),
    line('M216 206C274 148 340 146 390 170', shine(0.4), 8),
    both(
      rect(130, 340, 44, 120, 20, accent.soft) +
        rect(176, 330, 62, 200, 30, accent.dark) +
        rect(118, 350, 80, 180, 40, main.soft) +
        rect(130, 370, 14, 110, 7, shine(0.45)) +
        rect(180, 360, 18, 160, 9, shade(0.14)),
    ),
  )

const studioheadphones: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M170 480C160 560 60 520 70 570S250 600 300 580S380 560 430 590S560 610 640 590', accent.dark, 11),
    line('M170 480C160 560 60 520 70 570S250 600 300 580S380 560 430 590S560 610 640 590', accent.flat, 7),
    line('M160 380C150 110 490 110 480 380', main.light, 20),
    line('M180 250C220 130 420 130 460 250', main.flat, 54),
    line('M196 214C240 142 350 130 400 160', shine(0.3), 8),
    both(
      rect(142, 300, 30, 80, 10, silver.soft) +
        path('M130 372Q130 350 152 350H164Q186 350 186 372V420H130Z', main.soft) +
        rect(184, 360, 60, 178, 28, main.dark) +
        oval(166, 448, 66, 92, main.soft) +
        oval(162, 448, 44, 66, accent.soft) +
        oval(162, 448, 30, 48, main.soft) +
        line('M126 400Q116 440 124 480', shine(0.4), 8),
    ),
  )

const bud = (paint: string, tip: string): Svg =>
  oval(26, 6, 26, 32, tip) +
  path('M-34-46C8-56 36-24 30 14C26 44 4 50-8 44L-14 130Q-18 146-34 144Q-52 142-50 126L-52 10C-56-20-54-40-34-46Z', paint) +
  line('M-36-24Q-42 0-40 60', shine(0.7), 7) +
  circle(4, -6, 7, shade(0.25))

const earbuds: Motif = ({ main, accent }) =>
  standing(
    330,
    path('M166 330Q166 196 320 196Q474 196 474 330Z', main.soft),
    path('M190 330Q190 220 320 220Q450 220 450 330Z', accent.soft),
    line('M210 280Q226 236 280 226', shine(0.5), 8),
    rect(150, 330, 340, 222, 90, main.dark),
    rect(150, 322, 340, 222, 90, main.soft),
    path('M150 412V400Q150 322 240 322H400Q490 322 490 400V412Z', accent.soft),
    at(252, 318, bud(main.soft, accent.dark), { size: 0.96 }),
    at(388, 318, `<g transform="scale(-1 1)">${bud(main.soft, accent.dark)}</g>`, { size: 0.96 }),
    path('M150 404H490V440Q490 544 400 544H240Q150 544 150 454Z', main.soft),
    path('M150 404H490V416H150Z', shade(0.12)),
    circle(320, 470, 9, '#4ba25c'),
    line('M172 450Q176 500 214 522', shine(0.9), 9),
  )

const earhooks: Motif = ({ main, accent }) => {
  const hook: Svg =
    line('M36 0C60-130-110-150-120-10C-126 70-90 120-50 128', main.dark, 26) +
    line('M34-4C58-132-110-152-120-14C-126 66-90 116-50 124', main.flat, 20) +
    line('M-104-40C-94-90-60-110-30-104', shine(0.5), 5) +
    rect(-36, -20, 110, 92, 40, accent.soft) +
    circle(22, 24, 26, main.soft) +
    path('M26 6L8 28H20L14 44L36 20H24Z', accent.flat) +
    path('M58 44C90 40 104 64 96 86C86 106 56 100 44 70Z', main.dark) +
    line('M-18-4H20', shine(0.35), 6)
  return (
    footShadow(320, 300) +
    lifted(
      line('M196 330C150 520 490 520 444 330', accent.flat, 9),
      at(190, 260, hook, { size: 1.1 }),
      at(450, 260, `<g transform="scale(-1 1)">${hook}</g>`, { size: 1.1 }),
      rect(292, 446, 56, 46, 14, main.soft) + line('M306 470h28', shade(0.3), 6),
    )
  )
}

const speaker: Motif = ({ main, accent }) =>
  standing(
    420,
    line('M120 300C110 190 170 190 190 260', accent.dark, 16),
    rect(80, 270, 480, 282, 141, main.dark),
    rect(80, 262, 480, 282, 141, main.soft),
    circle(222, 402, 108, accent.soft) +
      circle(222, 402, 84, '#383642') +
      circle(222, 402, 54, accent.dark) +
      circle(222, 402, 26, main.soft) +
      circle(214, 392, 8, shine(0.6)),
    circle(424, 402, 92, accent.soft) +
      circle(424, 402, 70, '#383642') +
      circle(424, 402, 44, accent.dark) +
      circle(424, 402, 22, main.soft) +
      circle(417, 394, 7, shine(0.6)),
    rect(270, 272, 100, 26, 13, accent.soft),
    line('M290 285h16M298 277v16M334 285h16', shine(0.8), 5),
    line('M124 330Q150 290 200 280', shine(0.45), 9),
    path('M470 170v-60l50-14v60a16 14 0 1 1-10-13v-34l-30 9v50a16 14 0 1 1-10-12z', main.soft),
  )

const tower: Motif = ({ main, accent }) =>
  standing(
    250,
    both(circle(410, 540, 22, '#23222d')),
    line('M262 100C262 60 378 60 378 100', steel, 14),
    rect(212, 96, 224, 446, 40, main.dark),
    rect(204, 92, 224, 446, 40, main.soft),
    copies(
      circle(316, 220, 84, accent.soft) +
        circle(316, 220, 74, '#23222d') +
        circle(316, 220, 58, '#7a53bd') +
        circle(316, 220, 48, '#2b2940') +
        circle(316, 220, 22, accent.light) +
        circle(308, 212, 7, shine(0.7)),
      [0, 190],
    ),
    copies(rect(238, 112, 16, 20, 5, accent.flat), [28, 0], [56, 0]),
    circle(366, 122, 10, '#2fb4ad') + circle(394, 122, 10, '#f8c53f'),
    both(line('M448 200Q480 240 448 280M482 180Q534 240 482 300', accent.flat, 9)),
    path('M500 380v-50l44-12v50a14 12 0 1 1-9-11v-28l-26 8v42a14 12 0 1 1-9-11z', '#7a53bd'),
    path('M104 440v-46h10v46a14 12 0 1 1-10-11z', '#2fb4ad'),
  )

const soundbar: Motif = ({ main, accent }) =>
  footShadow(300, 520) +
  lifted(
    rect(430, 260, 130, 270, 22, main.dark),
    rect(422, 256, 130, 270, 22, main.soft),
    circle(487, 346, 44, accent.dark) + circle(487, 346, 32, '#23222d') + circle(487, 346, 12, accent.flat),
    circle(487, 452, 30, accent.dark) + circle(487, 452, 20, '#23222d'),
    rect(44, 446, 520, 100, 30, main.dark),
    rect(40, 438, 520, 100, 30, main.soft),
    rect(60, 456, 480, 64, 18, '#383642'),
    copies(line('M76 470V506', shine(0.14), 5), ...Array.from({ length: 31 }, (_, step) => [(step + 1) * 15, 0] as const)),
    copies(circle(280, 488, 5, '#84c4ec'), [18, 0], [36, 0], [54, 0]),
    line('M66 446H520', shine(0.3), 5),
  )

const radio: Motif = ({ main, accent }) =>
  standing(
    420,
    line('M460 280L560 90', steel, 8) + circle(562, 86, 10, silver.soft),
    line('M190 280C190 180 450 180 450 280', main.dark, 22),
    both(rect(430, 530, 50, 28, 8, '#583726')),
    rect(96, 266, 456, 278, 48, main.dark),
    rect(88, 260, 456, 278, 48, main.soft),
    rect(118, 288, 396, 222, 30, accent.soft),
    circle(238, 398, 90, main.dark) + circle(238, 398, 80, '#583726'),
    inside(
      'M158 398a80 80 0 1 0 160 0a80 80 0 1 0-160 0',
      copies(line('M150 334H330', accent.flat, 7), [0, 22], [0, 44], [0, 66], [0, 88], [0, 110], [0, 132]),
    ),
    rect(346, 318, 142, 62, 14, '#fff9ec') +
      line('M360 362H474', '#c8664a', 3) +
      copies(line('M366 336v16', '#8a5b3c', 4), [20, 0], [40, 0], [60, 0], [80, 0], [100, 0]) +
      line('M428 326V372', '#dd4347', 6),
    copies(circle(382, 444, 34, main.dark) + circle(380, 441, 31, main.soft) + line('M380 440L396 420', accent.flat, 7), [76, 0]),
    line('M112 290Q118 276 140 274H260', shine(0.4), 7),
  )

const turntable: Motif = ({ main, accent }) =>
  footShadow(320, 500) +
  lifted(
    both(rect(470, 524, 60, 28, 10, '#383642')),
    path('M92 300H548L600 470H40Z', main.soft),
    path('M104 310H536L582 460H58Z', main.light),
    path('M40 468H600V520Q600 534 586 534H54Q40 534 40 520Z', main.dark),
    path('M40 468H600V480H40Z', shade(0.12)),
    oval(272, 386, 196, 68, '#2a2833'),
    oval(272, 380, 196, 68, accent.soft),
    `<g fill="none" stroke="#fff" stroke-opacity=".16" stroke-width="3"><ellipse cx="272" cy="380" rx="166" ry="56"/><ellipse cx="272" cy="380" rx="136" ry="46"/><ellipse cx="272" cy="380" rx="106" ry="36"/></g>`,
    oval(272, 380, 66, 22, '#f67d68'),
    oval(272, 380, 44, 14, '#f8c53f'),
    oval(272, 379, 8, 4, '#ffffff'),
    path('M100 370Q150 330 220 322L250 368Z', shine(0.13)),
    oval(514, 356, 36, 15, steel) + oval(514, 346, 36, 15, silver.soft),
    line('M514 340L494 420L420 432', '#23222d', 12),
    line('M514 338L494 416L424 428', silver.flat, 7),
    rect(398, 418, 34, 24, 6, '#dd4347'),
    circle(548, 506, 14, wood.light) + circle(500, 506, 14, '#383642'),
    path('M380 240v-80l66-20v84a20 17 0 1 1-12-16v-40l-42 13v62a20 17 0 1 1-12-16z', '#3f6fd0'),
    path('M250 200v-46h12v46a16 14 0 1 1-12-13z', '#f67d68'),
  )

const microphone: Motif = ({ main, accent }) =>
  standing(
    250,
    rect(306, 420, 28, 110, 8, steel),
    oval(320, 534, 120, 22, main.dark),
    oval(320, 524, 120, 22, main.soft),
    line('M206 240V320C206 470 434 470 434 320V240', main.light, 20),
    rect(232, 92, 176, 320, 88, main.dark),
    rect(226, 88, 176, 320, 88, main.soft),
    inside(
      'M226 250V176A88 88 0 0 1 402 176V250Z',
      copies(line('M180 70L440 330', shine(0.22), 5), [40, -40], [80, -80], [120, -120], [-40, 40], [-80, 80]),
      copies(line('M440 70L180 330', shine(0.22), 5), [40, 40], [80, 80], [-40, -40], [-80, -80], [-120, -120]),
    ),
    rect(220, 244, 188, 30, 15, accent.soft),
    circle(314, 332, 26, '#23222d') + ring(314, 332, 26, accent.flat, 6),
    circle(314, 384, 6, '#4ba25c'),
    line('M248 150Q244 190 246 230', shine(0.45), 9),
    both(circle(434, 236, 18, accent.soft)),
  )

export const sound: Motifs = { headphones, studioheadphones, earbuds, earhooks, speaker, tower, soundbar, radio, turntable, microphone }
