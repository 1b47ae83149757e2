/** What the page that carries the script asked for. */
export interface Place {
  /** Where the shop answers: what the script's address has before `widget.js`. */
  base: string
  line: string
  language: string | null
  theme: 'light' | 'dark' | null
  side: 'left' | 'right'
  /** The chat is the page itself, not a button on somebody's page. */
  isPage: boolean
  /** What a page that leads here would say for the visitor, who sends it or not. */
  text: string | null
}

/**
 * Must be asked while the script runs: only then does the browser know whose script it is. A module has no
 * `currentScript`; then the script is found by its address.
 */
export function findPlace(): Place | null {
  const script = (document.currentScript ?? document.querySelector('script[src*="/widget.js"]')) as HTMLScriptElement | null
  if (!script?.src) return null
  const address = new URL(script.src)
  const { language, theme, side } = script.dataset
  return {
    base: new URL('.', address).href,
    line: address.searchParams.get('line') || '-',
    language: language ?? null,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    side: side === 'left' ? 'left' : 'right',
    isPage: script.dataset.page !== undefined,
    text: script.dataset.text || null,
  }
}
