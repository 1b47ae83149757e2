import type { Chat } from '../chat.ts'
import { fromShop, lastSeq } from '../conversation.ts'
import type { Texts } from '../texts.ts'
import { type Line, longestText } from '../wire.ts'
import { Counter } from './counter.tsx'
import { draw } from './draw.ts'

/** Holds the element once it was drawn. */
interface Reference<T> {
  current: T | null
}

/** Nearer to the end than this, the visitor reads along. */
const nearPx = 64

/**
 * What the eyes and hands do: what is open, where one reads, what has the focus. The components below it are plain
 * functions of it and of the conversation; after each drawing it puts right what only the browser knows.
 */
export class Screen {
  readonly launcher: Reference<HTMLButtonElement> = { current: null }
  readonly panel: Reference<HTMLDivElement> = { current: null }
  readonly scroller: Reference<HTMLDivElement> = { current: null }
  readonly input: Reference<HTMLTextAreaElement> = { current: null }
  readonly chat: Chat
  readonly texts: Texts
  readonly locale: string
  readonly isPage: boolean
  line: Line
  isOpen: boolean
  announcement = ''
  isLogoBroken = false
  /** Where the visitor left the end to read further up; null while reading along. */
  awaySince: number | null = null
  readonly #root: HTMLElement
  #announced: number
  #lastTop = 0
  #lastWritten: string | undefined

  constructor(root: HTMLElement, chat: Chat, line: Line, texts: Texts, locale: string, isPage: boolean) {
    this.#root = root
    this.chat = chat
    this.line = line
    this.texts = texts
    this.locale = locale
    this.isPage = isPage
    this.isOpen = isPage
    this.#announced = lastSeq(chat.state)
    this.#lastWritten = chat.state.unsent.at(-1)?.id
    chat.watch(() => this.#stateChanged())
    document.addEventListener('visibilitychange', () => this.#look())
    this.#followTheViewport()
    this.draw()
    if (isPage) this.#opened()
  }

  draw(): void {
    draw(this.#root, <Counter screen={this} />)
    if (this.awaySince === null) this.#toEnd()
    this.#look()
  }

  open(): void {
    this.isOpen = true
    this.awaySince = null
    this.draw()
    this.#opened()
  }

  close(): void {
    this.isOpen = false
    this.draw()
    this.launcher.current?.focus()
  }

  scrolled(): void {
    const element = this.scroller.current
    if (!element) return
    const { scrollTop } = element
    const isNear = element.scrollHeight - scrollTop - element.clientHeight < nearPx
    // When a keyboard takes room away, the end moves and not the visitor: only who scrolls up leaves it.
    const wentUp = scrollTop < this.#lastTop
    this.#lastTop = scrollTop
    if (isNear === (this.awaySince === null) || (!isNear && !wentUp)) return
    this.awaySince = isNear ? null : lastSeq(this.chat.state)
    this.draw()
  }

  goToEnd(): void {
    this.awaySince = null
    this.draw()
    this.scroller.current?.focus()
  }

  /** Without the room at its ends, which is not sent either. */
  written(): string {
    return (this.input.current?.value ?? this.chat.draft).trim()
  }

  logoBroke(): void {
    this.isLogoBroken = true
    this.draw()
  }

  typed(): void {
    this.chat.draft = this.input.current?.value ?? ''
    this.#sizeInput()
    this.draw()
  }

  send(): void {
    const element = this.input.current
    const text = this.written()
    if (!element || !text || text.length > longestText) return
    element.value = ''
    this.typed()
    this.chat.write(text)
    element.focus({ preventScroll: true })
  }

  #opened(): void {
    const { current: input } = this.input
    if (input) input.value = this.chat.draft
    this.#sizeInput()
    const { current: scroller } = this.scroller
    // The keyboard of a phone takes half of the room: who read the end still reads the end.
    if (scroller) new ResizeObserver(() => this.awaySince === null && this.#toEnd()).observe(scroller)
    // Where fingers type, a focused field opens the keyboard over half of the screen: there the visitor asks for it.
    const element = matchMedia('(pointer: fine)').matches ? input : !this.isPage && this.panel.current
    if (element) element.focus({ preventScroll: true })
  }

  #stateChanged(): void {
    const { messages, unsent } = this.chat.state
    const news = messages.filter((message) => message.seq > this.#announced && fromShop(message))
    if (news.length > 0) this.announcement = news.map(({ name, text }) => `${name ?? this.texts.someone}: ${text}`).join('\n')
    this.#announced = lastSeq(this.chat.state)
    // One's own words are always brought into sight.
    const written = unsent.at(-1)?.id
    if (written && written !== this.#lastWritten) this.awaySince = null
    this.#lastWritten = written
    this.draw()
  }

  #look(): void {
    if (this.isOpen && this.awaySince === null && !document.hidden) this.chat.seen()
  }

  #toEnd(): void {
    const element = this.scroller.current
    if (!element) return
    element.scrollTop = element.scrollHeight
    this.#lastTop = element.scrollTop
  }

  #sizeInput(): void {
    const element = this.input.current
    if (!element) return
    // First to nothing, else it would grow only; the style sheet sets the most it may take.
    element.style.height = '0'
    element.style.height = `${element.scrollHeight}px`
  }

  /** Safari lays the keyboard over the page without telling its layout: what is left to see is asked of the visual viewport. */
  #followTheViewport(): void {
    const viewport = window.visualViewport
    const follow = () => {
      // A visitor who zoomed in wants to look around in the panel, not to have it shrink.
      if (!viewport || viewport.scale > 1.05) return
      this.#root.style.setProperty('--height', `${viewport.height}px`)
      this.#root.style.setProperty('--top', `${viewport.offsetTop}px`)
    }
    follow()
    viewport?.addEventListener('resize', follow)
    viewport?.addEventListener('scroll', follow)
  }
}
