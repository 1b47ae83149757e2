import type { Media } from '../../platform/media/media.ts'
import type { Resizer } from '../../platform/pictures/pictures.ts'

/** Pictures of the shop's own, as customers see them. What is kept is named by its content, and never becomes something else. */
export interface Pictures {
  readonly media: Media
  readonly resizer: Resizer
}

/** For lists, for a phone, for a large screen. */
export const pictureWidths = [160, 480, 960] as const

/** Whether a product's picture is one of these, and no link. */
export function isOwnPicture(image: string): boolean {
  return /^[0-9a-f]{32}\.(?:jpg|png|webp|gif|svg)$/.test(image)
}

/** Where a picture is seen from outside: one of the shop's own by its name, a link as it is. */
export function pictureAddress(image: string, at: { publicUrl: string; tenant: string }, width?: number): string {
  if (!isOwnPicture(image)) return image
  return `${at.publicUrl}/pictures/${at.tenant}/${image}${width === undefined ? '' : `?w=${width}`}`
}
