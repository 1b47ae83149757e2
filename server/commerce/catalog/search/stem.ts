/**
 * Spanish, Portuguese and English at once, since a word does not say which it is. Nothing here is grammar: it is enough that
 * the forms of one word meet in the same letters. That "vela" and "velo" meet too is put right by the ranking, which sees both.
 */
const consonantBeforeEs = /[aeiou][lrndjzx]es$/

/** One for many: "zapatillas" → "zapatilla", "pantalones" → "pantalon", "lençóis" → "lencol". */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || word.endsWith('ss') || /\d/.test(word)) return word
  if (word.length > 4 && /[aou]is$/.test(word)) return `${word.slice(0, -2)}l`
  if (word.length > 4 && word.endsWith('eis')) return `${word.slice(0, -2)}l`
  if (word.endsWith('oes') && word.length > 5) return `${word.slice(0, -3)}ao`
  if (word.endsWith('aes')) return `${word.slice(0, -3)}ao`
  if (/(?:s|x|z|sh|ch)es$/.test(word) && word.length > 5) return word.slice(0, -2)
  if (consonantBeforeEs.test(word) && word.length > 5) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** How the three languages may say that there are many of it. */
export function pluralsOf(name: string): string[] {
  if (name.length < 3 || /[s\d]$/.test(name)) return []
  const without = (letters: number, ending: string) => `${name.slice(0, -letters)}${ending}`
  const plurals = [`${name}s`]
  if (/[lnrz]$/.test(name)) plurals.push(`${name}es`)
  if (name.endsWith('z')) plurals.push(without(1, 'ces'))
  if (name.endsWith('y')) plurals.push(without(1, 'ies'))
  if (name.endsWith('f')) plurals.push(without(1, 'ves'))
  if (name.endsWith('fe')) plurals.push(without(2, 'ves'))
  if (name.endsWith('m') && name.length > 3) plurals.push(without(1, 'ns'))
  return plurals
}

/** What all forms of a word have in common: "negra" and "negros" are "negr", "botón" and "botões" are "boton". */
export function stem(singularWord: string): string {
  const word = singularWord
  if (word.length < 3 || /\d/.test(word)) return word
  if (word.length > 3 && word.endsWith('ao')) return `${word.slice(0, -2)}on`
  const bare = word.length > 3 && /[aeo]$/.test(word) ? word.slice(0, -1) : word
  const last = lastLetters[bare.at(-1) ?? '']
  return last === undefined ? bare : `${bare.slice(0, -1)}${last}`
}

/** luz and luces, homem and homens, battery and batteries, knife and knives. */
const lastLetters: Readonly<Record<string, string>> = { z: 'c', m: 'n', y: 'i', v: 'f' }
