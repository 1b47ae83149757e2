import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDatabase } from '../../test/faults/database.ts'
import { openLoad } from './load.ts'
import type { Bench } from './row.ts'
import { runScript, type Server, startServer } from './server.ts'

/** A key may ask 200 times a second: whoever asks more often takes turns with them. */
const keys = Array.from({ length: 64 }, (_, at) => `a-key-for-the-bench-${String(at).padStart(4, '0')}`)

export function keyOf(number: number): string {
  return keys[number % keys.length] as string
}

export const lineSecret = 'the-line-secret'
/** As a webhook of the line below names it. */
export const lineKey = '541155550000'

export interface Range {
  from: number
  many: number
}

export interface ShopOptions {
  /** Where the line's provider takes messages. */
  provider: string
  quietPeriodMs: number
  /** How many products are on the shelf before it opens. */
  products?: number
  /** The numbers of those who have two things in their carts already. */
  carts?: readonly Range[]
  /** What the store file says besides, and the files it names there. */
  more?: string
  files?: Readonly<Record<string, string>>
}

/** A shop with one line at the load generator's provider. */
function storeText({ provider, quietPeriodMs, more = '' }: ShopOptions): string {
  return `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
apiKeys: [ ${keys.map((key) => `{ name: ${key}, key: "${key}", scopes: ["*"] }`).join(', ')} ]
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

export interface BenchOptions extends Pick<Bench, 'engine' | 'runMs' | 'warmMs' | 'idleMs' | 'rounds'> {
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
    load: async (row, traffic = 'traffic') => opened.use(await openLoad({ row, traffic }, options)),
    async shop(shop) {
      const { folder, env } = await newPlace()
      const stored = { ...env, STORE_FILE: writeStore(folder, shop) }
      await fill(stored, shop)
      const command = join(import.meta.dirname, 'shop-main.ts')
      return opened.use(await startServer({ command, folder, env: stored, profile }))
    },
    async pipeline(row, shop, command = join(import.meta.dirname, '..', 'bare', 'pipeline.ts')) {
      const { folder, env } = await newPlace()
      const stored = { ...env, STORE_FILE: writeStore(folder, shop) }
      await fill(stored, shop)
      return opened.use(await startServer({ command, folder, env: { ...stored, ROW: row }, profile: null }))
    },
    async script(command, more = {}) {
      const { folder, env } = await newPlace()
      return opened.use(await startServer({ command, folder, env: { ...env, ...more }, profile: null }))
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

async function fill(env: Readonly<Record<string, string>>, { products = 0, carts = [] }: ShopOptions): Promise<void> {
  if (products === 0 && carts.length === 0) return
  const wanted = { PRODUCTS: String(products), CARTS: JSON.stringify(carts) }
  await runScript(join(import.meta.dirname, 'fill-main.ts'), { ...env, ...wanted })
}
