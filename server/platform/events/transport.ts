/** What a commit tells the other parts of the shop: look again at this subject. It carries nothing that may be lost. */
export interface Wake {
  tenant: string
  subject: string
  /** What to look at: an event's type, or what changed when no event tells of it. */
  topic: string
}

/**
 * Carries wake-ups between the parts of one process or between processes. A wake-up may be lost, late or doubled:
 * the database orders and remembers, and the slow sweep alone must suffice.
 */
export interface Transport {
  announce(wake: Wake): void
  listen(hear: (wake: Wake) => void): { stop(): void }
}

/** The transport of one process: a call. */
export function embeddedTransport(): Transport {
  const ears = new Set<(wake: Wake) => void>()
  return {
    announce: (wake) => {
      for (const hear of ears) hear(wake)
    },
    listen: (hear) => {
      ears.add(hear)
      return { stop: () => ears.delete(hear) }
    },
  }
}

/** For the proof that wake-ups are a courtesy: it announces nothing to anybody. */
export const silentTransport: Transport = { announce: () => {}, listen: () => ({ stop: () => {} }) }
