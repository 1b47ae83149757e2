import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { openDoors } from '../../../test/http-server.ts'
import { testWorld } from '../../../test/world.ts'
import { openLog, openMetrics } from '../telemetry/telemetry.ts'
import { eventStream, openHttp, type StreamEvent, streamRegistry } from './http.ts'

/** A door whose one stream the test holds in its hands. */
function oneStream() {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  const { promise: started, resolve: start } = Promise.withResolvers<(event: StreamEvent) => void>()
  const add: Parameters<typeof openDoors>[0] = (app, { world, streams }) => {
    app.get('/stream', (context) =>
      eventStream(context, world, streams, (send) => {
        start(send)
        return stop
      }),
    )
  }
  return { add, started, stopped }
}

test('what happens reaches the reader as it happens, until he goes away', async () => {
  const { add, started, stopped } = oneStream()
  await using doors = await openDoors(add)
  const leaving = new AbortController()
  const answer = await fetch(`${doors.url}/stream`, { signal: leaving.signal })
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  const reader = (answer.body ?? assert.fail()).getReader()
  const next = async () => new TextDecoder().decode((await reader.read()).value)
  assert.equal(await next(), ': open\n\n')
  const send = await started
  send({ event: 'message', data: { text: 'hola\nqué tal' }, id: '7' })
  assert.equal(await next(), 'id: 7\nevent: message\ndata: {"text":"hola\\nqué tal"}\n\n')
  leaving.abort()
  await stopped
  send({ event: 'message', data: 'nobody is there' })
})

test('a reader who does not read is let go, and little is kept for him', async () => {
  const { add, started, stopped } = oneStream()
  await using doors = await openDoors(add)
  const socket = connect(doors.port, '127.0.0.1', () => void socket.write('GET /stream HTTP/1.1\r\nhost: x\r\n\r\n'))
  socket.on('error', () => socket.destroy()).pause()
  const send = await started
  let over = false
  void stopped.then(() => {
    over = true
  })
  let sent = 0
  for (; !over && sent < 2000; sent++) {
    send({ event: 'message', data: 'x'.repeat(16 * 1024) })
    await doors.world.sleep(0)
  }
  await stopped
  // The machine's own buffers take some megabytes before anybody notices.
  assert.ok(sent < 2000, `${sent} were sent`)
  socket.destroy()
})

test('a stop ends every stream at once, also one that is opened meanwhile', async () => {
  const { add, stopped } = oneStream()
  const doors = await openDoors(add)
  const answer = await fetch(`${doors.url}/stream`)
  const began = performance.now()
  await doors.close()
  assert.ok(performance.now() - began < 1000)
  await stopped
  assert.equal(await answer.text(), ': open\n\n')
  const streams = streamRegistry()
  streams.endAll()
  let ended = false
  streams.add(() => {
    ended = true
  })
  assert.ok(ended)
})

test('silence is broken every twenty seconds, and nothing goes on ticking after the end', async () => {
  const world = testWorld()
  const { add, stopped } = oneStream()
  const streams = streamRegistry()
  const app = openHttp(world, {
    log: openLog({ level: 'error', now: world.machine, write: () => {} }),
    metrics: openMetrics(),
    service: 'all',
    secure: false,
    corsOrigins: [],
    trustsProxy: () => false,
  })
  add(app, { world, streams })
  const answer = await app.fetch(new Request('http://shop.test/stream'))
  await world.advance(61_000)
  streams.endAll()
  await stopped
  await world.advance(61_000)
  assert.equal(await answer.text(), `: open\n\n${': keep-alive\n\n'.repeat(3)}`)
})
