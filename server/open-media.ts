import type { Config } from './config.ts'
import type { Media } from './platform/media/media.ts'
import { folderMedia } from './platform/media/real.ts'

/** Where pictures are kept, as the configuration says it. */
export function openMedia({ media }: Pick<Config, 'media'>): Media {
  if (media.kind !== 'folder') throw new Error('only a folder can be opened yet')
  return folderMedia(media.path)
}
