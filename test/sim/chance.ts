import type { Random } from '../../server/platform/world/world.ts'

/** Chance from a seed (splitmix and xorshift in 32 bits): the same seed gives the same day on every machine. */
export interface Chance extends Random {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  oneOf<Value>(values: readonly Value[]): Value
  happens(share: number): boolean
  /** A stream of its own, so that one part's draws do not shift another's. */
  fork(name: string): Chance
}

export function chance(seed: number): Chance {
  let state = mix(seed >>> 0) || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
  const fraction = () => next() / 2 ** 32
  const between = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1))
  return {
    fraction,
    between,
    bytes: (length) => Uint8Array.from({ length }, () => next() & 255),
    happens: (share) => fraction() < share,
    oneOf: (values) => {
      const value = values[between(0, values.length - 1)]
      if (value === undefined) throw new Error('nothing to choose from')
      return value
    },
    fork: (name) => chance([...name].reduce((sum, letter) => mix(sum ^ (letter.codePointAt(0) ?? 0)), mix(seed))),
  }
}

function mix(value: number): number {
  let mixed = (value + 0x9e3779b9) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
