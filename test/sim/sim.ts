/**
 * `npm run sim -- --seed 7`: one simulated day of a shop, replayed exactly from its seed. `--seeds 200` lives that many days from
 * `--seed` on; `--no-look-up` lives them with a provider that cannot be asked what became of a send; `--json` prints them whole.
 */
import { parseArgs } from 'node:util'
import { damage } from './damage.ts'
import type { Day } from './day.ts'

const { values } = parseArgs({
  allowNegative: true,
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    conversations: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '18' },
    'look-up': { type: 'boolean', default: true },
    damage: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
if (values.damage !== undefined) damage(values.damage)
// Only now: what is damaged must be damaged before it is loaded.
const { liveDay } = await import('./day.ts')

const first = Number(values.seed)
let bad = 0
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const started = performance.now()
  const { conversations, hours, 'look-up': lookUp } = values
  const day = await liveDay({ seed, conversations: Number(conversations), hours: Number(hours), lookUp })
  if (values.json) console.log(JSON.stringify(day))
  else tell(day, (performance.now() - started) / 1000)
  if (day.faults.length > 0) bad++
}
process.exitCode = bad === 0 ? 0 : 1

function tell({ seed, messages, replies, kills, marked, faults, fingerprint }: Day, seconds: number): void {
  const facts = `${messages} messages, ${replies} replies, ${kills} kills, ${marked} marked repeats`
  console.log(`${faults.length === 0 ? '✔' : '✖'} seed ${seed}: ${facts}, ${fingerprint.slice(0, 16)} (${seconds.toFixed(1)} s)`)
  for (const fault of faults.slice(0, 20)) console.log(`    ${fault}`)
  if (faults.length > 20) console.log(`    and ${faults.length - 20} more`)
}
