import { sameSecret } from '../platform/secrets/secrets.ts'

/** What only we can work out from a place in a list: no list ever meets a place that it did not name. */
export type CursorProof = (place: string) => string

export function closeCursor(place: string, proof: CursorProof): string {
  return `${Buffer.from(place).toString('base64url')}.${proof(place).slice(0, 22)}`
}

/** Null where the list of that proof never gave it. */
export function openCursor(cursor: string, proof: CursorProof): string | null {
  const [text = '', given = ''] = cursor.split('.')
  const place = Buffer.from(text, 'base64url').toString('utf8')
  return sameSecret(given, proof(place).slice(0, 22)) ? place : null
}

/** What a list was asked for, in whatever order it was said: a cursor goes on only where the same is asked for again. */
export function asAsked(query: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(query).sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** Where a list that goes by time has come to; of those of one moment the id decides. */
export function placeInTime({ createdAt, id }: { createdAt: number; id: string }): string {
  return `${createdAt} ${id}`
}

/** A place that an earlier program named otherwise is the beginning. */
export function readPlaceInTime(place: string): { at: number; id: string } {
  const space = place.indexOf(' ')
  return { at: Number(place.slice(0, Math.max(space, 0))) || 0, id: place.slice(space + 1) }
}
