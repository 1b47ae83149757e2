import type { World } from '../world/world.ts'
import { type Client, runOn } from './postgres-session.ts'

/**
 * Machine time that all processes on a database share: the latest that any of them has seen, starting from the server's
 * clock. It goes on when that clock is set back, and over restarts.
 */
export class SharedTime {
  private readonly world: World
  private ahead: number
  private latest = 0

  private constructor(world: World, ahead: number) {
    this.world = world
    this.ahead = ahead
  }

  static async start(world: World, client: Client): Promise<SharedTime> {
    const time = new SharedTime(world, Number.NEGATIVE_INFINITY)
    await time.compare(client)
    return time
  }

  now(): number {
    this.latest = Math.max(this.latest, Math.floor(this.world.monotonic() + this.ahead))
    return this.latest
  }

  async compare(client: Client): Promise<void> {
    const mine = this.ahead === Number.NEGATIVE_INFINITY ? 0 : this.now()
    const { rows } = await runOn(client, { name: null, sql: agree }, [mine])
    const { latest } = rows[0] as { latest: number }
    // Held against the moment the answer came: estimated too early, never too late, else each comparison would push all clocks on.
    this.ahead = Math.max(this.ahead, latest - this.world.monotonic())
  }
}

const agree = `
  update machine_time
  set latest = greatest(latest, $1::bigint, floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
  returning latest`
