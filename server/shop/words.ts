/** What a shop says to its customers: one text, or one for each language it speaks. */
export type Words = string | Readonly<Record<string, string | undefined>>

/** In the first of these languages that it has (`es` for `es-AR` too), else in any. */
export function wordsIn(words: Words | null | undefined, languages: readonly string[]): string | undefined {
  if (typeof words === 'string' || words == null) return words ?? undefined
  return (
    languages.map((language) => words[language] ?? words[language.slice(0, 2)]).find((text) => text !== undefined) ??
    Object.values(words)[0]
  )
}
