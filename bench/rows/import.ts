import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { csvOf } from '../goods/csv.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import { keyOf } from '../harness/shop.ts'
import { traffic as messages } from './inbound.ts'

const messagesASecond = 50
/** Of three seconds, as a row has them when nothing else is said. */
const rowsOfAll = 100_000
const wholeMs = 3000
const lookEveryMs = 100

export const traffic = messages

export const row: Row<'took' | 'cpu' | 'alone p99' | 'beside p99'> = {
  name: 'import',
  measures: `POST /catalog/imports of ${rowsOfAll.toLocaleString('en')} rows of CSV (fewer where --seconds is below 3, and then reckoned up) until
  it is done, while ${messagesASecond} customers a second write; their p99 until the 200 with and without it`,
  probe: 'a bare server that takes the cells apart and inserts a row for each, and keeps messages in the same way',
  figures: {
    took: { unit: 's', better: 'less', goal: { under: 60 } },
    cpu: { unit: 's', better: 'less' },
    'alone p99': { unit: 'ms', better: 'less' },
    'beside p99': { unit: 'ms', better: 'less' },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 600_000 })
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'import.ts'))
    const rows = Math.round(rowsOfAll * Math.min(1, bench.runMs / wholeMs))
    const [whole, imports] = [rowsOfAll / rows, new Map<Server, number>()]
    const measure = async (server: Server) => {
      const before = imports.get(server) ?? 0
      imports.set(server, before + 1)
      // New products each time: what the shop has already is only looked at.
      const file = csvOf({ from: before * rows, rows })
      const alone = loadedBy(await load.pace(server, messagesASecond))
      const beside = await load.beside(server, messagesASecond)
      const { cpuMs } = await server.reading()
      const took = await bringIn(server, file)
      const cpu = (await server.reading()).cpuMs - cpuMs
      const { p99 } = loadedBy(await beside.stop())
      return { took: (took / 1000) * whole, cpu: (cpu / 1000) * whole, 'alone p99': alone.p99, 'beside p99': p99 }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}

/** In milliseconds, until the last product is written. */
async function bringIn(server: Server, file: string): Promise<number> {
  const path = `${server.url}/api/v1/catalog/imports`
  const headers = { 'x-api-key': keyOf(0), 'content-type': 'text/csv' }
  const began = performance.now()
  let state = await told(await fetch(path, { method: 'POST', headers, body: file }))
  while (state.state === 'applying') {
    await sleep(lookEveryMs)
    state = await told(await fetch(`${path}/${state.id}`, { headers }))
  }
  if (state.state !== 'done') throw new Error(`the import ended ${JSON.stringify(state)}`)
  return performance.now() - began
}

async function told(response: Response): Promise<{ id: string; state: string }> {
  if (!response.ok) throw new Error(`the import was answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as { id: string; state: string }
}
