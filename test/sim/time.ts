/** The one timeline of a simulated day. What is due at the same instant runs in the order it was asked for. */
export interface Timeline {
  /** Milliseconds since the day began. */
  now(): number
  at(ms: number, run: () => void): { cancel(): void }
  /** Runs everything up to an instant, and between two steps whatever those set going, down to the last promise. */
  runUntil(ms: number): Promise<void>
}

interface Planned {
  at: number
  order: number
  run: () => void
  cancelled: boolean
}

export function timeline({ rounds = 2 } = {}): Timeline {
  const heap: Planned[] = []
  let now = 0
  let order = 0

  const before = (a: Planned, b: Planned) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function push(planned: Planned): void {
    heap.push(planned)
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      const [up, down] = [heap[parent], heap[child]]
      if (!up || !down || before(up, down)) break
      heap[parent] = down
      heap[child] = up
      child = parent
    }
  }

  function pop(): Planned | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    heap[0] = last
    for (let parent = 0; ; ) {
      let least = parent
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        const [candidate, best] = [heap[child], heap[least]]
        if (candidate && best && before(candidate, best)) least = child
      }
      const [a, b] = [heap[parent], heap[least]]
      if (least === parent || !a || !b) break
      heap[parent] = b
      heap[least] = a
      parent = least
    }
    return top
  }

  return {
    now: () => now,
    at: (ms, run) => {
      const planned: Planned = { at: Math.max(now, ms), order: order++, run, cancelled: false }
      push(planned)
      return {
        cancel: () => {
          planned.cancelled = true
        },
      }
    },
    async runUntil(ms) {
      await quiet(rounds)
      for (let head = heap[0]; head && head.at <= ms; head = heap[0]) {
        const next = pop()
        if (!next || next.cancelled) continue
        now = next.at
        next.run()
        await quiet(rounds)
      }
      now = ms
    },
  }
}

/** Everything runs on promises and the loop's next turns: after enough of those, nothing more happens by itself. */
async function quiet(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) await new Promise<void>((resolve) => setImmediate(resolve))
}
