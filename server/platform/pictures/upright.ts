import type { Size } from './pictures.ts'

/** RGBA, row by row. */
export interface Pixels extends Size {
  data: Uint8Array
}

/** Turned as Exif says it was held, and laid on white where it is see-through: no JPEG can be, and goods are shown on white. */
export function uprightOnWhite({ data, width, height }: Pixels, orientation: number): Pixels {
  const isTurned = orientation >= 5
  const turned = { width: isTurned ? height : width, height: isTurned ? width : height }
  const out = new Uint8Array(data.length)
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const from = 4 * sourceOf(x, y, orientation, width, height)
      const to = 4 * (y * turned.width + x)
      const alpha = data[from + 3] ?? 255
      for (let part = 0; part < 3; part++) out[to + part] = 255 + Math.round((((data[from + part] ?? 255) - 255) * alpha) / 255)
      out[to + 3] = 255
    }
  }
  return { data: out, ...turned }
}

/** Which stored pixel is seen at this place. */
function sourceOf(x: number, y: number, orientation: number, width: number, height: number): number {
  const [right, bottom] = [width - 1, height - 1]
  switch (orientation) {
    case 2:
      return y * width + (right - x)
    case 3:
      return (bottom - y) * width + (right - x)
    case 4:
      return (bottom - y) * width + x
    case 5:
      return x * width + y
    case 6:
      return (bottom - x) * width + y
    case 7:
      return (bottom - x) * width + (right - y)
    case 8:
      return x * width + (right - y)
    default:
      return y * width + x
  }
}
