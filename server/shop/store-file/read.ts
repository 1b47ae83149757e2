import type { z } from 'zod'
import { crossChecks, type Files } from './checks.ts'
import { errorLine, readDocument, type StoreDocument, type StoreFileError, type Surroundings, written } from './document.ts'
import { mistake, type ReadStoreFile } from './mistakes.ts'
import { storeFileSchema } from './schema.ts'

export type ReadOutcome = { ok: true; files: ReadStoreFile[] } | { ok: false; lines: string[] }

export interface Reading extends Surroundings, Files {
  extraProviders?: readonly string[]
}

/** Reads and checks all files before anything is done with one of them; every mistake is told, not the first alone. */
export function readStoreFiles(texts: readonly { file: string; text: string }[], reading: Reading): ReadOutcome {
  const errors: StoreFileError[] = []
  const files: ReadStoreFile[] = []
  const schema = storeFileSchema(reading.extraProviders)
  for (const { file, text } of texts) {
    const { document, errors: unread } = readDocument(file, text, reading)
    errors.push(...unread)
    if (unread.length > 0) continue
    const parsed = schema.safeParse(document.value)
    if (parsed.success) files.push({ document, store: parsed.data })
    else errors.push(...parsed.error.issues.flatMap((issue) => explain(document, issue)))
  }
  if (errors.length === 0) errors.push(...crossChecks(files, reading))
  return errors.length === 0 ? { ok: true, files } : { ok: false, lines: errors.map(errorLine) }
}

export function explain(document: StoreDocument, issue: z.core.$ZodIssue): StoreFileError[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknownKey(document, issue.path, name))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of the forms a value may have, the one it comes nearest to tells what is wrong.
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best))
    if (nearest.some(({ path }) => path.length > 0))
      return nearest.flatMap((inner) => explain(document, { ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue))
  }
  return [mistake(document, issue.path, takes(issue))]
}

function unknownKey(document: StoreDocument, at: readonly PropertyKey[], name: string): StoreFileError {
  const path = [...at, name]
  return {
    file: document.file,
    line: document.lineOf(path),
    path: written(path),
    got: 'a key nobody knows',
    takes: 'only the keys of the published schema (/schemas/store.json)',
  }
}

function takes(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`
    case 'invalid_type':
      return /^Invalid/.test(issue.message) ? kindOf(issue.expected) : issue.message
    case 'invalid_union':
      return /^Invalid/.test(issue.message) ? 'one of the forms of the published schema (/schemas/store.json)' : issue.message
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message
    default:
      return issue.message
  }
}

function kindOf(expected: string): string {
  return { object: 'a group of keys', array: 'a list', string: 'text', number: 'a number', boolean: 'true or false' }[expected] ?? expected
}
