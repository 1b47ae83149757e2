import type { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import type { Outcome } from '../../platform/outcome.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Scope } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'
import type { InboxLine } from '../inbox/inbox.ts'
import type { ToolRefusal } from './refusals.ts'

/** Who uses a tool, for which conversation, and how much of the shop is his to see. */
export interface ToolUse {
  readonly shop: Shop
  /** The one that it acts for; any word of a caller's, or of ours. Empty where a tool acts for none. */
  readonly conversation: string
  readonly line: InboxLine | null
  readonly by: Actor
  /**
   * A program with a key of the shop's acts for the shop and may look anybody up, as it may over REST. A seller acts for whoever is
   * writing to him: what that customer asks for about others is not shown, whoever he says he is.
   */
  readonly actsFor: 'shop' | 'customer'
  /** What is sold here; null is everything. */
  readonly storefront: string | null
  readonly publicUrl: string
}

export type ToolOutcome<Value = unknown> = Outcome<Value, ToolRefusal>

/** What a model and a program are told of a tool. It does no I/O but the database, so that a journal can stand beside what it does. */
interface Described<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string
  readonly title: string
  /** For a model: what it does, and when to use it. */
  readonly description: string
  /** That of the operation of REST that does the same. */
  readonly scope: Scope
  /** Whether it acts for a conversation. A seller's is the one he is in; others name theirs as `conversation_id`. */
  readonly inConversation: boolean
  readonly input: Input
  readonly output: Output
}

/** Looks, and changes nothing: also where looking waits for the reader of the search, which no unit may. */
export interface ReadingTool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject>
  extends Described<Input, Output> {
  readonly kind: 'reads'
  read(use: ToolUse, given: z.output<Input>): Promise<ToolOutcome<z.input<Output>>>
}

/** Changes something, in a unit that is open already. */
export interface ActingTool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject>
  extends Described<Input, Output> {
  readonly kind: 'acts'
  /** Whether something that was there is gone afterwards. */
  readonly destroys: boolean
  /** Whether doing it twice is doing it once. */
  readonly repeats: 'safely' | 'again'
  /** What its unit has to lock beside the conversation, as far as can be told beforehand. */
  subjects?(use: ToolUse, given: z.output<Input>): Promise<string[]>
  act(tx: Tx, use: ToolUse, given: z.output<Input>): Promise<ToolOutcome<z.input<Output>>>
}

export type Tool = ReadingTool | ActingTool

/** Keep the types of one tool together while a list holds them all. */
export function readingTool<Input extends z.ZodObject, Output extends z.ZodObject>(tool: Omit<ReadingTool<Input, Output>, 'kind'>): Tool {
  return { kind: 'reads', ...tool } as unknown as Tool
}

export function actingTool<Input extends z.ZodObject, Output extends z.ZodObject>(tool: Omit<ActingTool<Input, Output>, 'kind'>): Tool {
  return { kind: 'acts', ...tool } as unknown as Tool
}
