import { dumpRows } from '../dump.ts'
import type { Cell, CellResult } from './cell.ts'
import { converse, type Told } from './conversation.ts'
import { judge } from './oracle.ts'
import { NeverHappened, until, untilQuiet } from './quiet.ts'
import type { KillableShop } from './shop.ts'

/**
 * Of two customers one is erased, with a kill in it. Nothing may stay of him and nothing may be sent to him; the other has lost
 * nothing; and when he writes again he is somebody new who is answered like anybody.
 */
export async function runErasure(shop: KillableShop, cell: Cell): Promise<CellResult> {
  const began = performance.now()
  const [gone, stays] = [newcomer(shop), newcomer(shop)]
  for (const told of [gone, stays]) await converse(shop, 1, told)
  for (const told of [gone, stays]) await untilQuiet(shop, told.customer)
  const before = shop.program.deaths
  const problems: string[] = []
  try {
    const traces = await eraseWithKill(shop, cell, gone)
    if (sentTo(shop, gone.customer).length > 0) problems.push('something was sent to somebody who was erased')
    for (const trace of traces) problems.push(`of somebody who was erased stays: ${trace}`)
    await converse(shop, 1, gone)
  } catch (error) {
    if (!(error instanceof NeverHappened)) throw error
    problems.push(error.message)
  }
  const kills = shop.program.deaths - before
  if (kills === 0) {
    await shop.program.arm(null)
    problems.push(`${cell.point} was not passed ${cell.hit} times`)
  }
  const total = { lost: 0, doubled: 0, marked: 0, givenUp: 0 }
  for (const told of [gone, stays]) {
    const verdict = await judge(shop, told, await untilQuiet(shop, told.customer))
    for (const count of ['lost', 'doubled', 'marked', 'givenUp'] as const) total[count] += verdict[count]
    problems.push(...verdict.problems)
  }
  return { ...total, problems, kills, ms: performance.now() - began }
}

function newcomer(shop: KillableShop): Told {
  return { customer: shop.newCustomer(), messages: [], handOvers: 0, givesUp: false }
}

/** Answers with the rows in which he is still to be found. From here on he has said nothing, and has nothing on the phone. */
async function eraseWithKill(shop: KillableShop, cell: Cell, gone: Told): Promise<string[]> {
  const { items } = await shop.ask<{ items: { id: string; customer_id: string }[] }>('GET', `/conversations?address=${gone.customer}`)
  const ids = items.flatMap(({ id, customer_id }) => [id, customer_id])
  shop.provider.standIn.accepted.splice(
    0,
    Number.POSITIVE_INFINITY,
    ...shop.provider.standIn.accepted.filter(({ to }) => to !== gone.customer),
  )
  Object.assign(gone, { messages: [], handOvers: 0 })
  await shop.program.arm({ point: cell.point, hit: cell.hit, action: 'kill' })
  const customer = items[0]?.customer_id
  await shop.ask('POST', `/customers/${customer}/erase`)
  await until(shop, async () => (await shop.ask<{ status: string }>('GET', `/customers/${customer}/erasure`)).status === 'done')
  const { DATABASE_URL: url, DATA_DIR: folder } = shop.database.env
  const rows = await dumpRows(url ?? `file:${folder}/mostrador.db`)
  const names = [...ids, gone.customer.slice(-8)]
  return rows.filter(({ words }) => names.some((name) => words.includes(name))).map(({ table, text }) => `${table}\n${text}`)
}

function sentTo(shop: KillableShop, customer: string) {
  return shop.provider.standIn.accepted.filter(({ to }) => to === customer)
}
