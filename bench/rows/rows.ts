import type { Row } from '../harness/row.ts'
import { row as booking } from './booking.ts'
import { row as cart } from './cart.ts'
import { row as checkout } from './checkout.ts'
import { row as events } from './events.ts'
import { row as importing } from './import.ts'
import { row as inbound } from './inbound.ts'
import { listRows } from './list.ts'
import { mcpRows } from './mcp.ts'
import { row as mcpCart } from './mcp-cart.ts'
import { row as memory } from './memory.ts'
import { row as product } from './product.ts'
import { searchRows } from './search.ts'
import { row as start } from './start.ts'
import { row as turn } from './turn.ts'

/** In the order in which a shop lives through them. */
export const rows: readonly Row[] = [
  ...[start, memory, inbound, turn, events],
  ...[...searchRows, ...listRows, product, importing],
  ...[cart, checkout, booking],
  ...[...mcpRows, mcpCart],
]
