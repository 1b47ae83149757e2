import type { Motif, Motifs } from '../motif.ts'
import { gold, shade, shine, white } from '../palette.ts'
import { lifted, standing } from '../scene.ts'
import { at, both, circle, copies, inside, line, path, polygon, rect, solid } from '../shapes.ts'

const sneaker: Motif = ({ main, accent }) => {
  const upper =
    'M106 512C90 440 98 374 120 336Q172 366 224 348Q254 336 268 300Q292 288 312 310C336 368 394 414 458 430C524 446 554 472 554 512Z'
  return standing(
    440,
    path('M222 352Q240 300 254 274Q286 262 308 296L316 330Z', accent.soft),
    solid(
      upper,
      main.soft,
      path('M420 420C500 430 560 460 560 520H444C452 480 446 448 420 420Z', accent.soft),
      path('M90 420C140 424 190 450 214 520H90Z', accent.soft),
      line('M232 512C262 470 306 440 372 424', accent.flat, 20),
      line('M282 512C306 484 340 464 396 452', accent.flat, 20),
      path('M90 470Q330 524 560 470V520H90Z', shade(0.1)),
    ),
    copies(line('M296 338L336 316', white.flat, 11), [18, 30], [42, 56], [72, 78]),
    rect(92, 500, 470, 52, 26, white.soft),
    rect(104, 522, 446, 10, 5, accent.flat),
    line('M122 372Q112 408 116 440', shine(0.5), 8),
  )
}

const runner: Motif = ({ main, accent }) => {
  const upper =
    'M110 500C96 436 104 372 118 330Q132 312 152 328Q206 372 250 344Q276 322 290 286Q314 280 330 304C364 360 424 402 494 424C548 440 574 468 574 500Z'
  const sole = 'M84 470Q84 448 112 452C190 464 240 490 320 486C420 482 500 474 582 474Q594 520 560 540Q546 552 512 552H150Q88 552 84 470Z'
  return standing(
    460,
    path('M244 350Q262 300 272 262Q306 250 326 284L334 320Z', accent.soft),
    solid(
      upper,
      main.soft,
      path('M452 410C520 420 590 450 580 510H478C492 470 480 436 452 410Z', main.dark),
      path('M96 500C108 420 150 396 176 350L250 344C230 420 220 460 224 510Z', shade(0.12)),
      path('M196 500L330 372L352 400L300 436H400L300 510H250L308 462H262Z', accent.soft),
    ),
    copies(line('M312 326L348 304', white.flat, 10), [22, 32], [48, 60], [80, 84]),
    path('M106 340L96 306Q112 292 132 306L140 326Z', accent.soft),
    solid(sole, white.soft, path('M84 526Q300 560 590 516V560H84Z', accent.soft), path('M84 470L200 520L84 520Z', shade(0.08))),
    copies(line('M140 520h44', shade(0.16), 8), [70, 8], [140, 8]),
    line('M128 380Q116 410 118 436', shine(0.55), 8),
  )
}

const canvas: Motif = ({ main }) => {
  const upper =
    'M142 512C130 420 138 330 132 216Q130 196 150 194Q220 208 288 194Q308 194 310 214C312 300 350 380 424 412C506 430 548 456 550 512Z'
  return standing(
    440,
    path('M232 206Q250 160 272 140Q306 134 318 176L330 260Z', main.dark),
    solid(
      upper,
      main.soft,
      path('M262 190C258 300 300 400 380 440L440 400L330 300L320 190Z', shade(0.12)),
      path('M130 400Q180 420 186 520H120Z', shade(0.12)),
      path('M480 424C530 428 560 460 560 520H446C436 476 446 442 480 424Z', white.soft),
    ),
    copies(circle(288, 226, 7, white.flat), [4, 40], [16, 80], [38, 118], [70, 152]),
    line('M290 226L330 262L292 266L346 306L304 306L370 344L326 344L398 374L358 378', white.flat, 9),
    circle(204, 282, 36, white.soft),
    path('M204 256l8 17 19 2-14 13 4 19-17-10-17 10 4-19-14-13 19-2z', main.flat),
    rect(118, 500, 446, 52, 24, white.soft),
    rect(124, 514, 434, 8, 4, main.flat),
    line('M156 226Q158 300 162 350', shine(0.4), 8),
  )
}

