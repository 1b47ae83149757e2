import { nameFilePicture } from '../pictures/pictures.ts'
import { type BesideFile, besideFile } from './beside.ts'
import type { StoreFileError } from './document.ts'
import { mistake, type ReadStoreFile } from './mistakes.ts'

/** The picture on a shop's sign: what it is called in the database, and where it lies if it is the store's own. */
export interface Logo {
  name: string | null
  file: BesideFile | null
}

const none: Logo = { name: null, file: null }

/** An address stays one. A file is known by its content; where it is not there the shop hangs out its name alone. */
export function readLogo({ document, store }: ReadStoreFile): { logo: Logo; mistakes: StoreFileError[] } {
  const { logo } = store.tenant.branding
  if (logo === undefined) return { logo: none, mistakes: [] }
  if (URL.canParse(logo)) return { logo: { name: logo, file: null }, mistakes: [] }
  const file = besideFile(logo, document.file)
  if (!file) return { logo: none, mistakes: [] }
  const name = nameFilePicture(file.read())
  if (name.ok) return { logo: { name: name.value, file }, mistakes: [] }
  const takes = name.refusal.code === 'pictures_busy' ? 'a picture' : name.refusal.takes
  return { logo: none, mistakes: [mistake(document, ['tenant', 'branding', 'logo'], takes)] }
}
