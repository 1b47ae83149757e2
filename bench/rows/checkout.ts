import { conversationOf, withStaples } from '../goods/carts.ts'
import { mostInARun } from '../harness/load.ts'
import type { Bench, Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import type { Range } from '../harness/shop.ts'
import { jsonRequest } from '../load/json.ts'
import type { Traffic } from '../load/traffic.ts'

/** More than either side can do; a cart for each is filled beforehand. */
const mostASecond = { sqlite: 8000, postgres: 1500 } as const
const firstOrder = 1001

export const traffic: Traffic = {
  done: 'answered',
  // The order's number is counted by the database, and the next statement has it.
  marks: (number) => [String(firstOrder + number)],
  request: (number) => jsonRequest(number, 'POST', '/api/v1/orders', { conversation_id: conversationOf(number) }),
}

export const row: Row<SaleFigure> = {
  name: 'checkout',
  measures: `POST /orders: a cart of two things becomes an order, with its stock taken; all buyers want the same two; ${saleLoad}`,
  probe: 'a bare pipeline that runs the same statements in the same units',
  figures: saleFigures,
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const options = { provider: load.provider, quietPeriodMs: 0, ...withStaples, carts: cartsFor(bench) }
    return saleSides(load, await bench.shop(options), await bench.pipeline(import.meta.filename, options))
  },
}

/** The two that the pipeline is recorded with, and those of every run: in each round both sides run twice. */
function cartsFor({ engine, rounds, warmMs, runMs }: Bench): Range[] {
  const many = Math.ceil(((warmMs + runMs) / 1000) * mostASecond[engine])
  return [{ from: 0, many: 2 }, ...Array.from({ length: rounds * 4 }, (_, run) => ({ from: (run + 1) * mostInARun, many }))]
}
