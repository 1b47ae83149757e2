/** The whole program in a process of its own, with our provider's channel and an end that can be ordered. */
import type { FaultPoint } from '../../server/platform/world/faults.ts'
import { standInChannel } from '../fakes/stand-in-channel.ts'
import { type DamageName, inflict } from './damage.ts'

/** `kill`: die where the point is passed for the n-th time from now. `pause`: stop there until the parent says go on. */
export interface Order {
  point: FaultPoint
  hit: number
  action: 'kill' | 'pause'
}

/** What the parent says in the environment. */
export interface ChildOptions {
  lookUp: boolean
  damage: DamageName | null
  /** Holds from the first instruction on; else it comes as a message. */
  order?: Order | null
}

const { lookUp, damage, ...given }: ChildOptions = JSON.parse(process.env.FAULT_GRID ?? '')
if (damage) inflict(damage)
const { start } = await import('../../server/main.ts')

let order: Order | null = given.order ?? null
let passed = 0
process.on('message', (told: Order | 'go on as usual') => {
  order = typeof told === 'string' ? null : told
  passed = 0
  process.send?.('armed')
})
// Whoever started it is gone: nobody would end it.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.channel?.unref()

function fault(point: FaultPoint): void | Promise<void> {
  if (order?.point !== point || ++passed !== order.hit) return
  if (order.action === 'pause') return pause()
  process.kill(process.pid, 'SIGKILL')
  // Not one instruction of the program after this.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function pause(): Promise<void> {
  return new Promise((goOn) => {
    process.send?.('paused', () => {
      process.kill(process.pid, 'SIGSTOP')
      goOn()
    })
  })
}

process.exit(await start({ channels: [standInChannel({ lookUp })], fault }))
