import type { Motif, Motifs } from '../motif.ts'
import { mix, shade, shine, silver, steel } from '../palette.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, oval, path, polygon, rect, ring, type Svg, solid, turned, turnedOn } from '../shapes.ts'
import { dunes } from './computers.ts'

const tablet: Motif = ({ main, accent }) => {
  const panel = polygon([96, 176, 10], [500, 176, 10], [500, 472, 10], [96, 472, 10])
  return (
    footShadow(300, 440) +
    lifted(
      rect(68, 152, 460, 352, 36, main.dark),
      rect(68, 146, 460, 352, 36, main.soft),
      rect(80, 158, 436, 328, 26, '#23222d'),
      path(panel, '#e6f3fb'),
      inside(
        panel,
        path('M96 400Q160 300 250 340T420 260T520 300V480H96Z', '#bfe3c4'),
        line('M240 170Q210 250 290 310T280 480', '#84c4ec', 26),
        `<path d="M130 440Q180 360 250 380T360 270L430 220" fill="none" stroke="${accent.flat}" stroke-width="9" stroke-dasharray="4 18" stroke-linecap="round"/>`,
        path('M96 176H300L180 480H96Z', shine(0.25)),
      ),
      path('M430 226C396 190 404 150 430 150S464 190 430 226Z', '#dd4347') + circle(430, 180, 11, '#ffffff'),
      circle(130, 440, 12, accent.flat),
    ) +
    lifted(
      turned(
        24,
        560,
        400,
        rect(546, 214, 24, 300, 10, '#f7f6f2') +
          rect(546, 214, 9, 300, 4, shine(0.9)) +
          path('M546 514H570L558 552Z', main.dark) +
          rect(546, 214, 24, 40, 8, accent.soft),
      ),
    )
  )
}

const kidstablet: Motif = ({ main, accent }) => {
  const panel = polygon([156, 200, 10], [484, 200, 10], [484, 440, 10], [156, 440, 10])
  return standing(
    380,
    line('M240 140C240 70 400 70 400 140', accent.dark, 34),
    line('M238 136C238 68 402 68 402 136', accent.flat, 26),
    rect(102, 142, 436, 404, 76, accent.dark),
    rect(102, 134, 436, 404, 76, main.soft),
    both(circle(488, 184, 26, accent.soft) + circle(488, 490, 26, accent.soft)),
    rect(140, 184, 360, 272, 22, '#23222d'),
    path(panel, '#84c4ec'),
    inside(
      panel,
      circle(420, 260, 34, '#f8c53f'),
      path('M150 400Q240 330 330 390T500 360V450H150Z', '#4ba25c'),
      rect(250, 290, 96, 96, 30, '#f48b3c') +
        circle(276, 326, 9, '#383642') +
        circle(320, 326, 9, '#383642') +
        line('M278 352Q298 370 318 352', '#383642', 6) +
        path('M254 300L246 262L284 290ZM342 300L350 262L312 290Z', '#f48b3c'),
      path('M170 250a18 18 0 0 1 30-10a20 20 0 0 1 36 6a14 14 0 0 1 0 26h-60a14 14 0 0 1-6-22z', '#ffffffdd'),
    ),
    circle(320, 498, 16, accent.soft),
    line('M130 230V420', shine(0.5), 9),
  )
}

const television = (main: { soft: string; dark: string }, shown: Svg): Svg =>
  both(path('M440 470L500 552H470L416 470Z', steel)) +
  rect(46, 142, 548, 340, 20, main.dark) +
  rect(46, 136, 548, 340, 20, '#383642') +
  shown +
  circle(320, 464, 4, '#dd4347')

const tv: Motif = ({ main, accent, detail }) => {
  const panel = polygon([60, 150, 8], [580, 150, 8], [580, 454, 8], [60, 454, 8])
  if (detail !== 'paisaje' && detail !== 'cine') throw new Error(`a tv shows paisaje or cine, not ${JSON.stringify(detail)}`)
  return standing(
    400,
    television(
      main,
      detail === 'paisaje'
        ? dunes(panel, 260, main, accent.flat)
        : path(panel, mix(main.flat, '#1d1440', 0.35)) + inside(panel, cinema(main, accent.flat)),
    ),
    detail === 'cine' ? popcorn : '',
  )
}

