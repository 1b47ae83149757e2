import { conversationOf } from '../goods/carts.ts'
import { mostInARun } from '../harness/load.ts'
import type { Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import { jsonRequest } from '../load/json.ts'
import type { Traffic } from '../load/traffic.ts'

const [minute, day] = [60_000, 86_400_000]
const minutes = 15
const first = Math.ceil(Date.now() / day + 2) * day

/** Each run books a service of its own from its first free time on: a year has room for all that a run asks. */
function bookingOf(number: number): { service: string; startsAt: number } {
  const at = number % mostInARun
  return { service: `service-${Math.floor(number / mostInARun)}`, startsAt: first + at * minutes * minute }
}

export const traffic: Traffic = {
  done: 'answered',
  marks(number) {
    const { service, startsAt } = bookingOf(number)
    const cells = [0, 5, 10, 15].map((minutes) => startsAt + minutes * minute)
    return [service, `service ${service}`, ...cells, startsAt - day]
  },
  request(number) {
    const { service, startsAt } = bookingOf(number)
    const asked = { service, starts_at: new Date(startsAt).toISOString(), conversation_id: conversationOf(number), outside_hours: true }
    return jsonRequest(number, 'POST', '/api/v1/appointments', asked)
  },
}

export const row: Row<SaleFigure> = {
  name: 'booking',
  measures: `POST /appointments: a free time of ${minutes} minutes is booked, each by somebody else; ${saleLoad}`,
  probe: 'a bare pipeline that runs the same statements in the same units',
  figures: saleFigures,
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const services = Array.from({ length: bench.rounds * 4 + 1 }, (_, run) => `{ id: service-${run}, name: Asesoría, minutes: ${minutes} }`)
    const more = `agenda: { services: [${services.join(', ')}] }`
    const options = { provider: load.provider, quietPeriodMs: 0, more }
    return saleSides(load, await bench.shop(options), await bench.pipeline(import.meta.filename, options))
  },
}
