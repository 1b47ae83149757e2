import { type Conversation, empty, fromShop, type Happening, lastSeq, type Unsent, update } from './conversation.ts'
import type { Answer, Door } from './door.ts'
import { newId } from './ids.ts'
import { Listening } from './listening.ts'
import type { Memory } from './memory.ts'
import { Pauses } from './pauses.ts'
import { Sending } from './sending.ts'
import type { Language } from './wire.ts'

/** A message left lying longer than this is shown for a decision, not sent behind the visitor's back. */
const staleAfterMs = 24 * 3600_000

/** One visitor's conversation while the page lives: holds its state and the two loops that move it. */
export class Chat {
  readonly door: Door
  readonly pauses = new Pauses()
  readonly language: Language
  readonly #memory: Memory
  readonly #watchers: (() => void)[] = []
  readonly #sending = new Sending(this)
  readonly #listening = new Listening(this)
  #state: Conversation
  #token: string | null
  #tokenComing: Promise<Answer<string>> | null = null
  #readReported: number
  #isTelling = false

  constructor(door: Door, memory: Memory, language: Language) {
    this.door = door
    this.#memory = memory
    this.language = language
    const kept = memory.conversation()
    const now = Date.now()
    const unsent = memory
      .unsent()
      .map((one): Unsent => (now - one.at > staleAfterMs ? { ...one, failed: 'refused' } : { ...one, failed: false }))
    this.#state = { ...empty, messages: kept?.messages ?? [], readUpTo: kept?.readUpTo ?? 0, unsent }
    this.#readReported = this.#state.readUpTo
    this.#token = kept?.token ?? null
    this.door.use(this.#token)
  }

  get state(): Conversation {
    return this.#state
  }

  watch(watcher: () => void): void {
    this.#watchers.push(watcher)
  }

  tell(happening: Happening): void {
    const before = this.#state
    this.#state = update(before, happening)
    if (this.#state === before) return
    this.#keep(before)
    this.#tellWatchers()
    if (before.connection !== 'open' && this.#state.connection === 'open') this.#shopIsBack()
  }

  /** Once for all that comes together, and later: an accident in drawing must not break the loop that brought the news. */
  #tellWatchers(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      for (const watcher of this.#watchers) watcher()
    })
  }

  /** Somebody who never wrote costs the shop nothing: no token, no stream. */
  start(): void {
    if (this.#token || this.#state.unsent.length > 0) this.#listening.start()
    void this.#sending.flush()
  }

  write(text: string): void {
    const message: Unsent = { id: newId(), text, at: Date.now(), failed: false }
    this.#memory.keepUnsent(message)
    this.tell({ kind: 'wrote', message })
    this.#listening.start()
    void this.#sending.flush()
  }

  tryAgain(id: string): void {
    this.tell({ kind: 'tried-again', which: (one) => one.id === id })
    void this.#sending.flush()
  }

  /** The newest message stands before the visitor's eyes. */
  seen(): void {
    const upTo = lastSeq(this.#state)
    if (!this.#state.messages.some((message) => fromShop(message) && message.seq > this.#state.readUpTo)) return
    this.tell({ kind: 'read', upTo })
    void this.#reportRead()
  }

  get draft(): string {
    return this.#memory.draft()
  }

  set draft(text: string) {
    this.#memory.keepDraft(text)
  }

  /** Asks as the visitor that the shop knows: gets a token first where there is none, and once a new one where it is refused. */
  async asVisitor<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    for (let tries = 0; tries < 2; tries++) {
      if (!this.#token) {
        const arrival = await this.#arrive(null)
        if (arrival.kind !== 'ok') return arrival
      }
      const used = this.#token
      const answer = await ask()
      if (answer.kind !== 'unknown_visitor') return answer
      if (used === this.#token) {
        const arrival = await this.#arrive(used)
        if (arrival.kind !== 'ok') return arrival
      }
    }
    return { kind: 'later', afterMs: null }
  }

  async #arrive(refused: string | null): Promise<Answer<string>> {
    this.#tokenComing ??= this.#getToken(refused)
    const answer = await this.#tokenComing
    this.#tokenComing = null
    return answer
  }

  async #getToken(refused: string | null): Promise<Answer<string>> {
    const answer = await this.door.newVisitor()
    if (answer.kind !== 'ok') return answer
    // Another tab may have been quicker: two tokens would be two conversations.
    const kept = this.#memory.conversation()
    const isKeptGood = kept && kept.token !== refused
    const token = isKeptGood ? kept.token : answer.value.token
    if (this.#state.messages.length > 0) this.tell({ kind: 'restarted' })
    this.#token = token
    this.#readReported = 0
    this.door.use(token)
    this.#memory.keepConversation(isKeptGood ? kept : { token, messages: [], readUpTo: 0 })
    this.#listening.startOver()
    return { kind: 'ok', value: token }
  }

  #keep(before: Conversation): void {
    const { messages, readUpTo, unsent } = this.#state
    const left = new Set(unsent.map((one) => one.id))
    for (const one of before.unsent) if (!left.has(one.id)) this.#memory.dropUnsent(one.id)
    const changed = messages !== before.messages || readUpTo !== before.readUpTo
    if (changed && this.#token) this.#memory.keepConversation({ token: this.#token, messages, readUpTo })
  }

  #shopIsBack(): void {
    this.tell({ kind: 'tried-again', which: (one) => one.failed === 'unreachable' })
    this.pauses.endAll()
    void this.#sending.flush()
    void this.#reportRead()
  }

  /** What could not be reported now is reported with the next message seen, or when the shop is back. */
  async #reportRead(): Promise<void> {
    const upTo = this.#state.readUpTo
    if (upTo <= this.#readReported) return
    const before = this.#readReported
    this.#readReported = upTo
    const answer = await this.asVisitor(() => this.door.read(upTo))
    if (answer.kind === 'later') this.#readReported = Math.min(this.#readReported, before)
  }
}
