import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'

/** A path in a store file is relative to it. */
export function beside(path: string, storeFile: string): string {
  return resolve(dirname(resolve(storeFile)), path)
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/** A file of the store's own, looked at without being read. */
export interface BesideFile {
  size: number
  changedAt: number
  read(): Uint8Array
}

/** Null where none is there. What lies outside of the store file's folder is none of the store's, whatever leads to it. */
export function besideFile(path: string, storeFile: string): BesideFile | null {
  const whole = beside(path, storeFile)
  const stats = statSync(whole, { throwIfNoEntry: false })
  if (!stats?.isFile()) return null
  const [real, folder] = [realpathSync(whole), realpathSync(dirname(resolve(storeFile)))]
  if (!real.startsWith(folder + sep)) return null
  return { size: stats.size, changedAt: stats.mtimeMs, read: () => readFileSync(real) }
}
