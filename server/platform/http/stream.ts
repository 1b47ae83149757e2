import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'
import type { World } from '../world/world.ts'

/** Proxies close what is silent for a minute. */
const keepAliveMs = 20_000
/** Whoever reads slower than this much behind is let go; he comes back and asks for what he missed. */
const mostBehindBytes = 256 * 1024

/** All streams that are open, so that a stopping process can end them. */
export interface StreamRegistry {
  /** Gives back how to forget it again. After `endAll` what is added ends at once. */
  add(end: () => void): () => void
  endAll(): void
}

export function streamRegistry(): StreamRegistry {
  const open = new Set<() => void>()
  let ended = false
  return {
    add: (end) => {
      open.add(end)
      if (ended) end()
      return () => open.delete(end)
    },
    endAll: () => {
      ended = true
      for (const end of [...open]) end()
    },
  }
}

export interface StreamEvent {
  event: string
  data: unknown
  id?: string
}

/** Server-sent events: `start` gets a way to send and gives back how to stop. Sending after the end does nothing. */
export function eventStream(
  context: Context,
  world: World,
  streams: StreamRegistry,
  start: (send: (event: StreamEvent) => void) => () => void,
): Response {
  const pipe = openPipe((context.env as { outgoing?: ServerResponse } | undefined)?.outgoing)
  // The first bytes tell the browser that it is connected, and proxies that there is something to hand on.
  pipe.write(': open\n\n')
  const stop = start(({ event, data, id }) => {
    pipe.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  })
  let keptAlive = world.schedule(keepAliveMs, keepAlive)
  function keepAlive(): void {
    pipe.write(': keep-alive\n\n')
    keptAlive = world.schedule(keepAliveMs, keepAlive)
  }
  const forget = streams.add(pipe.end)
  pipe.whenOver(() => {
    keptAlive.cancel()
    forget()
    stop()
  })
  return context.body(pipe.readable, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}

interface Pipe {
  readable: ReadableStream<Uint8Array>
  write(text: string): void
  end(): void
  /** Runs once: after the end, when the reader goes away or falls too far behind. */
  whenOver(then: () => void): void
}

function openPipe(outgoing: ServerResponse | undefined): Pipe {
  const encoder = new TextEncoder()
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>()
  let open = true
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened
      },
      cancel: () => finish(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBehindBytes }),
  )

  function finish(last?: () => void): void {
    if (!open) return
    open = false
    last?.()
    isOver()
  }

  /** Not ended: what is queued would keep its memory until it is read, and it may never be. */
  function breakOff(): void {
    if (outgoing) outgoing.destroy()
    else controller?.error(new Error('the reader is too slow'))
  }

  return {
    readable,
    write(text) {
      if (!open) return
      controller?.enqueue(encoder.encode(text))
      if ((controller?.desiredSize ?? 0) < 0) finish(breakOff)
    },
    end: () => finish(() => controller?.close()),
    whenOver: (then) => void over.then(then),
  }
}
