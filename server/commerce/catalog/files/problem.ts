import type { ProblemCode } from './words.ts'

/** Something in a file that cannot be taken as it is: where it stands, what it says there, and by its code what would be taken. */
export interface FileProblem {
  code: ProblemCode
  /** As an editor counts them; null when it is about the whole file. */
  line: number | null
  /** The column as the file itself calls it, or the path in JSON; null when it is about the whole line. */
  column: string | null
  /** Null when there is nothing. */
  got: string | null
  /** What the sentence needs besides: another line, a limit, a suggestion. */
  about?: Readonly<Record<string, string | number>>
}

const longestShown = 60

export function problem(
  code: ProblemCode,
  at: { line?: number | null; column?: string | null; got?: string | null; about?: FileProblem['about'] } = {},
): FileProblem {
  const { line = null, column = null, got = null, about } = at
  return { code, line, column, got: got === null ? null : shown(got), ...(about ? { about } : {}) }
}

function shown(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
  return visible.length > longestShown ? `${visible.slice(0, longestShown - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : visible
}

/** Thrown through the steps of reading: there is no sense in going on, as one cannot tell what the rest means. */
export class Unreadable extends Error {
  readonly problem: FileProblem
  constructor(unreadable: FileProblem) {
    super(unreadable.code)
    this.name = 'Unreadable'
    this.problem = unreadable
  }
}