const cinema = ({ flat, light }: { flat: string; light: string }, glow: string): Svg =>
  circle(420, 250, 66, glow) +
  circle(398, 236, 14, shade(0.12)) +
  circle(440, 272, 20, shade(0.12)) +
  copies(circle(120, 200, 4, '#ffffff'), [60, 40], [120, -20], [190, 60], [260, -10], [420, 20], [400, 180], [30, 90]) +
  path('M60 460V380L120 340L170 390L230 320L300 400L360 350L420 400L500 340L580 400V460Z', flat) +
  path('M220 330q-20-80 40-130q60 50 40 130l20 34h-120z', light) +
  circle(260, 262, 16, glow) +
  path('M238 366q22 60 44 0z', '#f8c53f')

const popcorn: Svg = at(
  520,
  470,
  copies(circle(-30, -60, 20, '#fff3d6'), [30, -16], [58, 0], [16, 10], [44, 12]) +
    path('M-50-50H50L36 82H-36Z', '#ffffff') +
    path('M-50-50H-26L-18 82H-36ZM-8-50H14L10 82H-6ZM32-50H50L36 82H24Z', '#dd4347') +
    circle(-12, -70, 10, '#f8dc8a') +
    circle(24, -62, 9, '#f8dc8a'),
)

const projector: Motif = ({ main, accent }) =>
  footShadow(330, 400) +
  path('M240 400L60 120H460L300 380Z', '#fff6cfb0') +
  path('M240 400L60 120H150L262 390Z', shine(0.25)) +
  lifted(
    both(rect(420, 520, 60, 32, 10, '#383642')),
    rect(110, 356, 430, 176, 50, main.dark),
    rect(106, 348, 430, 176, 50, main.soft),
    circle(246, 436, 74, accent.soft) +
      circle(246, 436, 60, '#23222d') +
      circle(246, 436, 40, '#3c4c7a') +
      circle(246, 436, 22, accent.light) +
      circle(230, 418, 10, shine(0.9)),
    copies(line('M370 400H496', shade(0.16), 9), [0, 26], [0, 52], [0, 78]),
    circle(490, 374, 7, '#4ba25c'),
    line('M140 376Q150 366 172 364H330', shine(0.9), 7),
    path('M200 220l10 24 26 2-20 17 7 26-23-14-23 14 7-26-20-17 26-2z', shine(0.9)),
  )

const watchFace = (main: { soft: string; dark: string }, face: Svg): Svg =>
  rect(206, 196, 236, 268, 70, main.dark) + rect(200, 192, 236, 268, 70, main.soft) + rect(218, 210, 200, 232, 54, '#1f1e27') + face

const smartwatch: Motif = ({ main, accent }) =>
  standing(
    230,
    path(polygon([246, 70, 20], [394, 70, 20], [414, 230, 10], [226, 230, 10]), accent.soft),
    path(polygon([226, 420, 10], [414, 420, 10], [394, 556, 20], [246, 556, 20]), accent.soft),
    copies(oval(320, 92, 9, 6, shade(0.35)), [0, 26], [0, 52], [0, 400], [0, 424]),
    rect(434, 270, 18, 60, 9, accent.dark),
    watchFace(
      main,
      ring(318, 300, 56, '#3a3848', 13) +
        line('M318 244A56 56 0 1 1 262 300', accent.flat, 13) +
        path('M318 322C286 300 292 278 306 278Q315 278 318 288Q321 278 330 278C344 278 350 300 318 322Z', '#dd4347') +
        line('M242 398H280L294 374L312 418L328 390L340 398H394', accent.flat, 8),
    ),
    path('M400 214Q418 220 418 260V330L330 210Z', shine(0.08)),
  )

