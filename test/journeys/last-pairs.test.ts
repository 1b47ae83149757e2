import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { engines } from '../engines.ts'
import type { DamageName } from '../faults/damage.ts'
import { newDatabase } from '../faults/database.ts'
import { newFolder, type Program, runProgram } from '../program.ts'
import { proves } from '../proves.ts'

const pairs = 7
const buyers = Array.from({ length: 200 }, (_, index) => `buyer-${index}`)
const headers = { 'x-api-key': 'a-key-for-everybody-who-buys', 'content-type': 'application/json' }

const store = `version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
apiKeys: [ { name: buyers, key: "${headers['x-api-key']}", scopes: ["*"] } ]
catalog: catalog.json
`
const catalog = JSON.stringify([{ sku: 'BOT', name: 'Botas', price: '100.00', stock: pairs }])

/** Everybody puts one pair into a cart of his own and then orders at once, each from another process than the one before him. */
async function sellToAll(processes: number, wrong: DamageName | null) {
  await using database = await newDatabase(processes === 1 ? 'sqlite' : 'postgres')
  using folder = newFolder()
  writeFileSync(join(folder.path, 'catalog.json'), catalog)
  writeFileSync(join(folder.path, 'store.yaml'), store)
  await using running = new AsyncDisposableStack()
  const open = () => running.use(start({ ...database.env, STORE_FILE: join(folder.path, 'store.yaml') }, wrong)).open
  // The first one brings the database up to date; the others come to it as it is.
  const urls = [await open(), ...(await Promise.all(Array.from({ length: processes - 1 }, open)))]
  const ask = (buyer: number, method: string, path: string, body: object) =>
    fetch(`${urls[buyer % urls.length]}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  for (const answer of await Promise.all(buyers.map((buyer, at) => ask(at, 'PUT', `/carts/${buyer}/items/BOT`, { quantity: 1 }))))
    assert.equal(answer.status, 200, await answer.text())
  const orders = await Promise.all(buyers.map((conversation_id, at) => ask(at, 'POST', '/orders', { conversation_id })))
  const product = (await (await fetch(`${urls[0]}/api/v1/products/BOT`, { headers })).json()) as { stock: number }
  const statuses = orders.map(({ status }) => status)
  return {
    sold: statuses.filter((status) => status === 201).length,
    others: new Set(statuses.filter((s) => s !== 201)),
    left: product.stock,
  }
}

function start(env: Record<string, string>, wrong: DamageName | null): Program {
  return runProgram({ env: { ...env, LOG_LEVEL: 'error' }, ...(wrong === null ? {} : { standIn: wrong }) })
}

const postgres = engines.find(({ name }) => name === 'postgres')

test('two hundred buyers of seven pairs, in one process on SQLite: seven are sold', async () => {
  proves('orders.two-buyers-one-pair')
  assert.deepEqual(await sellToAll(1, null), { sold: pairs, others: new Set([409]), left: 0 })
})

test('two hundred buyers of seven pairs, from three processes on PostgreSQL: seven are sold', { skip: postgres?.skip }, async () => {
  proves('orders.two-buyers-one-pair')
  assert.deepEqual(await sellToAll(3, null), { sold: pairs, others: new Set([409]), left: 0 })
})

for (const processes of [1, 3])
  test(`it would be noticed if stock were taken without looking (${processes} processes)`, {
    skip: processes > 1 && postgres?.skip,
  }, async () => {
    assert.notEqual((await sellToAll(processes, 'stock-without-looking')).sold, pairs)
  })
