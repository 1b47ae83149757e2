/** A part of a text: with `href`, a web address. */
export interface Piece {
  text: string
  href?: string
}

/** Text with its web addresses found. Only http and https become links, and everything stays text. */
export function piecesOf(text: string): Piece[] {
  // What was captured stands at every second place.
  return text.split(/(https?:\/\/[^\s<>"'`{}|\\^]+)/gi).flatMap((part, index) => (index % 2 ? linkIn(part) : part ? [{ text: part }] : []))
}

/** The full stop after an address belongs to the sentence; a bracket only if it was not opened inside. */
function linkIn(found: string): Piece[] {
  const [, bare = '', tail = ''] = /^(.*?)([.,;:!?…)\]*]*)$/.exec(found) ?? []
  const isOpened = tail.startsWith(')') && bare.includes('(')
  const address = isOpened ? `${bare})` : bare
  const rest = isOpened ? tail.slice(1) : tail
  const href = hrefOf(address)
  if (!href) return [{ text: found }]
  const link = { text: address, href }
  return rest ? [link, { text: rest }] : [link]
}

function hrefOf(address: string): string | null {
  try {
    return new URL(address).href
  } catch {
    // It only looked like one: "https://" and nothing after it.
    return null
  }
}