const boot: Motif = ({ main, accent }) => {
  const upper = 'M186 512C176 400 188 280 178 164H352C348 250 356 324 396 358C440 386 530 392 550 450Q556 474 554 512Z'
  return standing(
    380,
    path('M300 170L330 120Q364 118 368 160L420 372L340 420Z', main.dark),
    solid(
      upper,
      main.soft,
      path('M440 380C520 390 560 430 560 520H452C470 460 470 420 440 380Z', main.dark),
      path('M178 400C230 410 262 450 262 520H170Z', main.dark),
      path('M290 160C290 280 310 370 380 420L420 370L360 300V160Z', shade(0.12)),
    ),
    rect(164, 146, 204, 36, 18, accent.soft),
    copies(line('M314 220L374 206', '#f3c969', 10), [2, 40], [10, 80], [28, 116], [62, 146]),
    copies(circle(312, 222, 7, gold.flat), [2, 40], [10, 80], [28, 116], [62, 146]),
    path('M172 496H560V532Q560 552 540 552H344L330 534H308V552H192Q172 552 172 532Z', accent.soft),
    line('M186 508H548', '#f3c969', 4),
    line('M196 210Q204 290 202 350', shine(0.35), 9),
  )
}

const chelsea: Motif = ({ main, accent }) => {
  const upper =
    'M186 520C178 420 200 300 190 190Q192 174 210 174H340Q358 174 356 192C348 286 358 346 412 388C464 420 538 426 554 484Q558 504 556 520Z'
  return standing(
    380,
    line('M208 182V140', accent.light, 18),
    solid(
      upper,
      main.soft,
      path('M236 170C224 260 238 336 276 362Q330 340 322 170Z', accent.light),
      copies(line('M252 180C246 250 254 310 270 346', main.dark, 5), [16, 0], [32, -4], [48, -10]),
      path('M180 460Q340 520 560 470V530H180Z', shade(0.2)),
    ),
    line('M440 420C490 428 520 446 532 474', shine(0.35), 12),
    line('M208 220Q212 300 206 360', shine(0.25), 10),
    path('M176 508H564V526Q564 538 550 538H330Q322 538 320 530L314 520H298L290 552H196Q176 552 176 532Z', '#2a2833'),
  )
}

/** Soles seen from above, side by side. */
const foot =
  'M-6 -200C58 -204 92 -140 84 -64C78 -4 58 30 62 92C66 158 42 200 2 200C-40 200 -62 160 -58 96C-54 40 -74 0 -80 -60C-88 -136 -62 -196 -6 -200Z'

const sandal: Motif = ({ main, accent }) =>
  lifted(
    both(
      at(
        208,
        330,
        path(foot, main.dark) +
          at(0, -4, path(foot, accent.soft) + line('M-50 110Q-44 170 0 176', shade(0.1), 8), { size: 0.9 }) +
          line('M-82 -110Q-10 -80 78 20', main.flat, 44) +
          line('M84 -110Q10 -80 -74 20', main.flat, 44) +
          line('M84 -114Q14 -84 -68 8', shine(0.28), 6) +
          line('M-60 100Q0 70 62 100', main.flat, 30) +
          rect(30, 74, 34, 34, 8, gold.soft) +
          rect(38, 82, 18, 18, 4, main.dark),
        { turn: -4 },
      ),
    ),
  )

