import { Chat } from './chat.ts'
import { Door } from './door.ts'
import { Memory } from './memory.ts'
import { Pauses, pauseAfter } from './pauses.ts'
import { findPlace, type Place } from './place.ts'
import { openShadow, paint } from './shadow.ts'
import { chooseLanguage, chooseLocale, textsIn } from './texts.ts'
import { draw } from './view/draw.ts'
import { Screen } from './view/screen.tsx'
import { Waiting } from './view/waiting.tsx'
import type { Line } from './wire.ts'

/** One line's chat on one page, from the first look at the shop to the conversation. */
class Widget {
  readonly #place: Place
  readonly #root: HTMLElement
  readonly #memory: Memory
  #line: Line | null = null
  #screen: Screen | null = null

  constructor(place: Place, root: HTMLElement) {
    this.#place = place
    this.#root = root
    this.#memory = this.#memoryOf(place.line)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', () => this.#show())
  }

  async open(): Promise<void> {
    this.#line = this.#memory.line()
    this.#show()
    const fresh = await this.#askForLine()
    // "No line named" may mean another line by now: the page in hand stays with the one it began with.
    if (!fresh || (this.#line && this.#line.line !== fresh.line)) return
    this.#line = fresh
    this.#show()
  }

  async #askForLine(): Promise<Line | null> {
    const door = new Door(this.#place.base, this.#place.line)
    const pauses = new Pauses()
    addEventListener('online', () => pauses.endAll())
    for (let failures = 1; ; failures++) {
      const answer = await door.line()
      if (answer.kind === 'ok') {
        this.#memory.keepLine(answer.value)
        return answer.value
      }
      if (answer.kind !== 'later') return this.#nobodyHere()
      if (!this.#line) this.#wait('unreachable')
      await pauses.for(pauseAfter(failures, answer.afterMs))
    }
  }

  #nobodyHere(): null {
    console.warn(`Mostrador: ${this.#place.base} has no web chat line "${this.#place.line}".`)
    if (this.#place.isPage) this.#wait('unknown')
    else this.#root.hidden = true
    return null
  }

  #show(): void {
    const theme = this.#place.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
    const line = this.#line
    paint(this.#root, line?.colour ?? null, theme)
    if (!line) {
      this.#wait()
      return
    }
    const language = this.#speak(line.language)
    if (this.#place.isPage) document.title = line.name
    this.#screen ??= this.#begin(line, language)
    this.#screen.line = line
    this.#screen.draw()
  }

  #begin(line: Line, language: Line['language']): Screen {
    const chat = new Chat(new Door(this.#place.base, line.line), this.#memoryOf(line.line), language)
    chat.start()
    // What somebody has begun to write is more his own.
    if (this.#place.text && !chat.draft) chat.draft = this.#place.text
    const locale = chooseLocale(language, navigator.languages)
    return new Screen(this.#root, chat, line, textsIn[language], locale, this.#place.isPage)
  }

  /** A page of its own says why it is empty; a button on somebody's page is simply not there yet. */
  #wait(why?: 'unreachable' | 'unknown'): void {
    if (this.#place.isPage) draw(this.#root, <Waiting text={why ? textsIn[this.#speak('en')][why] : ''} />)
  }

  #speak(shops: Line['language']): Line['language'] {
    const language = chooseLanguage(this.#place.language, navigator.languages, shops)
    this.#root.lang = language
    return language
  }

  #memoryOf(line: string): Memory {
    return new Memory(new URL(this.#place.base).host, line)
  }
}

const place = findPlace()
if (!place) console.warn('Mostrador: the script has no address of its own, so its shop is unknown.')
else if (document.body) open(place)
else addEventListener('DOMContentLoaded', () => open(place))

function open(place: Place): void {
  const name = `mostrador-${place.line}`
  // Sites that change pages without a load may run the script twice.
  if (!document.getElementById(name)) void new Widget(place, openShadow(name, `${place.isPage ? 'page' : ''} ${place.side}`)).open()
}
