import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { World } from '../world/world.ts'
import type { HttpEnv, StreamRegistry } from './http.ts'

export interface Listening {
  port: number
  /** Takes nothing more in, ends the streams, and waits for the requests under way as long as it is decent. */
  close(): Promise<void>
}

const patienceMs = 4000

export function listen(world: World, app: Hono<HttpEnv>, streams: StreamRegistry, at: { host: string; port: number }): Promise<Listening> {
  return new Promise((ready, failed) => {
    const server = serve({ fetch: app.fetch, hostname: at.host, port: at.port, overrideGlobalObjects: false }, ({ port }) =>
      ready({ port, close: () => close(world, server, streams) }),
    ) as Server
    server.once('error', failed)
    // Whoever sends a header or a body drop by drop holds a connection, not the shop.
    server.headersTimeout = 15_000
    server.requestTimeout = 60_000
    server.keepAliveTimeout = 65_000
  })
}

async function close(world: World, server: Server, streams: StreamRegistry): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  streams.endAll()
  server.closeIdleConnections()
  const patience = new AbortController()
  await Promise.race([closed, world.sleep(patienceMs, patience.signal)])
  patience.abort()
  server.closeAllConnections()
  await closed
}
