import { paletteOf } from '../ui/colour.ts'
import styles from './chat.css'

/**
 * A root that the styles of the page around it cannot reach, nor ours the page. The style sheet is made by script,
 * not written into the page, so that a page that forbids inline styles shows the chat as it is meant.
 */
export function openShadow(name: string, classes: string): HTMLElement {
  const host = document.createElement('mostrador-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  const root = document.createElement('div')
  host.id = name
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]
  root.className = `counter ${classes}`
  // The page's own shortcuts ("s" for search) must not fire while somebody types here.
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, (event) => event.stopPropagation())
  shadow.append(root)
  document.body.append(host)
  return root
}

/** The shop's colour, made readable on what the tokens say at this hour. */
export function paint(root: HTMLElement, colour: string | null, theme: string): void {
  root.dataset.theme = theme
  const token = (name: string) => getComputedStyle(root).getPropertyValue(name)
  const ground = { paper: token('--paper'), card: token('--card'), ink: token('--ink'), inkSoft: token('--ink-soft') }
  const palette = colour && paletteOf(colour, ground)
  for (const [name, value] of Object.entries(palette || {})) root.style.setProperty(name, value)
}
