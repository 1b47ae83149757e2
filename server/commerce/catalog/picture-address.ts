import { isPublicUrl } from '../../platform/http/http.ts'
import { isOwnPicture, pictureAddress } from '../../shop/pictures/pictures.ts'

/** Where the shop's own pictures are seen from outside. */
export interface PictureAddresses {
  publicUrl: string
  tenant: string
}

/**
 * What a product keeps of the address that somebody gives for its picture: a public one as it is, one that we gave for a picture of the
 * shop's by its name. Null for all others: nothing is fetched here, and nobody is sent into a network that is not his.
 */
export function readPictureAddress(given: string, pictures: PictureAddresses): string | null {
  const name = given.slice(given.lastIndexOf('/') + 1)
  if (isOwnPicture(name) && given === pictureAddress(name, pictures)) return name
  return isPublicUrl(given) ? given : null
}
