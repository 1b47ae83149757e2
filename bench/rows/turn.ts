import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import { lineKey, lineSecret } from '../harness/shop.ts'
import { customer, digits, type Traffic } from '../load/traffic.ts'
import { verifies, webhook } from '../load/webhook.ts'

const customersAtOnce = 100
const conversationsASecond = 100

/** Each number is a new customer, who writes once and waits for the answer on his phone. */
export const traffic: Traffic = {
  done: 'replied',
  checks: (heard) => verifies(heard, lineSecret),
  request: (number) =>
    webhook(
      { key: lineKey, secret: lineSecret },
      { id: `in-${digits(number)}`, from: customer(number), text: 'Hola, ¿tenés las botas rojas en 38?' },
    ),
}

export const row: Row<'turns' | 'cpu' | 'p50' | 'p99'> = {
  name: 'turn',
  measures: `a whole turn: a new customer's signed message, the scripted seller's answer, its acceptance by the provider;
  as many as can be with ${customersAtOnce} customers at once, then p50 and p99 at ${conversationsASecond} conversations a second`,
  probe: 'a bare pipeline that runs the same statements in the same units, with the same request to the provider',
  figures: {
    turns: { unit: 'a second', better: 'more', goal: { share: 0.25 } },
    cpu: { unit: 'ms a turn', better: 'less' },
    p50: { unit: 'ms', better: 'less', goal: { under: 15 } },
    p99: { unit: 'ms', better: 'less', goal: { under: 60 } },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const options = { provider: load.provider, quietPeriodMs: 0 }
    const shop = await bench.shop(options)
    const bare = await bench.pipeline(import.meta.filename, options)
    const measure = async (server: Server) => {
      const { perSecond, cpu } = loadedBy(await load.flood(server, customersAtOnce))
      const { p50, p99 } = loadedBy(await load.pace(server, conversationsASecond))
      return { turns: perSecond, cpu, p50, p99 }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}
