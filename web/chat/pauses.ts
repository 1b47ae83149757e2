/**
 * Milliseconds to wait after so many failures in a row: as long as the shop asked for, else growing to half a minute,
 * and never the same for two visitors whom one outage hit.
 */
export function pauseAfter(failures: number, askedMs: number | null, chance = Math.random()): number {
  if (askedMs !== null) return askedMs + 500 * chance
  const longest = Math.min(30_000, 500 * 2 ** Math.min(failures, 10))
  return longest / 2 + (longest / 2) * chance
}

/** Waits that end early when something says that waiting has become pointless: the network is back, the page is looked at. */
export class Pauses {
  readonly #waiting = new Set<() => void>()

  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#waiting.add(end)
    })
  }

  endAll(): void {
    for (const end of [...this.#waiting]) end()
  }
}
