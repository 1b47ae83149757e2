import type { PersonalData, Piece } from '../commerce/customers/customers.ts'
import { forgetSubject } from '../platform/events/events.ts'
import { echoesSection, erasingEchoes } from './delivery/delivery.ts'
import {
  conversationsOf,
  conversationsSection,
  endForGood,
  erasingHandoffs,
  erasingMessages,
  eventsSection,
  handoffsSection,
  hasConversation,
  messagesSection,
} from './inbox/inbox.ts'
import { forgetWhoseNumbers } from './seller/seller.ts'
import { forgetJournal, stepsSection, toolCallsSection } from './turns/turns.ts'

/** What conversations hold of people: of an erased one nothing stays but that it was, in the counts of what was erased. */
export const conversationsData: PersonalData = {
  sections: [conversationsSection, messagesSection, handoffsSection, echoesSection, stepsSection, toolCallsSection, eventsSection],
  keeps: {
    message_hashes:
      'Keyed hashes of the provider’s ids of his messages of the last 8 days, until no provider repeats them any more: a repeat is not taken for news',
    numbers: 'Numbers of the counter that he took: that they were given, not to whom',
  },
  conversations: { of: conversationsOf, end: endForGood, has: hasConversation },
  async *erase(shop, { conversations }): AsyncGenerator<Piece> {
    for (const id of conversations) {
      yield* erasingMessages(shop, id, (tx, upTo) => forgetJournal(tx, id, upTo))
      yield* erasingEchoes(shop, id)
      yield erasingHandoffs(id)
      yield {
        subjects: [id],
        erase: async (tx) => {
          await forgetSubject(tx, id)
          return { kept: { numbers: await forgetWhoseNumbers(tx, id) } }
        },
      }
    }
  },
}
