/** The least that hands an event on for good: it is written beside a cursor, and the next unit reads both and moves the cursor. */
import { serve } from './serve.ts'
import { openBareStore } from './store.ts'
import { waitingRoom } from './waits.ts'

const store = await openBareStore()
await store.exec('create table bare_events (id bigint primary key, data text not null)')
await store.exec('create table bare_cursors (id bigint primary key, due bigint)')
const room = waitingRoom()

serve(
  room.door(async (number) => {
    await store.unit([
      { name: 'tell', sql: 'insert into bare_events (id, data) values ($1, $2)', values: [number, JSON.stringify({ number })] },
      { name: 'set-due', sql: 'insert into bare_cursors (id, due) values ($1, $2)', values: [number, Date.now()] },
    ])
    room.committed(number)
    void handle(number)
  }),
)

async function handle(number: number): Promise<void> {
  const reads = [
    { name: 'find-cursor', sql: 'select id, due from bare_cursors where id = $1', values: [number] },
    { name: 'find-event', sql: 'select id, data from bare_events where id = $1', values: [number] },
  ]
  const move = { name: 'move-cursor', sql: 'update bare_cursors set due = null where id = $1', values: [number] }
  await store.unit([...reads, move], () => room.handled(number))
}
