import type { Motif, Motifs } from '../motif.ts'
import { gold, shade, shine, wood } from '../palette.ts'
import { print } from '../prints.ts'
import { footShadow, lifted, standing } from '../scene.ts'
import { at, both, circle, copies, line, mirrored, oval, path, polygon, rect, ring, type Svg, solid, turnedOn } from '../shapes.ts'

const bag: Motif = ({ main, accent }) =>
  standing(
    350,
    line('M176 330C150 60 490 60 464 330', accent.dark, 20),
    line('M172 328C146 54 486 54 460 326', accent.flat, 12),
    solid(turnedOn([462, 312, 40], [492, 552, 60]), main.soft, path('M380 300H500V560H420Q450 420 380 300Z', shade(0.1))),
    path(mirrored('M320 300H448Q478 300 480 330C484 400 456 446 408 446Q360 446 320 446'), main.light),
    path(mirrored('M320 300H448Q478 300 480 330C483 394 456 434 408 434Q360 434 320 434'), main.soft),
    line('M178 334C180 390 196 418 236 418H404C444 418 460 390 462 334', shine(0.4), 3),
    both(circle(458, 324, 14, gold.soft) + circle(458, 324, 6, main.dark)),
    rect(290, 412, 60, 48, 14, gold.soft),
    rect(304, 426, 32, 20, 6, accent.dark),
    line('M204 470Q196 500 198 520', shine(0.4), 9),
  )

const tote: Motif = ({ main, accent }) =>
  standing(
    350,
    line('M236 300C226 90 414 90 404 300', accent.dark, 22),
    path('M384 190q40-46 70-20q8 30-40 50zM394 170q0-60 40-66q14 36-24 70zM420 230q50-20 66 14q-30 30-66 8z', '#4ba25c'),
    circle(400, 246, 34, '#dd4347'),
    circle(454, 254, 26, '#f48b3c'),
    solid(
      turnedOn([480, 270, 12], [506, 552, 26]),
      main.soft,
      path('M420 270H520V560H440Q470 420 420 270Z', shade(0.1)),
      rect(120, 270, 400, 22, 0, shade(0.08)),
      line('M130 300H510', accent.flat, 4),
    ),
    at(
      320,
      424,
      path('M0 54C-70 8-62-48-28-48Q-8-48 0-24Q8-48 28-48C62-48 70 8 0 54Z', accent.soft) + line('M-40-20Q-38-34-26-36', shine(0.6), 7),
      { size: 1.25 },
    ),
    line('M232 318C220 100 424 100 412 318', accent.flat, 20),
    both(rect(394, 296, 36, 46, 6, accent.soft) + line('M402 304L422 334M422 304L402 334', shine(0.6), 3)),
  )

const backpack: Motif = ({ main, accent }) =>
  standing(
    330,
    line('M280 150C280 84 360 84 360 150', accent.dark, 18),
    both(path('M440 230C500 250 520 380 500 480Q486 500 470 480Z', main.dark)),
    solid(
      mirrored('M320 128C420 128 460 180 466 280L476 500Q476 552 420 552H320'),
      main.soft,
      path('M420 130C470 300 460 480 430 560H500V130Z', shade(0.12)),
    ),
    path(mirrored('M320 128C420 128 458 180 464 268Q400 296 320 296'), main.light),
    path(mirrored('M320 128C420 128 456 178 462 256Q400 284 320 284'), main.soft),
    both(rect(386, 200, 22, 190, 6, accent.soft) + rect(380, 352, 34, 34, 8, gold.soft) + rect(388, 360, 18, 18, 4, main.dark)),
    solid(turnedOn([424, 384, 30], [432, 524, 40]), main.dark, rect(200, 384, 240, 20, 0, shade(0.12))),
    line('M228 414H412', accent.flat, 9),
    rect(400, 410, 14, 34, 6, accent.light),
    circle(320, 230, 24, accent.soft),
    path('M320 214l5 11 12 1-9 8 3 12-11-6-11 6 3-12-9-8 12-1z', main.flat),
    line('M196 220Q190 300 188 360', shine(0.3), 10),
  )

