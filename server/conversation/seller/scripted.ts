import type { Answer, Engine, Prompt } from './seller.ts'

const asksForNumber = /\b(n[uú]mero|number|turno|senha)\b/iu

const words = {
  es: {
    greeting: (name: string) => `¡Hola! Soy ${name}. ¿En qué te ayudo?`,
    heard: (text: string) => `Anoté: «${text}»`,
    number: (number: number) => `Tu número es el ${number}.`,
    repeat: 'Contame con palabras qué buscás y lo vemos.',
  },
  pt: {
    greeting: (name: string) => `Oi! Aqui é ${name}. Como posso ajudar?`,
    heard: (text: string) => `Anotei: «${text}»`,
    number: (number: number) => `Seu número é ${number}.`,
    repeat: 'Conte com palavras o que procura e a gente vê.',
  },
  en: {
    greeting: (name: string) => `Hi! This is ${name}. How can I help?`,
    heard: (text: string) => `Noted: “${text}”`,
    number: (number: number) => `Your number is ${number}.`,
    repeat: 'Tell me in words what you are looking for and we will see.',
  },
}

/** A seller that greets, repeats what it heard and gives out numbers: enough to live by the same journal as every other engine. */
export const scriptedSeller: Engine = {
  name: 'scripted',
  step(prompt: Prompt): Promise<Answer> {
    return Promise.resolve(answer(prompt))
  },
}

function answer(prompt: Prompt): Answer {
  const say = words[languageOf(prompt.language)]
  const unanswered = prompt.messages.filter((message) => message.asked).map((message) => message.text)
  const numbers = prompt.steps.flatMap(({ results }) =>
    results.flatMap((result) => (result.ok ? [(result.value as { number: number }).number] : [])),
  )
  if (numbers.length === 0 && unanswered.some((text) => asksForNumber.test(text)))
    return { calls: [{ tool: 'take_number', arguments: {} }], say: [] }

  const lines: string[] = []
  if (!prompt.messages.some((message) => message.role === 'seller')) lines.push(say.greeting(prompt.seller.name))
  for (const text of unanswered) lines.push(text.trim() === '' ? say.repeat : say.heard(shorten(text)))
  for (const number of numbers) lines.push(say.number(number))
  return { calls: [], say: lines.length === 0 ? [] : [lines.join('\n')] }
}

function shorten(text: string): string {
  const letters = [...text]
  return letters.length > 300 ? `${letters.slice(0, 299).join('')}…` : text
}

function languageOf(language: string): keyof typeof words {
  const start = language.slice(0, 2)
  return start === 'pt' || start === 'en' ? start : 'es'
}
