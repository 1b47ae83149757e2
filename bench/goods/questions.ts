import { keyOf } from '../harness/shop.ts'
import type { Asking } from '../load/traffic.ts'
import { chance, commonNoun, traitsOf } from './goods.ts'

/** What the bare server is told to look for, in the words of the shelf and of its index: all the shop has is the question. */
export const wordsHeader = 'x-words'

/** Every shop here has these, the smallest too: whatever is asked for is there. */
const surelyThere = 300
const onAPage = 20

/** "remeras azules" as "remera azul": the plural is for the shop to understand. */
export function twoWords(number: number): Asking {
  const { noun, colour } = wanted(number)
  return search(number, `${plural(noun)} ${colour}`, [noun, colour])
}

/** What one product in ten is. */
export function oneWord(number: number): Asking {
  return search(number, plural(commonNoun), [commonNoun])
}

function brand(number: number): Asking {
  const { noun, brand } = wanted(number)
  return search(number, `${noun} ${brand.toLowerCase()}`, [noun, ...brand.split(' ')])
}

function sku(number: number): Asking {
  const { sku } = wanted(number)
  return search(number, sku, [sku])
}

/** A letter left out in the middle of a word. */
function misspelt(number: number): Asking {
  const { noun, colour } = wanted(number)
  const slip = noun.length < 6 ? noun : noun.slice(0, 3) + noun.slice(4)
  return search(number, `${slip} ${colour}`, [noun, colour])
}

/** In ten questions, as customers ask them. */
const mix = [twoWords, brand, twoWords, oneWord, twoWords, sku, twoWords, misspelt, twoWords, brand] as const

export function anyQuestion(number: number): Asking {
  return (mix[number % mix.length] as typeof twoWords)(number)
}

const sorts = ['price', 'name'] as const

/** A page of one shelf, in the order in which people look through it. */
export function anyShelf(number: number): Asking {
  const { category } = wanted(number)
  const query = new URLSearchParams({ category, sort: sorts[number % sorts.length] as string, limit: String(onAPage) })
  return { method: 'GET', path: `/api/v1/products?${query}`, headers: { 'x-api-key': keyOf(number) } }
}

/** Of one product, whichever is wanted. */
export function oneSku(number: number): string {
  return wanted(number).sku
}

/** As a model asks for it: in two words, and no more than it can weigh. */
export function modelsQuestion(number: number): Record<string, unknown> {
  const { noun, colour } = wanted(number)
  return { query: `${plural(noun)} ${colour}`, limit: 10 }
}

function wanted(number: number): ReturnType<typeof traitsOf> {
  return traitsOf(chance(number, 11) % surelyThere)
}

function search(number: number, query: string, words: readonly string[]): Asking {
  const match = words.map((word) => `"${word}"`).join(' ')
  return {
    method: 'GET',
    path: `/api/v1/products?${new URLSearchParams({ query, limit: String(onAPage) })}`,
    headers: { 'x-api-key': keyOf(number), [wordsHeader]: encodeURIComponent(match) },
  }
}

function plural(noun: string): string {
  return /[aeiouáéíóú]$/.test(noun) ? `${noun}s` : `${noun}es`
}
