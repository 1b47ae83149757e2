import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { z } from 'zod'
import { openDoors } from '../../../test/http-server.ts'
import { proves } from '../../../test/proves.ts'
import { testWorld } from '../../../test/world.ts'
import { DatabaseUnavailable } from '../sql/sql.ts'
import { openLog, openMetrics } from '../telemetry/telemetry.ts'
import { HttpProblem, jsonBody, openHttp, pageHeaders, problem, query } from './http.ts'

const Item = z.object({ product: z.string().min(1), quantity: z.int().min(1) })

test('an error is a problem document, whoever found it', async () => {
  proves('rest.problem-documents')
  await using doors = await openDoors((app) => {
    app.get('/refused', (context) => problem(context, 409, { code: 'out_of_stock', detail: 'two are left' }, { 'x-left': '2' }))
    app.get('/thrown', () => {
      throw new HttpProblem(403, { code: 'out_of_scope', detail: 'this needs another scope' })
    })
    app.post('/items', async (context) => context.json(await jsonBody(context, Item), 201))
    app.get('/items', (context) => context.json(query(context, z.object({ limit: z.coerce.number().int().max(100).default(50) }))))
  })
  const about = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${doors.url}${path}`, init)
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    const document = (await answer.json()) as Record<string, unknown>
    assert.equal(document.status, answer.status)
    return document
  }
  assert.deepEqual(await about('/refused'), {
    type: '/problems/out-of-stock',
    title: 'Conflict',
    status: 409,
    code: 'out_of_stock',
    detail: 'two are left',
    errors: [],
  })
  assert.equal((await about('/thrown')).code, 'out_of_scope')
  assert.equal((await about('/nowhere')).status, 404)
  const invalid = await about('/items', { method: 'POST', body: '{"product":"","quantity":"2"}' })
  assert.equal(invalid.status, 422)
  assert.deepEqual(
    (invalid.errors as { path: string; message: string }[]).map(({ path }) => path),
    ['product', 'quantity'],
  )
  assert.equal((await about('/items', { method: 'POST', body: '{"product":' })).status, 400)
  assert.deepEqual(((await about('/items?limit=101')).errors as { path: string }[])[0]?.path, 'limit')
  assert.deepEqual(await (await fetch(`${doors.url}/items`)).json(), { limit: 50 })
})

test('an address that is there for other methods says for which', async () => {
  await using doors = await openDoors((app) => {
    app.use('/items/*', (_context, next) => next())
    app.get('/items/:id', (context) => context.text('here'))
    app.delete('/items/:id', (context) => context.body(null, 204))
  })
  for (const method of ['POST', 'PATCH', 'OPTIONS', 'PROPFIND']) {
    const answer = await fetch(`${doors.url}/items/7`, { method })
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, DELETE'], method)
  }
  assert.equal((await fetch(`${doors.url}/items/7`, { method: 'HEAD' })).status, 200)
  assert.equal((await fetch(`${doors.url}/items/7/more`, { method: 'POST' })).status, 404)
})

test('an accident is a 500 with a reference, whose log line says what happened; nothing of it reaches the caller', async () => {
  await using doors = await openDoors((app) => {
    app.get('/orders/:id', () => {
      throw new Error('no such column', { cause: new Error('orders.secret_thing') })
    })
  })
  const answer = await fetch(`${doors.url}/orders/1234`)
  assert.equal(answer.status, 500)
  const reference = answer.headers.get('x-request-id') ?? ''
  const text = await answer.text()
  assert.ok(text.includes(reference) && !text.includes('column') && !text.includes('secret_thing'), text)
  const lines = doors.logged.filter(({ level }) => level === 'error')
  assert.equal(lines.length, 1)
  assert.equal(lines[0]?.correlation_id, reference)
  assert.equal(lines[0]?.endpoint, '/orders/:id')
  assert.match(String(lines[0]?.error), /no such column.*orders\.secret_thing/)
})

test('a database that is away is a 503 that says when to come back', async () => {
  await using doors = await openDoors((app) => {
    app.post('/webhooks/x', () => {
      throw new DatabaseUnavailable('disk full')
    })
  })
  const answer = await fetch(`${doors.url}/webhooks/x`, { method: 'POST', body: '{}' })
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1'])
})

test('every answer carries one id, the caller’s own where it is a sane one', async () => {
  await using doors = await openDoors((app) => {
    app.get('/who', (context) => context.json({ correlation: context.get('correlation'), trace: context.get('traceparent') ?? null }))
  })
  const ask = async (headers: Record<string, string>) => {
    const answer = await fetch(`${doors.url}/who`, { headers })
    const { correlation, trace } = (await answer.json()) as { correlation: string; trace: string | null }
    assert.equal(answer.headers.get('x-request-id'), correlation)
    return { correlation, trace }
  }
  assert.equal((await ask({ 'x-request-id': 'order-4711.retry:2' })).correlation, 'order-4711.retry:2')
  for (const odd of ['short', 'a b c d e f g h', 'x'.repeat(200), '{"level":"error"}']) {
    assert.match((await ask({ 'x-request-id': odd })).correlation, /^[0-9a-f-]{36}$/)
  }
  const trace = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`
  assert.equal((await ask({ traceparent: trace })).trace, trace)
  assert.equal((await ask({ traceparent: `00-${'0'.repeat(32)}-${'cd'.repeat(8)}-01` })).trace, null)
  assert.ok((await fetch(`${doors.url}/nowhere`)).headers.get('x-request-id'))
})

