import { emblem, isEmblem } from '../emblems.ts'
import type { Motif, Motifs } from '../motif.ts'
import { shade, shine } from '../palette.ts'
import { standing } from '../scene.ts'
import { at, both, circle, copies, line, mirrored, oval, path, rect, type Svg, scattered, solid, turned, turnedOn } from '../shapes.ts'

const steam = (x: number, y: number): Svg => copies(line(`M${x - 44} ${y}q-16-24 0-46t0-46`, shine(0.65), 11), [44, 0], [88, 0])

export const mug: Motif = ({ main, accent, detail }) =>
  steam(290, 210) +
  standing(
    290,
    line('M430 310C540 290 550 460 420 470', main.dark, 40),
    line('M428 304C534 286 544 452 418 464', main.flat, 34),
    solid(
      turnedOn([450, 250, 10], [438, 552, 70]),
      main.round,
      isEmblem(detail)
        ? emblem(detail, 320, 410, 170)
        : path('M170 250H470V300Q430 350 400 310T340 330T280 320T220 340T170 310Z', accent.soft),
      rect(180, 520, 280, 40, 0, shade(0.12)),
    ),
    oval(320, 252, 130, 28, detail === undefined ? accent.light : main.light),
    oval(320, 256, 112, 20, '#6b452e'),
    oval(300, 252, 60, 8, '#8a5b3c'),
    line('M214 330V470', shine(0.5), 11),
  )

const teacup: Motif = ({ main, accent }) =>
  steam(310, 240) +
  standing(
    330,
    oval(320, 530, 220, 32, accent.dark),
    oval(320, 520, 220, 32, '#fffaf0'),
    oval(320, 520, 204, 27, main.soft),
    oval(320, 516, 130, 16, '#fffaf0'),
    line('M446 340C540 320 546 430 430 440', accent.flat, 17),
    solid(
      mirrored('M320 276H470C476 390 420 470 380 500L376 520H320'),
      '#fffaf0',
      path('M420 270C440 380 400 470 360 530H480V270Z', shade(0.08)),
      copies(
        path('M230 360q14-22 28 0q22 4 8 22q2 22-22 16q-24 6-22-16q-14-18 8-22z', main.flat) + circle(244, 382, 7, '#f8c53f'),
        [76, 24],
        [152, -6],
      ),
      line('M196 420q30 20 60 0M350 440q30 10 50-20', '#4ba25c', 6),
      path('M160 276H480V294H160Z', accent.soft),
    ),
    oval(320, 278, 150, 24, accent.flat),
    oval(320, 280, 138, 18, '#b5713c'),
    oval(290, 276, 70, 7, '#cf8f55'),
    line('M192 320Q200 380 226 426', shine(0.9), 8),
  )

const plate: Motif = ({ main, accent }) =>
  standing(
    400,
    ...[3, 2, 1].map((row) => oval(320, 540 - (3 - row) * 22, 214, 30, main.dark) + oval(320, 532 - (3 - row) * 22, 214, 30, main.soft)),
    circle(320, 300, 198, main.dark),
    circle(320, 292, 198, main.soft),
    circle(320, 292, 150, accent.dark),
    circle(320, 296, 146, accent.soft),
    circle(320, 300, 108, shade(0.05)),
    copies(circle(320, 120, 8, accent.flat), [88, 23], [149, 88], [172, 172], [149, 260], [-88, 23], [-149, 88], [-172, 172], [-149, 260]),
    line('M196 240Q220 190 270 172', shine(0.8), 11),
  )

const bowl: Motif = ({ main, accent }) =>
  standing(
    300,
    turned(24, 470, 220, rect(462, 90, 18, 240, 8, '#c58d58') + oval(471, 96, 26, 40, '#c58d58')),
    path(
      'M160 320C120 260 160 210 210 230C220 180 280 180 290 220C330 180 380 200 380 240C430 210 480 250 470 290Q490 320 460 340H170Z',
      accent.soft,
    ),
    path('M200 330C190 280 230 250 260 270C280 240 330 250 330 280C370 250 420 270 420 330Z', accent.light),
    circle(230, 290, 34, '#dd4347') + circle(220, 280, 8, shine(0.6)) + circle(400, 286, 36, '#dd4347') + circle(388, 274, 8, shine(0.6)),
    oval(316, 268, 40, 26, '#fffaf0') + circle(316, 268, 15, '#f8c53f'),
    path('M268 320q24-26 50 0M350 310q20-24 44 0', accent.dark),
    solid(
      mirrored('M320 320H520C520 440 450 520 390 534L386 552H320'),
      main.soft,
      path('M440 320C450 420 420 500 360 560H540V320Z', shade(0.1)),
      path('M110 320H540V346H110Z', shine(0.35)),
    ),
    line('M150 380Q170 450 220 490', shine(0.6), 11),
  )

