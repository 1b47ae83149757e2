import { type StoreDocument, type StoreFileError, written } from './document.ts'
import type { StoreFile } from './schema.ts'

/** A store file with what it says, and where it says it. */
export interface ReadStoreFile {
  document: StoreDocument
  store: StoreFile
}

export function mistake(document: StoreDocument, path: readonly PropertyKey[], takes: string): StoreFileError {
  return { file: document.file, line: document.lineOf(path), path: written(path), got: gotAt(document, path), takes }
}

const secretKeys = /^(key|password|accessToken|appSecret|verifyToken|authToken|apiKey|webhookSecret|secretKey|botToken|secret|token)$/

function gotAt(document: StoreDocument, path: readonly PropertyKey[]): string {
  let value = document.value
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step]
  if (value === undefined) return 'nothing'
  if (document.isSecret(path) || secretKeys.test(String(path.at(-1))) || path.includes('credentials'))
    return typeof value === 'string' ? 'a secret' : `a ${typeof value}`
  const shown = JSON.stringify(value)
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown
}