const fannypack: Motif = ({ main, accent }) =>
  lifted(
    line('M150 330C60 300 60 190 160 160C260 130 380 130 480 160C580 190 580 300 490 330', accent.dark, 34),
    line('M150 326C64 296 66 192 164 164C260 138 380 138 476 164C574 192 576 296 490 326', accent.flat, 26),
    rect(276, 120, 88, 54, 14, '#383642'),
    line('M304 138V156M320 138V156M336 138V156', shine(0.3), 5),
    solid(
      mirrored('M320 290H460Q520 290 524 340C530 430 470 500 400 510Q360 514 320 514'),
      main.soft,
      path('M440 280C480 360 440 460 380 530H560V280Z', shade(0.12)),
    ),
    line('M156 330Q320 350 484 330', accent.flat, 10),
    solid(mirrored('M320 392H430Q460 392 452 424C440 466 400 486 320 486'), main.dark, path('M180 392H460V404H180Z', shade(0.12))),
    line('M202 412H438', accent.flat, 9),
    rect(440, 322, 16, 40, 7, accent.soft),
    rect(410, 406, 14, 36, 6, accent.soft),
    line('M142 356Q150 420 178 452', shine(0.4), 10),
  )

const cap: Motif = ({ main, accent }) =>
  standing(
    400,
    path('M320 500C400 440 570 446 614 506Q624 540 582 542C500 520 420 526 320 546Z', accent.soft),
    path('M340 522C420 486 550 490 616 520Q612 540 582 542C500 520 420 526 320 546Z', shade(0.16)),
    solid(
      'M88 520C70 330 170 220 290 220C410 220 470 330 462 480C420 500 380 512 340 540H120Q92 540 88 520Z',
      main.soft,
      path('M290 210C350 300 370 420 340 550H480V210Z', shade(0.1)),
      line('M290 220C240 290 220 420 226 550M290 220C340 300 356 420 340 540', shade(0.22), 4),
    ),
    circle(290, 218, 16, accent.soft),
    copies(circle(200, 322, 6, shade(0.35)), [180, 4]),
    path('M92 500Q210 540 340 520Q400 500 462 470V494Q400 520 344 546H118Q92 540 92 500Z', main.dark),
    at(284, 404, path('M0-44l13 27 30 4-22 21 5 30-26-14-26 14 5-30-22-21 30-4z', accent.soft), { size: 1.1 }),
    line('M132 380Q148 300 206 262', shine(0.45), 12),
  )

const hat: Motif = ({ main, accent }) =>
  standing(
    470,
    oval(320, 482, 250, 66, main.dark),
    oval(320, 470, 250, 64, main.soft),
    oval(320, 470, 214, 48, shade(0.06)),
    line('M100 474Q320 548 540 474M132 446Q320 520 508 446', `${main.dark}88`, 4),
    solid(
      mirrored('M320 226C350 250 400 230 420 290C440 350 444 400 452 456Q390 488 320 488'),
      main.soft,
      line('M200 300Q320 340 440 300M190 340Q320 384 450 340M186 380Q320 424 454 380', `${main.dark}88`, 4),
      path('M380 230C410 330 410 430 390 500H470V230Z', shade(0.12)),
      path('M180 396Q320 446 460 396L466 462Q320 506 176 462Z', accent.soft),
    ),
    path('M270 250Q320 296 370 250Q350 236 320 258Q292 236 270 250Z', shade(0.14)),
    path('M440 420l44 14-14 18 22 22-52-4z', accent.dark),
    line('M226 290Q212 340 206 384', shine(0.5), 10),
  )

