/** One event of a `text/event-stream`. */
export interface StreamEvent {
  type: string
  data: string
}

/**
 * Reads an event stream piece by piece, however the network cuts it: inside a line, a line end or a character.
 * The browser's EventSource is not used because it cannot send the visitor's token as a header.
 */
export class EventStreamReader {
  readonly #decoder = new TextDecoder()
  #rest = ''

  read(piece: Uint8Array): StreamEvent[] {
    this.#rest += this.#decoder.decode(piece, { stream: true })
    // A "\r" at the very end may be half of a "\r\n": it waits for the next piece.
    const blocks = this.#rest.split(/(?:\r\n|\n|\r(?!\n|$)){2}/)
    this.#rest = blocks.pop() ?? ''
    return blocks.map(eventIn).filter((event) => event !== null)
  }
}

/** Null for a sign of life: a comment, or nothing at all. */
function eventIn(block: string): StreamEvent | null {
  let type = 'message'
  const data: string[] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (field === 'event') type = value
    if (field === 'data') data.push(value)
  }
  return data.length > 0 ? { type, data: data.join('\n') } : null
}
