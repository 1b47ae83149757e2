import { PhotonImage } from '@cf-wasm/photon'

type Colour = readonly [red: number, green: number, blue: number, alpha?: number]

/** Pictures to try with: the left half in one colour, the right half in another. */
export interface Sample {
  png: Uint8Array
  jpeg: Uint8Array
  webp: Uint8Array
}

export function samplePicture(width: number, height: number, left: Colour = [200, 30, 30], right: Colour = [20, 60, 200]): Sample {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const [red, green, blue, alpha = 255] = at % width < width / 2 ? left : right
    pixels.set([red, green, blue, alpha], at * 4)
  }
  const image = new PhotonImage(pixels, width, height)
  return { png: image.get_bytes(), jpeg: image.get_bytes_jpeg(90), webp: image.get_bytes_webp() }
}

/** What is seen at a place of a picture. */
export function pixelOf(picture: Uint8Array, x: number, y: number): number[] {
  const image = PhotonImage.new_from_byteslice(picture)
  const at = 4 * (y * image.get_width() + x)
  return [...image.get_raw_pixels().slice(at, at + 3)]
}

/** One red pixel. */
export const gif = new Uint8Array(Buffer.from('R0lGODlhAQABAIABAP8AAP///yH5BAEKAAEALAAAAAABAAEAAAICRAEAOw==', 'base64'))

/** The same JPEG, held as Exif says; with the place it was taken at. */
export function withExif(jpeg: Uint8Array, orientation: number): Uint8Array {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x0112, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS -34.6037 -58.3816', 'latin1')])
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(exif.length + 2, 2)
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]))
}
