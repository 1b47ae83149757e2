/** The load generator: customers and their provider, in a process of their own so that they cost the shop nothing but its answers. */
import { Connections } from './connections.ts'
import { flood, pace, type Run, type Sample } from './pace.ts'
import { openProvider } from './provider.ts'
import { type Asking, numberHeader, type Traffic } from './traffic.ts'

/** What the parent says; a pace that is under way ends at `stop`. */
export type Order = Omit<Run, 'isOver'> & { url: string } & ({ kind: 'flood'; writers: number } | { kind: 'pace'; perSecond: number })

/** What it is told: first where the provider is, then for each order what came of it. */
export type Told = { provider: string } | { sample: Sample; busy: number }

const patienceMs = 60_000
const said = (await import(process.env.ROW ?? '')) as Record<string, Traffic>
const traffic = said[process.env.TRAFFIC ?? ''] as Traffic
const provider = await openProvider()

let stopped = false
process.on('message', (order: Order | 'stop') => {
  stopped = order === 'stop'
  if (order !== 'stop') void carryOut(order)
})
tell({ provider: provider.origin })

async function carryOut(order: Order): Promise<void> {
  const { host } = new URL(order.url)
  const connections = new Connections(order.url)
  const operate = async (number: number) => {
    const replied = traffic.done === 'replied' ? withPatience(provider.replied(number)) : null
    const status = await connections.ask(wire(host, number, traffic.request(number)))
    if (status !== 200 && status !== 201) throw new Error(`answered ${status}`)
    await replied
  }
  const [cpu, began] = [process.cpuUsage(), performance.now()]
  const sample = order.kind === 'flood' ? await flood(operate, order) : await pace(operate, { ...order, isOver: () => stopped })
  const { user, system } = process.cpuUsage(cpu)
  connections.close()
  tell({ sample, busy: (user + system) / 1000 / (performance.now() - began) })
}

function wire(host: string, number: number, { method, path, headers, body = '' }: Asking): string {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, `${numberHeader}: ${number}`]
  for (const name in headers) lines.push(`${name}: ${headers[name]}`)
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

function withPatience(promise: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply in ${patienceMs} ms`)), patienceMs)
    promise.then(() => {
      clearTimeout(timer)
      resolve()
    }, reject)
  })
}

function tell(told: Told): void {
  process.send?.(told)
}
