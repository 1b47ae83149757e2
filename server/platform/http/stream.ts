import type { Context } from 'hono'
import type { World } from '../world/world.ts'

const keepAliveMs = 20_000
/** A browser that reads slower than this much behind is let go; it comes back and asks for what it missed. */
const mostBehind = 256

/** All streams that are open, so that a stopping process can end them. */
export interface StreamRegistry {
  add(end: () => void): () => void
  endAll(): void
}

export function streamRegistry(): StreamRegistry {
  const open = new Set<() => void>()
  return {
    add: (end) => {
      open.add(end)
      return () => open.delete(end)
    },
    endAll: () => {
      for (const end of [...open]) end()
    },
  }
}

export interface StreamEvent {
  event: string
  data: unknown
  id?: string
}

/** Server-sent events: `start` gets a way to send and gives back how to stop. */
export function eventStream(
  context: Context,
  world: World,
  streams: StreamRegistry,
  start: (send: (event: StreamEvent) => void) => () => void,
): Response {
  const encoder = new TextEncoder()
  let end = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let over = false
        const write = (text: string) => {
          if (over) return
          if ((controller.desiredSize ?? 0) < -mostBehind) return end()
          controller.enqueue(encoder.encode(text))
        }
        let alive = { cancel: () => {} }
        const keepAlive = () => {
          write(': keep-alive\n\n')
          alive = world.schedule(keepAliveMs, keepAlive)
        }
        alive = world.schedule(keepAliveMs, keepAlive)
        write(': open\n\n')
        const stop = start(({ event, data, id }) =>
          write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        )
        const forget = streams.add(() => end())
        end = () => {
          if (over) return
          over = true
          alive.cancel()
          stop()
          forget()
          controller.close()
        }
      },
      cancel() {
        end()
      },
    },
    { highWaterMark: 64 },
  )
  context.req.raw.signal.addEventListener('abort', () => end())
  return context.body(body, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}
