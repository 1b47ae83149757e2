import { hanging } from '../hanging.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, shade, shine, silver } from '../palette.ts'
import { both, circle, copies, line, mirrored, path, polygon, rect, solid } from '../shapes.ts'
import { sleeves } from './tops.ts'

const front = (hem: number) =>
  mirrored(`M320 180C356 176 376 164 388 156C414 162 440 172 460 186C474 240 470 300 468 340L476 ${hem - 12}Q474 ${hem} 460 ${hem}H320`)
const sides = path('M166 310L190 420L166 640H130V310ZM474 310L448 420L472 640H510V310Z', shade(0.12))

const puffer: Motif = ({ main, accent }) => {
  const puffs = [0, 1, 2, 3, 4]
    .map(
      (row) =>
        path(
          `M170 ${204 + row * 70}H470Q484 ${239 + row * 70} 470 ${274 + row * 70}H170Q156 ${239 + row * 70} 170 ${204 + row * 70}Z`,
          main.soft,
        ) + line(`M186 ${222 + row * 70}Q250 ${214 + row * 70} 290 ${222 + row * 70}`, shine(0.3), 8),
    )
    .join('')
  const arm = [0, 1, 2, 3, 4]
    .map((row) =>
      path(
        `M${452 + row * 8} ${208 + row * 62}Q${496 + row * 12} ${186 + row * 62} ${530 + row * 10} ${222 + row * 62}Q${556 + row * 6} ${256 + row * 60} ${534 + row * 8} ${286 + row * 60}Q${500 + row * 10} ${302 + row * 58} ${466 + row * 9} ${278 + row * 60}Z`,
        main.soft,
      ),
    )
    .join('')
  return hanging(
    path(mirrored('M320 96C390 96 430 140 424 200C400 236 360 250 320 252'), main.soft),
    path(mirrored('M320 128C366 128 388 158 384 196C366 226 340 240 320 244'), accent.soft),
    both(arm + rect(496, 498, 74, 34, 12, accent.soft)),
    puffs,
    rect(166, 536, 308, 30, 12, accent.soft),
    path(mirrored('M320 206C370 206 400 200 416 186L424 226Q380 256 320 256'), main.soft),
    rect(308, 212, 24, 344, 8, accent.soft),
    line('M320 216V550', silver.light, 4),
    rect(312, 230, 16, 30, 6, silver.soft),
    both(line('M376 440L420 476', accent.flat, 9)),
  )
}

const denimjacket: Motif = ({ main, accent }) =>
  hanging(
    path(mirrored('M320 150C350 150 370 150 380 146L392 196L320 230'), main.dark),
    sleeves(main, main.dark),
    solid(
      front(530),
      main.soft,
      sides,
      line('M170 296H300M340 296H470', accent.flat, 4),
      line('M240 300L262 500M400 300L378 500', accent.flat, 4),
      line('M196 300L214 500M444 300L426 500', accent.flat, 3),
    ),
    rect(164, 494, 312, 46, 10, main.dark),
    line('M174 504H466M174 530H466', accent.flat, 3),
    rect(302, 226, 36, 308, 0, main.dark),
    line('M304 230V534M336 230V534', accent.flat, 3),
    copies(circle(320, 256, 10, gold.soft), [0, 56], [0, 112], [0, 168], [0, 224], [0, 262]),
    both(
      path(polygon([356, 268, 8], [436, 268, 8], [436, 330, 6], [396, 348, 8], [356, 330, 6]), main.dark) +
        path(polygon([350, 262, 6], [442, 262, 6], [442, 290, 6], [396, 308, 6], [350, 290, 6]), main.soft) +
        line('M354 286L396 302L438 286', accent.flat, 3) +
        circle(396, 294, 7, gold.soft),
    ),
    both(path('M394 150Q410 170 424 190L372 252L320 214L376 142Z', main.soft) + line('M324 216L370 248L418 190', accent.flat, 4)),
  )

