import './inbox.tables.ts'

export { type Conversation, isForward, type Mark, type Message, preview, type Role, statusOf } from './conversation.ts'
export { findConversationByAddress, findConversationById, noteShopWrote, toConversation } from './conversations.sql.ts'
export { countReceived, countSaid } from './counted.ts'
export { handOut } from './deliveries.sql.ts'
export { startForgetting } from './erased-messages.ts'
export { type Floor, floorAt, isClosed } from './floor.ts'
export { startFloorClock } from './floor-clock.ts'
export { findHandoff } from './handoffs.sql.ts'
export { erasingHandoffs, type Handoff, type HandoffRefusal, handoffOf, handoffsSection, listHandoffs } from './handoffs.ts'
export { chatMessageNew, chatResponse, inboxEvents, salesAccepted, salesEscalate, salesReleased, whatsappStatus } from './inbox.events.ts'
export { insertOwnMessage, lastCustomerMessage, listMessages, toMessage } from './messages.sql.ts'
export {
  conversationsOf,
  conversationsSection,
  endForGood,
  erasingMessages,
  eventsSection,
  hasConversation,
  messagesSection,
} from './personal.ts'
export {
  type ConversationFilter,
  countConversations,
  findConversation,
  listConversations,
  markRead,
  newestOpenConversation,
  progressOf,
  readMessages,
} from './read.ts'
export { type CarriedMessage, type Received, receiveCarried, receiveMessage, type StoredMessage } from './receive.ts'
export { carriedLine, floorRules, type InboxLine } from './rules.ts'
export { advanceQueue, say, tellResponse } from './say.ts'
export {
  accept,
  assignTo,
  close,
  handOver,
  handOverIn,
  type InboxRefusal,
  label,
  moveOnStaffWords,
  type Place,
  release,
  replyAsStaff,
} from './staff.ts'
export {
  claimTurn,
  closeTurn,
  dueTurns,
  findTurn,
  firstDueTurn,
  freeTurnClaims,
  postponeTurn,
  renewClaim,
  silenceOpenTurn,
} from './turns.sql.ts'
export { buyerOf, customerOf, meetUnder, openUnder } from './whose.ts'
