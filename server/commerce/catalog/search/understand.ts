import type { Look } from '../../../platform/sql/reading.ts'
import { type Asked, askForWritten } from './asked.ts'
import { skuTerm, unpackFields } from './document.ts'
import { documentsOf } from './documents.sql.ts'
import type { Alternative, Group } from './rank.ts'
import { isNamed, longNamesOf } from './shop-words.ts'
import { isOnlyItself, isSize, nearest, slipKeys } from './spelling.ts'
import type { TermIndex } from './terms.ts'
import { skusFrom, wordsFrom } from './vocabulary.sql.ts'

export interface Correction {
  from: string
  to: string
}

export interface Understood {
  groups: Group[]
  corrected: Correction[]
  /** What nobody has and nothing is like. */
  ignored: string[]
}

const worths = { itself: 1, figure: 0.8, part: 0.8, beginning: 0.7, correction: 0.65 } as const

/** Everything as it was written. */
export function plainly(asked: readonly Asked[]): Group[] {
  return asked.map((one) => ({ written: one.written, alternatives: alternativesOf(one, worths.itself) }))
}

function alternativesOf({ form, terms, also }: Asked, worth: number): Alternative[] {
  return [...terms.map((term) => ({ term, form, worth })), ...also.map((term) => ({ term, form: '', worth: worth * worths.figure }))]
}

export function tokensFor({ alternatives }: Group, kind: 'n' | 't'): string[] {
  return [...new Set(alternatives.map(({ term }) => `${kind}${term}`))]
}

/** The same, where each word that no product has is read otherwise: in parts, with its neighbour, as a beginning, or misspelt. */
export async function understand(look: Look, index: TermIndex, asked: readonly Asked[]): Promise<Understood> {
  const reader = new Reader(look, index)
  await reader.readAll(asked)
  return { groups: reader.groups, corrected: reader.corrected, ignored: reader.ignored }
}

const unfiltered = { minPrice: null, maxPrice: null, offer: null, after: 0 } as const
const shortestBeginning = 3
const mostBeginnings = 12
const mostLookedAt = 200
const mostSkus = 50

class Reader {
  readonly groups: Group[] = []
  readonly corrected: Correction[] = []
  readonly ignored: string[] = []
  private readonly look: Look
  private readonly index: TermIndex
  private readonly known = new Map<string, Promise<number>>()

  constructor(look: Look, index: TermIndex) {
    this.look = look
    this.index = index
  }

  async readAll(asked: readonly Asked[]): Promise<void> {
    for (let at = 0; at < asked.length; at++) {
      const [one, next] = [asked[at] as Asked, asked[at + 1]]
      // Nobody has all the words as they stand, so one that is written apart may as well be meant.
      if (next && (await this.readJoined(one, next))) at++
      else if (await this.isKnown(one)) this.take(one, worths.itself)
      else if ((await this.readWithSmall(one)) || (await this.readSku(one))) continue
      else if (!(await this.readParts(one)) && !(await this.readAlone(one))) this.ignored.push(one.written)
    }
  }

  private take(one: Asked, worth: number, written = one.written): void {
    this.groups.push({ written, alternatives: alternativesOf(one, worth) })
  }

  private async isKnown({ terms, also }: Asked): Promise<boolean> {
    return (await this.howMany([...terms, ...also], 1)) > 0
  }

