const pauseMs = 4000

/** Looks again until the page would say something else, and then shows it. */
export function followPayment(waiting: HTMLElement): void {
  const mark = `data-waits="${waiting.dataset.waits}"`

  async function look(): Promise<void> {
    if (document.visibilityState === 'visible') {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (answer.ok && !(await answer.text()).includes(mark)) return location.reload()
    }
    later()
  }

  function later(): void {
    // Whoever is offline for a moment is not left alone for that.
    setTimeout(() => look().catch(later), pauseMs)
  }

  void askOnce().finally(later)
}

/** Just back from paying: whoever collects the money is asked, not waited for. */
async function askOnce(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('.waiting form[action$="/check"]')
  if (form && location.search.includes('back=')) await fetch(form.action, { method: 'POST' })
}
