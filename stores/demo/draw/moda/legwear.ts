import { clipped } from '../hanging.ts'
import type { Motif, Motifs } from '../motif.ts'
import { gold, shade, shine } from '../palette.ts'
import { both, circle, inside, line, mirrored, path, polygon, rect, type Svg, solid } from '../shapes.ts'

/** Two legs from the waist down, each ending between `inner` and `outer` (measured from the middle). */
const legs = ({ waist, hip, inner, outer, hem }: { waist: number; hip: number; inner: number; outer: number; hem: number }): string =>
  mirrored(
    `M320 166H${320 + waist}C${320 + hip} 240 ${320 + hip + 4} 300 ${320 + outer} ${hem}L${320 + inner} ${hem}L326 330Q323 316 320 314`,
  )

const shadows = path('M196 160L214 300L150 620H100V160ZM326 330L340 620H380L352 360ZM444 160L424 300L450 620H540V160Z', shade(0.1))

const belt = (waist: number, paint: string): Svg => rect(320 - waist - 4, 158, 2 * waist + 8, 42, 10, paint)

const denim = (waist: number, accent: string): Svg =>
  both(line(`M350 206Q360 266 ${326 + waist} 258`, accent, 5)) +
  line('M320 200V296Q344 286 348 206', accent, 4) +
  line(`M${322 - waist} 168H${318 + waist}M${322 - waist} 190H${318 + waist}`, accent, 3) +
  circle(320, 179, 10, gold.soft)

const jeans: Motif = ({ main, accent }) => {
  const outline = legs({ waist: 100, hip: 120, inner: 22, outer: 122, hem: 572 })
  return clipped(
    200,
    solid(
      outline,
      main.soft,
      shadows,
      path('M236 330Q270 440 246 560H222Q244 440 220 330ZM404 330Q384 440 404 560H384Q360 440 380 330Z', shine(0.16)),
    ),
    belt(100, main.dark),
    denim(100, accent.flat),
    both(rect(338, 548, 108, 30, 6, accent.soft)),
    both(rect(362, 152, 14, 54, 5, main.flat)),
  )
}

const momjeans: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 158H404C446 250 450 330 424 560L338 560L326 340Q323 326 320 324')
  return clipped(
    180,
    solid(
      outline,
      main.soft,
      shadows,
      path('M214 400q30-12 56 2l-6 14q-24-8-46 0zM222 430q22-8 40 0l-6 12q-16-4-32 0z', shine(0.55)),
      line('M220 408h44M228 436h30', main.dark, 3),
      path('M380 320Q400 420 386 540H366Q382 420 360 320Z', shine(0.2)),
    ),
    belt(84, main.dark),
    denim(88, accent.flat),
    both(rect(332, 540, 98, 34, 8, accent.soft) + rect(332, 566, 98, 8, 4, shade(0.14))),
    both(rect(356, 152, 14, 54, 5, main.flat)),
  )
}

const cargo: Motif = ({ main, accent }) =>
  clipped(
    200,
    solid(
      legs({ waist: 98, hip: 126, inner: 18, outer: 128, hem: 572 }),
      main.soft,
      shadows,
      line('M228 300Q262 330 300 330M412 300Q378 330 340 330', shade(0.12), 6),
    ),
    belt(98, main.dark),
    both(line('M352 206Q366 250 424 256', shade(0.25), 5)),
    line('M320 200V300', shade(0.25), 5),
    both(
      rect(390, 346, 74, 96, 10, main.soft) +
        rect(390, 346, 74, 96, 10, shade(0.12)) +
        path(polygon([384, 338, 6], [470, 338, 6], [470, 372, 10], [427, 386, 10], [384, 372, 10]), accent.soft) +
        circle(427, 366, 7, main.dark),
    ),
    both(line('M342 544H446', accent.flat, 6)),
    circle(320, 179, 9, accent.flat),
  )

const trousers: Motif = ({ main, accent }) =>
  clipped(
    196,
    solid(
      legs({ waist: 94, hip: 116, inner: 16, outer: 108, hem: 582 }),
      main.soft,
      shadows,
      line('M258 206L264 300L262 590M382 206L376 300L378 590', shine(0.22), 4),
      line('M232 210L226 270M408 210L414 270', shine(0.3), 4),
    ),
    belt(94, accent.soft),
    rect(300, 154, 40, 50, 8, gold.soft),
    rect(309, 163, 22, 32, 4, accent.flat),
    line('M320 206V304', shade(0.3), 5),
    both(rect(366, 152, 12, 54, 4, main.flat)),
  )

const jogger: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 166H420C458 260 466 340 446 440C440 490 432 520 424 540H346C340 470 334 400 326 340Q323 322 320 320')
  return clipped(
    204,
    solid(
      outline,
      main.soft,
      shadows,
      line('M232 330Q262 350 296 346M408 330Q378 350 344 346M230 500Q256 512 284 506M410 500Q384 512 356 506', shade(0.1), 6),
    ),
    both(line('M392 214Q398 280 446 300', shade(0.2), 6)),
    both(rect(342, 528, 86, 50, 14, main.dark) + line('M360 536V570M378 536V570M396 536V570M412 536V570', shade(0.16), 4)),
    belt(102, main.dark),
    line('M240 162V196M262 162V196M284 162V196M356 162V196M378 162V196M400 162V196', shade(0.14), 4),
    line('M306 188C296 230 286 250 290 282M334 188C344 230 350 240 346 270', accent.flat, 8),
    line('M290 280v14M346 268v14', main.dark, 10),
    both(line('M424 214C452 280 456 400 436 500', accent.flat, 10)),
  )
}

const shorts: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 190H424C446 280 470 370 484 460Q430 490 340 478L326 380Q323 366 320 364')
  return clipped(
    210,
    solid(
      outline,
      main.soft,
      path('M186 190L214 330L180 500H140ZM326 376L350 490H380L352 390ZM454 190L426 330L470 500H520Z', shade(0.1)),
      both(
        path('M428 190C448 290 470 380 484 480L444 484C440 390 424 290 404 190Z', accent.soft) +
          line('M410 190C428 290 444 390 448 484', main.dark, 5),
      ),
      line('M156 448Q220 476 300 464M484 448Q420 476 340 464', accent.flat, 8),
    ),
    rect(210, 162, 220, 44, 14, main.dark),
    line('M236 170V198M258 170V198M280 170V198M360 170V198M382 170V198M404 170V198', shade(0.2), 4),
    line('M308 196Q300 230 296 250M332 196Q342 224 342 240', accent.flat, 8),
  )
}

const bermuda: Motif = ({ main, accent }) => {
  const outline = mirrored('M320 170H422C440 260 456 370 464 480Q420 492 338 488L326 350Q323 336 320 334')
  return clipped(
    206,
    solid(outline, main.soft, path('M186 170L214 330L180 500H140ZM326 346L344 500H374L350 370ZM454 170L428 330L452 500H520Z', shade(0.1))),
    both(path('M340 462H468L470 506Q410 516 342 508Z', main.dark)),
    both(line('M356 212Q370 262 438 268', accent.flat, 5)),
    inside(outline, line('M262 210V300M378 210V300', shade(0.12), 4)),
    rect(212, 162, 216, 44, 10, accent.soft),
    line('M320 206V320', accent.flat, 5),
    both(rect(364, 156, 14, 56, 5, main.flat)),
    rect(300, 160, 40, 48, 8, gold.soft),
    rect(309, 169, 22, 30, 4, accent.flat),
  )
}

export const legwear: Motifs = { jeans, momjeans, cargo, trousers, jogger, shorts, bermuda }
