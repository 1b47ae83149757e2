import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { realWorld } from '../../server/platform/world/real.ts'
import type { Shop } from '../../server/shop/shop.ts'
import { migrations } from '../counter.ts'
import type { TestEngine } from '../engines.ts'
import { shopIn } from '../shop.ts'
import { applyStore } from '../store-files.ts'

const demo = join(import.meta.dirname, '..', '..', 'stores', 'demo')

interface DemoStore {
  storefronts: { id: string; name: string }[]
}

/** The demo store's shelves, with nobody in the shop. */
export async function openDemoShop(engine: TestEngine): Promise<{ shop: Shop } & AsyncDisposable> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const { storefronts } = parse(readFileSync(join(demo, 'store.yaml'), 'utf8')) as DemoStore
  const store = `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
storefronts: ${JSON.stringify(storefronts.map(({ id, name }) => ({ id, name })))}
catalog: catalog.json
`
  // Words are what is asked for here: the pictures stay where they are.
  const products: { image_url?: string }[] = JSON.parse(readFileSync(join(demo, 'catalog.json'), 'utf8'))
  const catalog = JSON.stringify(products.map(({ image_url: _, ...product }) => product))
  await applyStore({ world, database, store, files: { 'catalog.json': catalog } })
  return { shop: await shopIn(world, database), [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}
