const size = /^(?:x*[sml]|x+)$/

export function isSize(word: string): boolean {
  return size.test(word)
}

/** Short words and sizes mean what they say: XXL is no XL that somebody heard. Nor does a short one say more by a letter held down. */
export function isOnlyItself(word: string): boolean {
  return isSize(word) || word.replace(/(.)\1{2,}/gu, '$1').length <= 3
}

/** How a word sounds to somebody who writes by ear: yerva is yerba, zapatiya is zapatilla, selular is celular. */
export function soundOf(word: string): string {
  return word
    .replace(/(?<![cs])h/g, '')
    .replace(/ll|y/g, 'i')
    .replace(/c(?=[ei])|z|x/g, 's')
    .replace(/qu|c(?!h)/g, 'k')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/v|w/g, 'b')
    .replace(/(.)\1+/g, '$1')
}

/** How many slips a word of this length may have and still be it. */
export function slipsAllowed(word: string): 0 | 1 | 2 {
  return word.length < 4 ? 0 : word.length < 6 ? 1 : 2
}

const heard = 8

/**
 * Whoever is two slips apart shares one of these: what is left of the first letters when as many are left out on both sides.
 * Numbers, so that their table stays small; two that collide are told apart by the distance.
 */
export function slipKeys(word: string): number[] {
  const start = soundOf(word).slice(0, heard)
  let latest = new Set([start])
  const all = new Set(latest)
  for (let slips = Math.min(slipsAllowed(word), Math.max(0, start.length - 2)); slips > 0; slips--) {
    latest = new Set([...latest].flatMap(eachLeftOut))
    for (const rest of latest) all.add(rest)
  }
  return [...all].map(numberOf)
}

function eachLeftOut(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))
}

/** A number below 2^53 for every text. */
function numberOf(rest: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < rest.length; at++) {
    const code = rest.charCodeAt(at)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}

/** Letters put in, left out, mistaken or swapped with their neighbour: as few as turn one word into the other. */
export function slipsBetween(left: string, right: string): number {
  let before: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row++) {
    const now = [row]
    for (let at = 1; at <= right.length; at++) {
      const isSame = left[row - 1] === right[at - 1]
      const swapped = row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]
      const cheapest = Math.min((last[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (isSame ? 0 : 1))
      now.push(swapped ? Math.min(cheapest, (before[at - 2] ?? 0) + 1) : cheapest)
    }
    before = last
    last = now
  }
  return last[right.length] ?? 0
}

/** A size is nobody's slip, nor is a name of one letter two hundred times a word that sounds as short. */
function isUnlike(asked: string, word: string): boolean {
  return isSize(word) || word.length > 2 * asked.length
}

/** Those near enough, the nearest first: by ear, then by the letters, then by where they begin. */
export function nearest(asked: string, known: readonly string[]): { word: string; distance: number }[] {
  const sound = soundOf(asked)
  const near: { word: string; distance: number }[] = []
  for (const word of known) {
    if (isUnlike(asked, word)) continue
    const other = soundOf(word)
    const heard = slipsBetween(sound, other)
    if (heard > Math.min(slipsAllowed(asked), slipsAllowed(word))) continue
    near.push({ word, distance: heard * 4 + slipsBetween(asked, word) + (other[0] === sound[0] ? 0 : 2) })
  }
  return near.sort((left, right) => left.distance - right.distance || (left.word < right.word ? -1 : 1))
}
