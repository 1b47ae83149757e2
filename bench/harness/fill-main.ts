/** What a shop has before it opens: products on the shelf and in carts, by the program's own functions, and nobody is told. */
import { readConfig } from '../../server/config.ts'
import { masterKey } from '../../server/master-key.ts'
import { openDatabase } from '../../server/open-database.ts'
import { embeddedTransport, openEvents, type Tx } from '../../server/platform/events/events.ts'
import { openSecrets } from '../../server/platform/secrets/secrets.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { applyStoreFiles } from '../../server/shop/store-file/store-file.ts'
import { storeContents } from '../../server/store-contents.ts'
import { fillCarts, readBasket } from '../goods/carts.ts'
import { fillShelf } from '../goods/shelf.ts'
import type { Range } from './shop.ts'

const read = readConfig(process.env)
if (!read.ok) throw new Error(read.problems.join('\n'))
const { config } = read
const world = realWorld()
const secrets = openSecrets(masterKey(config, world.random), world.random)
const database = await openDatabase(world, config)
const told = {
  database,
  secrets,
  random: world.random,
  env: {},
  refusedVariables: [],
  extraProviders: ['stand-in'],
  contents: storeContents,
}
await applyStoreFiles(config.storeFiles, told)
const events = openEvents(database, embeddedTransport(), [])

await inUnits({ from: 0, many: Number(process.env.PRODUCTS) }, fillShelf)
const carts = JSON.parse(process.env.CARTS ?? '') as Range[]
if (carts.length > 0) {
  const basket = await unit(readBasket)
  for (const range of carts) await inUnits(range, (tx, part) => fillCarts(tx, part, basket))
}
await database.close()

async function inUnits({ from, many }: Range, work: (tx: Tx, part: Range) => Promise<void>): Promise<void> {
  const atOnce = 1000
  for (let at = 0; at < many; at += atOnce) await unit((tx) => work(tx, { from: from + at, many: Math.min(atOnce, many - at) }))
}

function unit<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return events.transaction(database.tenant('demo'), 'bench.fill', null, work)
}
