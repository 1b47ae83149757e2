/**
 * Every instant at which a kill could lose or double something. `npm run test:faults` kills the process at each of them,
 * the first, second and third time it is passed; a point that is never passed fails the run.
 */
export const faultPoints = [
  'commit.before',
  'commit.after',
  'inbound.before-store',
  'inbound.inside-store',
  'inbound.after-store',
  'turn.after-claim',
  'turn.before-answer',
  'turn.after-answer',
  'turn.after-journal',
  'tool.inside',
  'tool.after',
  'reply.inside',
  'reply.after',
  'delivery.after-claim',
  'delivery.before-repeat',
  'delivery.after-answer',
  'delivery.inside-record',
  'delivery.after-record',
  'status.inside',
  'status.after',
  'event.inside',
  'event.after',
  'erasure.begun',
  'erasure.inside',
  'erasure.after',
  'payment.after-session',
  'payment.after-notice',
  'payment.after-look',
  'payment.after-settle',
  'refund.before-ask',
  'refund.after-answer',
] as const

export type FaultPoint = (typeof faultPoints)[number]