const penguin: Motif = ({ main, accent }) =>
  standing(
    240,
    line('M420 240C520 230 520 420 430 450', main.dark, 30),
    line('M418 236C512 228 512 414 428 444', main.flat, 24),
    path(mirrored('M320 104C390 104 412 150 414 200C416 250 440 320 448 400C456 490 420 552 380 552H320'), main.soft),
    path('M226 200C160 260 150 380 176 420Q210 400 214 330Z', main.dark),
    path(mirrored('M320 250C390 262 410 340 410 410C410 490 380 530 320 530'), accent.soft),
    path('M360 270C410 300 410 400 400 450C390 500 360 526 320 530C380 500 390 350 360 270Z', shade(0.08)),
    both(
      path('M320 180C340 160 380 164 384 196Q380 230 346 234Q326 232 320 214Z', accent.soft) +
        circle(350, 198, 12, '#383642') +
        circle(346, 194, 4, '#ffffff'),
    ),
    path('M296 216L210 196Q196 204 214 218L300 244Q340 236 344 220Z', '#f48b3c'),
    path('M210 206Q240 220 300 226', shade(0.2)),
    both(path('M340 548Q360 526 384 548Q390 562 372 562H346Q334 560 340 548Z', '#f48b3c')),
    line('M256 150Q270 124 300 118', shine(0.4), 9),
    oval(320, 108, 40, 9, main.light),
  )

const wineglass: Motif = ({ main, accent }) => {
  const goblet =
    path('M-8 40H8L14 190H-14Z', `${accent.light}cc`) +
    oval(0, 196, 78, 16, `${accent.light}cc`) +
    oval(0, 192, 60, 10, shine(0.5)) +
    solid(
      'M-88-170C-104-60-90 40 0 50C90 40 104-60 88-170Z',
      `${accent.light}88`,
      path('M-110-60Q0-40 110-60V60H-110Z', main.flat),
      oval(0, -58, 96, 13, shine(0.3)),
      path('M40-170C60-60 50 20 20 60H110V-170Z', shade(0.08)),
    ) +
    oval(0, -170, 88, 14, shine(0.55)) +
    line('M-70-140Q-78-60-64-20', shine(0.9), 9)
  return standing(340, scattered(goblet, [430, 346], [222, 352]))
}

/** A band of rhombs, cut into the glass. */
const cuts = [400, 496].flatMap((y) => [-86, -30, 26, 82].map((x) => `M${x} ${y}l28 40l-28 40l-28-40z`)).join('')

const glassful = (x: number, glass: string, drink: string): Svg =>
  at(
    x,
    0,
    solid(
      'M-92 250H92L74 552H-74Z',
      `${glass}99`,
      path('M-90 330Q0 344 90 330V560H-90Z', drink),
      path(cuts, shine(0.28)),
      rect(-100, 520, 200, 40, 0, shade(0.12)),
      path('M50 250H100L80 560H40Z', shade(0.08)),
    ) +
      oval(0, 250, 92, 16, shine(0.6)) +
      line('M-74 286L-66 380', shine(0.9), 9),
  )

const tumbler: Motif = ({ main, accent }) =>
  standing(
    380,
    turned(-12, 260, 200, line('M268 320L330 120L366 132', '#dd4347', 12)),
    glassful(216, accent.flat, `${accent.light}cc`),
    glassful(424, main.flat, `${main.light}cc`),
    rect(180, 348, 50, 46, 10, shine(0.55)),
    turned(14, 420, 360, rect(396, 340, 50, 46, 10, shine(0.55))),
    circle(500, 252, 46, '#f8c53f') +
      circle(500, 252, 36, '#fff3c9') +
      line('M500 220V284M468 252H532M478 230L522 274M522 230L478 274', '#f8c53f', 4),
  )

const jar: Motif = ({ main, accent }) => {
  const one = (x: number, top: number, width: number, content: string, mark: Svg): Svg => {
    const outline = `M${x - width / 2} ${top + 20}Q${x - width / 2} ${top} ${x - width / 2 + 20} ${top}H${x + width / 2 - 20}Q${x + width / 2} ${top} ${x + width / 2} ${top + 20}V528Q${x + width / 2} 552 ${x + width / 2 - 24} 552H${x - width / 2 + 24}Q${x - width / 2} 552 ${x - width / 2} 528Z`
    return (
      solid(
        outline,
        `${main.light}cc`,
        rect(x - width / 2 + 8, top + 50, width - 16, 500, 12, content),
        mark,
        rect(x + width / 2 - 26, top, 30, 560, 0, shade(0.1)),
      ) +
      line(`M${x - width / 2 + 16} ${top + 30}V500`, shine(0.75), 8) +
      rect(x - width / 2 - 6, top - 34, width + 12, 44, 12, accent.soft) +
      line(`M${x - width / 2 + 10} ${top - 20}h${width - 30}`, accent.light, 4)
    )
  }
  return standing(
    450,
    one(
      170,
      200,
      156,
      '#f3dfae',
      line('M120 300l10 60M150 280l-6 70M190 300l8 60M210 350l-8 60M160 380l10 60M120 420l8 60M196 440l-4 60', '#dba85a', 7),
    ),
    one(
      340,
      290,
      140,
      '#8a5b3c',
      copies(
        oval(310, 370, 15, 10, '#6b452e'),
        [40, 14],
        [-10, 40],
        [30, 56],
        [64, 60],
        [4, 90],
        [44, 104],
        [-14, 130],
        [20, 146],
        [60, 144],
      ),
    ),
    one(
      492,
      380,
      124,
      '#dd4347',
      copies(circle(462, 450, 11, '#f67d68'), [26, 10], [52, -4], [10, 38], [40, 46], [-2, 70], [28, 84], [58, 72]),
    ),
  )
}

export const table: Motifs = { mug, teacup, plate, bowl, penguin, wineglass, tumbler, jar }