  private howMany(terms: readonly string[], limit: number): Promise<number> {
    const key = `${limit} ${terms.join(' ')}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const all = [terms.map((term) => `t${term}`)]
    const counted = this.index.count(this.look, { ...unfiltered, all, limit })
    this.known.set(key, counted)
    return counted
  }

  /** "auri cular", "key board". */
  private async readJoined(one: Asked, next: Asked): Promise<boolean> {
    if (!isLetters(one.written) || !/^[\p{L}\p{N}]+$/u.test(next.written)) return false
    return await this.readAsOne(one.written, next.written)
  }

  /** "o neill" is O'Neill, who is written in one: nobody is called Neill alone. */
  private async readWithSmall({ smallBefore, written }: Asked): Promise<boolean> {
    return smallBefore !== undefined && isLetters(written) && (await this.readAsOne(smallBefore, written))
  }

  private async readAsOne(first: string, second: string): Promise<boolean> {
    const joined = askForWritten(first + second)
    if (!(await this.isKnown(joined))) return false
    this.corrected.push({ from: `${first} ${second}`, to: joined.written })
    this.take(joined, worths.itself, `${first} ${second}`)
    return true
  }

  /** "LUN-01", of which there are ten. SKUs stand in a table of their own: none is learnt as a word. */
  private async readSku({ written, parts }: Asked): Promise<boolean> {
    if (!/^(?=.*\d)(?=.*\p{L})[\p{L}\p{N}]{4,}$/u.test(written) || parts.length === 0) return false
    const pieces = parts.map((part) => part.written)
    const found = new Set<string>()
    for (const between of ['', '-', '_', '.', '/'])
      for (const first of [pieces.join(between).toUpperCase(), pieces.join(between)])
        for (const { product_id } of await this.look.read(skusFrom, { first, end: `${first}\u{10ffff}`, limit: mostSkus }))
          found.add(product_id)
    if (found.size === 0) return false
    const rows = await this.look.read(documentsOf, { products: JSON.stringify([...found].slice(0, mostSkus)) })
    const alternatives = rows.map(({ words }) => ({ term: skuTerm(unpackFields(words).sku), form: '', worth: worths.beginning }))
    if (alternatives.length > 0) this.groups.push({ written, alternatives })
    return alternatives.length > 0
  }

  /** A name of several words is at least its words, in whichever language somebody has them all; a code its letters and digits. */
  private async readParts({ terms, parts, written }: Asked): Promise<boolean> {
    if (parts.length === 0) return false
    for (const forms of terms.flatMap(longNamesOf)) {
      const words = forms.map(askForWritten)
      if ((await this.haveAll(words)) === 0) continue
      for (const word of words) this.take(word, worths.part, written)
      return true
    }
    await this.readAll(parts)
    return true
  }

  private haveAll(words: readonly Asked[]): Promise<number> {
    return this.index.count(this.look, { ...unfiltered, all: words.map(({ terms }) => terms.map((term) => `t${term}`)), limit: 1 })
  }

  private async readAlone(one: Asked): Promise<boolean> {
    if (!isLetters(one.written)) return false
    // "rem" begins a remera; what is as short is otherwise only what it is.
    if (isOnlyItself(one.written))
      return one.written.length === shortestBeginning && !isSize(one.written) && (await this.readBeginning(one.written))
    return (
      (await this.readBeginning(one.written)) ||
      (await this.readSplit(one.written)) ||
      (await this.readSmall(one.written)) ||
      (await this.readMisspelt(one))
    )
  }

  private async readBeginning(written: string): Promise<boolean> {
    const rows = await this.look.read(wordsFrom, { first: written, end: `${written}\u{10ffff}`, limit: mostLookedAt })
    const words = rows.map(({ word }) => word).sort((left, right) => left.length - right.length || (left < right ? -1 : 1))
    const alternatives: Alternative[] = []
    for (const word of words.slice(0, mostBeginnings)) {
      const whole = askForWritten(word)
      if (await this.isKnown(whole)) alternatives.push(...alternativesOf(whole, worths.beginning + 0.2 * (written.length / word.length)))
    }
    if (alternatives.length > 0) this.groups.push({ written, alternatives })
    return alternatives.length > 0
  }

  /** "powerbank" where there is a power bank. */
  private async readSplit(written: string): Promise<boolean> {
    const places = Array.from({ length: Math.max(0, written.length - 5) }, (_, at) => at + 3)
    const splits = places.map((at) => [written.slice(0, at), written.slice(at)] as const)
    const known = await this.wordsAmong(splits.flat())
    const [best] = splits
      .filter((parts) => parts.every((part) => known.has(part)))
      .sort((left, right) => Math.min(...right.map(({ length }) => length)) - Math.min(...left.map(({ length }) => length)))
    if (!best) return false
    this.corrected.push({ from: written, to: best.join(' ') })
    for (const part of best) this.take(askForWritten(part), worths.part, written)
    return true
  }

  private async wordsAmong(words: readonly string[]): Promise<Set<string>> {
    if (words.length === 0) return new Set()
    const { sql, tenant } = this.look
    const rows = await sql
      .selectFrom('search_words')
      .select('word')
      .where('tenant_id', '=', tenant)
      .where('word', 'in', [...words])
      .execute()
    return new Set(rows.map(({ word }) => word))
  }

  /** "aritos" are aros, "mesita" is a mesa. */
  private async readSmall(written: string): Promise<boolean> {
    const [, base] = /^(\p{L}{2,}?)(?:c?it|z?inh)[oa]s?$/u.exec(written) ?? []
    if (base === undefined) return false
    for (const ending of ['o', 'a', 'e', '']) {
      const whole = askForWritten(base + ending)
      if (!(await this.isKnown(whole))) continue
      this.take(whole, worths.part, written)
      return true
    }
    return false
  }

  private async readMisspelt({ written, form, terms }: Asked): Promise<boolean> {
    if (terms.some(isNamed)) return false
    const { sql, tenant } = this.look
    const slips = [...new Set([...slipKeys(written), ...slipKeys(form)])]
    const rows = await sql
      .selectFrom('search_slips')
      .select('word')
      .distinct()
      .where('tenant_id', '=', tenant)
      .where('slip', 'in', slips)
      .orderBy('word')
      .limit(mostLookedAt)
      .execute()
    const word = await this.mostLikely(
      nearest(
        written,
        rows.map(({ word }) => word),
      ),
    )
    if (word === null) return false
    this.corrected.push({ from: written, to: word })
    this.take(askForWritten(word), worths.correction, written)
    return true
  }

  /** Of those equally near, the one that most products have; the vocabulary may hold words that none has any more. */
  private async mostLikely(near: readonly { word: string; distance: number }[]): Promise<string | null> {
    for (let from = 0; from < near.length; ) {
      const distance = near[from]?.distance
      const equal = near.slice(from).filter((one) => one.distance === distance)
      let best: { word: string; many: number } | null = null
      for (const { word } of equal.slice(0, mostBeginnings)) {
        const many = await this.howMany(askForWritten(word).terms, mostLookedAt)
        if (many > (best?.many ?? 0)) best = { word, many }
      }
      if (best) return best.word
      from += equal.length
    }
    return null
  }
}

function isLetters(written: string): boolean {
  return /^\p{L}+$/u.test(written)
}