const scarf: Motif = ({ main, accent, detail }) => {
  const fringe = (x: number, y: number): Svg => copies(line(`M${x} ${y}v34`, main.flat, 9), [22, 2], [44, 2], [66, 2], [88, 0])
  return lifted(
    line('M150 96H490', wood.flat, 22),
    line('M150 90H490', wood.light, 6),
    circle(146, 96, 18, wood.dark),
    circle(494, 96, 18, wood.dark),
    fringe(346, 534),
    solid('M330 80H450L462 540H338Z', main.soft, print(detail, accent), path('M330 80H360L350 560H330ZM420 80H470V560H440Z', shade(0.12))),
    path('M316 84H336L350 540H330Z', shade(0.12)),
    fringe(204, 470),
    solid(
      'M196 78Q260 60 352 84L320 478H190Z',
      main.soft,
      print(detail, accent),
      path('M310 60H360L320 500H290ZM180 60H214L210 500H170Z', shade(0.12)),
    ),
    path('M196 80Q320 60 452 80L448 112Q320 96 198 112Z', main.dark),
  )
}

const sunglasses: Motif = ({ main, accent }) => {
  const lens = 'M350 272Q440 250 548 272Q560 276 558 300C552 392 508 432 446 432C386 432 354 380 346 300Q344 276 350 272Z'
  const glass = 'M372 294Q440 276 530 292C528 366 496 406 446 406C400 406 374 366 372 294Z'
  return (
    footShadow(320, 380) +
    lifted(
      both(line('M536 290C566 300 572 340 560 386', main.dark, 18)),
      line('M284 300Q320 270 356 300', main.flat, 24),
      both(
        path(lens, main.soft) + solid(glass, accent.soft, path('M370 360L470 280H420L370 320ZM400 420L530 310V290L390 400Z', shine(0.35))),
      ),
      line('M104 280Q190 258 280 278M362 278Q450 258 536 280', shine(0.35), 5),
      both(circle(540, 292, 6, gold.flat)),
    )
  )
}

const socks: Motif = ({ main, accent, detail }) => {
  const sock = 'M-60-190H60V40C60 70 90 84 130 100Q170 116 168 150Q164 184 120 184H20C-40 184-66 140-60 80Z'
  const pair = (x: number, y: number, paint: string, trim: string, ...printed: Svg[]): Svg =>
    at(
      x,
      y,
      solid(
        sock,
        paint,
        ...printed,
        path('M100 70H190V200H100Q130 140 100 70ZM-80 90Q0 90 20 200H-80Z', trim),
        path('M30-190H70V40L40 90Z', shade(0.1)),
      ) +
        rect(-68, -204, 136, 52, 14, trim) +
        line('M-44-196V-160M-22-196V-160M0-196V-160M22-196V-160M44-196V-160', shade(0.14), 5),
      { size: 0.92 },
    )
  return lifted(
    pair(388, 300, '#7a53bd', '#f8c53f', copies(path('M-70-120H70V-96H-70Z', '#f4a3bb'), [0, 56], [0, 112], [0, 168], [0, 224])),
    pair(
      276,
      338,
      accent.soft,
      main.soft,
      copies(path('M-60-110l20-24 20 24-20 24zM0-110l20-24 20 24-20 24z', '#fff3d6'), [0, 66], [0, 132], [0, 198], [76, 198]),
    ),
    pair(164, 376, main.soft, accent.soft, at(-300, -300, print(detail, accent))),
  )
}

const earrings: Motif = ({ main, accent }) =>
  standing(
    300,
    path(polygon([160, 120, 30], [480, 120, 30], [510, 552, 24], [130, 552, 24]), '#fffaf0'),
    path(polygon([160, 120, 30], [480, 120, 30], [510, 552, 24], [130, 552, 24]), shade(0.05)),
    line('M186 146H454', shade(0.1), 4),
    both(
      circle(408, 222, 8, shade(0.3)) +
        ring(410, 296, 68, main.dark, 22) +
        ring(408, 293, 68, main.flat, 17) +
        line('M354 260A68 68 0 0 1 400 226', shine(0.75), 6) +
        line('M410 366V396', main.dark, 7) +
        circle(410, 426, 32, main.flat) +
        circle(410, 426, 25, accent.soft) +
        circle(400, 416, 8, shine(0.7)),
    ),
    at(320, 512, path('M0-20A20 20 0 1 0 18 8A17 17 0 0 1 0-20Z', main.soft)),
  )

export const accessories: Motifs = { bag, tote, backpack, fannypack, cap, hat, scarf, sunglasses, socks, earrings }
