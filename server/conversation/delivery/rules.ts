import type { Fate, MessageTemplate, SendResult } from '../channels/channels.ts'
import { isForward, type Mark } from '../inbox/inbox.ts'

/** How one message leaves the shop: `queued → sending → accepted | unknown | failed`, or `withdrawn` before it was sent. */
export interface Delivery {
  message: string
  conversation: string
  line: string
  role: 'customer' | 'seller' | 'staff' | 'system'
  text: string
  /** What goes instead of it outside the provider's window. */
  template: MessageTemplate | null
  address: string
  state: 'queued' | 'sending' | 'unknown' | 'accepted' | 'failed' | 'withdrawn'
  mark: Mark | null
  due: number | null
  /** Raised by every write: who sends decides on what he claimed. */
  epoch: number
  attempts: number
  firstTryAt: number | null
  unknownSince: number | null
  repeated: boolean
  providerId: string | null
  error: string | null
  /** When the customer last wrote before it; null where nobody asked. */
  askedAt: number | null
  correlation: string | null
}

/** The reason of a doubt that is ours: the process that was sending died. */
export const interrupted = 'interrupted'
/** A send that is not answered in this time has lost its process. */
export const sendLeaseMs = 30_000
const giveUpAfterMs = 24 * 3_600_000
const longestPauseMs = 30_000

export function isSettled(delivery: Pick<Delivery, 'state'>): boolean {
  return delivery.state === 'accepted' || delivery.state === 'failed' || delivery.state === 'withdrawn'
}

/** `repeat` only for what may be sent a second time after its doubt: then it is marked for staff. */
export function sending(delivery: Delivery, now: number, repeat: boolean): Delivery {
  return {
    ...delivery,
    state: 'sending',
    due: now + sendLeaseMs,
    attempts: delivery.attempts + 1,
    firstTryAt: delivery.firstTryAt ?? now,
    unknownSince: null,
    repeated: delivery.repeated || repeat,
  }
}

export function afterAnswer(delivery: Delivery, answer: SendResult, now: number, fraction: number): Delivery {
  switch (answer.kind) {
    case 'accepted':
      return accepted(delivery, answer.providerId)
    case 'refused':
      return failed(delivery, answer.reason)
    case 'unknown':
      return inDoubt(delivery, now, answer.reason)
    case 'try_later': {
      if (now - (delivery.firstTryAt ?? now) > giveUpAfterMs) return failed(delivery, answer.reason)
      const pause = answer.afterMs ?? Math.min(1000 * 2 ** (delivery.attempts - 1), longestPauseMs) * (1 - fraction / 2)
      return { ...delivery, state: 'queued', due: now + Math.round(pause), error: answer.reason }
    }
    default:
      return answer satisfies never
  }
}

/** The answer was lost: from now on the doubt runs, and nothing is sent until the fate is known or the doubt is over. */
export function inDoubt(delivery: Delivery, now: number, reason: string): Delivery {
  return { ...delivery, state: 'unknown', unknownSince: now, due: now + 1000, error: reason }
}

export type NextOfDoubt = { kind: 'settled'; delivery: Delivery } | { kind: 'wait'; delivery: Delivery } | { kind: 'repeat' }

/**
 * After the doubt a reply goes once more; what was already repeated, and is not known to have stayed here, is left for staff to see. So is
 * what costs money each time it is sent.
 */
export function afterLookUp(delivery: Delivery, fate: Fate, now: number, doubtMs: number, costs: boolean): NextOfDoubt {
  if (fate.kind === 'accepted') return { kind: 'settled', delivery: accepted(delivery, fate.providerId) }
  const since = delivery.unknownSince ?? now
  const doubtEnds = since + doubtMs
  if (now < doubtEnds) {
    // Soon at first, then less often: a status usually comes within seconds.
    const pause = Math.max(1000, (now - since) / 2)
    return { kind: 'wait', delivery: { ...delivery, due: Math.min(now + pause, doubtEnds) } }
  }
  // Two silences are the provider's, and a third send would be one too many. But where it was we who died, and the provider says
  // that it has nothing, there was no send at all: kills alone never lose a reply.
  const neverLeft = fate.kind === 'not_found' && delivery.error === interrupted
  if (costs && !neverLeft)
    return { kind: 'settled', delivery: failed(delivery, 'the provider never confirmed it, and a template goes once') }
  if (delivery.repeated && !neverLeft)
    return { kind: 'settled', delivery: failed(delivery, 'the provider confirmed neither the send nor its repeat') }
  return { kind: 'repeat' }
}

/** A status is proof that the provider has the message, even when its own answer never came. */
export function afterStatus(delivery: Delivery, status: Mark, providerId: string, reason: string | null): Delivery {
  if (delivery.state === 'withdrawn' || !isForward(delivery.mark, status)) return delivery
  if (status === 'failed')
    return { ...failed(delivery, reason ?? 'the provider could not deliver it'), providerId: delivery.providerId ?? providerId }
  return { ...accepted(delivery, delivery.providerId ?? providerId), mark: status }
}

function accepted(delivery: Delivery, providerId: string): Delivery {
  return { ...delivery, state: 'accepted', mark: delivery.mark ?? 'sent', due: null, unknownSince: null, providerId, error: null }
}

export function failed(delivery: Delivery, reason: string): Delivery {
  return { ...delivery, state: 'failed', mark: 'failed', due: null, unknownSince: null, error: reason }
}

/** It may be with the customer or not; a person speaks now, and nothing is said again over his words. */
export function overtaken(delivery: Delivery): Delivery {
  return failed(delivery, 'never confirmed, and a person has taken over since')
}

export function withdrawn(delivery: Delivery): Delivery {
  return { ...delivery, state: 'withdrawn', due: null }
}