const flipflop: Motif = ({ main, accent }) =>
  lifted(
    both(
      at(
        208,
        330,
        path(foot, main.dark) +
          at(0, -7, path(foot, main.soft), { size: 0.97 }) +
          inside(foot, line('M-90 120Q0 90 90 120M-90 160Q0 130 90 160', shade(0.08), 8)) +
          line('M-2 -118C-10 -70 -50 -40 -70 30', shade(0.18), 26) +
          line('M-2 -118C10 -70 50 -40 66 30', shade(0.18), 26) +
          line('M-2 -126C-10 -78 -50 -48 -72 20', accent.flat, 24) +
          line('M-2 -126C10 -78 50 -48 68 20', accent.flat, 24) +
          line('M-6 -120C-14 -80 -46 -50 -64 0', shine(0.4), 5) +
          circle(-2, -128, 15, accent.dark),
        { turn: -4 },
      ),
    ),
  )

const heel: Motif = ({ main, accent }) => {
  const shoe =
    'M112 282C150 282 196 330 250 394C306 452 400 474 474 488C534 498 560 516 560 536Q560 544 548 544H428C344 544 284 500 236 452C204 424 188 436 182 470L164 552H146C146 480 142 420 116 360Q100 300 112 282Z'
  return standing(
    420,
    path('M112 284C150 270 214 330 262 390L400 470C330 470 270 440 236 404Z', accent.soft),
    solid(
      shoe,
      main.soft,
      path('M380 560C440 500 540 490 570 520V560Z', shade(0.12)),
      path('M100 280C150 300 150 420 140 560H110Z', shine(0.16)),
    ),
    line('M240 452C290 500 350 536 430 540H548', accent.dark, 9),
    line('M122 300C150 240 230 230 268 290Q286 330 262 376', main.flat, 15),
    rect(222, 240, 30, 34, 8, gold.soft),
    rect(230, 248, 14, 18, 3, main.dark),
    line('M440 496Q500 504 530 518', shine(0.5), 8),
  )
}

const loafer: Motif = ({ main, accent }) => {
  const upper = 'M98 520C86 462 92 404 122 372Q150 360 186 384C236 412 290 414 320 396C350 376 392 380 426 408C500 428 556 464 558 520Z'
  return standing(
    440,
    path('M122 374C170 350 270 344 330 384Q342 404 320 410C270 428 200 420 160 400Z', accent.flat),
    solid(
      upper,
      main.soft,
      path('M90 470Q330 530 560 476V530H90Z', shade(0.16)),
      path('M300 380L392 360L440 420L400 520H300Q330 450 300 380Z', main.dark),
      path('M340 428L396 420L404 440L346 448Z', accent.flat),
    ),
    line('M420 420C470 436 500 458 508 496', shine(0.4), 10),
    line('M116 410Q104 446 108 476', shine(0.4), 9),
    path('M90 504H566V522Q566 536 550 536H300Q292 536 290 528L284 520H268L262 552H112Q90 552 90 530Z', '#2a2833'),
    line('M104 512H552', main.light, 3),
  )
}

const espadrille: Motif = ({ main, accent }) => {
  const upper = 'M104 504C96 452 106 404 132 376Q152 366 180 386C228 414 280 420 318 400Q352 378 398 398C480 420 552 452 556 504Z'
  const sole = polygon([88, 488, 30], [566, 488, 30], [562, 552, 30], [94, 552, 30])
  return standing(
    440,
    path('M134 378C170 356 270 352 322 388Q330 402 318 408C270 426 200 414 160 396Z', main.dark),
    solid(
      upper,
      main.soft,
      path('M90 460Q330 520 560 466V520H90Z', shade(0.1)),
      path('M306 400L352 376L380 388L356 520H330Z', accent.soft),
      path('M90 370L150 360V520H90Z', shade(0.08)),
    ),
    line('M356 396C430 410 500 430 530 470', shine(0.3), 8),
    solid(
      sole,
      accent.soft,
      copies(
        line('M100 548l30-60', accent.dark, 7),
        ...[36, 72, 108, 144, 180, 216, 252, 288, 324, 360, 396, 432].map((x) => [x, 0] as const),
      ),
    ),
    line('M104 520H552', shade(0.12), 4),
  )
}

export const shoes: Motifs = { sneaker, runner, canvas, boot, chelsea, sandal, flipflop, heel, loafer, espadrille }
