import { lineSecret } from '../harness/shop.ts'
import { verifies } from '../load/webhook.ts'
import type { Heard, Told } from './serve.ts'
import type { BareStore } from './store.ts'

const sql = 'insert into bare_messages (id, sender, words) values ($1, $2, $3) on conflict do nothing'

/** The least that keeps a signed message for good: its signature is checked, and it is one row in the next commit. */
export async function messageTaker(store: BareStore): Promise<(heard: Heard) => Promise<Told>> {
  await store.exec('create table bare_messages (id text primary key, sender text not null, words text not null)')
  return async ({ headers, body }) => {
    if (!verifies({ headers, body }, lineSecret)) return { status: 401, body: '' }
    const [message] = (JSON.parse(body.toString()) as { messages: { id: string; from: string; text: string }[] }).messages
    if (!message) return { status: 400, body: '' }
    await store.unit([{ name: 'insert-message', sql, values: [message.id, message.from, message.text] }])
    return { status: 200, body: '{"status":"ok"}' }
  }
}
