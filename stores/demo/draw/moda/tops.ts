import { emblem, isEmblem } from '../emblems.ts'
import { hanging } from '../hanging.ts'
import type { Motif, Motifs } from '../motif.ts'
import { type Colour, shade, shine } from '../palette.ts'
import { print } from '../prints.ts'
import { both, circle, copies, line, mirrored, path, polygon, rect, type Svg, solid } from '../shapes.ts'

export const tshirt: Motif = ({ main, accent, detail }) => {
  const outline = mirrored(
    'M320 204C352 204 376 188 386 160C410 164 434 170 450 178C496 204 526 250 550 312Q520 338 480 348L450 304C448 390 452 460 458 534Q400 552 320 552',
  )
  return hanging(
    path(mirrored('M320 176C350 176 372 170 386 160Q376 214 320 214'), main.dark),
    solid(
      outline,
      main.soft,
      isEmblem(detail) ? emblem(detail, 320, 352, 150) : print(detail, accent),
      path('M180 300L196 420L182 560H160V300ZM450 300L430 420L448 560H480V300Z', shade(0.1)),
      line('M250 552Q262 480 252 420M392 552Q380 500 388 450', shade(0.08), 7),
    ),
    line('M254 162C264 190 288 206 320 206C352 206 376 190 386 162', accent.flat, 12),
    line('M92 318Q120 338 158 348M548 318Q520 338 482 348', accent.flat, 10),
  )
}

const tank: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 262C366 262 384 220 388 158H424C424 230 440 274 474 296C466 380 470 460 478 536Q410 556 320 556')
  return hanging(
    path(mirrored('M320 210C360 210 384 190 390 158L400 240L320 270'), main.dark),
    solid(
      outline,
      main.soft,
      copies(line('M180 270V560', shade(0.07), 5), ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((step) => [step * 23, 0] as const)),
      path('M150 300L176 420L162 560H140ZM478 290L450 420L464 560H500Z', shade(0.1)),
    ),
    line('M252 160C256 220 274 262 320 262C366 262 384 220 388 160', accent.flat, 11),
    both(line('M422 160C422 230 440 274 472 296', accent.flat, 11)),
    line('M170 528Q240 546 320 546T470 528', accent.flat, 8),
  )
}

const sleeve = 'M430 176C486 190 514 236 530 310C544 380 554 440 560 500L494 516C484 450 470 390 450 320Z'

/** Long sleeves that hang, each with its cuff and, where the cloth has one, its print. */
export const sleeves = ({ soft }: Colour, cuff: string, ...printed: Svg[]): Svg =>
  both(
    solid(sleeve, soft, ...printed, path('M520 300C500 330 490 420 500 515L440 516L450 300Z', shade(0.12))) +
      path('M492 494L560 478L566 520Q532 540 498 536Z', cuff),
  )

const shirtFront = mirrored(
  'M320 196C350 190 370 176 378 156C404 160 432 168 456 182C470 230 464 290 462 330C462 400 464 470 470 534Q440 566 400 548Q360 536 320 540',
)

const shirt: Motif = ({ main, accent, detail }) =>
  hanging(
    path(mirrored('M320 150C350 150 366 146 376 140L390 180L320 220'), main.dark),
    sleeves(main, main.soft, print(detail, accent)),
    solid(
      shirtFront,
      main.soft,
      print(detail, accent),
      path('M170 300L186 420L170 580H150V300ZM462 300L440 420L460 580H490V300Z', shade(0.1)),
      line('M250 540Q258 480 246 430M400 548Q384 500 394 440', shade(0.07), 7),
    ),
    rect(304, 200, 32, 342, 0, shade(0.07)),
    copies(circle(320, 262, 7, accent.dark), [0, 56], [0, 112], [0, 168], [0, 224]),
    path('M368 286h64v56l-32 18l-32-18z', shade(0.1)),
    line('M368 296h64', shade(0.14), 4),
    path('M242 182L290 246L320 206L266 146Q254 160 242 182Z', main.soft),
    path('M398 182L350 246L320 206L374 146Q386 160 398 182Z', main.soft),
    both(line('M322 208L350 244L396 184', shade(0.22), 4)),
  )