const band: Motif = ({ main, accent }) =>
  standing(
    170,
    path(polygon([258, 66, 30], [382, 66, 30], [388, 240, 6], [252, 240, 6]), main.soft),
    path(polygon([252, 400, 6], [388, 400, 6], [382, 556, 30], [258, 556, 30]), main.soft),
    copies(oval(320, 94, 8, 12, main.dark), [0, 36], [0, 72], [0, 370], [0, 406]),
    rect(246, 170, 156, 300, 72, main.dark),
    rect(240, 166, 156, 300, 72, accent.soft),
    rect(254, 182, 128, 268, 58, '#1f1e27'),
    path(
      'M300 232q-12-22 8-26q20 0 18 26q0 14-10 14t-16-14zM304 254q12-4 18 0q0 14-10 14t-8-14zM346 262q-12-22 8-26q20 0 16 26q0 14-10 14t-14-14z',
      main.flat,
    ),
    rect(282, 312, 72, 22, 8, '#ffffff'),
    rect(282, 352, 72, 12, 6, '#3a3848') + rect(282, 352, 48, 12, 6, '#f8c53f'),
    rect(282, 376, 72, 12, 6, '#3a3848') + rect(282, 376, 60, 12, 6, main.flat),
    line('M268 230V380', shine(0.2), 7),
  )

const instant: Motif = ({ main, accent }) =>
  standing(
    380,
    path(polygon([214, 60, 6], [426, 60, 6], [426, 270, 6], [214, 270, 6]), '#ffffff'),
    rect(232, 78, 176, 150, 4, '#84c4ec'),
    circle(370, 116, 20, '#f8c53f') +
      path('M232 228V190Q280 150 330 190T408 176V228Z', '#4ba25c') +
      circle(296, 176, 20, '#e4b899') +
      path('M266 228q0-34 30-34t30 34z', accent.flat),
    rect(110, 246, 420, 302, 70, main.dark),
    rect(110, 238, 420, 302, 70, main.soft),
    rect(180, 232, 280, 18, 9, '#383642'),
    rect(142, 288, 92, 56, 16, '#fff9ec') + line('M160 330L200 300', shine(1), 10),
    rect(424, 290, 66, 50, 14, '#23222d') + rect(434, 300, 46, 30, 8, '#3c4c7a'),
    circle(320, 404, 112, accent.soft) +
      circle(320, 404, 92, '#f7f6f2') +
      circle(320, 404, 72, '#23222d') +
      circle(320, 404, 46, '#3c4c7a') +
      circle(298, 382, 15, shine(0.85)),
    circle(172, 400, 24, accent.soft),
    line('M134 330Q130 400 140 460', shine(0.6), 9),
    `<g fill="none" stroke-width="9"><path d="M444 470h66" stroke="#dd4347"/><path d="M442 482h66" stroke="#f8c53f"/><path d="M440 494h62" stroke="#4ba25c"/></g>`,
  )

const camera: Motif = ({ main, accent }) =>
  standing(
    440,
    rect(196, 196, 130, 60, 14, main.soft) + rect(216, 180, 90, 30, 8, '#23222d'),
    rect(120, 222, 70, 30, 10, accent.soft) +
      rect(430, 214, 80, 38, 10, accent.soft) +
      line('M440 226V246M454 226V246M468 226V246M482 226V246M496 226V246', shade(0.3), 4),
    rect(86, 246, 468, 300, 44, main.dark),
    rect(86, 238, 468, 300, 44, main.soft),
    rect(86, 262, 468, 50, 0, accent.soft),
    path('M86 330H190V520Q120 538 96 516Q86 500 86 494Z', shade(0.3)),
    copies(
      circle(110, 350, 5, shine(0.1)),
      ...[1, 2, 3, 4, 5, 6].map((row) => [0, row * 22] as const),
      ...[0, 1, 2, 3, 4, 5, 6].map((row) => [30, row * 22 + 8] as const),
    ),
    circle(336, 404, 138, '#23222d') +
      ring(336, 404, 122, accent.flat, 8) +
      circle(336, 404, 96, '#383642') +
      circle(336, 404, 74, '#1f1e27') +
      circle(336, 404, 50, '#3c4c7a') +
      circle(336, 404, 24, '#23222d'),
    path('M278 372A66 66 0 0 1 336 338L336 354A50 50 0 0 0 292 380Z', shine(0.6)),
    circle(372, 440, 9, shine(0.4)),
    circle(508, 350, 14, '#dd4347'),
    line('M110 252H200', shine(0.35), 6),
  )

