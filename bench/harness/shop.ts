import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDatabase } from '../../test/faults/database.ts'
import { shelf } from '../load/shelf.ts'
import { openLoad } from './load.ts'
import type { Bench } from './row.ts'
import { type Server, startServer } from './server.ts'

export const apiKey = 'a-key-for-the-bench-0001'
/** A key may make 200 requests a second: those who ask take turns among many. */
const keys = Array.from({ length: 64 }, (_, index) => `a-key-for-the-bench-01${String(index).padStart(2, '0')}`)

export function keyOf(number: number): string {
  return keys[number % keys.length] as string
}

/** A store file's catalogue of many products. */
export function shelfFiles(): Pick<ShopOptions, 'more' | 'files'> {
  return { more: 'catalog: catalog.json\n', files: { 'catalog.json': JSON.stringify(shelf()) } }
}

export const lineSecret = 'the-line-secret'
/** As a webhook of the line below names it. */
export const lineKey = '541155550000'

export interface ShopOptions {
  /** Where the line's provider takes messages. */
  provider: string
  quietPeriodMs: number
  /** What the store file says besides, and the files it names there. */
  more?: string
  files?: Readonly<Record<string, string>>
}

/** A shop with one line at the load generator's provider. */
function storeText({ provider, quietPeriodMs, more = '' }: ShopOptions): string {
  return `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
apiKeys: [ ${[apiKey, ...keys].map((key, index) => `{ name: bench-${index}, key: "${key}", scopes: ["*"] }`).join(', ')} ]
teams: [ { id: sales, name: Ventas } ]
sellers: [ { id: milo, name: Milo } ]
lines:
  - { id: phone, provider: stand-in, address: "+5491155550000", team: sales, seller: milo,
      quietPeriodMs: ${quietPeriodMs}, maxWaitMs: ${Math.max(10_000, quietPeriodMs)},
      apiBase: "${provider}", credentials: { secret: "${lineSecret}", token: the-line-token, timeoutMs: "15000" } }
${more}`
}

function writeStore(folder: string, shop: ShopOptions): string {
  for (const [name, text] of Object.entries({ ...shop.files, 'store.yaml': storeText(shop) })) writeFileSync(join(folder, name), text)
  return join(folder, 'store.yaml')
}

export interface BenchOptions extends Pick<Bench, 'engine' | 'runMs' | 'warmMs' | 'idleMs'> {
  profile: string | null
}

/** What rows open, and what is closed and removed with them. */
export function openBench(options: BenchOptions, opened: AsyncDisposableStack): Bench {
  const { engine, profile } = options

  async function newPlace(): Promise<{ folder: string; env: Record<string, string> }> {
    const folder = mkdtempSync(join(tmpdir(), 'mostrador-bench-'))
    opened.defer(() => rmSync(folder, { recursive: true, force: true }))
    const { env } = opened.use(await newDatabase(engine))
    return { folder, env }
  }

  return {
    ...options,
    load: async (row) => opened.use(await openLoad(row, options)),
    async shop(shop) {
      const { folder, env } = await newPlace()
      const command = join(import.meta.dirname, 'shop-main.ts')
      return opened.use(await startServer({ command, folder, env: { ...env, STORE_FILE: writeStore(folder, shop) }, profile }))
    },
    async pipeline(row, shop) {
      const { folder, env } = await newPlace()
      const command = join(import.meta.dirname, '..', 'bare', 'pipeline.ts')
      const more = { STORE_FILE: writeStore(folder, shop), ROW: row }
      return opened.use(await startServer({ command, folder, env: { ...env, ...more }, profile: null }))
    },
    async script(command) {
      const { folder, env } = await newPlace()
      return opened.use(await startServer({ command, folder, env, profile: null }))
    },
    async starts(command) {
      let place = await newPlace()
      return {
        start: (): Promise<Server> => startServer({ command, folder: place.folder, env: place.env, profile: null }),
        forget: async () => {
          place = await newPlace()
        },
      }
    },
  }
}
