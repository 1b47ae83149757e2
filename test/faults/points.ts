import type { FaultPoint } from '../../server/platform/world/faults.ts'

/** What dies where, in words for whoever reads the table for the first time. */
export const whatDies: Readonly<Record<FaultPoint, string>> = {
  'commit.before': 'a batch of writes, right before its commit',
  'commit.after': 'a commit that nobody has heard of yet',
  'inbound.before-store': 'a webhook that is verified and not stored',
  'inbound.inside-store': 'the storing of a message, half way',
  'inbound.after-store': 'a stored message, before its 200',
  'turn.after-claim': 'a turn that was just taken',
  'turn.before-answer': 'a seller about to think',
  'turn.after-answer': 'an answer that is not written down',
  'turn.after-journal': 'an answer in the journal, nothing done yet',
  'tool.inside': 'a tool half way through its effect',
  'tool.after': 'a tool that is done, its result not used',
  'reply.inside': 'a reply half written',
  'reply.after': 'a written reply that nobody sends yet',
  'delivery.after-claim': 'a send that is about to leave',
  'delivery.before-repeat': 'a send that nobody heard of, about to go once more',
  'delivery.after-answer': 'a send the provider took, its answer not noted',
  'delivery.inside-record': "the noting of the provider's answer, half way",
  'delivery.after-record': 'a send that is done and noted',
  'status.inside': 'a status (delivered, read) half written',
  'status.after': 'a written status, before its 200',
  'event.inside': 'an event handler half way (the notice that a person comes)',
  'event.after': 'an event that was just handled',
}
