/** The least that keeps a signed message for good: its signature is checked, and it is one row in the next commit. */
import { lineSecret } from '../harness/shop.ts'
import { verifies } from '../load/webhook.ts'
import { serve } from './serve.ts'
import { openBareStore } from './store.ts'

const store = await openBareStore()
await store.exec('create table bare_messages (id text primary key, sender text not null, words text not null)')

serve(async ({ headers, body }) => {
  if (!verifies({ headers, body }, lineSecret)) return { status: 401, body: '' }
  const [message] = (JSON.parse(body.toString()) as { messages: { id: string; from: string; text: string }[] }).messages
  if (!message) return { status: 400, body: '' }
  await store.unit([insert(message)])
  return { status: 200, body: '{"status":"ok"}' }
})

const sql = 'insert into bare_messages (id, sender, words) values ($1, $2, $3) on conflict do nothing'

function insert({ id, from, text }: { id: string; from: string; text: string }) {
  return { name: 'insert-message', sql, values: [id, from, text] }
}
