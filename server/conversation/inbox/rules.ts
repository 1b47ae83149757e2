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

/**
 * What stands for a line where a caller carries the channel itself: such a caller's own ids of messages are kept under it. No
 * line of a store file can be called this.
 */
export const carriedLine = '(api)'

export function isCarried(line: Pick<InboxLine, 'id'>): boolean {
  return line.id === carriedLine
}

/** As conversations and events name it. */
export function lineIdOf(line: Pick<InboxLine, 'id'>): string | null {
  return isCarried(line) ? null : line.id
}

/** A conversation without a line is carried by a caller that has its seller with it. */
export function floorRules(now: number, line: Pick<InboxLine, 'seller' | 'lockHours'> | null): FloorRules {
  return { now, lockMs: (line?.lockHours ?? 24) * 3_600_000, manned: line === null || line.seller !== null }
}

/** What is locked while a conversation that is not there yet is opened. */
export function openingSubject(shop: Shop, line: string, addressKey: string): string {
  return `${line} ${shop.hashAddress(addressKey)}`
}
