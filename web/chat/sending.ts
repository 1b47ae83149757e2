import type { Chat } from './chat.ts'
import type { Unsent } from './conversation.ts'
import { pauseAfter } from './pauses.ts'

/** About half a minute of trying; then the visitor is told, and it goes on when the shop is back. */
const mostTries = 6

/** Brings what was written to the shop: one message at a time, so that they arrive in the order they were written. */
export class Sending {
  readonly #chat: Chat
  #busy = false

  constructor(chat: Chat) {
    this.#chat = chat
  }

  async flush(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#send(next)
    } finally {
      this.#busy = false
    }
  }

  #next(): Unsent | undefined {
    return this.#chat.state.unsent.find((one) => !one.failed)
  }

  async #send({ id, text }: Unsent): Promise<void> {
    const { door, language, pauses } = this.#chat
    for (let failures = 1; this.#isWaiting(id); failures++) {
      const answer = await this.#chat.asVisitor(() => door.send({ id, text, language }))
      if (answer.kind === 'ok') return this.#chat.tell({ kind: 'arrived', messages: [answer.value.message] })
      if (answer.kind === 'refused') return this.#chat.tell({ kind: 'failed', id, failure: 'refused' })
      if (failures === mostTries) return this.#chat.tell({ kind: 'failed', id, failure: 'unreachable' })
      await pauses.for(pauseAfter(failures, answer.kind === 'later' ? answer.afterMs : null))
    }
  }

  /** Where the answer was lost, the stream may have brought the stored message meanwhile. */
  #isWaiting(id: string): boolean {
    return this.#chat.state.unsent.some((one) => one.id === id && !one.failed)
  }
}
