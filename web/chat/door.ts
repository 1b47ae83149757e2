import type { Language, Line, Message, Page } from './wire.ts'

/** What came of asking the shop. */
export type Answer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'unknown_visitor' }
  /** Asking again will not help. */
  | { kind: 'refused'; status: number }
  /** No answer, or one that says to come back: `afterMs` only where the shop named a time. */
  | { kind: 'later'; afterMs: number | null }

const patienceMs = 20_000

/** The shop's web chat door, for one line. Sends no cookies: the token alone says who is asking. */
export class Door {
  readonly #base: string
  #token: string | null = null

  constructor(base: string, line: string) {
    this.#base = `${base}webchat/${encodeURIComponent(line)}`
  }

  use(token: string | null): void {
    this.#token = token
  }

  line(): Promise<Answer<Line>> {
    return this.#ask('GET', '')
  }

  newVisitor(): Promise<Answer<{ token: string }>> {
    return this.#ask('POST', '/visitors')
  }

  /** The same id may be sent again at will: the shop stores it once. */
  send(message: { id: string; text: string; language: Language }): Promise<Answer<{ message: Message }>> {
    return this.#ask('POST', '/messages', message)
  }

  messages(after: number): Promise<Answer<Page>> {
    return this.#ask('GET', `/messages?after=${after}`)
  }

  read(seq: number): Promise<Answer<unknown>> {
    return this.#ask('POST', '/read', { seq })
  }

  async stream(after: number, signal: AbortSignal): Promise<Answer<ReadableStream<Uint8Array>>> {
    const response = await this.#fetch('GET', `/stream?after=${after}`, undefined, signal)
    if (!response) return { kind: 'later', afterMs: null }
    if (!response.ok) return notOk(response)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    return isStream && response.body ? { kind: 'ok', value: response.body } : { kind: 'refused', status: response.status }
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await this.#fetch(method, path, body, AbortSignal.timeout(patienceMs))
    if (!response) return { kind: 'later', afterMs: null }
    if (!response.ok) return notOk(response)
    try {
      return { kind: 'ok', value: (response.status === 204 ? null : await response.json()) as T }
    } catch {
      // The answer broke off half way: as good as none.
      return { kind: 'later', afterMs: null }
    }
  }

  /** Null when no answer came. */
  async #fetch(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response | null> {
    const headers: Record<string, string> = {}
    if (this.#token) headers.authorization = `Bearer ${this.#token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const options: RequestInit = { method, headers, signal, cache: 'no-store', credentials: 'omit', referrerPolicy: 'origin' }
    if (body !== undefined) options.body = JSON.stringify(body)
    try {
      return await fetch(this.#base + path, options)
    } catch {
      // The browser does not tell why: no network, a refused connection, an abort.
      return null
    }
  }
}

function notOk<T>(response: Response): Answer<T> {
  const { status } = response
  if (status === 401) return { kind: 'unknown_visitor' }
  const passing = status >= 500 || status === 408 || status === 425 || status === 429
  if (!passing) return { kind: 'refused', status }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return { kind: 'later', afterMs: seconds >= 0 ? seconds * 1000 : null }
}
