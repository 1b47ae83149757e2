import { type Media, mediaKey } from '../../platform/media/media.ts'
import { type RasterPicture, ResizerBusy, sniffPicture, UnreadablePicture } from '../../platform/pictures/pictures.ts'
import { isOwnPicture, type Pictures } from './names.ts'

const types: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  svg: 'image/svg+xml',
}

export interface ShownPicture {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  /** False when there was no time to make the size that was asked for: later it will be another. */
  isFinal: boolean
}

/** A picture as it is kept, or made to fit: sizes are made when somebody first asks for them. */
export async function showPicture(pictures: Pictures, tenant: string, name: string, width: number | null): Promise<ShownPicture | null> {
  if (!isOwnPicture(name)) return null
  const extension = name.slice(name.indexOf('.') + 1)
  const whole = async (isFinal: boolean): Promise<ShownPicture | null> => {
    const bytes = await pictures.media.read(mediaKey(tenant, name))
    return bytes && { bytes, type: types[extension] ?? '', isFinal }
  }
  if (width === null || extension === 'svg') return await whole(true)
  const sized = await pictures.media.read(sizedKey(tenant, name, width))
  if (sized) return { bytes: sized, type: 'image/jpeg', isFinal: true }
  const found = await whole(true)
  const picture = found && sniffPicture(found.bytes)
  if (!found || !picture || picture.type === 'svg' || picture.width <= width) return found
  try {
    return { bytes: await makeSize(pictures, tenant, name, width, found.bytes, picture), type: 'image/jpeg', isFinal: true }
  } catch (error) {
    if (error instanceof ResizerBusy) return { ...found, isFinal: false }
    if (error instanceof UnreadablePicture) return found
    throw error
  }
}

function sizedKey(tenant: string, name: string, width: number) {
  return mediaKey(tenant, `${name}.${width}.jpg`)
}

/** Many may ask for one size at once: it is made once. */
const underWay = new WeakMap<Media, Map<string, Promise<Uint8Array<ArrayBuffer>>>>()

function makeSize(
  { media, resizer }: Pictures,
  tenant: string,
  name: string,
  width: number,
  bytes: Uint8Array,
  { orientation }: RasterPicture,
): Promise<Uint8Array<ArrayBuffer>> {
  const here = underWay.get(media) ?? new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  underWay.set(media, here)
  const key = sizedKey(tenant, name, width)
  const making =
    here.get(key) ??
    resizer
      .fit(bytes, { width, orientation })
      .then(async (jpeg) => {
        await media.write(key, jpeg)
        return jpeg
      })
      .finally(() => here.delete(key))
  here.set(key, making)
  return making
}
