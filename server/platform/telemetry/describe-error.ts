const longest = 2000

/** An error in one line, with what caused it and without the passwords and tokens that addresses carry. */
export function describeError(error: unknown): string {
  return masked(sentence(error, 0)).slice(0, longest)
}

function sentence(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  // A connection that was tried at several addresses fails with one error for each, and none of its own words.
  const inside = error instanceof AggregateError ? error.errors.map((one) => sentence(one, depth + 1)).join('; ') : ''
  const said = error.message || inside || code || 'no message'
  const cause = error.cause === undefined || depth > 5 ? '' : ` (because of ${sentence(error.cause, depth + 1)})`
  return `${error.name}: ${said}${cause}`
}

function masked(text: string): string {
  return text
    .replace(/(\w:\/\/)[^\s/@]+@/g, '$1…@')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 …')
    .replace(/\b([\w-]*(?:token|secret|password|api[_-]?key)=)[^&\s"']+/gi, '$1…')
}
