import { nameFilePicture, pictureLimits } from '../../shop/pictures/pictures.ts'
import type { BesideFile, ContentFile } from '../../shop/store-file/store-file.ts'
import type { FileEntry } from './catalog-file-read.ts'

/** The pictures of its own that a catalogue names, by their paths. */
export type FilePictures = ReadonlyMap<string, BesideFile>

/** An address needs no looking after: it is kept as a link, and never fetched. */
export function isLink(image: string): boolean {
  return URL.canParse(image)
}

export function picturesOf(images: readonly (string | null | undefined)[], { beside }: Pick<ContentFile, 'beside'>): FilePictures {
  const found = new Map<string, BesideFile>()
  for (const image of images) {
    if (image == null || isLink(image) || found.has(image)) continue
    const file = beside(image)
    if (file) found.set(image, file)
  }
  return found
}

/** What a picture must be, told without reading it. */
export function pictureTakes(image: string, pictures: FilePictures): string | null {
  const file = pictures.get(image)
  if (!file) return 'an http or https address, or the path of a picture in the folder of the store file'
  return file.size > pictureLimits.bytes ? `a picture of at most ${pictureLimits.bytes} bytes` : null
}

/** By these a picture that was changed is told without reading it. */
export function pictureMarks(pictures: FilePictures): string {
  return [...pictures].map(([path, { size, changedAt }]) => `${path} ${size} ${changedAt}`).join('\n')
}

export interface NamedPictures {
  entries: FileEntry[]
  /** What each of them is kept as. */
  named: ReadonlyMap<string, BesideFile>
  /** Those that are none, by their entry's place. */
  mistakes: { index: number; takes: string }[]
}

/** Each picture by the name that its content gives it: so the same content is the same value, wherever it lies. */
export function namePictures(entries: readonly FileEntry[], pictures: FilePictures): NamedPictures {
  const names = new Map([...pictures].map(([path, file]) => [path, nameFilePicture(file.read())] as const))
  const mistakes: NamedPictures['mistakes'] = []
  const named = new Map<string, BesideFile>()
  const renamed = entries.map((entry, index) => {
    const { imageUrl } = entry.values
    const name = typeof imageUrl === 'string' ? names.get(imageUrl) : undefined
    const file = typeof imageUrl === 'string' ? pictures.get(imageUrl) : undefined
    if (!name || !file) return entry
    if (name.ok) named.set(name.value, file)
    else mistakes.push({ index, takes: name.refusal.code === 'pictures_busy' ? 'a picture' : name.refusal.takes })
    return name.ok ? { ...entry, values: { ...entry.values, imageUrl: name.value } } : entry
  })
  return { entries: renamed, named, mistakes }
}
