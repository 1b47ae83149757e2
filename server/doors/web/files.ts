import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Context, Hono } from 'hono'

const types = {
  'widget.js': 'text/javascript; charset=utf-8',
  'chat.css': 'text/css; charset=utf-8',
  'home.css': 'text/css; charset=utf-8',
  'docs.css': 'text/css; charset=utf-8',
  'docs.js': 'text/javascript; charset=utf-8',
  'product.css': 'text/css; charset=utf-8',
  'checkout.css': 'text/css; charset=utf-8',
  'checkout.js': 'text/javascript; charset=utf-8',
  'admin.js': 'text/javascript; charset=utf-8',
  'admin.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

export type FileName = keyof typeof types

const fileNames = Object.keys(types) as FileName[]

/** What the web build wrote, by name. */
export type BuiltFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

const builtHere = join(import.meta.dirname, '../../../web/dist')

/** Read once, at the start: what a process serves does not change under a page that is half loaded. */
export function readBuiltFiles(directory: string = builtHere): BuiltFiles {
  const found = fileNames.filter((name) => existsSync(join(directory, name)))
  return new Map(found.map((name) => [name, new Uint8Array(readFileSync(join(directory, name)))]))
}

/** One line for the start's output, null when all is there. */
export function whatIsNotBuilt(files: Pick<BuiltFiles, 'has'>): string | null {
  const missing = fileNames.filter((name) => !files.has(name))
  return missing.length === 0 ? null : `The web pages are not built (${missing.join(', ')}): run "npm run prepare" once, then start again.`
}

/** Something that is sent again and again as it is: its bytes, small and plain, and a name for what they say. */
export interface Prepared {
  plain: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
  type: string
  digest: string
}

/** The built files, ready to be sent. */
export class Files {
  readonly #prepared = new Map<string, Prepared>()

  constructor(built: BuiltFiles) {
    for (const name of fileNames) {
      const plain = built.get(name)
      if (plain) this.#prepared.set(name, prepare(plain, types[name]))
    }
  }

  has(...names: FileName[]): boolean {
    return names.every((name) => this.#prepared.has(name))
  }

  /** What an operator has to do before the pages work; null when nothing. */
  missing(): string | null {
    return whatIsNotBuilt(this.#prepared)
  }

  /** Under an address that changes with the content, so that browsers may keep it for good. */
  address(name: FileName): string {
    return `/assets/${this.#prepared.get(name)?.digest ?? 'none'}/${name}`
  }

  register(app: Hono): void {
    app.get('/widget.js', (c) => this.#send(c, 'widget.js', 'public, max-age=300'))
    app.get('/assets/:digest/:name', (c) => {
      const { digest, name } = c.req.param()
      // An old page may ask a new process for its old file: it gets the new one, and does not keep it.
      const isCurrent = this.#prepared.get(name)?.digest === digest
      return this.#send(c, name, isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache')
    })
  }

  #send(c: Context, name: string, cacheControl: string): Response | Promise<Response> {
    const file = this.#prepared.get(name)
    if (!file) return c.notFound()
    c.header('cache-control', cacheControl)
    // Any site may embed them, also one that isolates itself from other origins.
    c.header('cross-origin-resource-policy', 'cross-origin')
    c.header('access-control-allow-origin', '*')
    return sendPrepared(c, file)
  }
}

export function sendPrepared(c: Context, { plain, gzip, type, digest }: Prepared): Response {
  const etag = `W/"${digest}"`
  c.header('etag', etag)
  c.header('vary', 'accept-encoding', { append: true })
  c.header('x-content-type-options', 'nosniff')
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304)
  c.header('content-type', type)
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(plain)
  c.header('content-encoding', 'gzip')
  return c.body(gzip)
}

export function prepare(plain: Uint8Array<ArrayBuffer>, type: string): Prepared {
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 16)
  return { plain, gzip: new Uint8Array(gzipSync(plain, { level: 9 })), type, digest }
}
