import type { Row } from '../harness/row.ts'
import { row as cart } from './cart.ts'
import { row as events } from './events.ts'
import { row as inbound } from './inbound.ts'
import { row as memory } from './memory.ts'
import { row as search } from './search.ts'
import { row as start } from './start.ts'
import { row as turn } from './turn.ts'

/** In the order in which a shop lives through them. */
export const rows: readonly Row[] = [start, memory, inbound, turn, events, search, cart]
