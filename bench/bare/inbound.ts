/** A bare server that takes signed messages. */
import { messageTaker } from './messages.ts'
import { serve } from './serve.ts'
import { openBareStore } from './store.ts'

serve(await messageTaker(await openBareStore()))
