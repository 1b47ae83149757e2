import { z } from 'zod'
import { done } from '../../platform/outcome.ts'
import { findConversationById, handOverIn, handoffOf, openUnder, toConversation } from '../inbox/inbox.ts'
import { refuseTool } from './refusals.ts'
import { actingTool } from './tool.ts'

export const requestHuman = actingTool({
  name: 'request_human',
  title: 'Ask for a person',
  description:
    'Gives the conversation to the shop’s people at once: nothing more is answered by machine until they let go of it. When the customer asks for a person, complains, or needs what no tool does.',
  scope: 'conversations:write',
  inConversation: true,
  destroys: false,
  repeats: 'safely',
  input: z.object({
    reason: z.string().trim().min(1).max(500).describe('in a few words, for whoever takes it over'),
    summary: z.string().trim().min(1).max(4000).optional().describe('what was said and done so far'),
  }),
  output: z.object({
    handoff: z.object({
      id: z.string().nullable().describe('null where people had the conversation already, without being asked'),
      status: z.enum(['waiting', 'accepted', 'ended']),
      team: z.string().nullable(),
    }),
  }),
  async act(tx, { conversation: id, line }, { reason, summary }) {
    await tx.lock(id)
    const row = (await tx.run(findConversationById, { id })).rows[0]
    const conversation = row ? toConversation(row) : await openUnder(tx, line, id)
    if (!conversation) return refuseTool('conversation_not_found', { detail: `the conversation ${id} is being erased` })
    await handOverIn(tx, line, conversation, { reason: 'seller_asked', words: reason, team: null, summary: summary ?? null })
    const handoff = await handoffOf(tx, id)
    const { id: waiting = null, status = 'accepted', team = conversation.team } = handoff ?? {}
    return done({ handoff: { id: waiting, status, team } })
  },
})
