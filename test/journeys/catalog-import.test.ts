import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { apiKey } from '../counter.ts'
import { engines } from '../engines.ts'
import { type KillableShop, openShop } from '../faults/shop.ts'

const products = 1200

/** Before: everything costs 1 and is old. After: the even ones cost 2 and are new, a few are new altogether, the odd ones are gone. */
const before = fileOf(Array.from({ length: products }, (_, at) => `P-${at},viejo ${at},1.00,V-${at}`))
const after = fileOf(
  Array.from({ length: products + 200 }, (_, at) => at)
    .filter((at) => at % 2 === 0)
    .map((at) => `P-${at},nuevo ${at},2.00,W-${at}`),
)

function fileOf(rows: readonly string[]): string {
  return ['sku,name,price,brand', ...rows].join('\n')
}

interface Exported {
  sku: string
  name: string
  price: string
  brand: string
}

/** Asked again as long as nobody is there to answer: that changes nothing. */
async function look<Answer>(shop: KillableShop, path: string): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    await shop.program.ready()
    try {
      const response = await fetch(`${shop.program.url()}/api/v1/catalog${path}`, { headers: { 'x-api-key': apiKey } })
      return (await response.json()) as Answer
    } catch (error) {
      if (tries === 200) throw error
      await wait(20)
    }
  }
}

async function send(shop: KillableShop, path: string, body: string): Promise<{ id: string }> {
  const response = await fetch(`${shop.program.url()}/api/v1/catalog${path}`, { method: 'POST', headers: { 'x-api-key': apiKey }, body })
  const text = await response.text()
  assert.equal(response.status, 201, text)
  return JSON.parse(text)
}

function catalogue(shop: KillableShop): Promise<Exported[]> {
  return look(shop, '/export?format=json')
}

function stateOf(shop: KillableShop, id: string): Promise<{ state: string; progress: { total: number; done: number } }> {
  return look(shop, `/imports/${id}`)
}

/** Each product is as it was or as it will be, and nothing between. */
function isWhole({ sku, name, price, brand }: Exported): boolean {
  const at = sku.slice(2)
  const isOld = name === `viejo ${at}` && price === '1.00' && brand === `V-${at}`
  return isOld || (name === `nuevo ${at}` && price === '2.00' && brand === `W-${at}`)
}

for (const { name: engine, skip } of engines) {
  test(`a shop that is killed again and again while a catalogue is switched has old and new products only, and the file's in the end (${engine})`, {
    skip,
  }, async () => {
    await using shop = await openShop({ engine, lookUp: true, statuses: 'none' })
    const first = await send(shop, '/imports', before)
    while ((await stateOf(shop, first.id)).state === 'applying') await wait(20)

    const { id } = await send(shop, '/imports?replace=true', after)
    const killedAt = new Set<number>()
    for (let kills = 0; kills < 4; ) {
      const { state, progress } = await stateOf(shop, id)
      if (state !== 'applying') break
      const wanted = (progress.total * (kills + 1)) / 6
      if (progress.done < wanted) {
        await wait(2)
        continue
      }
      killedAt.add(progress.done)
      shop.program.kill()
      kills++
      await wait(50)
      const found = await catalogue(shop)
      assert.deepEqual(
        found.filter((product) => !isWhole(product)),
        [],
      )
    }
    assert.ok(killedAt.size > 0, 'it was killed on the way')
    for (let state = 'applying'; state === 'applying'; await wait(20)) state = (await stateOf(shop, id)).state
    assert.equal((await stateOf(shop, id)).state, 'done')
    assert.equal(shop.program.deaths, killedAt.size)
    const rows = (await catalogue(shop)).map(({ sku, name, price, brand }) => `${sku},${name},${price},${brand}`)
    assert.equal(fileOf(rows.toSorted()), fileOf(after.split('\n').slice(1).toSorted()))
  })
}
