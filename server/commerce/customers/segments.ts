/** What a customer's orders come to, as order events have counted them. */
export interface Figures {
  orders: number
  /** In minor units of the tenant's currency. */
  total: number
  lastOrderAt: number | null
}

export const noOrders: Figures = { orders: 0, total: 0, lastOrderAt: null }

/** A rule holds when everything it names holds; the first that does gives the segment. */
export interface SegmentRule {
  segment: string
  /** So many orders or more. */
  orders?: number
  /** Bought for so much or more, in minor units. */
  total?: number
  /** Since the last order. */
  quietDays?: number
}

/** Of nobody who ever bought it is said that he went away: dormant asks for an order first. */
export const segmentRules: readonly SegmentRule[] = [
  { segment: 'dormant', orders: 1, quietDays: 180 },
  { segment: 'vip', orders: 5 },
  { segment: 'repeat', orders: 2 },
  { segment: 'new' },
]

const dayMs = 86_400_000

export function segmentOf(figures: Figures, now: number, rules: readonly SegmentRule[] = segmentRules): string {
  return rules.find((rule) => holds(rule, figures, now))?.segment ?? 'new'
}

function holds(rule: SegmentRule, figures: Figures, now: number): boolean {
  if (rule.orders !== undefined && figures.orders < rule.orders) return false
  if (rule.total !== undefined && figures.total < rule.total) return false
  if (rule.quietDays === undefined) return true
  return figures.lastOrderAt !== null && now - figures.lastOrderAt >= rule.quietDays * dayMs
}
