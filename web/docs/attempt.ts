import { Attempt, type Operation, type Tried } from './attempt-form.ts'
import { make } from './make.ts'
import type { Texts } from './texts.ts'

/** As much of the OpenAPI document as requests are made from. */
interface Document {
  paths: Record<string, Record<string, Operation>>
}

let document_: Promise<Document> | undefined

/** Asked for when somebody first wants to try something: the page itself does not need it. */
function theDocument(): Promise<Document> {
  document_ ??= fetch('/api/v1/openapi.json').then((answer) => answer.json())
  return document_
}

async function findOperation(id: string): Promise<Tried | null> {
  for (const [path, methods] of Object.entries((await theDocument()).paths))
    for (const [method, operation] of Object.entries(methods)) if (operation.operationId === id) return { method, path, operation }
  return null
}

export function addTrying(texts: Texts): void {
  for (const folded of document.querySelectorAll<HTMLElement>('[data-operation]')) {
    const place = folded.querySelector('.inside > :last-child')
    const button = make('button', { type: 'button', className: 'button quiet try', textContent: texts.tryIt })
    let form: HTMLFormElement | null = null
    button.addEventListener('click', async () => {
      if (form) {
        form.hidden = !form.hidden
      } else {
        const found = await findOperation(folded.dataset.operation ?? '')
        if (!found) return
        form = new Attempt(found, texts).form
        button.after(form)
      }
      button.textContent = form.hidden ? texts.tryIt : texts.hide
      button.ariaExpanded = String(!form.hidden)
      if (!form.hidden) form.querySelector<HTMLElement>('input, textarea, button')?.focus()
    })
    place?.prepend(button)
  }
}
