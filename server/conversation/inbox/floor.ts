/**
 * Who may answer the customer. At any moment somebody holds the floor of a conversation, and every change of it is a row of
 * the table below: it is the code and the test's oracle.
 */
export type Holder = 'seller' | 'staff' | 'nobody'

export interface Floor {
  holder: Holder
  since: number
  /** When staff's hold ends by itself, in business time; null for the others. */
  until: number | null
  reason: FloorReason
  /** Raised by every change: who read an older one decides on an older floor. */
  epoch: number
}

export type FloorReason =
  | 'opened'
  | 'no_seller'
  | 'staff_wrote'
  | 'customer_asked'
  | 'seller_asked'
  | 'staff_asked'
  | 'seller_failed'
  | 'released'
  | 'expired'
  | 'closed'
  | 'customer_returned'

export type FloorEvent =
  /** Anything a customer sends. */
  | { kind: 'customer_wrote' }
  /** A person's text or media, from the admin app, the API, or the shop's own phone. */
  | { kind: 'staff_wrote' }
  | { kind: 'handed_over'; reason: FloorReason }
  /** One of the staff takes a hand-over on. */
  | { kind: 'accepted' }
  | { kind: 'released' }
  | { kind: 'closed' }
  /** What our own sends, reactions and imported history amount to. */
  | { kind: 'echo_of_ours' }

export interface FloorRules {
  now: number
  lockMs: number
  /** Whether the line has a seller at all. */
  manned: boolean
}

type Standing = 'seller' | 'staff' | 'closed' | 'unmanned'
type Move = 'stay' | 'to_seller' | 'to_staff' | 'close'

/** `to_seller` on a line without a seller leaves the floor to nobody. */
const table = {
  seller: {
    customer_wrote: 'stay',
    staff_wrote: 'to_staff',
    handed_over: 'to_staff',
    accepted: 'stay',
    released: 'stay',
    closed: 'close',
    echo_of_ours: 'stay',
  },
  staff: {
    customer_wrote: 'stay',
    staff_wrote: 'to_staff',
    handed_over: 'stay',
    accepted: 'to_staff',
    released: 'to_seller',
    closed: 'close',
    echo_of_ours: 'stay',
  },
  closed: {
    customer_wrote: 'to_seller',
    staff_wrote: 'to_staff',
    handed_over: 'to_staff',
    accepted: 'stay',
    released: 'stay',
    closed: 'stay',
    echo_of_ours: 'stay',
  },
  unmanned: {
    customer_wrote: 'stay',
    staff_wrote: 'to_staff',
    handed_over: 'to_staff',
    accepted: 'stay',
    released: 'stay',
    closed: 'close',
    echo_of_ours: 'stay',
  },
} as const satisfies Record<Standing, Record<FloorEvent['kind'], Move>>

export function openingFloor(rules: Pick<FloorRules, 'now' | 'manned'>): Floor {
  return {
    holder: rules.manned ? 'seller' : 'nobody',
    since: rules.now,
    until: null,
    reason: rules.manned ? 'opened' : 'no_seller',
    epoch: 0,
  }
}

/** The floor as it stands now: staff's hold ends by time, whether or not anybody wrote that down yet. */
export function floorAt(floor: Floor, rules: FloorRules): Floor {
  if (floor.holder === 'staff' && floor.until !== null && floor.until <= rules.now) return toSeller(floor, 'expired', floor.until, rules)
  // The store file gave the line a seller, or took it away, since the floor was last written.
  if (floor.holder === 'nobody' && floor.reason === 'no_seller' && rules.manned) return toSeller(floor, 'opened', rules.now, rules)
  if (floor.holder === 'seller' && !rules.manned) return toSeller(floor, 'no_seller', rules.now, rules)
  return floor
}

export function moveFloor(before: Floor, event: FloorEvent, rules: FloorRules): Floor {
  const floor = floorAt(before, rules)
  const move: Move = table[standing(floor)][event.kind]
  switch (move) {
    case 'stay':
      return floor
    case 'to_seller':
      return toSeller(floor, event.kind === 'customer_wrote' ? 'customer_returned' : 'released', rules.now, rules)
    case 'to_staff':
      return toStaff(floor, event.kind === 'handed_over' ? event.reason : 'staff_wrote', rules)
    case 'close':
      return { holder: 'nobody', since: rules.now, until: null, reason: 'closed', epoch: floor.epoch + 1 }
    default:
      return unreachable(move)
  }
}

export function isClosed(floor: Floor): boolean {
  return floor.holder === 'nobody' && floor.reason === 'closed'
}

function standing(floor: Floor): Standing {
  if (floor.holder !== 'nobody') return floor.holder
  return floor.reason === 'closed' ? 'closed' : 'unmanned'
}

function toSeller(floor: Floor, reason: FloorReason, since: number, rules: FloorRules): Floor {
  const epoch = floor.epoch + 1
  if (!rules.manned) return { holder: 'nobody', since, until: null, reason: 'no_seller', epoch }
  return { holder: 'seller', since, until: null, reason, epoch }
}

/** Each word of staff holds the floor for the whole time again; who held it keeps its `since` and reason. */
function toStaff(floor: Floor, reason: FloorReason, rules: FloorRules): Floor {
  const until = rules.now + rules.lockMs
  if (floor.holder === 'staff') return { ...floor, until, epoch: floor.epoch + 1 }
  return { holder: 'staff', since: rules.now, until, reason, epoch: floor.epoch + 1 }
}

function unreachable(move: never): never {
  throw new Error(`no such move of the floor: ${String(move)}`)
}
