import { join } from 'node:path'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import { lineKey, lineSecret } from '../harness/shop.ts'
import { customer, digits, type Traffic } from '../load/traffic.ts'
import { webhook } from '../load/webhook.ts'

const writers = 200

export const traffic: Traffic = {
  done: 'answered',
  request: (number) =>
    webhook(
      { key: lineKey, secret: lineSecret },
      { id: `in-${digits(number)}`, from: customer(number % writers), text: 'Hola, ¿tenés las botas rojas en 38?' },
    ),
}

export const row: Row<'messages' | 'p50' | 'p99' | 'cpu'> = {
  name: 'inbound',
  measures: `signed messages until their 200, when they are durable; ${writers} customers write at once, each on and on`,
  probe: `a bare server that checks the signature and keeps one row a message: on SQLite in one commit for each tick with
  synchronous=FULL, on PostgreSQL in a transaction each`,
  figures: {
    messages: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
    p50: { unit: 'ms', better: 'less' },
    p99: { unit: 'ms', better: 'less' },
    cpu: { unit: 'ms a message', better: 'less' },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    // Nobody is quiet for so long: what is measured is what comes in, without the answers.
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 600_000 })
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'inbound.ts'))
    const measure = async (server: Server) => {
      const { perSecond, p50, p99, cpu } = loadedBy(await load.flood(server, writers))
      return { messages: perSecond, p50, p99, cpu }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}
