import type { Actor } from '../../shop/audit/audit.ts'
import type { Caller } from './operation.ts'

export { buyerOf } from '../../conversation/inbox/inbox.ts'

export function actorOf(caller: Caller): Actor {
  return { kind: caller.kind, name: caller.name }
}
