import type { Tool, ToolOutcome } from '../tools/tools.ts'

export { scriptedSeller } from './scripted.ts'
export { forgetWhoseNumbers, sellerTools } from './tools.ts'

/** Who answers: one step at a time, so that every answer is journalled before anything comes of it. */
export interface Engine {
  readonly name: string
  step(prompt: Prompt, signal: AbortSignal): Promise<Answer>
}

export interface Prompt {
  readonly seller: { readonly name: string; readonly persona: string }
  readonly language: string
  readonly messages: readonly PromptMessage[]
  /** What this turn did so far: each answer with what its tools gave back. */
  readonly steps: readonly { readonly answer: Answer; readonly results: readonly ToolResult[] }[]
  readonly tools: readonly Tool[]
}

export interface PromptMessage {
  readonly seq: number
  readonly role: 'customer' | 'seller' | 'staff' | 'system'
  readonly text: string
  /** One of the messages this turn is to answer; the others are there to be remembered. */
  readonly asked: boolean
}

/** Either the tools to call next, or what to say; saying nothing ends the turn in silence. */
export interface Answer {
  readonly calls: readonly ToolCall[]
  readonly say: readonly string[]
}

export interface ToolCall {
  readonly tool: string
  readonly arguments: unknown
}

export type ToolResult = ToolOutcome