const blouse: Motif = ({ main, accent, detail }) => {
  const wide =
    'M430 174C480 184 508 220 522 280C560 330 590 380 596 428Q570 414 548 434Q526 414 504 438Q490 430 476 442C470 400 466 360 450 320Z'
  const front = mirrored(
    'M320 258C344 220 372 190 384 158C412 162 436 170 452 184C468 240 452 300 446 350C462 410 480 470 490 524Q464 548 434 530Q404 558 376 538Q348 560 320 544',
  )
  return hanging(
    path(mirrored('M320 170C350 170 374 166 386 158L396 200L320 264'), main.dark),
    both(solid(wide, main.soft, print(detail, accent), path('M450 320L476 450L520 420L500 330Z', shade(0.12)))),
    solid(
      front,
      main.soft,
      print(detail, accent),
      path('M194 352Q320 384 446 352L440 372Q320 402 200 372Z', shade(0.14)),
      path('M250 540L262 392L280 540ZM378 540L372 392L400 540Z', shade(0.08)),
    ),
    line('M256 162C268 200 296 226 320 258C344 226 372 200 384 162', accent.flat, 9),
    line('M320 262Q300 300 290 330M320 262Q338 296 352 322', accent.flat, 6),
    circle(289, 334, 8, accent.flat),
    circle(353, 326, 8, accent.flat),
  )
}

const sweaterFront = mirrored(
  'M320 208C356 206 378 190 388 160C414 164 440 172 458 186C472 240 466 300 462 340V500L458 520Q400 530 320 530',
)
const ribs = (course: string, paint: string): Svg =>
  copies(line(course, paint, 5), ...Array.from({ length: 13 }, (_, step) => [(step + 1) * 20, 0] as const))

const sweater: Motif = ({ main, accent, detail }) =>
  hanging(
    path(mirrored('M320 170C350 170 374 168 388 160Q380 216 320 220'), main.dark),
    sleeves(main, accent.soft, print(detail, detail === 'trenzas' ? main : accent)),
    solid(
      sweaterFront,
      main.soft,
      print(detail, detail === 'trenzas' ? main : accent),
      path('M170 310L190 420L178 540H150V310ZM462 310L446 420L460 540H490V310Z', shade(0.1)),
    ),
    solid(polygon([178, 508, 8], [462, 508, 8], [456, 556, 16], [184, 556, 16]), accent.soft, ribs('M190 512V552', shade(0.12))),
    line('M252 162C264 190 288 208 320 208C352 208 376 190 388 162', accent.flat, 20),
    line('M256 168C268 194 290 210 320 210C350 210 372 194 384 168', shade(0.12), 5),
  )

const cardigan: Motif = ({ main, accent }) =>
  hanging(
    path(mirrored('M320 150C350 150 374 152 390 160L400 250L320 360'), main.dark),
    sleeves(main, main.dark),
    both(
      solid(
        'M388 158C414 162 440 172 458 186C472 240 466 300 462 340L466 540Q400 552 320 550V360C352 320 384 260 388 158Z',
        main.soft,
        path('M462 310L444 420L462 560H490V310Z', shade(0.1)),
      ) +
        rect(358, 416, 84, 84, 10, shade(0.12)) +
        rect(358, 416, 84, 20, 8, main.dark) +
        rect(322, 514, 142, 36, 8, main.dark),
    ),
    line('M252 160C258 260 290 320 318 360V548', main.dark, 20),
    line('M388 160C382 260 350 320 322 360V548', main.light, 20),
    copies(circle(322, 382, 12, accent.soft) + circle(322, 382, 4, shade(0.35)), [0, 52], [0, 104], [0, 152]),
  )

const hoodie: Motif = ({ main, accent }) =>
  hanging(
    sleeves(main, accent.soft),
    solid(sweaterFront, main.soft, path('M170 310L190 420L178 540H150V310ZM462 310L446 420L460 540H490V310Z', shade(0.1))),
    path(mirrored('M320 112C380 112 424 150 420 200C410 240 366 262 320 276'), main.soft),
    path(mirrored('M320 144C360 146 384 170 380 196C366 226 340 240 320 254'), accent.soft),
    path(mirrored('M320 112C380 112 424 150 420 200C410 240 366 262 320 276C366 240 398 214 396 190C390 156 358 130 320 130'), shade(0.08)),
    rect(178, 512, 284, 44, 14, accent.soft),
    solid('M238 396H402L440 470V512H200V470Z', main.dark, path('M238 396H402V410H238Z', shine(0.15))),
    line('M298 250V330M342 250V318', '#fffaf0', 7),
    line('M298 326V340M342 314V328', accent.dark, 9),
  )

export const tops: Motifs = { tshirt, tank, shirt, blouse, sweater, cardigan, hoodie }