const leatherjacket: Motif = ({ main, accent }) =>
  hanging(
    path(mirrored('M320 150C350 150 370 150 380 146L420 230L340 420'), accent.soft),
    sleeves(main, main.dark),
    both(line('M548 440L566 512', silver.light, 6)),
    path('M330 380H392V516H330Z', main.dark),
    path(
      'M252 156C226 162 200 172 180 186C166 240 170 300 172 340L166 500Q168 516 182 516H350L372 400C300 340 260 250 252 156Z',
      main.soft,
    ),
    path(
      'M388 156C414 162 440 172 460 186C474 240 470 300 468 340L474 500Q472 516 458 516H360L376 400C390 320 396 240 388 156Z',
      main.soft,
    ),
    path('M172 330L196 420L180 520H150ZM468 330L444 420L460 520H490Z', shade(0.2)),
    line('M374 396L352 514', silver.light, 7),
    path('M250 150L196 214L250 256L226 286L372 402C310 340 276 250 266 156Z', main.light),
    path('M390 150L444 214L392 254L412 284L376 398C392 320 398 240 380 152Z', main.light),
    line('M198 424L262 402M442 424L398 406M404 300L436 290', silver.light, 7),
    line('M262 402l10 12M398 406l-8 12', silver.flat, 5),
    rect(164, 492, 312, 34, 10, main.dark),
    rect(244, 488, 50, 42, 8, silver.soft),
    rect(256, 498, 26, 22, 4, main.flat),
    line('M200 236Q186 300 190 360', shine(0.25), 8),
  )

const raincoat: Motif = ({ main, accent }) =>
  hanging(
    path(mirrored('M320 92C392 92 440 140 430 204C400 244 360 254 320 258'), main.soft),
    path(mirrored('M320 124C372 126 398 160 390 200C366 232 340 244 320 250'), accent.flat),
    path('M218 150Q320 84 422 150Q320 116 218 150Z', shade(0.14)),
    sleeves(main, accent.soft),
    solid(front(572), main.soft, sides, path('M324 220H340V580H324Z', shade(0.1))),
    path(mirrored('M320 214C370 212 400 204 420 188L434 224Q384 262 320 262'), main.soft),
    line('M212 228Q260 260 320 262Q380 260 430 228', shade(0.16), 5),
    both(
      rect(362, 416, 84, 90, 14, shade(0.08)) + path(polygon([354, 408, 8], [454, 408, 8], [454, 442, 10], [354, 442, 10]), accent.soft),
    ),
    copies(circle(320, 300, 11, '#2d3f74') + circle(317, 297, 3, shine(0.7)), [0, 64], [0, 128], [0, 192]),
    line('M196 236Q182 300 184 370', shine(0.55), 10),
    path('M520 120q14 22 0 32q-14-10 0-32zM128 120q12 18 0 27q-12-9 0-27zM560 190q10 16 0 24q-10-8 0-24z', '#84c4ec'),
  )

const coat: Motif = ({ main, accent }) =>
  hanging(
    path(mirrored('M320 150C350 150 370 150 384 148L400 220L320 330'), '#fff3df'),
    path(mirrored('M320 186C340 180 360 160 372 150L380 200L320 330'), accent.dark),
    sleeves(main, main.dark),
    solid(front(584), main.soft, sides, line('M348 330V584', shade(0.16), 5)),
    path(mirrored('M320 320L372 150L384 148L320 150'), accent.light),
    path('M252 148L262 150L320 330L300 350L214 250L238 226L206 214Z', main.soft),
    path('M388 148L378 150L320 330L346 360L430 250L404 226L436 214Z', main.soft),
    both(line('M432 216L404 226L430 250L346 356', shade(0.24), 5)),
    copies(circle(368, 420, 12, accent.soft), [0, 80], [-84, 0], [-84, 80]),
    both(rect(400, 462, 62, 22, 8, main.dark)),
    rect(166, 364, 308, 34, 12, accent.soft),
    rect(300, 356, 50, 50, 10, gold.soft),
    rect(311, 367, 28, 28, 5, accent.flat),
  )

export const coats: Motifs = { puffer, denimjacket, leatherjacket, raincoat, coat }