const drone: Motif = ({ main, accent }) =>
  footShadow(320, 200) +
  lifted(
    both(
      line('M380 336L500 262', main.dark, 26) +
        line('M378 330L498 256', '#e3e5ec', 20) +
        rect(478, 232, 44, 54, 16, accent.soft) +
        oval(500, 226, 112, 14, shade(0.28)) +
        path('M500 220C460 204 420 208 396 222C430 236 470 234 500 228C530 238 570 240 604 226C580 208 540 206 500 220Z', '#383642') +
        circle(500, 222, 10, accent.light) +
        line('M370 400L410 476', main.dark, 14) +
        line('M384 478H440', '#383642', 12),
    ),
    path('M230 330Q240 268 320 268T410 330L396 392Q376 418 320 418T244 392Z', main.soft),
    path('M230 330Q240 268 320 268T410 330Q320 350 230 330Z', accent.soft),
    line('M262 300Q280 282 310 280', shine(0.5), 8),
    rect(282, 388, 76, 66, 22, '#383642') +
      circle(320, 420, 28, '#1f1e27') +
      circle(320, 420, 16, '#3c4c7a') +
      circle(313, 412, 6, shine(0.8)),
    both(circle(364, 366, 9, '#9adcbd')),
  ) +
  line('M250 512Q320 530 390 512', shine(0.35), 6)

const router: Motif = ({ main, accent }) =>
  standing(
    300,
    line('M262 196Q320 142 378 196M226 160Q320 70 414 160', accent.flat, 16),
    circle(320, 226, 14, accent.flat),
    solid(
      turnedOn([420, 280, 60], [456, 552, 50]),
      main.soft,
      path('M400 260Q450 400 430 560H470V260Z', shade(0.08)),
      rect(180, 500, 280, 60, 0, accent.soft),
      rect(180, 494, 280, 8, 0, shade(0.1)),
    ),
    oval(320, 296, 92, 18, shade(0.08)),
    circle(320, 396, 44, shade(0.06)) + ring(320, 396, 34, accent.flat, 8) + circle(320, 396, 14, accent.soft),
    copies(circle(290, 472, 6, '#4ba25c'), [30, 0], [60, 0]),
    line('M222 330Q206 420 206 470', shine(0.9), 9),
  )

const bulb: Motif = ({ main, accent }) => {
  const glass = 'M320 116C430 116 492 196 484 284C476 346 424 376 408 440H232C216 376 164 346 156 284C148 196 210 116 320 116Z'
  return (
    footShadow(320, 120) +
    circle(320, 280, 230, `${main.light}44`) +
    lifted(
      solid(
        glass,
        main.soft,
        circle(250, 220, 130, shine(0.25)),
        path('M420 120C500 240 440 340 400 450H520V120Z', `${accent.flat}aa`),
        path('M156 300C240 360 330 330 484 300L420 450H220Z', `${accent.light}66`),
      ),
      line('M214 210Q230 166 274 152', shine(0.85), 14),
      line('M290 430L270 330Q296 300 320 336Q344 300 370 330L350 430', '#fff6dc', 8),
      path('M228 434H412L404 470H236Z', '#f7f6f2'),
      rect(242, 464, 156, 70, 10, silver.soft),
      line('M242 482H398M242 506H398', shade(0.2), 7),
      path('M262 532H378L350 560H290Z', steel),
    ) +
    path('M540 150l6 18 18 6-18 6-6 18-6-18-18-6 18-6zM96 190l5 15 15 5-15 5-5 15-5-15-15-5 15-5z', accent.flat)
  )
}

const securitycam: Motif = ({ main, accent }) =>
  standing(
    230,
    path('M210 520Q320 480 430 520L436 552H204Z', main.soft),
    rect(294, 440, 52, 96, 20, main.dark),
    circle(320, 306, 176, shade(0.12)),
    circle(320, 298, 176, main.soft),
    circle(320, 298, 118, accent.soft),
    circle(320, 298, 78, '#1f1e27'),
    circle(320, 298, 50, '#3c4c7a'),
    circle(320, 298, 26, '#16151c'),
    circle(296, 272, 17, shine(0.9)),
    circle(344, 322, 8, shine(0.4)),
    copies(circle(320, 200, 7, '#dd4347'), [-70, 28], [70, 28], [-98, 98], [98, 98]),
    circle(320, 400, 6, '#4ba25c'),
    line('M180 250Q206 170 290 146', shine(0.9), 12),
  )

export const gadgets: Motifs = { tablet, kidstablet, tv, projector, smartwatch, band, instant, camera, drone, router, bulb, securitycam }