test('every answer tells browsers to show, run, frame and guess nothing, unless its door says otherwise', async () => {
  await using doors = await openDoors((app) => {
    app.get('/data', (context) => context.json({}))
    app.get('/admin', (context) => context.html('<p>', 200, pageHeaders({ frames: 'none', store: false })))
    app.get('/chat', (context) => context.html('<p>', 200, pageHeaders({ frames: 'any', store: true })))
  })
  for (const path of ['/data', '/nowhere']) {
    const { headers } = await fetch(`${doors.url}${path}`)
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'")
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('strict-transport-security'), null)
  }
  const admin = (await fetch(`${doors.url}/admin`)).headers
  assert.match(admin.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/)
  assert.deepEqual([admin.get('x-frame-options'), admin.get('cache-control')], ['DENY', 'no-store'])
  const chat = (await fetch(`${doors.url}/chat`)).headers
  assert.match(chat.get('content-security-policy') ?? '', /frame-ancestors \*$/)
  assert.equal(chat.get('x-frame-options'), null)
})

test('without a socket the same app answers the same', async () => {
  const world = testWorld()
  const app = openHttp(world, {
    log: openLog({ level: 'error', now: world.machine, write: () => {} }),
    metrics: openMetrics(),
    service: 'all',
    secure: true,
    corsOrigins: ['https://shop.example'],
    trustsProxy: () => false,
  })
  app.post('/items', async (context) => context.json({ ...(await jsonBody(context, Item)), from: context.get('clientAddress') }))
  const post = (body: string) =>
    app.fetch(new Request('http://shop.test/items', { method: 'POST', body, headers: { origin: 'https://shop.example' } }))
  const answer = await post('{"product":"boots","quantity":2}')
  assert.deepEqual(await answer.json(), { product: 'boots', quantity: 2, from: 'local' })
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000')
  assert.equal(answer.headers.get('access-control-allow-origin'), 'https://shop.example')
  assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.equal((await post('{')).status, 400)
  assert.equal((await post(`{"product":"${'x'.repeat(2 ** 20)}"}`)).status, 413)
})

test('pages of the listed origins may call the API, other pages may not', async () => {
  proves('settings.cors-origins')
  await using doors = await openDoors((app) => void app.get('/api/v1/things', (context) => context.json([])), {
    corsOrigins: ['https://shop.example'],
  })
  const ask = (origin: string, method = 'GET', more: Record<string, string> = {}) =>
    fetch(`${doors.url}/api/v1/things`, { method, headers: { origin, ...more } })
  const preflight = await ask('https://shop.example', 'OPTIONS', { 'access-control-request-method': 'POST' })
  assert.equal(preflight.status, 204)
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://shop.example')
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-api-key/)
  const listed = await ask('https://shop.example')
  assert.equal(listed.headers.get('access-control-allow-origin'), 'https://shop.example')
  assert.equal(listed.headers.get('access-control-allow-credentials'), null)
  for (const origin of ['https://other.example', 'null', 'https://shop.example.other.example']) {
    const other = await ask(origin)
    assert.deepEqual([other.headers.get('access-control-allow-origin'), other.headers.get('vary')], [null, 'origin'], origin)
    assert.equal(
      (await ask(origin, 'OPTIONS', { 'access-control-request-method': 'POST' })).headers.get('access-control-allow-origin'),
      null,
    )
  }
})

