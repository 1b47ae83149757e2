import { createHash } from 'node:crypto'
import { type Media, mediaKey } from '../../platform/media/media.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { type Picture, type RasterPicture, ResizerBusy, sniffPicture, UnreadablePicture } from '../../platform/pictures/pictures.ts'
import type { Pictures } from './names.ts'

export const pictureLimits = {
  bytes: 15 * 1024 * 1024,
  /** A telephone's largest usual picture; four bytes of memory each while it is read. */
  pixels: 25_000_000,
  side: 16_000,
} as const

/** An upload is kept this wide, which is more than any screen of ours shows. */
const keptWidth = 1920

export type PictureRefusal =
  | { code: 'not_a_picture'; takes: string }
  | { code: 'picture_too_large'; takes: string }
  /** Not now: too many others are being read. */
  | { code: 'pictures_busy' }

const extensions = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif', svg: 'svg' } as const
/**
 * A picture that somebody sends: read to its last pixel and kept as a JPEG of our own making, without the place it was taken at and
 * whatever else came along. Answers with its name; the same bytes again are the same picture and no work.
 */
export async function keepPicture(pictures: Pictures, tenant: string, bytes: Uint8Array): Promise<Outcome<string, PictureRefusal>> {
  const { media } = pictures
  const name = `${nameOf('upload', bytes)}.jpg`
  const key = mediaKey(tenant, name)
  if (await media.has(key)) return done(name)
  const ours = await remakePicture(pictures, bytes)
  if (!ours.ok) return ours
  await media.write(key, ours.value)
  return done(name)
}

export async function remakePicture({ resizer }: Pictures, bytes: Uint8Array): Promise<Outcome<Uint8Array, PictureRefusal>> {
  const picture = sniffPicture(bytes)
  const wrong = refusalOf(picture, bytes)
  if (wrong) return refuse(wrong)
  // A drawing can hold scripts and links: what strangers send is no program.
  if (picture?.type === 'svg' || !picture) return refuse(notOne)
  try {
    return done(await resizer.fit(bytes, { width: keptWidth, orientation: picture.orientation }))
  } catch (error) {
    if (error instanceof UnreadablePicture) return refuse(notOne)
    if (error instanceof ResizerBusy) return refuse({ code: 'pictures_busy' })
    throw error
  }
}

const notOne = { code: 'not_a_picture', takes: 'a JPEG, PNG, WebP or GIF picture' } as const

/** Under which name a picture beside a store file is kept. It is the operator's own: kept as it is, drawings too. */
export function nameFilePicture(bytes: Uint8Array): Outcome<string, PictureRefusal> {
  const picture = sniffPicture(bytes)
  const wrong = refusalOf(picture, bytes)
  if (wrong) return refuse(wrong)
  if (!picture) return refuse({ code: 'not_a_picture', takes: 'a JPEG, PNG, WebP, GIF or SVG picture' })
  return done(`${nameOf('file', bytes)}.${extensions[picture.type]}`)
}

/** Read only where it is not kept yet. */
export async function keepFilePicture(media: Media, tenant: string, name: string, read: () => Uint8Array): Promise<void> {
  const key = mediaKey(tenant, name)
  if (await media.has(key)) return
  const bytes = read()
  const named = nameFilePicture(bytes)
  if (!named.ok || named.value !== name) throw new Error(`a picture of ${tenant} was changed while its store file was applied`)
  await media.write(key, bytes)
}

function refusalOf(picture: Picture | null, bytes: Uint8Array): PictureRefusal | null {
  if (bytes.length > pictureLimits.bytes) return { code: 'picture_too_large', takes: `at most ${pictureLimits.bytes} bytes` }
  if (!picture || picture.type === 'svg' || !isTooLarge(picture)) return null
  const megapixels = pictureLimits.pixels / 1_000_000
  return { code: 'picture_too_large', takes: `at most ${megapixels} megapixels and ${pictureLimits.side} pixels a side` }
}

function isTooLarge({ width, height }: RasterPicture): boolean {
  return width * height > pictureLimits.pixels || Math.max(width, height) > pictureLimits.side
}

/** An upload is cleaned and a file is not: the same bytes are two pictures then. */
function nameOf(origin: 'upload' | 'file', bytes: Uint8Array): string {
  return createHash('sha256').update(`${origin}\n`).update(bytes).digest('hex').slice(0, 32)
}
