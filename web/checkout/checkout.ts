/** What an order's page does better where scripts run: it adds up while one chooses, and sees by itself that the money has come. */
import { followPayment } from './follow.ts'

const form = document.querySelector<HTMLFormElement>('form.checkout')
if (form) {
  addUp(form)
  payOnce(form)
  form.querySelector<HTMLElement>('[aria-invalid]')?.focus()
}
const waiting = document.querySelector<HTMLElement>('[data-waits]')
if (waiting) followPayment(waiting)

/** The sums are the server's: each way to the buyer brings the total that it makes. */
function addUp(form: HTMLFormElement): void {
  const total = form.querySelector<HTMLInputElement>('[name=total]')
  const shown = document.getElementById('total')
  const button = document.getElementById('pay')
  const row = form.querySelector('.sums .shipping dd')
  for (const way of form.querySelectorAll<HTMLInputElement>('[name=shipping]')) {
    const choose = () => {
      const { total: minor = '', sum = '', cost = '' } = way.dataset
      if (total) total.value = minor
      if (shown) shown.textContent = sum
      if (row) row.textContent = cost
      if (button) button.textContent = (button.dataset.words ?? '%').replace('%', () => sum)
    }
    way.addEventListener('change', choose)
    // What a browser remembers of a form it shows again.
    if (way.checked) choose()
  }
}

/** Pressed twice it is paid once anyway; this spares whoever pressed it the doubt. */
function payOnce(form: HTMLFormElement): void {
  let isSent = false
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault()
    isSent = true
    event.submitter?.setAttribute('aria-disabled', 'true')
  })
  // Back from the bank's page by the browser's own button.
  addEventListener('pageshow', () => {
    isSent = false
    for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled')
  })
}
