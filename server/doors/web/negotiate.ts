export type Language = 'es' | 'pt' | 'en'

export const languages = ['es', 'pt', 'en'] as const

interface Wish {
  value: string
  weight: number
}

/** `text/html;q=0.8, application/json` as wishes, in the order they were written. */
function wishesOf(header: string | undefined): Wish[] {
  return (header ?? '').split(',').flatMap((part) => {
    const [value = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const weight = quality === undefined ? 1 : Number(quality)
    return value && weight > 0 ? [{ value, weight }] : []
  })
}

/** JSON only for whoever names it: `*` alone, which is what curl and many probes send, gets the page. */
export function prefersJson(accept: string | undefined): boolean {
  const wishes = wishesOf(accept)
  const json = wishes.find((wish) => wish.value === 'application/json')
  const html = wishes.find((wish) => wish.value === 'text/html' || wish.value === 'application/xhtml+xml')
  if (!json) return false
  if (!html || json.weight > html.weight) return true
  return json.weight === html.weight && wishes.indexOf(json) < wishes.indexOf(html)
}

/** `otherwise` where the visitor names none that we speak. */
export function preferredLanguage(acceptLanguage: string | undefined, otherwise: Language = 'en'): Language {
  const wishes = wishesOf(acceptLanguage).toSorted((one, other) => other.weight - one.weight)
  for (const wish of wishes) {
    const language = languages.find((ours) => wish.value.split('-')[0] === ours)
    if (language) return language
  }
  return otherwise
}
