/** The shop's events alone, as the program has them: a door that publishes, a handler, and how long each event waited for it. */
import { z } from 'zod'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/open-database.ts'
import { embeddedTransport, event, on, openEvents, startHandlers } from '../../server/platform/events/events.ts'
import { openLog } from '../../server/platform/telemetry/telemetry.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { serve } from '../bare/serve.ts'
import { waitingRoom } from '../bare/waits.ts'

const config = readConfig(process.env)
if (!config.ok) throw new Error(config.problems.join('\n'))
const world = realWorld()
const database = await openDatabase(world, config.config)
const room = waitingRoom()

const rang = event('bench.rang', 'Somebody rang.', z.object({ number: z.int() }))
const answersTheDoor = on(rang, 'bench.answers-the-door', async (_tx, { data }) => room.handled(data.number))
const events = openEvents(database, embeddedTransport(), [answersTheDoor])
await startHandlers(world, database, events, openLog({ level: 'error', now: world.machine, write: (line) => process.stderr.write(line) }))

serve(
  room.door(async (number) => {
    await events.transaction(database.tenant('demo'), 'bench.ring', null, async (tx) => {
      // Before anybody else hears of the commit.
      tx.afterCommit(() => room.committed(number))
      await tx.lock(`door ${number}`)
      await tx.publish(rang, { subject: `door ${number}`, data: { number } })
    })
  }),
)
