import { isLeadWord, phraseAt, termsOf } from './shop-words.ts'
import { singular } from './stem.ts'
import { readWords, type Word } from './words.ts'

/** One thing that a customer asks for. A product has it when it has any of the terms. */
export interface Asked {
  /** As it was written, folded: what is told when it was corrected or left out. */
  readonly written: string
  readonly form: string
  readonly terms: readonly string[]
  /** What it is found by as well, and less well: a measure by its bare figure. */
  readonly also: readonly string[]
  /** What it falls apart into when nobody has it as a whole. */
  readonly parts: readonly Asked[]
  /** The small word that was left out right before it: "o neill" may be O'Neill. */
  readonly smallBefore?: string | undefined
}

type Said = Word & Pick<Asked, 'smallBefore'>

const mostAsked = 8
const longestQuery = 300

/** What a query asks for, without greetings and small words; those alone are words like any other. */
export function readQuery(query: string): Asked[] {
  const words = readWords(query.slice(0, longestQuery))
  const telling = words.flatMap((word, at): Said[] =>
    word.isSmall || leads(word, words[at + 1]) ? [] : [{ ...word, smallBefore: smallAt(words, at - 1) }],
  )
  return joinPhrases(telling.length > 0 ? telling : words).slice(0, mostAsked)
}

function smallAt(words: readonly Word[], at: number): string | undefined {
  return words[at]?.isSmall ? words[at].written : undefined
}

/** "talle 38", "color negro": only where something follows. "size" alone may be what is looked for. */
function leads({ kind, form }: Word, next: Word | undefined): boolean {
  return kind === 'word' && next !== undefined && isLeadWord(form)
}

function joinPhrases(words: readonly Said[]): Asked[] {
  const forms = words.map(({ form }) => form)
  const asked: Asked[] = []
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(forms, at)
    const parts = words.slice(at, at + (phrase?.length ?? 1)).map(askFor)
    at += parts.length
    if (phrase) asked.push({ ...nameOf(parts), terms: [phrase.term], also: [], parts })
    else asked.push(...parts)
  }
  return asked
}

function nameOf(parts: readonly Asked[]): Pick<Asked, 'written' | 'form'> {
  return { written: parts.map(({ written }) => written).join(' '), form: parts.map(({ form }) => form).join(' ') }
}

function askFor({ written, form, kind, terms, parts, smallBefore }: Said): Asked {
  if (kind === 'measure') return { written, form, terms, also: parts, parts: [] }
  return { written, form, terms, also: [], parts: parts.map(askForWritten), smallBefore }
}

/** A word given as such: of a code, of a correction. */
export function askForWritten(written: string): Asked {
  const form = singular(written)
  return { written, form, terms: termsOf(form), also: [], parts: [] }
}
