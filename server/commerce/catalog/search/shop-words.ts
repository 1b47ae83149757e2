import { pluralsOf, singular, stem } from './stem.ts'
import { beauty } from './things/beauty.ts'
import { common } from './things/common.ts'
import { fashion } from './things/fashion.ts'
import { gaming } from './things/gaming.ts'
import { groceries } from './things/groceries.ts'
import { home } from './things/home.ts'
import { tech } from './things/tech.ts'

/**
 * Words that customers in three languages have for the same thing, one thing a line, its first word the one it goes by. Singular
 * and folded; `negro/a` is both; `power+bank` is said in several words. A shop adds its own with a product's `synonyms`.
 * Only what can be handed over for one another stands in a line: a kind of shoe does not stand for all shoes.
 */
const things = [fashion, tech, gaming, home, beauty, groceries, common]

/** Said in most sentences and naming nothing: articles, small words, and how people open a chat and ask for a price. */
const small = `
el la los las lo un una uno unos unas de del al y o u e con para por en que se me mi tu su es son esta este estos estas eso ese esa
a os as um uma uns umas do da dos das no na nos nas ao com pra pro ou meu minha seu sua
the an of and or with for in on to my your is are it this that
hola buenas buen buenos dia dias tarde tardes noches tenes tienes tienen tendran tendras hay quiero quisiera queria busco buscaba buscando
necesito precio precios cuanto cuantos sale salen cuesta cuestan vale valen favor gracias algun alguna algunos algunas algo ver mostrame mostrar
dame pasame gusta gustan gustaria le les disponible disponibles comprar stock como
oi ola bom boa tem voces voce quero queria gostaria preciso procuro procurando preco quanto custa custam obrigado obrigada algum alguma mostra
hi hello hey do you have i want need looking look show price how much many please thanks some any buy
`

/** Before a size or a colour they say what it is, and nothing more. */
const lead = 'talle talla tamano tamanho size numero number color cor colour tono sabor'

/** The terms that stand in the index for what a word is a name of. */
const single = new Map<string, string[]>()
const several = new Map<string, { forms: readonly string[]; term: string }[]>()
const longNames = new Map<string, (readonly string[])[]>()
/** Forms that a plural is taken for, and the names that they are of: "headphones" is no "headphon". */
const formsOfNames = new Map<string, string>()
const named = new Set<string>()
const smallWords = new Set(small.trim().split(/\s+/))
const leadWords = new Set(lead.split(' '))

for (const line of things.flatMap((lines) => lines.trim().split('\n'))) {
  const names = line.split(' ').flatMap(bothGenders)
  const term = `~${names[0]?.replaceAll('+', '_')}`
  for (const name of names) {
    const forms = name.split('+').map(singular)
    for (const form of forms) named.add(form)
    const [first = ''] = forms
    if (forms.length === 1) add(single, first, term)
    else {
      add(several, first, { forms, term })
      add(longNames, term, forms)
    }
  }
}

for (const name of named)
  for (const form of pluralsOf(name).map(singular)) if (!named.has(form) && !formsOfNames.has(form)) formsOfNames.set(form, name)

function formOf(form: string): string {
  return formsOfNames.get(form) ?? form
}

function bothGenders(name: string): string[] {
  return name.endsWith('/a') ? [name.slice(0, -2), `${name.slice(0, -3)}a`] : [name]
}

function add<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  const known = to.get(key)
  if (known) known.push(value)
  else to.set(key, [value])
}

export function isSmallWord(written: string): boolean {
  return smallWords.has(written)
}

export function isLeadWord(form: string): boolean {
  return leadWords.has(form)
}

/** What a word is found by: the things it is a name for, else its own stem. */
export function termsOf(form: string): readonly string[] {
  return single.get(formOf(form)) ?? [stem(form)]
}

/** Whether it has a name here: then it is nobody's misspelling, though the shop may not have the thing. */
export function isNamed(term: string): boolean {
  return term.startsWith('~')
}

/** Every name in several words that a thing goes by: "vino tinto" for "red wine". */
export function longNamesOf(term: string): readonly (readonly string[])[] {
  return longNames.get(term) ?? []
}

/** The longest thing said in several words from here on. */
export function phraseAt(forms: readonly string[], at: number): { term: string; length: number } | null {
  let found: { term: string; length: number } | null = null
  for (const { forms: wanted, term } of several.get(formOf(forms[at] ?? '')) ?? []) {
    if (wanted.length > (found?.length ?? 0) && wanted.every((form, next) => formOf(forms[at + next] ?? '') === form))
      found = { term, length: wanted.length }
  }
  return found
}
