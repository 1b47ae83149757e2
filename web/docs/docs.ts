/** What the page of the API can do where scripts run: search, copy, try. Without them it is read from top to bottom. */
import { addTrying } from './attempt.ts'
import { addCopying } from './copy.ts'
import { addSearch } from './search.ts'
import { textsIn } from './texts.ts'

const texts = textsIn(document.documentElement.lang)
addSearch(texts)
addCopying(texts)
addTrying(texts)
addEventListener('hashchange', openAddressed)
openAddressed()

/** Whoever follows a link into something folded sees it unfolded; not every browser does that by itself. */
function openAddressed(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const folded = target?.closest('details')
  if (!target || !folded || folded.open) return
  folded.open = true
  target.scrollIntoView()
}
