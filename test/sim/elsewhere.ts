import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Day, DayOptions } from './day.ts'

const launcher = join(import.meta.dirname, '../../bin/mostrador.js')
const sim = join(import.meta.dirname, 'sim.ts')

/** A day in a process of its own: within a test, where every promise is followed, it would take nearly twice as long. */
export function liveElsewhere({ seed, conversations, hours, lookUp, damage }: DayOptions & { damage?: string }): Day {
  const options = [
    ...(conversations === undefined ? [] : ['--conversations', String(conversations)]),
    ...(hours === undefined ? [] : ['--hours', String(hours)]),
    ...(lookUp === false ? ['--no-look-up'] : []),
    ...(damage === undefined ? [] : ['--damage', damage]),
  ]
  const args = [launcher, sim, '--json', '--seed', String(seed), ...options]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (!stdout.startsWith('{')) throw new Error(`the day of seed ${seed} was not lived to its end: ${stdout}${stderr}`)
  return JSON.parse(stdout)
}
