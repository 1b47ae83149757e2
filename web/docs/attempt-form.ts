import { make } from './make.ts'
import type { Texts } from './texts.ts'

export interface Operation {
  operationId: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean }[]
  requestBody?: { content: Record<string, { example?: unknown }> }
}

export interface Tried {
  method: string
  path: string
  operation: Operation
}

const keyPlace = 'mostrador:docs-key'
const onceName = 'Idempotency-Key'

/** The form that sends one operation to the shop and shows what it answers. */
export class Attempt {
  readonly form: HTMLFormElement
  readonly #tried: Tried
  readonly #texts: Texts
  readonly #key = make('input', { type: 'password', className: 'input', autocomplete: 'off', value: keptKey() })
  readonly #inputs: { name: string; place: string; input: HTMLInputElement }[]
  readonly #body: HTMLTextAreaElement | null
  readonly #file: HTMLInputElement | null
  readonly #told = make('p', { role: 'status' })
  readonly #shown = make('pre', { tabIndex: 0, hidden: true })
  #isSending = false

  constructor(tried: Tried, texts: Texts) {
    this.#tried = tried
    this.#texts = texts
    this.#inputs = tried.operation.parameters.map(({ name, in: place, required }) => {
      const input = make('input', { type: 'text', className: 'input', required, autocomplete: 'off', spellcheck: false })
      return { name, place, input }
    })
    const { content } = tried.operation.requestBody ?? {}
    const json = content?.['application/json']
    this.#body = json ? bodyField(JSON.stringify(json.example, null, 2)) : null
    const types = Object.keys(content ?? {}).filter((type) => type.startsWith('image/'))
    this.#file = types.length > 0 ? make('input', { type: 'file', accept: types.join(','), required: true }) : null
    this.form = this.#makeForm()
    this.#takeNewKey()
  }

  #makeForm(): HTMLFormElement {
    const key = field(this.#texts.key, this.#key)
    key.append(make('small', { textContent: this.#texts.keyMore }))
    const form = make('form', { className: 'attempt' }, key, ...this.#inputs.map(({ name, input }) => field(name, input)))
    if (this.#body) form.append(field(this.#texts.body, this.#body))
    if (this.#file) form.append(field(this.#texts.body, this.#file))
    if (this.#tried.method !== 'get') form.append(make('p', { className: 'real', textContent: this.#texts.real }))
    form.append(make('button', { className: 'button', textContent: this.#texts.send }), this.#told, this.#shown)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#send()
    })
    return form
  }

  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    keepKey(this.#key.value.trim())
    this.#tell(this.#texts.sending, '')
    const started = performance.now()
    try {
      const answer = await fetch(this.#address(), this.#request())
      this.#show(await answer.text())
      this.#tell(this.#texts.answer(answer.status, Math.round(performance.now() - started)), answer.ok ? 'good' : 'bad')
      this.#takeNewKey()
    } catch {
      this.#tell(this.#texts.unreachable, 'bad')
    }
    this.#isSending = false
  }

  #address(): string {
    const path = this.#values('path').reduce(
      (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
      this.#tried.path,
    )
    const query = new URLSearchParams(this.#values('query')).toString()
    return `/api/v1${path}${query === '' ? '' : `?${query}`}`
  }

  #request(): RequestInit {
    const headers = new Headers(this.#values('header'))
    const key = this.#key.value.trim()
    if (key !== '') headers.set('x-api-key', key)
    if (this.#body) headers.set('content-type', 'application/json')
    const body = this.#body?.value ?? this.#file?.files?.[0]
    return { method: this.#tried.method.toUpperCase(), headers, ...(body === undefined ? {} : { body }) }
  }

  /** Those that were filled in: an empty field is left out. */
  #values(wanted: string): [string, string][] {
    return this.#inputs.flatMap(({ name, place, input }) => (place === wanted && input.value !== '' ? [[name, input.value]] : []))
  }

  /** Until the shop has answered, the same request stays the same request, however often it is sent. */
  #takeNewKey(): void {
    for (const { name, input } of this.#inputs) if (name === onceName) input.value = newKey()
  }

  #tell(text: string, className: string): void {
    this.#told.textContent = text
    this.#told.className = className
  }

  #show(text: string): void {
    this.#shown.textContent = laidOut(text)
    this.#shown.hidden = text === ''
  }
}

/** On a page that came by plain http there are no random ids: the moment is as good as one. */
function newKey(): string {
  return crypto.randomUUID?.() ?? `docs-${Date.now()}`
}

function bodyField(text: string): HTMLTextAreaElement {
  return make('textarea', { className: 'input', rows: text.split('\n').length + 1, spellcheck: false, value: text })
}

function field(name: string, input: HTMLElement): HTMLLabelElement {
  return make('label', {}, make('span', { textContent: name }), input)
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** Storage may be denied: then the key is typed again. */
function keptKey(): string {
  try {
    return sessionStorage.getItem(keyPlace) ?? ''
  } catch {
    return ''
  }
}

function keepKey(key: string): void {
  try {
    sessionStorage.setItem(keyPlace, key)
  } catch {
    // Typed again next time.
  }
}
