import type { Heard, Told } from './serve.ts'

/** Where events wait between their commit and their handler, and whoever published them for both. */
export interface WaitingRoom {
  committed(number: number): void
  handled(number: number): void
  /** Publishes, and answers when that was handled; at `/waits` tells how long each has waited since it was last asked. */
  door(publish: (number: number) => Promise<void>): (heard: Heard) => Promise<Told>
}

export function waitingRoom(): WaitingRoom {
  const commits = new Map<number, number>()
  const callers = new Map<number, () => void>()
  let waited: number[] = []
  return {
    committed: (number) => void commits.set(number, performance.now()),
    handled(number) {
      const now = performance.now()
      // On PostgreSQL a handler may see the event before its publisher hears that it is committed.
      waited.push(now - (commits.get(number) ?? now))
      commits.delete(number)
      callers.get(number)?.()
      callers.delete(number)
    },
    door: (publish) => async (heard) => {
      if (heard.path === '/waits') {
        const body = JSON.stringify(waited)
        waited = []
        return { status: 200, body }
      }
      const handled = new Promise<void>((resolve) => callers.set(heard.number, resolve))
      await publish(heard.number)
      await handled
      return { status: 200, body: '' }
    },
  }
}
