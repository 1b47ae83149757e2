import type { Chat } from './chat.ts'
import { listenFrom } from './conversation.ts'
import type { Answer } from './door.ts'
import { EventStreamReader, type StreamEvent } from './event-stream.ts'
import { pauseAfter } from './pauses.ts'
import type { Message } from './wire.ts'

/** The shop sends a sign of life every 20 s: this long without any, and the line is dead though nobody said so. */
const silenceMs = 45_000
/** A shorter break is not worth a word to the visitor. */
const breakShownAfterMs = 2500
/** A tab that nobody looks at gives its connection back: browsers allow six to one host, for all tabs together. */
const restAfterMs = 120_000
/** So long a stream may stay without a first byte before the messages are also asked for. */
const firstByteMs = 8000

type Heard = { worked: true } | { worked: false; afterMs: number | null }

/** Keeps up with the shop: by a stream, and where streams do not get through, by asking now and then. */
export class Listening {
  readonly #chat: Chat
  #started = false
  #resting = false
  #stream: AbortController | null = null
  #failures = 0
  /** Streams that failed in a row while plain requests got through. */
  #streamDoubts = 0
  #streamAgainAt = 0
  #lostTimer: ReturnType<typeof setTimeout> | undefined

  constructor(chat: Chat) {
    this.#chat = chat
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#watchThePage()
    void this.#listen()
  }

  /** The visitor has another token now: what is open listens to the wrong conversation. */
  startOver(): void {
    this.#stream?.abort()
    this.start()
  }

  async #listen(): Promise<never> {
    for (;;) {
      while (this.#resting) await this.#chat.pauses.for(2 ** 31 - 1)
      if (Date.now() < this.#streamAgainAt) await this.#askAndWait()
      else await this.#streamOnce()
    }
  }

  async #streamOnce(): Promise<void> {
    const heard = await this.#readStream()
    if (heard.worked) {
      this.#failures = 0
      this.#streamDoubts = 0
      await this.#chat.pauses.for(pauseAfter(1, null))
      return
    }
    if (this.#resting) return
    // The network, or only streams? A plain request tells, and catches up at once.
    if (await this.#ask()) {
      this.#streamDoubts++
      if (this.#streamDoubts > 1) this.#streamAgainAt = Date.now() + 60_000 * Math.min(this.#streamDoubts, 5)
      await this.#chat.pauses.for(pauseAfter(1, null))
    } else {
      await this.#pauseAfterFailure(heard.afterMs)
    }
  }

  async #askAndWait(): Promise<void> {
    if (await this.#ask()) await this.#chat.pauses.for(this.#isLively() ? 3000 : 12_000)
    else await this.#pauseAfterFailure(null)
  }

  async #pauseAfterFailure(afterMs: number | null): Promise<void> {
    this.#failures++
    this.#lost()
    await this.#chat.pauses.for(pauseAfter(this.#failures, afterMs))
  }

  async #readStream(): Promise<Heard> {
    let watchdog = setTimeout(() => this.#stream?.abort(), silenceMs)
    const impatience = setInterval(() => void this.#ask(), firstByteMs)
    let bytes = false
    try {
      const answer = await this.#chat.asVisitor(() => this.#openStream())
      if (answer.kind !== 'ok') return { worked: false, afterMs: answer.kind === 'later' ? answer.afterMs : null }
      this.#open()
      const events = new EventStreamReader()
      const reader = answer.value.getReader()
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        bytes = true
        clearInterval(impatience)
        clearTimeout(watchdog)
        watchdog = setTimeout(() => this.#stream?.abort(), silenceMs)
        for (const event of events.read(piece.value)) this.#take(event)
      }
    } catch {
      // Torn off half way: what was heard counts, the rest comes with the next stream.
    } finally {
      clearTimeout(watchdog)
      clearInterval(impatience)
      this.#chat.tell({ kind: 'typing', on: false })
      this.#lost()
    }
    return bytes ? { worked: true } : { worked: false, afterMs: null }
  }

  #openStream(): Promise<Answer<ReadableStream<Uint8Array>>> {
    this.#stream = new AbortController()
    return this.#chat.door.stream(listenFrom(this.#chat.state), this.#stream.signal)
  }

  #take(event: StreamEvent): void {
    const data = JSON.parse(event.data)
    if (event.type === 'message') this.#chat.tell({ kind: 'arrived', messages: [data as Message] })
    if (event.type === 'typing') this.#chat.tell({ kind: 'typing', on: (data as { on: boolean }).on })
  }

  async #ask(): Promise<boolean> {
    let after = listenFrom(this.#chat.state)
    for (;;) {
      const answer = await this.#chat.asVisitor(() => this.#chat.door.messages(after))
      if (answer.kind !== 'ok') return false
      const { items, next, typing } = answer.value
      this.#chat.tell({ kind: 'arrived', messages: items })
      this.#chat.tell({ kind: 'typing', on: typing })
      this.#open()
      if (items.length < 100 || next <= after) return true
      after = next
    }
  }

  #isLively(): boolean {
    const { messages, unsent, typing } = this.#chat.state
    const last = messages.at(-1)
    return typing || unsent.length > 0 || (last !== undefined && Date.now() - Date.parse(last.at) < 60_000)
  }

  #open(): void {
    clearTimeout(this.#lostTimer)
    this.#lostTimer = undefined
    this.#failures = 0
    this.#chat.tell({ kind: 'connection', is: 'open' })
  }

  #lost(): void {
    if (this.#resting) return
    this.#lostTimer ??= setTimeout(() => this.#chat.tell({ kind: 'connection', is: 'lost' }), breakShownAfterMs)
  }

  #watchThePage(): void {
    let restTimer: ReturnType<typeof setTimeout> | undefined
    document.addEventListener('visibilitychange', () => {
      clearTimeout(restTimer)
      if (document.hidden) restTimer = setTimeout(() => this.#rest(), restAfterMs)
      else this.#wake()
    })
    // A page with an open request is not kept for the back button.
    addEventListener('pagehide', () => this.#rest())
    addEventListener('pageshow', () => this.#wake())
    addEventListener('online', () => this.#wake())
    addEventListener('offline', () => {
      this.#chat.tell({ kind: 'connection', is: 'lost' })
      this.#stream?.abort()
    })
  }

  #rest(): void {
    this.#resting = true
    this.#stream?.abort()
  }

  #wake(): void {
    this.#resting = false
    this.#chat.pauses.endAll()
  }
}
