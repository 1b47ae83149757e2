/**
 * The same statements without the program: it is watched while it serves one request, then this does for every request what was
 * seen, one thing after the other. Each statement must find and change as many rows as it did then.
 */
import { Agent, request } from 'node:http'
import { realWorld } from '../../server/platform/world/real.ts'
import type { Traffic } from '../load/traffic.ts'
import type { Told } from './serve.ts'
import { copier, type Step } from './steps.ts'
import { openBareStore } from './store.ts'
import { watchOne } from './watch.ts'

export const { traffic } = (await import(process.env.ROW ?? '')) as { traffic: Traffic }

const real = realWorld()
const copy = copier(await watchOne(real, traffic), real.ids)
const store = await openBareStore()
const agent = new Agent({ keepAlive: true, maxSockets: 100 })

/** Answers where the program did; what it did afterwards goes on meanwhile. */
export function replay(number: number): Promise<Told> {
  return new Promise((resolve, reject) => {
    goThrough(copy(number), resolve).catch((error: unknown) => {
      console.error(error)
      reject(error)
    })
  })
}

async function goThrough(steps: readonly Step[], tell: (told: Told) => void): Promise<void> {
  for (const step of steps) {
    switch (step.kind) {
      case 'read':
        expect(step.asked.name, await store.read(step.asked), step.found)
        break
      case 'unit':
        for (const [at, found] of (await store.unit(step.asked)).entries()) expect(step.asked[at]?.name, found, step.found[at])
        break
      case 'send':
        await send(step)
        break
      case 'answer':
        tell(step)
        break
      default:
        step satisfies never
    }
  }
}

function expect(name: string | undefined, found: number, recorded: number | undefined): void {
  if (found !== recorded) throw new Error(`${name}: ${found} rows where ${recorded} were recorded`)
}

function send({ url, method, headers, body }: Extract<Step, { kind: 'send' }>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent }, (response) => {
      response.on('end', resolve).resume()
    })
    sent.on('error', reject).end(body)
  })
}