test('requests are counted and timed under the pattern of their route, whatever was asked for', async () => {
  proves('metrics.http')
  await using doors = await openDoors((app) => {
    app.use('/api/*', (_context, next) => next())
    app.get('/api/v1/orders/:id', (context) => context.json({}))
  })
  for (const path of ['/api/v1/orders/1', '/api/v1/orders/maria@mail.test', '/anything/maria', '/api/v1/nothing']) {
    await fetch(`${doors.url}${path}`)
  }
  await fetch(`${doors.url}/api/v1/orders/1`, { method: 'PROPFIND' })
  const text = doors.metrics.text()
  assert.match(text, /^http_requests_total\{service="all",endpoint="\/api\/v1\/orders\/:id",method="GET",status="200"\} 2$/m)
  assert.match(text, /^http_requests_total\{service="all",endpoint="none",method="GET",status="404"\} 2$/m)
  assert.match(text, /^http_requests_total\{service="all",endpoint="none",method="other",status="405"\} 1$/m)
  assert.match(text, /^http_request_latency_seconds_count\{service="all",endpoint="\/api\/v1\/orders\/:id"\} 2$/m)
  assert.ok(!text.includes('maria'))
})

test('nothing that a stranger can write on the wire gives a 5xx', async () => {
  await using doors = await openDoors((app) => {
    app.all('/echo/:name', async (context) => context.json({ name: context.req.param('name'), query: context.req.query() }))
    app.post('/items', async (context) => context.json(await jsonBody(context, z.object({ name: z.string() }))))
  })
  const lines = [
    'GET /echo/%zz HTTP/1.1',
    'GET /echo/%ff%fe?a=%c0%af&b=%zz HTTP/1.1',
    'GET /echo/a%00b HTTP/1.1',
    'GET /echo/x?name=%00 HTTP/1.1',
    'GET /echo\\x HTTP/1.1',
    'GET /../../etc/passwd HTTP/1.1',
    'GET /echo/%2e%2e%2f%2e%2e HTTP/1.1',
    'GET http://other.example/echo/x HTTP/1.1',
    'GET http:// HTTP/1.1',
    'GET * HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'TRACE /echo/x HTTP/1.1',
    'QUERY /echo/x HTTP/1.1',
    'PURGE /echo/x HTTP/1.1',
    'CONNECT other.example:443 HTTP/1.1',
    'GET /echo/x HTTP/9.9',
    'GARBAGE',
    `GET /echo/${'x'.repeat(20_000)} HTTP/1.1`,
  ]
  for (const line of lines) {
    const status = await statusOf(doors.port, `${line}\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`)
    assert.ok(status === null || (status >= 200 && status < 500 && status !== 101), `${line.slice(0, 60)}: ${status}`)
  }
  for (const header of [
    'host: a b',
    'host: ]',
    'host:',
    'host: x\r\nhost: y',
    'content-length: -1',
    'content-length: abc',
    'x: \x01',
    'expect: the-moon',
  ]) {
    const status = await statusOf(doors.port, `GET /echo/x HTTP/1.1\r\n${header}\r\nconnection: close\r\n\r\n`)
    assert.ok(status === null || status < 500, `${header}: ${status}`)
  }
  const bodies = [
    '{"name":"a\\u0000b"}',
    '{"na\\u0000me":"a"}',
    '\xff\xfe{}',
    '[',
    'null',
    '"text"',
    '{"name":"\\ud800"}',
    '{"__proto__":{"name":"x"},"constructor":1}',
    `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    '1e999999',
  ]
  for (const body of bodies) {
    for (const type of ['application/json', 'text/plain; charset=klingon', 'multipart/form-data', 'application/json; charset=utf-16']) {
      const answer = await fetch(`${doors.url}/items`, {
        method: 'POST',
        body: Buffer.from(body, 'latin1'),
        headers: { 'content-type': type },
      })
      assert.ok(answer.status < 500, `${body.slice(0, 40)}: ${answer.status}`)
      await answer.arrayBuffer()
    }
  }
  assert.deepEqual(
    doors.logged.filter(({ level }) => level === 'error'),
    [],
  )
})

test('a text with a NUL in it is refused by name before it meets a database', async () => {
  await using doors = await openDoors((app) => {
    app.post('/items', async (context) =>
      context.json(await jsonBody(context, z.object({ lines: z.array(z.object({ text: z.string() })) }))),
    )
  })
  const answer = await fetch(`${doors.url}/items`, { method: 'POST', body: '{"lines":[{"text":"a"},{"text":"b\\u0000"}]}' })
  assert.equal(answer.status, 422)
  assert.equal(((await answer.json()) as { errors: { path: string }[] }).errors[0]?.path, 'lines.1.text')
})

/** The status of what comes back; null where the connection is just closed. */
function statusOf(port: number, request: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => void socket.write(request, 'latin1'))
    let answer = ''
    socket.on('data', (part) => {
      answer += part.toString('latin1')
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => resolve(answer === '' ? null : Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])))
    socket.setTimeout(5000, () => reject(new Error(`no answer to ${request.slice(0, 60)}`)))
  })
}
