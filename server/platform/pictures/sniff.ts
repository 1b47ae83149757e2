export type Picture = RasterPicture | { type: 'svg' }

export interface RasterPicture {
  type: 'jpeg' | 'png' | 'webp' | 'gif'
  /** As they are stored: a camera held upright says so in `orientation`. */
  width: number
  height: number
  /** 1 to 8, by Exif: 1 is upright, from 5 on width and height are exchanged. */
  orientation: number
}

/** What bytes are by their content, whatever name or type they came under. Null: no picture that we know. */
export function sniffPicture(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return sniffPng(view) ?? sniffGif(view) ?? sniffWebp(view) ?? sniffJpeg(view) ?? sniffSvg(bytes)
  } catch (error) {
    // A picture that ends in the middle of its own head.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Eight bits a character: where a format's letters stand. */
function letters(view: DataView, at: number, length: number): string {
  if (at + length > view.byteLength) return ''
  return Buffer.from(view.buffer, view.byteOffset + at, length).toString('latin1')
}

function raster(type: RasterPicture['type'], width: number, height: number, orientation = 1): RasterPicture | null {
  return width > 0 && height > 0 ? { type, width, height, orientation } : null
}

function sniffPng(view: DataView): RasterPicture | null {
  if (letters(view, 0, 8) !== '\x89PNG\r\n\x1a\n' || letters(view, 12, 4) !== 'IHDR') return null
  return raster('png', view.getUint32(16), view.getUint32(20))
}

function sniffGif(view: DataView): RasterPicture | null {
  if (!['GIF87a', 'GIF89a'].includes(letters(view, 0, 6))) return null
  return raster('gif', view.getUint16(6, true), view.getUint16(8, true))
}

function sniffWebp(view: DataView): RasterPicture | null {
  if (letters(view, 0, 4) !== 'RIFF' || letters(view, 8, 4) !== 'WEBP') return null
  switch (letters(view, 12, 4)) {
    case 'VP8 ':
      return raster('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return raster('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8X':
      return raster('webp', (view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1)
    default:
      return null
  }
}

function sniffJpeg(view: DataView): RasterPicture | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let orientation = 1
  let frame: { width: number; height: number } | null = null
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) return frame && raster('jpeg', frame.width, frame.height, orientation)
    const length = view.getUint16(at + 2)
    if (marker === 0xe1) orientation = exifOrientation(view, at + 4, length - 2) ?? orientation
    if (isFrame(marker)) {
      // A second frame would be another picture than the one we looked at.
      if (frame) return null
      frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + length
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function exifOrientation(view: DataView, at: number, length: number): number | null {
  if (letters(view, at, 6) !== 'Exif\0\0' || length < 14) return null
  const tiff = at + 6
  const isLittle = letters(view, tiff, 2) === 'II'
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  if (directory + 2 > at + length) return null
  const entries = view.getUint16(directory, isLittle)
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > at + length) return null
    if (view.getUint16(entry, isLittle) !== 0x0112) continue
    const value = view.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** What may stand before the first element: blanks, the declaration, comments, a document type without one of its own. */
const beforeElement = /[\ufeff\s]+|<\?xml[^>]*\?>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE[^>[]*>/y

function sniffSvg(bytes: Uint8Array): Picture | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8')
  beforeElement.lastIndex = 0
  let at = 0
  while (beforeElement.test(head)) at = beforeElement.lastIndex
  return /^<svg[\s>]/.test(head.slice(at, at + 5)) ? { type: 'svg' } : null
}
