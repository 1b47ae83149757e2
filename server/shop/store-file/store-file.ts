import { readFileSync } from 'node:fs'
import { type Media, memoryMedia } from '../../platform/media/media.ts'
import { hashToken, type Secrets } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Random } from '../../platform/world/world.ts'
import { keepFilePicture } from '../pictures/pictures.ts'
import { applyStoreFile, type Change, takenElsewhere } from './apply.ts'
import { beside, besideFile, isFile } from './beside.ts'
import { type ContentKey, type ContentTarget, contentTarget, type StoreContent } from './contents.ts'
import { errorLine, type StoreFileError } from './document.ts'
import { type Logo, readLogo } from './logo.ts'
import type { ReadStoreFile } from './mistakes.ts'
import { readStoreFiles } from './read.ts'

export type { Change } from './apply.ts'
export type { BesideFile } from './beside.ts'
export {
  type Brought,
  type ContentFile,
  type ContentTarget,
  type Locate,
  locateInJson,
  type ReadContent,
  readJsonContent,
  type StoreContent,
  storeContent,
} from './contents.ts'
export type { StoreFileError } from './document.ts'
export { mistake } from './mistakes.ts'
export { type NoticeName, type StoreFile, storeFileJsonSchema } from './schema.ts'
export { Currency, Locale, Moment, momentOf, Timezone } from './values.ts'

/** What is wrong with the store files, one line a mistake; nothing was written. */
export class StoreFileMistakes extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options)
    this.name = 'StoreFileMistakes'
    this.lines = lines
  }
}

export interface Applying {
  database: Database
  secrets: Secrets
  random: Random
  /** Where the store's own pictures are kept: as long as the process lives, when left out. */
  media?: Media
  env: Readonly<Record<string, string | undefined>>
  /** The installation's own variables, which a store file may not read. */
  refusedVariables: readonly string[]
  extraProviders?: readonly string[]
  /** What the modules above the shop take from files of their own, in the order in which they need each other. */
  contents?: readonly StoreContent[]
}

export interface AppliedStore extends Change {
  store: ReadStoreFile['store']
}

/** Reads, checks and applies store files: all of them are checked before the first is written. */
export async function applyStoreFiles(paths: readonly string[], applying: Applying): Promise<AppliedStore[]> {
  const texts = paths.map((file) => ({ file, text: readText(file) }))
  const read = readStoreFiles(texts, {
    env: applying.env,
    refused: applying.refusedVariables,
    exists: (path, besides) => isFile(beside(path, besides)),
    ...(applying.extraProviders ? { extraProviders: applying.extraProviders } : {}),
  })
  if (!read.ok) throw new StoreFileMistakes(read.lines)
  const taken = (await Promise.all(read.files.map((file) => takenElsewhere(applying.database, file, hashToken)))).flat()
  if (taken.length > 0) throw new StoreFileMistakes(taken.map(errorLine))
  const logos = readLogos(read.files)
  const contents = read.files.map((file) => readContents(file, applying.contents ?? []))
  const { database, secrets, media = memoryMedia() } = applying
  const targets = read.files.map(({ store }) => contentTarget({ database, secrets, media }, store.tenant))
  const mistakes = (await Promise.all(targets.map((target, index) => checkContents(target, contents[index] ?? [])))).flat()
  if (mistakes.length > 0) throw new StoreFileMistakes(mistakes.map(errorLine))
  const applied: AppliedStore[] = []
  for (const [index, file] of read.files.entries()) {
    const { knowledge, id: tenant } = file.store.tenant
    const logo = logos[index]
    if (logo?.file && logo.name !== null) await keepFilePicture(media, tenant, logo.name, logo.file.read)
    const named = {
      knowledge: knowledge === undefined ? null : readFileSync(beside(knowledge, file.document.file), 'utf8'),
      logo: logo?.name ?? null,
    }
    const change = await applyStoreFile(applying.database, applying.secrets, applying.random, file, named)
    const target = targets[index]
    if (target) for (const { content, value } of contents[index] ?? []) change.written += await content.apply(target, value)
    applied.push({ ...change, store: file.store })
  }
  return applied
}

function readLogos(files: readonly ReadStoreFile[]): Logo[] {
  const read = files.map(readLogo)
  const errors = read.flatMap(({ mistakes }) => mistakes)
  if (errors.length > 0) throw new StoreFileMistakes(errors.map(errorLine))
  return read.map(({ logo }) => logo)
}

interface Content {
  content: StoreContent
  value: unknown
}

async function checkContents(target: ContentTarget, contents: readonly Content[]): Promise<StoreFileError[]> {
  const names = new Map<ContentKey, ReadonlySet<string>>()
  const mistakes: StoreFileError[] = []
  for (const { content, value } of contents) {
    const wrong = await content.check?.(target, value, (key, name) => names.get(key)?.has(name) ?? false)
    mistakes.push(...(wrong ?? []))
    if (content.key !== null && content.names) names.set(content.key, new Set(content.names(value)))
  }
  return mistakes
}

function readContents(file: ReadStoreFile, contents: readonly StoreContent[]): Content[] {
  const errors: StoreFileError[] = []
  const values = contents.flatMap((content) => {
    const named = content.key === null ? file.document.file : file.store[content.key]
    if (named === undefined) return []
    const path = content.key === null ? named : beside(named, file.document.file)
    const bytes = readBytes(path)
    const there = { path, bytes, text: bytes.toString('utf8'), beside: (path: string) => besideFile(path, file.document.file) }
    const read = content.read(there, file.store, file.document)
    if (read.ok) return [{ content, value: read.value }]
    errors.push(...read.errors)
    return []
  })
  if (errors.length > 0) throw new StoreFileMistakes(errors.map(errorLine))
  return values
}

function readText(file: string): string {
  return readBytes(file).toString('utf8')
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new StoreFileMistakes([`STORE_FILE: ${file}:1 (file): got nothing that can be read, takes a file`], { cause: error })
  }
}
