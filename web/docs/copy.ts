import { make } from './make.ts'
import type { Texts } from './texts.ts'

const toldForMs = 1600

export function addCopying(texts: Texts): void {
  for (const figure of document.querySelectorAll('figure.code')) {
    const button = make('button', { type: 'button', className: 'small', textContent: texts.copy })
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(figure.querySelector('pre')?.textContent ?? '').then(() => {
        button.textContent = texts.copied
        setTimeout(() => (button.textContent = texts.copy), toldForMs)
      })
    })
    // Where a page may not write to the clipboard there is nothing to offer.
    if (navigator.clipboard) figure.querySelector('figcaption')?.append(button)
  }
}
