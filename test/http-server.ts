import type { Hono } from 'hono'
import { type HttpEnv, type HttpOptions, openHttp, type StreamRegistry, streamRegistry } from '../server/platform/http/http.ts'
import { type Listening, type ListenOptions, listen } from '../server/platform/http/listen.ts'
import { type Metrics, openLog, openMetrics } from '../server/platform/telemetry/telemetry.ts'
import { realWorld } from '../server/platform/world/real.ts'
import type { World } from '../server/platform/world/world.ts'

export interface TestDoors extends AsyncDisposable {
  app: Hono<HttpEnv>
  world: World
  streams: StreamRegistry
  metrics: Metrics
  /** What was logged, line by line. */
  logged: Record<string, unknown>[]
  url: string
  port: number
  close: Listening['close']
}

/** The platform's own app and server, with the doors that a test gives it. */
export async function openDoors(
  addDoors: (app: Hono<HttpEnv>, parts: { world: World; streams: StreamRegistry }) => void,
  options: Partial<HttpOptions & ListenOptions> & { world?: World } = {},
): Promise<TestDoors> {
  const world = options.world ?? realWorld()
  const logged: Record<string, unknown>[] = []
  const metrics = openMetrics()
  const streams = streamRegistry()
  const app = openHttp(world, {
    log: openLog({ level: 'debug', now: world.machine, write: (line) => void logged.push(JSON.parse(line)) }),
    metrics,
    service: 'all',
    secure: false,
    corsOrigins: [],
    trustsProxy: () => false,
    ...options,
  })
  addDoors(app, { world, streams })
  const listening = await listen(world, app, streams, { host: '127.0.0.1', port: 0, ...options })
  const { port, close } = listening
  return { app, world, streams, metrics, logged, url: `http://127.0.0.1:${port}`, port, close, [Symbol.asyncDispose]: close }
}
