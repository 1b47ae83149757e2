import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Media } from './media.ts'

/** A folder, which several processes may share. */
export function folderMedia(folder: string): Media {
  let written = 0
  return {
    async read(key) {
      try {
        return new Uint8Array(await readFile(join(folder, key)))
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async has(key) {
      try {
        await access(join(folder, key))
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
    async write(key, content) {
      const path = join(folder, key)
      // Renamed into place: whoever reads meanwhile finds all of it or nothing.
      const unfinished = `${path}.${process.pid}-${++written}.part`
      await mkdir(dirname(path), { recursive: true })
      try {
        await writeDurably(unfinished, content)
        await rename(unfinished, path)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },
    remove: (key) => rm(join(folder, key), { force: true }),
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
