import { z } from 'zod'
import { readWords } from '../../commerce/catalog/catalog.ts'
import { done } from '../../platform/outcome.ts'
import { findSetting } from '../../shop/tenants/tenants.ts'
import { type Words, wordsIn } from '../../shop/words.ts'
import { topicsOf } from './faq-topics.ts'
import { readingTool } from './tool.ts'

/** What the store file says to a question that many ask. */
interface Entry {
  topic: string
  question?: Words
  answer: Words
}

/** As many as one question is about. */
const mostAnswers = 3

export const answerQuestion = readingTool({
  name: 'answer_question',
  title: 'Answer a question about the shop',
  description:
    'What the shop answers to questions about itself: shipping, payment, returns, hours, address. Use it before saying anything about the shop that no other tool tells; no answers means that the shop has said nothing about it.',
  scope: 'products:read',
  inConversation: false,
  input: z.object({
    question: z.string().trim().min(1).max(1000).describe('in the customer’s words'),
    language: z.string().min(2).max(10).optional().describe('es, pt or en; the shop’s own when left out'),
  }),
  output: z.object({ answers: z.array(z.object({ topic: z.string(), answer: z.string() })) }),
  async read({ shop }, { question, language = shop.tenant.language }) {
    const document = (await shop.read(findSetting, { id: 'faq' }))[0]?.document ?? '[]'
    const entries = answersTo(question, JSON.parse(document) as Entry[])
    return done({
      answers: entries.map(({ topic, answer }) => ({ topic, answer: wordsIn(answer, [language, shop.tenant.language]) ?? '' })),
    })
  },
})

/** A word that the question and the answer share says less than one that stands in the question the shop expected. */
const weights = { asked: 3, answered: 1 } as const

/** The best first: a word counts the more, the fewer entries have it. Nothing where no word of the question is in any. */
export function answersTo(question: string, entries: readonly Entry[]): Entry[] {
  const asked = formsOf(question)
  const indexed = entries.map((entry) => ({
    entry,
    asked: formsOf(entry.topic, ...allOf(entry.question)),
    answered: formsOf(...allOf(entry.answer)),
  }))
  const rarity = (form: string) => {
    const having = indexed.filter((one) => one.asked.has(form) || one.answered.has(form)).length
    return having === 0 ? 0 : Math.log(1 + entries.length / having)
  }
  const weighed = indexed.map(({ entry, ...forms }) => {
    let weight = 0
    for (const form of asked) {
      if (forms.asked.has(form)) weight += weights.asked * rarity(form)
      else if (forms.answered.has(form)) weight += weights.answered * rarity(form)
    }
    return { entry, weight }
  })
  const best = Math.max(0, ...weighed.map(({ weight }) => weight))
  return weighed
    .filter(({ weight }) => weight > 0 && weight >= best * 0.6)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostAnswers)
    .map(({ entry }) => entry)
}

/** The words that tell something, each in its plain form, and the topics that people mean by them. */
function formsOf(...texts: string[]): Set<string> {
  const forms = new Set<string>()
  for (const text of texts) {
    for (const word of readWords(text)) {
      if (word.isSmall) continue
      for (const term of word.terms) forms.add(term)
      for (const topic of topicsOf(word.form)) forms.add(topic)
    }
  }
  return forms
}

function allOf(words: Words | undefined): string[] {
  if (words === undefined) return []
  return typeof words === 'string' ? [words] : Object.values(words).filter((text) => text !== undefined)
}
