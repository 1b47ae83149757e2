import type { Line } from '../../shop/lines/lines.ts'
import type { Shop } from '../../shop/shop.ts'
import type { FloorRules } from './floor.ts'

/** A line as the inbox needs it: its settings, the kind of channel it is, and how long staff hold the floor. */
export interface InboxLine extends Line {
  channel: string
  /** Whether committing is delivering on this channel. */
  local: boolean
  lockHours: number
}

/** A conversation without a line is carried by a caller that has its seller with it. */
export function floorRules(now: number, line: Pick<InboxLine, 'seller' | 'lockHours'> | null): FloorRules {
  return { now, lockMs: (line?.lockHours ?? 24) * 3_600_000, manned: line === null || line.seller !== null }
}

/** What is locked while a conversation that is not there yet is opened. */
export function openingSubject(shop: Shop, line: string, addressKey: string): string {
  return `${line} ${shop.hashAddress(addressKey)}`
}
