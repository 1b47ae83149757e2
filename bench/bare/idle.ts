/** The least that could be called started: the runtime, an open database, a port. */
import { serve } from './serve.ts'
import { openBareStore } from './store.ts'

const store = await openBareStore()
await store.exec('create table if not exists bare_rows (id text primary key)')
serve(() => Promise.resolve({ status: 404, body: '' }))
