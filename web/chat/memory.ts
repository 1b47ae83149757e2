import type { Unsent } from './conversation.ts'
import type { Line, Message } from './wire.ts'

/** What this browser keeps of one conversation between two visits. */
export interface Remembered {
  token: string
  messages: Message[]
  readUpTo: number
}

/**
 * The browser's storage, under names of one shop's line. Where it is denied (private mode, a sandboxed frame) or
 * full, the conversation lives as long as the page: nothing here may stop a visitor from writing.
 */
export class Memory {
  readonly #prefix: string
  readonly #storage: Storage | null

  constructor(shop: string, line: string, storage: Storage | null = findStorage()) {
    this.#prefix = `mostrador:${shop}:${line}:`
    this.#storage = storage
  }

  line(): Line | null {
    return this.#read('line')
  }

  keepLine(line: Line): void {
    this.#write('line', line)
  }

  conversation(): Remembered | null {
    return this.#read('conversation')
  }

  keepConversation(conversation: Remembered): void {
    this.#write('conversation', { ...conversation, messages: conversation.messages.slice(-60) })
  }

  /** Each unsent message has its own name: another tab of the same visitor must not write over it. */
  unsent(): Unsent[] {
    const found: Unsent[] = []
    for (const name of this.#names('unsent:')) {
      const message = this.#read<Unsent>(name)
      if (message) found.push(message)
    }
    return found.sort((one, other) => one.at - other.at)
  }

  keepUnsent(message: Unsent): void {
    this.#write(`unsent:${message.id}`, message)
  }

  dropUnsent(id: string): void {
    this.#attempt((storage) => storage.removeItem(`${this.#prefix}unsent:${id}`))
  }

  draft(): string {
    return this.#read('draft') ?? ''
  }

  keepDraft(text: string): void {
    this.#write('draft', text)
  }

  #names(start: string): string[] {
    const all = this.#attempt((storage) => Object.keys(storage)) ?? []
    return all.filter((name) => name.startsWith(this.#prefix + start)).map((name) => name.slice(this.#prefix.length))
  }

  #read<T>(name: string): T | null {
    return this.#attempt((storage) => JSON.parse(storage.getItem(this.#prefix + name) ?? 'null') as T | null)
  }

  #write(name: string, value: unknown): void {
    this.#attempt((storage) => storage.setItem(this.#prefix + name, JSON.stringify(value)))
  }

  #attempt<T>(action: (storage: Storage) => T): T | null {
    try {
      return this.#storage && action(this.#storage)
    } catch {
      // Full, forbidden meanwhile, or written by somebody else: the page goes on without.
      return null
    }
  }
}

function findStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    // Only to ask for it throws where the browser denies it.
    return null
  }
}
