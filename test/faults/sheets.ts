import { type FaultPoint, faultPoints } from '../../server/platform/world/faults.ts'
import type { Mood } from '../fakes/stand-in.ts'
import type { Cell } from './cell.ts'
import { runErasure } from './erasure.ts'
import type { Sheet } from './grid.ts'
import { runPayment } from './payment.ts'

const asUsual = { lookUp: true, statuses: 'normal' } as const

/** What must go wrong at the provider for a point to be passed at all. */
function needs(point: FaultPoint, hit: number): Pick<Cell, 'moods'> {
  if (point !== 'delivery.before-repeat') return {}
  return { moods: Array.from({ length: hit }, (): Mood[] => ['drop', 'accept']).flat() }
}

/** A conversation of several messages with a tool step in each round, killed the first, second and third time a point is passed. */
export function pointSheet(points: readonly FaultPoint[], hits: readonly number[]): Sheet {
  const cells = points
    .filter(isOfConversations)
    .flatMap((point) =>
      [...hits, ...moreHits(point, hits)].map((hit) => ({ label: `hit ${hit}`, point, hit, rounds: 3, ...needs(point, hit) })),
    )
  return { title: 'a kill at every point', settings: asUsual, cells }
}

/** Every write of a conversation ends in a commit: past the third there are many more kinds of them. */
function moreHits(point: FaultPoint, hits: readonly number[]): number[] {
  if (hits.length < 3 || !point.startsWith('commit.')) return []
  return Array.from({ length: 21 }, (_, index) => index + 4)
}

/** The process that takes up the work is killed at the same point, from its first instruction on, and so is the next. */
export function againSheet(points: readonly FaultPoint[]): Sheet {
  const cells = points
    .filter(isOfConversations)
    .map((point) => ({ label: 'three times', point, hit: 1, rounds: 3, kills: 3, ...needs(point, 1) }))
  return { title: 'killed again on the way back', settings: asUsual, cells }
}

/** The others are never passed while people talk. */
function isOfConversations(point: FaultPoint): boolean {
  return !/^(?:erasure|payment|refund)\./.test(point)
}

/** An erasure, killed where one begins, and in and after its pieces. */
export function erasureSheet(points: readonly FaultPoint[], hits: readonly number[]): Sheet {
  const wanted = points.filter((point) => point.startsWith('erasure.'))
  const cells = wanted.flatMap((point) =>
    (point === 'erasure.begun' ? [1] : hits).map((hit) => ({ label: `hit ${hit}`, point, hit, rounds: 1 })),
  )
  return { title: 'a kill while somebody is erased', settings: asUsual, cells, run: runErasure }
}

/** Points that are passed by the buyer's hand and by each notice, and how often at least. */
const hitsOfPayments: Partial<Record<FaultPoint, readonly number[]>> = {
  'payment.after-session': [1],
  'payment.after-notice': [1, 2],
  'payment.after-look': [1, 2],
  'payment.after-settle': [1, 2],
  'refund.before-ask': [1],
  'refund.after-answer': [1],
  'commit.before': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  'commit.after': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
}

/** An order that is paid and given back, killed at each of its instants. */
export function paymentSheets(points: readonly FaultPoint[], most: number): Sheet[] {
  const cells = points.flatMap((point) =>
    (hitsOfPayments[point] ?? []).slice(0, most).map((hit) => ({ label: `hit ${hit}`, point, hit, rounds: 1 })),
  )
  return (['stripe', 'mercadopago'] as const).map((payments) => ({
    title: `a kill while money moves, by ${payments}`,
    settings: { ...asUsual, payments },
    cells,
    run: runPayment,
  }))
}

const aroundTheSend = [
  'turn.after-journal',
  'reply.after',
  'delivery.after-claim',
  'delivery.after-answer',
  'delivery.inside-record',
  'delivery.after-record',
  'status.inside',
  'status.after',
] as const satisfies readonly FaultPoint[]

/** How a provider can be, while the shop is killed too. */
const troubles: Readonly<Record<string, Pick<Cell, 'moods' | 'repeats' | 'refuseMs'>>> = {
  'provider says nothing': { moods: ['stall'] },
  'provider asks to slow down': { moods: ['rate_limit'] },
  'provider fails': { moods: ['error'] },
  'provider takes it, then drops the line': { moods: ['accept_then_drop'] },
  'provider drops the line, then takes it': { moods: ['drop_then_accept'] },
  'provider drops the line': { moods: ['drop'] },
  'nobody listens at the provider': { refuseMs: 300 },
  'every webhook comes three times': { repeats: 3 },
}

/** A send that our own death interrupted, then a repeat that the provider neither takes nor answers: a third would be one too many. */
function isTwoSilences(point: FaultPoint, { moods }: Pick<Cell, 'moods'>): boolean {
  return point === 'delivery.after-claim' && (moods?.includes('stall') || moods?.includes('drop')) === true
}

export function troubleSheet(points: readonly FaultPoint[]): Sheet {
  const wanted = aroundTheSend.filter((point) => points.includes(point))
  const cells = wanted.flatMap((point) =>
    Object.entries(troubles).map(([label, trouble]) => ({
      label,
      point,
      hit: 1,
      rounds: 1,
      ...trouble,
      givesUp: isTwoSilences(point, trouble),
    })),
  )
  return { title: 'a kill, and trouble at the provider', settings: asUsual, cells }
}

/** What tells the shop of the fate of a send: each way alone, and neither. Only without both is anything sent again. */
export function fateSheets(points: readonly FaultPoint[]): Sheet[] {
  const wanted = aroundTheSend.filter((point) => points.includes(point))
  const cells = (of: readonly FaultPoint[]) => of.flatMap((point) => [1, 2].map((hit) => ({ label: `hit ${hit}`, point, hit, rounds: 2 })))
  const silent = wanted.filter((point) => !point.startsWith('status.'))
  return [
    { title: 'no statuses, but sends can be looked up', settings: { lookUp: true, statuses: 'none' }, cells: cells(silent) },
    { title: 'no look-up, but statuses come', settings: { lookUp: false, statuses: 'normal' }, cells: cells(wanted) },
    { title: 'neither look-up nor statuses', settings: { lookUp: false, statuses: 'none' }, cells: cells(silent) },
  ]
}

export const everyPoint: readonly FaultPoint[] = faultPoints
