import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { openDoors } from '../../../test/http-server.ts'
import { proves } from '../../../test/proves.ts'
import { addressList, rawBody, requestHeaders } from './http.ts'

const echo = async (context: Parameters<typeof rawBody>[0]) => context.text(`${(await rawBody(context, 1000)).length}`)

test('a body is taken up to its size and not a byte further, with and without a length', async () => {
  await using doors = await openDoors((app) => void app.post('/items', echo))
  const post = async (size: number, chunked: boolean) => {
    const bytes = new Uint8Array(size)
    const body = chunked ? new Blob([bytes]).stream() : bytes
    const answer = await fetch(`${doors.url}/items`, { method: 'POST', body, ...(chunked ? { duplex: 'half' } : {}) } as RequestInit)
    return `${answer.status} ${answer.ok ? await answer.text() : ''}`
  }
  for (const chunked of [false, true]) {
    assert.equal(await post(0, chunked), '200 0')
    assert.equal(await post(1000, chunked), '200 1000')
    assert.equal(await post(1001, chunked), '413 ')
    assert.equal(await post(5_000_000, chunked), '413 ')
  }
})

test('who announces too much is answered before sending it', async () => {
  await using doors = await openDoors((app) => void app.post('/items', echo))
  const socket = await speak(doors.port, 'POST /items HTTP/1.1\r\nhost: x\r\ncontent-length: 50000000\r\n\r\n')
  assert.match(await heard(socket), /^HTTP\/1\.1 413 /)
  socket.destroy()
})

test('headers are handed over by their small names, alike from a socket and without one', async () => {
  await using doors = await openDoors((app) => void app.post('/items', (context) => context.json(requestHeaders(context))))
  const lines = ['host: x', 'X-Signature: one', 'x-signature: two', '__proto__: three', 'content-length: 0', 'connection: close']
  const socket = connect(doors.port, '127.0.0.1').end(Buffer.from(`POST /items HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  const answer = await heard(socket)
  const overSocket = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
  assert.deepEqual(overSocket, { host: 'x', 'x-signature': 'one, two', 'content-length': '0', connection: 'close' })
  const headers = new Headers([...'ab'].map((value) => ['X-Signature', value]))
  const without = await doors.app.fetch(new Request('http://shop.test/items', { method: 'POST', headers }))
  assert.deepEqual(await without.json(), { 'x-signature': 'a, b' })
})

test('a body that breaks off is nobody’s accident', async () => {
  const { promise: tried, resolve } = Promise.withResolvers<unknown>()
  await using doors = await openDoors((app) => {
    app.post('/items', async (context) => {
      await rawBody(context).catch((error: unknown) => {
        resolve(error)
        throw error
      })
      return context.text('whole')
    })
  })
  const socket = await speak(doors.port, 'POST /items HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf')
  socket.destroy()
  assert.match(String(await tried), /broke off/)
  assert.deepEqual(
    doors.logged.filter(({ level }) => level === 'error'),
    [],
  )
})

test('who sends a header or a body drop by drop is let go, and others are served meanwhile', async () => {
  await using doors = await openDoors((app) => void app.post('/items', echo), { headersMs: 200, requestMs: 400 })
  const slowHeader = await speak(doors.port, 'POST /items HTTP/1.1\r\nhost: x\r\n')
  const slowBody = await speak(doors.port, 'POST /items HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n')
  const dripping = setInterval(() => {
    for (const socket of [slowHeader, slowBody]) if (socket.writable) socket.write('x')
  }, 50)
  try {
    const closed = [slowHeader, slowBody].map((socket) => new Promise((resolve) => socket.on('error', () => {}).once('close', resolve)))
    assert.equal((await fetch(`${doors.url}/items`, { method: 'POST', body: 'quick' })).status, 200)
    await Promise.all(closed)
  } finally {
    clearInterval(dripping)
  }
})

test('a stop answers what is under way, takes nothing more in and leaves no connection', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: mayAnswer, resolve: answerNow } = Promise.withResolvers<void>()
  const doors = await openDoors((app) => {
    app.get('/quick', (context) => context.text('quick'))
    app.get('/slow', async (context) => {
      arrive()
      await mayAnswer
      return context.text('answered')
    })
  })
  // Two connections that are kept alive: one is idle when the stop comes, one at work.
  await (await fetch(`${doors.url}/quick`)).text()
  const slow = fetch(`${doors.url}/slow`)
  await arrived
  const stopped = doors.close()
  await assert.rejects(fetch(`${doors.url}/quick`))
  answerNow()
  assert.equal(await (await slow).text(), 'answered')
  const began = performance.now()
  await stopped
  assert.ok(performance.now() - began < 1000)
})

test('a stop does not wait for ever', async () => {
  const doors = await openDoors((app) => void app.get('/never', () => new Promise<Response>(() => {})), { patienceMs: 100 })
  const answer = fetch(`${doors.url}/never`)
  answer.catch(() => 'it was cut off, as it should')
  await doors.world.sleep(50)
  await doors.close()
  await assert.rejects(answer)
})

test('a port that is taken is an error of the start', async () => {
  await using doors = await openDoors(() => {})
  await assert.rejects(
    openDoors(() => {}, { port: doors.port }),
    { code: 'EADDRINUSE' },
  )
})

test('what a request comes from is believed of the proxies that are ours', async () => {
  proves('settings.trusted-proxies')
  const trustsProxy = addressList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
  const show = (app: Parameters<Parameters<typeof openDoors>[0]>[0]) =>
    void app.get('/from', (context) => context.text(context.get('clientAddress')))
  await using behind = await openDoors(show, { trustsProxy })
  await using open = await openDoors(show)
  const from = async (url: string, forwarded?: string) =>
    (await fetch(`${url}/from`, forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } })).text()
  assert.equal(await from(behind.url), '127.0.0.1')
  assert.equal(await from(behind.url, '203.0.113.7'), '203.0.113.7')
  assert.equal(await from(behind.url, '1.2.3.4, 203.0.113.7, 10.1.2.3'), '203.0.113.7')
  assert.equal(await from(behind.url, '203.0.113.7:55123, [fd00::1]:80'), '203.0.113.7')
  assert.equal(await from(behind.url, '::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(await from(behind.url, '203.0.113.7, somebody'), '127.0.0.1')
  assert.equal(await from(behind.url, '10.0.0.1'), '127.0.0.1')
  assert.equal(await from(open.url, '203.0.113.7'), '127.0.0.1')
})

function speak(port: number, text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

function heard(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once('data', (part) => resolve(part.toString('latin1'))))
}
