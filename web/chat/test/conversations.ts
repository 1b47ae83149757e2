import { randomBytes, randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Delivery, Message } from '../wire.ts'

/** One visitor's conversation as the test shop holds it. */
export class TestConversation {
  readonly messages: Message[] = []
  readonly streams = new Set<ServerResponse>()
  typing = false
  readUpTo = 0

  /** The same id again is the same message: `isNew` says which. */
  take(clientId: string, text: string): { message: Message; isNew: boolean } {
    const known = this.messages.find((message) => message.client_id === clientId)
    if (known) return { message: known, isNew: false }
    const message = this.#add({ role: 'customer', name: null, text, delivery: 'queued', client_id: clientId })
    return { message, isNew: true }
  }

  say(text: string, by: { role?: Message['role']; name?: string | null; at?: string } = {}): Message {
    return this.#add({ role: 'seller', name: 'Milo', delivery: 'sent', ...by, text })
  }

  mark(seq: number, delivery: Delivery): void {
    const message = this.messages[seq - 1]
    if (!message) throw new Error(`there is no message ${seq}`)
    message.delivery = delivery
    this.#tell('message', message, message.seq)
  }

  setTyping(on: boolean): void {
    this.typing = on
    this.#tell('typing', { on })
  }

  open(stream: ServerResponse, after: number): void {
    this.streams.add(stream)
    stream.on('close', () => this.streams.delete(stream))
    for (const message of this.messages.filter((one) => one.seq > after)) stream.write(event('message', message, message.seq))
    if (this.typing) stream.write(event('typing', { on: true }))
  }

  #add(message: Omit<Message, 'id' | 'seq' | 'at'> & { at?: string }): Message {
    const added: Message = { id: randomUUID(), seq: this.messages.length + 1, at: new Date().toISOString(), ...message }
    this.messages.push(added)
    this.#tell('message', added, added.seq)
    return added
  }

  #tell(type: string, data: unknown, id?: number): void {
    for (const stream of this.streams) stream.write(event(type, data, id))
  }
}

function event(type: string, data: unknown, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
