import type { Random } from './world.ts'

/**
 * Makes UUIDv7s from a clock and chance that are handed in. Of two made by one maker the later sorts later, also within a
 * millisecond and when the clock is set back: the twelve bits after the time count up.
 */
export function makeIds(now: () => number, random: Pick<Random, 'bytes'>): () => string {
  let last = 0
  let count = 0
  return () => {
    const time = Math.floor(now())
    if (time > last) {
      last = time
      count = 0
    } else if (++count > 0xfff) {
      last++
      count = 0
    }
    const chance = random.bytes(8)
    chance[0] = ((chance[0] ?? 0) & 0x3f) | 0x80
    const hex = Buffer.from(chance).toString('hex')
    const stamp = last.toString(16).padStart(12, '0')
    return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${count.toString(16).padStart(3, '0')}-${hex.slice(0, 4)}-${hex.slice(4)}`
  }
}
