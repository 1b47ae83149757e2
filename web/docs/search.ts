import type { Texts } from './texts.ts'

/** Leaves standing what has all the words; the words of a folded operation count too. */
export function addSearch(texts: Texts): void {
  const form = document.querySelector<HTMLFormElement>('.search')
  const field = form?.querySelector('input')
  const told = document.querySelector('.found')
  if (!form || !field || !told) return
  form.hidden = false
  const shelves = [...document.querySelectorAll<HTMLElement>('main > section')]
  const searched = new Map(
    [...document.querySelectorAll<HTMLElement>('.operation, .problems > div')].map((element) => [element, plain(element.textContent)]),
  )
  function search(): void {
    const words = plain(field?.value ?? '')
      .split(/\s+/)
      .filter(Boolean)
    for (const [element, text] of searched) element.hidden = !words.every((word) => text.includes(word))
    for (const shelf of shelves) {
      const inside = [...searched.keys()].filter((element) => shelf.contains(element))
      shelf.hidden = words.length > 0 && inside.every(({ hidden }) => hidden)
      const entry = document.querySelector<HTMLElement>(`nav [data-part="${shelf.id}"]`)
      if (entry) entry.hidden = shelf.hidden
    }
    for (const link of document.querySelectorAll<HTMLElement>('nav [data-part] ul li')) {
      const id = link.querySelector('a')?.hash.slice(1) ?? ''
      link.hidden = document.getElementById(id)?.closest<HTMLElement>('.operation')?.hidden ?? false
    }
    const left = [...searched].filter(([element]) => element.dataset.operation && !element.hidden).length
    if (told) told.textContent = words.length === 0 ? '' : texts.found(left)
  }
  field.addEventListener('input', search)
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('keydown', (event) => {
    const isTyping = (event.target as HTMLElement).matches?.('input, textarea')
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    field.focus()
  })
  // A browser that comes back to the page fills the field in again.
  search()
}

/** Small letters without accents, as people type who search. */
function plain(text: string | null): string {
  return (text ?? '').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
