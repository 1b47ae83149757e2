import { clipped, hanging } from '../hanging.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, mix, shade, shine } from '../palette.ts'
import { print } from '../prints.ts'
import { both, circle, copies, faded, line, mirrored, path, polygon, rect, solid } from '../shapes.ts'

const dress: Motif = ({ main, accent, detail }) =>
  hanging(
    path(mirrored('M320 160C350 160 372 160 384 156L392 190L320 262'), main.dark),
    solid(
      mirrored(
        'M320 258C346 224 366 190 378 158C410 160 432 168 446 180L498 262L450 292L424 262C420 300 412 322 404 346C442 410 478 486 494 556Q450 578 410 566Q364 586 320 572',
      ),
      main.soft,
      print(detail, accent),
      path('M236 346Q320 366 404 346L412 372Q320 392 228 372Z', shade(0.16)),
      path('M270 380L240 590H280ZM350 380L370 590H330ZM392 370L450 590H420Z', shade(0.07)),
      path('M404 346C442 410 478 486 500 570H440Q430 440 392 350Z', shade(0.08)),
    ),
    both(line('M420 430Q432 462 420 492', shade(0.3), 6)),
    line('M262 160C274 192 294 226 320 258C346 226 366 192 378 160', accent.light, 9),
  )

const slipdress: Motif = ({ main, accent }) =>
  hanging(
    both(line('M388 160V236', main.flat, 8)),
    solid(
      mirrored('M320 262C356 262 376 246 388 226C398 250 408 276 404 310C400 340 392 356 392 372C420 440 444 510 450 566Q386 590 320 584'),
      main.soft,
      path(
        'M280 400C262 470 252 530 250 600H282C278 530 282 460 292 400ZM352 390C372 470 382 530 384 600H420C412 520 394 450 366 386Z',
        shine(0.09),
      ),
      line('M236 300Q320 350 404 300M240 330Q320 392 400 330', shine(0.1), 6),
      path('M404 300C396 360 430 470 450 590H500V300Z', shade(0.2)),
    ),
    line('M252 226C264 246 284 262 320 262C356 262 376 246 388 226', accent.light, 6),
    path('M420 584C412 540 410 520 396 488L452 566Z', shade(0.3)),
  )

const swingdress: Motif = ({ main, accent, detail }) =>
  hanging(
    path(mirrored('M320 190C350 190 380 180 392 160L400 230L320 240'), main.dark),
    solid(
      mirrored(
        'M320 236C352 236 374 206 380 158L424 160C424 210 432 240 448 262C428 300 404 320 398 352C470 404 540 480 566 548Q520 584 474 566Q424 592 376 574Q348 588 320 578',
      ),
      main.soft,
      print(detail, accent),
      path('M270 380Q220 480 214 590H270Q276 470 296 380ZM346 380Q372 480 374 590H428Q410 470 370 380Z', shade(0.1)),
      path('M398 352C470 404 540 480 580 570H500Q460 440 390 360Z', shade(0.08)),
    ),
    path(mirrored('M320 336C350 336 376 332 402 326L404 366Q360 376 320 376'), accent.soft),
    rect(300, 338, 40, 36, 8, gold.soft),
    rect(310, 346, 20, 20, 4, main.flat),
    line('M260 160C266 206 288 236 320 236C352 236 374 206 380 160', accent.flat, 8),
  )

const gown: Motif = ({ main, accent }) =>
  hanging(
    both(line('M376 158Q396 190 398 226', main.flat, 16)),
    path(mirrored('M320 500C380 506 440 500 480 520L508 600Q480 618 450 602Q410 624 376 604Q346 620 320 608'), accent.light),
    path(mirrored('M320 400C380 400 420 400 450 430L486 530Q458 548 430 534Q400 552 370 538Q346 550 320 540'), accent.soft),
    path(
      mirrored('M320 320C360 320 384 318 402 330L452 440Q430 458 404 444Q382 462 356 448Q340 458 320 452'),
      mix(main.flat, accent.flat, 0.5),
    ),
    solid(
      mirrored('M320 250C360 244 384 232 404 214C420 270 404 306 400 336L424 372Q400 384 376 372Q350 386 320 376'),
      main.soft,
      path(
        'M250 240C290 300 300 320 304 390H280C270 330 250 290 236 250ZM390 240C360 290 344 320 340 390H364C376 330 396 290 408 250Z',
        shade(0.1),
      ),
    ),
    path(mirrored('M320 318Q370 316 402 322L400 346Q360 352 320 352'), accent.soft),
    faded(0.5, line('M280 460Q270 500 262 530M360 460Q372 500 380 530M270 548L256 596M384 548L398 596', main.flat, 5)),
    line('M236 216C256 232 280 244 320 250C360 244 384 232 404 216', accent.flat, 8),
  )

const skirt: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 178H408L500 540Q480 556 458 544Q436 564 412 548Q390 566 366 550Q342 568 320 552')
  return clipped(
    200,
    solid(
      outline,
      main.soft,
      both(path('M330 200L342 560H366L348 200ZM364 200L412 560H438L382 200ZM396 200L476 560H510L420 200Z', accent.flat)),
      both(line('M348 200L366 560M382 200L438 560', shade(0.2), 4)),
      path('M400 180L470 560H520V180Z', shade(0.1)),
    ),
    rect(228, 164, 184, 38, 10, main.dark),
    line('M240 176H400M240 190H400', shine(0.25), 3),
  )
}

const denimskirt: Motif = ({ main, accent }) =>
  clipped(
    220,
    solid(
      mirrored('M320 172H424C440 250 470 400 484 524Q400 546 320 546'),
      main.soft,
      path('M206 220L230 340L196 540H150ZM434 220L410 340L450 540H500Z', shade(0.1)),
      path('M236 330C300 380 340 380 404 330L410 460C350 500 290 500 230 460Z', shine(0.1)),
      both(line('M346 214Q352 270 434 266', accent.flat, 5)),
      line('M158 508Q320 534 482 508', accent.flat, 4),
      line('M296 210V540M344 210V540', accent.flat, 4),
    ),
    rect(210, 160, 220, 46, 10, main.dark),
    line('M220 172H420M220 196H420', accent.flat, 3),
    copies(circle(320, 184, 11, gold.soft) + circle(317, 181, 3, shine(0.7)), [0, 60], [0, 120], [0, 180], [0, 240], [0, 300]),
    both(path(polygon([376, 152, 4], [392, 152, 4], [392, 214, 4], [376, 214, 4]), main.flat)),
  )

export const dresses: Motifs = { dress, slipdress, swingdress, gown, skirt, denimskirt }
