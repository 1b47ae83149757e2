import { steel, wood } from './palette.ts'
import { lifted } from './scene.ts'
import { both, circle, line, rect, type Svg } from './shapes.ts'

const hook =
  line('M320 134V116Q346 108 342 84Q336 66 318 68Q302 72 302 88', steel, 8) +
  circle(318, 66, 15, wood.dark) +
  circle(316, 63, 12, wood.soft)

/** A garment on its hanger, on a peg in the wall. What shows of the hanger is what the neck leaves open. */
export const hanging = (...garment: Svg[]): Svg =>
  lifted(line('M232 196L320 138L408 196', wood.flat, 16), line('M232 192L320 134L408 192', wood.light, 5), hook, ...garment)

/** What has a waist hangs by two clips. */
export const clipped = (waist: number, ...garment: Svg[]): Svg =>
  lifted(
    hook,
    line(`M${320 - waist / 2} 138H${320 + waist / 2}`, steel, 10),
    ...garment,
    both(rect(320 + waist / 2 - 50, 128, 30, 52, 8, wood.soft) + rect(320 + waist / 2 - 50, 150, 30, 6, 0, wood.dark)),
  )
