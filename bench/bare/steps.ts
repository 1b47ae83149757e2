import type { Value } from '../../server/platform/sql/placeholder.ts'
import { digits, type Traffic } from '../load/traffic.ts'
import type { Asked } from './store.ts'

/** What the program did for one request, in order: what it read, what it wrote in one unit, what it sent, when it answered. */
export type Step =
  | { kind: 'read'; asked: Asked; found: number }
  | { kind: 'unit'; name: string; asked: Asked[]; found: number[] }
  | { kind: 'send'; url: string; method: string; headers: Readonly<Record<string, string>>; body: string }
  | { kind: 'answer'; status: number; body: string }

export interface Recorded {
  steps: readonly Step[]
  /** The number it was recorded with. */
  number: number
  /** Made by the program meanwhile: new for every request. */
  ids: ReadonlySet<string>
  /** As the row's traffic says them. */
  marks: NonNullable<Traffic['marks']>
}

/** Something recorded, as it is for another number. */
type Copy<Thing> = (fillings: Fillings) => Thing

interface Fillings {
  /** By the pieces of texts. */
  readonly pieces: ReadonlyMap<string, string>
  /** By whole values. */
  readonly values: ReadonlyMap<Value, Value>
}

/**
 * The steps of any other number: where a recorded value holds the digits of its own, the other's stand instead; where it holds an
 * id that the program made, a new one, the same in all places; where it is one of its marks, the other's.
 */
export function copier({ steps, number, ids, marks }: Recorded, newId: () => string): (number: number) => Step[] {
  const mark = digits(number)
  const holes = new RegExp([mark, ...ids].join('|'))
  const own = marks(number)
  const copies = steps.map((step) => copyOfStep(step, holes, new Set(own)))
  return (number) => {
    const pieces = new Map([[mark, digits(number)]])
    for (const id of ids) pieces.set(id, newId())
    const others = marks(number)
    const values = new Map(own.map((value, at) => [value, others[at] ?? value] as const))
    return copies.map((copy) => copy({ pieces, values }))
  }
}

function copyOfStep(step: Step, holes: RegExp, marks: ReadonlySet<Value>): Copy<Step> {
  switch (step.kind) {
    case 'read': {
      const asked = copyOfAsked(step.asked, holes, marks)
      return (fillings) => ({ ...step, asked: asked(fillings) })
    }
    case 'unit': {
      const asked = step.asked.map((each) => copyOfAsked(each, holes, marks))
      return (fillings) => ({ ...step, asked: asked.map((copy) => copy(fillings)) })
    }
    case 'send': {
      const [url, body] = [copyOfText(step.url, holes), copyOfText(step.body, holes)]
      return (fillings) => ({ ...step, url: url(fillings), body: body(fillings) })
    }
    case 'answer': {
      const body = copyOfText(step.body, holes)
      return (fillings) => ({ ...step, body: body(fillings) })
    }
    default:
      return step satisfies never
  }
}

function copyOfAsked({ name, sql, values }: Asked, holes: RegExp, marks: ReadonlySet<Value>): Copy<Asked> {
  const copies = values.map((value): Copy<Value> => {
    if (marks.has(value)) return (fillings) => fillings.values.get(value) as Value
    return typeof value === 'string' ? copyOfText(value, holes) : () => value
  })
  return (fillings) => ({ name, sql, values: copies.map((copy) => copy(fillings)) })
}

/** Taken apart once, since it is put together for each request. */
function copyOfText(text: string, holes: RegExp): Copy<string> {
  // With the holes in parentheses they are kept: every second piece is one.
  const pieces = text.split(new RegExp(`(${holes.source})`))
  if (pieces.length === 1) return () => text
  return (fillings) => pieces.reduce((filled, piece, at) => filled + (at % 2 === 1 ? (fillings.pieces.get(piece) ?? piece) : piece), '')
}
