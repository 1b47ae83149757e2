import type { z } from 'zod'
import { openEvents, silentTransport, type Tx } from '../../platform/events/events.ts'
import type { Media } from '../../platform/media/media.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { Database, Scope } from '../../platform/sql/sql.ts'
import { addressHash } from '../shop.ts'
import type { BesideFile } from './beside.ts'
import { readDocument, type StoreDocument, type StoreFileError } from './document.ts'
import { mistake, type ReadStoreFile } from './mistakes.ts'
import { explain } from './read.ts'

/** A file that a store file names. */
export interface ContentFile {
  path: string
  text: string
  /** As it lies there: a table need not be in UTF-8. */
  bytes: Uint8Array
  /** A file of the store's own by its path from the store file; null where none is there, or it lies outside of that folder. */
  beside(path: string): BesideFile | null
}

/** Says of a place in a file what it takes there. */
export type Locate = (path: readonly PropertyKey[], takes: string) => StoreFileError

/** Of JSON that was read: its text is read again for that, with the place of every value. */
export function locateInJson(file: ContentFile): Locate {
  let document: StoreDocument | undefined
  return (path, takes) => {
    document ??= readDocument(file.path, file.text, null).document
    return mistake(document, path, takes)
  }
}

export type ReadContent<Value> = { ok: true; value: Value } | { ok: false; errors: StoreFileError[] }

/** The store file's keys that name a file. */
export type ContentKey = 'catalog' | 'customers' | 'orders'

/** Whether a file in front, under that key, brings something of that name, be it in the database already or not. */
export type Brought = (key: ContentKey, name: string) => boolean

/**
 * What a module above the shop makes of a file that store files name. All files are read before the first is applied, so that a
 * mistake in one leaves everything as it was.
 */
export interface StoreContent<Value = unknown> {
  /** The store file's key that names the file; null where everything stands in the store file itself. */
  readonly key: ContentKey | null
  read(file: ContentFile, store: ReadStoreFile['store'], document: StoreDocument): ReadContent<Value>
  /** By which names others may speak of what it brings. */
  names?(value: Value): Iterable<string>
  /** What only the database, and the contents in front of it, can tell is wrong: asked before anything at all is written. */
  check?(into: ContentTarget, value: Value, brought: Brought): Promise<StoreFileError[]>
  /** Writes what differs from the last time and answers with how many records that was; again, it is none. */
  apply(into: ContentTarget, value: Value): Promise<number>
}

/** Keeps the type of what is read and what is applied together while one list holds them all. */
export function storeContent<Value>(content: StoreContent<Value>): StoreContent {
  return content as StoreContent
}

export interface ContentTarget extends Pick<Scope, 'tenant' | 'sql' | 'read'> {
  readonly currency: string
  /** What a file brings is not news: nobody is told of it, so a unit has no handlers to wake. */
  transaction<Result>(name: string, work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** By which a value is known again without being kept. */
  fingerprint(value: string): string
  hashAddress(address: string): string
  /** Where the pictures of the store's own are kept. */
  readonly media: Media
}

export function contentTarget(
  { database, secrets, media }: { database: Database; secrets: Secrets; media: Media },
  { id: tenant, currency }: { id: string; currency: string },
): ContentTarget {
  const scope = database.tenant(tenant)
  const events = openEvents(database, silentTransport, [])
  return {
    tenant,
    currency,
    sql: scope.sql,
    read: (statement, params) => scope.read(statement, params),
    transaction: (name, work) => events.transaction(scope, name, null, work),
    fingerprint: (value) => secrets.fingerprint('store-file', value).slice(0, 16),
    hashAddress: (address) => addressHash(secrets, tenant, address),
    media,
  }
}

/** JSON held against a schema; mistakes name their line. `check` tells what no schema can see. */
export function readJsonContent<Schema extends z.ZodType>(
  file: ContentFile,
  schema: Schema,
  check: (value: z.output<Schema>) => { path: PropertyKey[]; takes: string }[] = () => [],
): ReadContent<z.output<Schema>> {
  let given: unknown
  try {
    given = JSON.parse(file.text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { errors } = readDocument(file.path, file.text, null)
    const unread = {
      file: file.path,
      line: lineOfMistake(file.text, error.message),
      path: '(file)',
      got: error.message.replaceAll(/\s+/g, ' '),
      takes: 'JSON',
    }
    return { ok: false, errors: errors.length > 0 ? errors.map((one) => ({ ...one, takes: 'JSON' })) : [unread] }
  }
  const read = schema.safeParse(given)
  const wrong = read.success ? check(read.data) : []
  if (read.success && wrong.length === 0) return { ok: true, value: read.data }
  // Read a second time, now with the place of every value: only where somebody has to be told of one.
  const { document } = readDocument(file.path, file.text, null)
  if (!read.success) return { ok: false, errors: read.error.issues.flatMap((issue) => explain(document, issue)) }
  return { ok: false, errors: wrong.map(({ path, takes }) => mistake(document, path, takes)) }
}

/** The engine names the line, or shows the text from ten characters before the mistake, or has come to the end. */
function lineOfMistake(text: string, message: string): number {
  const named = /\(line (\d+) column \d+\)$/.exec(message)?.[1]
  if (named !== undefined) return Number(named)
  const shown = /^Unexpected token (['"]?)(.+?)\1, (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message)
  const [, , token = '', cut, around = ''] = shown ?? []
  const at = !shown ? text.trimEnd().length : cut === undefined ? text.indexOf(token) : text.indexOf(around) + 10
  return text.slice(0, at).split('\n').length
}
