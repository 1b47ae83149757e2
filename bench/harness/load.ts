import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Order, Told } from '../load/main.ts'
import type { Sample } from '../load/pace.ts'
import type { Bench } from './row.ts'
import type { Reading, Server } from './server.ts'

/** The load generator, from the side of whoever measures. */
export interface Load extends AsyncDisposable {
  /** Where the customers' provider takes messages. */
  readonly provider: string
  flood(server: Server, writers: number): Promise<Loaded>
  pace(server: Server, perSecond: number): Promise<Loaded>
  /** The same while something else goes on, until it is stopped. */
  beside(server: Server, perSecond: number): Promise<{ stop(): Promise<Loaded> }>
}

/** A run, and what it cost the server. */
export interface Loaded extends Sample {
  /** Processor time of the server for each operation. */
  cpuMs: number
}

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'mostrador.js')
/** What goes on beside has ended long before. */
const longestMs = 3_600_000
/** Above this share of a processor the generator itself may have been the limit. */
const tooBusy = 0.95
/** No run asks for more, so none meets another's numbers, nor those a bare pipeline was recorded with. */
export const mostInARun = 200_000

export async function openLoad(
  { row, traffic }: { row: string; traffic: string },
  { warmMs, runMs }: Pick<Bench, 'warmMs' | 'runMs'>,
): Promise<Load> {
  const child = spawn(process.execPath, [launcher, join(import.meta.dirname, '..', 'load', 'main.ts')], {
    env: { PATH: process.env.PATH, ROW: row, TRAFFIC: traffic, MOSTRADOR_LAUNCHER: String(process.pid) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit').then((): never => {
    throw new Error('the load generator ended before its time')
  })
  // Nobody may be waiting for it then.
  gone.catch(() => undefined)
  const told = async <Kind extends Told>(): Promise<Kind> => {
    const [message] = await Promise.race([once(child, 'message'), gone])
    return message as Kind
  }
  const { provider } = await told<{ provider: string }>()
  let runs = 0

  type Kind = ({ kind: 'flood'; writers: number } | { kind: 'pace'; perSecond: number }) & { runMs?: number }

  async function begin(server: Server, kind: Kind): Promise<() => Promise<Loaded>> {
    const before = await server.reading()
    child.send({ url: server.url, warmMs, runMs, first: ++runs * mostInARun, ...kind } satisfies Order)
    const ended = told<{ sample: Sample; busy: number }>()
    return async () => await weigh(server, kind, before, await ended)
  }

  async function weigh(server: Server, kind: Kind, before: Reading, { sample, busy }: { sample: Sample; busy: number }): Promise<Loaded> {
    const after = await server.reading()
    if (sample.failure !== null) throw new Error(`${server.url}: an operation failed, so this is no measurement: ${sample.failure}`)
    if (kind.kind === 'flood' && busy > tooBusy)
      console.log(`  (the load generator used ${Math.round(busy * 100)} % of a processor: the server may be faster than shown)`)
    return { ...sample, cpuMs: (after.cpuMs - before.cpuMs) / sample.asked }
  }

  return {
    provider,
    flood: async (server, writers) => await (await begin(server, { kind: 'flood', writers }))(),
    pace: async (server, perSecond) => await (await begin(server, { kind: 'pace', perSecond }))(),
    async beside(server, perSecond) {
      const end = await begin(server, { kind: 'pace', perSecond, runMs: longestMs })
      return {
        stop: async () => {
          child.send('stop')
          return await end()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
