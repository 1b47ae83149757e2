const pauseMs = 4000
/** Whoever collects the money is asked so often by a page that its buyer has just come back to; afterwards notices must do. */
const mostAsked = 15

/** Looks again until the page would say something else, and then shows it. */
export function followPayment(waiting: HTMLElement): void {
  const mark = `data-waits="${waiting.dataset.waits}"`
  const form = document.querySelector<HTMLFormElement>('.waiting form[action$="/check"]')
  let toAsk = location.search.includes('back=') ? mostAsked : 0

  async function look(): Promise<void> {
    if (document.visibilityState === 'visible') {
      if (form && toAsk-- > 0) await fetch(form.action, { method: 'POST' })
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (answer.ok && !(await answer.text()).includes(mark)) return location.reload()
    }
    later()
  }

  function later(): void {
    // Whoever is offline for a moment is not left alone for that.
    setTimeout(() => look().catch(later), pauseMs)
  }

  look().catch(later)
}
