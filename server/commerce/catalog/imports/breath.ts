import type { World } from '../../../platform/world/world.ts'

/** Long work in a process that serves others: after so long it lets in whoever waits. */
const longestMs = 2

export interface Breath {
  /** Asked at every step: most cost no promise. */
  isDue(): boolean
  take(): Promise<void>
}

export function breathing(world: Pick<World, 'soon' | 'monotonic'>): Breath {
  let since = world.monotonic()
  return {
    isDue: () => world.monotonic() - since >= longestMs,
    async take() {
      await new Promise<void>((resolve) => world.soon(resolve))
      since = world.monotonic()
    },
  }
}
