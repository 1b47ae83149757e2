import assert from 'node:assert/strict'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { type Listening, listen } from '../../server/platform/http/listen.ts'
import { engines } from '../engines.ts'
import { sign } from '../fakes/stand-in.ts'
import { proves } from '../proves.ts'
import { chance } from '../sim/chance.ts'
import { type Known, type Route, type Rubbish, rubbishFor } from './rubbish.ts'
import { keyNamed, openStreet, type Street } from './street.ts'

/** So many that none of them meets its limit of calls. */
const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`)
const atOnce = 24

/** Doors that refuse in their own protocol's words; all others answer with problem documents. */
const speakOtherwise: readonly [RegExp, RegExp][] = [
  [/^\/(webhooks\/twilio|whatsapp)\b/, /^(text|application)\/xml/],
  [/^\/(mcp|ucp)\b/, /^application\/json/],
  [/^\/(users|products|carts|orders)\b/, /^application\/json/],
]

for (const [engine, count] of engines.map((engine) => [engine, engine.name === 'sqlite' ? 10_000 : 2000] as const)) {
  test(`${count} requests that nobody means well are each refused in words, and the shop goes on (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    proves('rest.malformed-never-5xx', 'rest.problem-documents')
    await using street = await openStreet(engine, { keys: Object.fromEntries(keys.map((name) => [name, ['*']])), seller: 'milo' })
    const { world } = street.house.desk
    const door = await listen(world, street.house.app, street.house.streams, { host: '127.0.0.1', port: 0 })
    try {
      const known = await knowledgeOf(street)
      const routes = routesOf(street)
      assert.ok(routes.length > 20, `${routes.length} routes`)
      const luck = chance(20_260_311)
      const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
      const wrong: string[] = []
      const statuses = new Map<number, number>()
      let left = count
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (left-- > 0) {
            const rubbish = signed(street, rubbishFor(luck.oneOf(routes), known, luck), luck)
            const answer = await send(door, agent, rubbish)
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
            const fault = faultOf(rubbish, answer)
            if (fault) wrong.push(`${fault}\n  ${describe(rubbish)}\n  ${answer.status} ${answer.text.slice(0, 300)}`)
          }
        }),
      )
      agent.destroy()
      assert.equal(wrong.length, 0, `${wrong.length} answers are wrong; the first are\n${wrong.slice(0, 8).join('\n')}`)
      for (const status of [400, 401, 404, 413, 422]) assert.ok(statuses.has(status), `nothing was answered ${status}`)
      await goesOn(street)
    } finally {
      await door.close()
    }
  })
}

const notHttp: readonly (readonly [string, number])[] = [
  ['hello\r\n\r\n', 400],
  ['GET\r\n\r\n', 400],
  ['GET /healthz HTTP/9.9\r\nhost: shop\r\n\r\n', 400],
  ['GET /healthz HTTP/1.1\r\nhost: shop\r\nbad header\r\n\r\n', 400],
  ['GET /healthz HTTP/1.1\r\n\r\n', 400],
  ['GET http://[/ HTTP/1.1\r\nhost: shop\r\n\r\n', 400],
  [`GET /healthz HTTP/1.1\r\nhost: shop\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ['POST /api/v1/session HTTP/1.1\r\nhost: shop\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nxx\r\n', 400],
  ['POST /api/v1/session HTTP/1.1\r\nhost: shop\r\ncontent-length: -1\r\n\r\n', 400],
  ['POST /api/v1/session HTTP/1.1\r\nhost: shop\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
]

test('what is not even HTTP is refused with a problem document', async () => {
  proves('rest.problem-documents')
  const [engine] = engines
  assert.ok(engine)
  await using street = await openStreet(engine)
  const { app, streams, desk } = street.house
  const door = await listen(desk.world, app, streams, { host: '127.0.0.1', port: 0 })
  try {
    for (const [bytes, status] of notHttp) {
      const [head = '', body = ''] = (await sendBytes(door.port, bytes)).split('\r\n\r\n')
      assert.match(head, new RegExp(`^HTTP/1.1 ${status} `), bytes.slice(0, 100))
      assert.match(head, /content-type: application\/problem\+json/i, bytes.slice(0, 100))
      assert.equal(faultOfProblem(JSON.parse(body), status), null, body)
    }
  } finally {
    await door.close()
  }
})

function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${bytes.slice(0, 100)}`)))
    socket.on('data', (part) => {
      answer += part
      const [head = '', body = ''] = answer.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
      if (Buffer.byteLength(body) >= length) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

async function goesOn(street: Street): Promise<void> {
  assert.equal((await street.request('/readyz')).status, 200)
  const id = await street.customerWrites(street.luna, '5491160009999', '¿siguen ahí?')
  const { body } = await street.ask(street.luna, 'GET', `/api/v1/conversations/${id}/messages`)
  assert.equal(body.items[0].text, '¿siguen ahí?')
  assert.equal((await street.ask(street.luna, 'POST', `/api/v1/conversations/${id}/messages`, { text: 'Sí' })).status, 201)
}

/** Every route there is, each once; those for signing in seldom, since a password is hashed at length on purpose. */
function routesOf(street: Street): Route[] {
  const seen = new Map<string, Route>()
  for (const { method, path } of street.house.app.routes) {
    if (path === '/*' || path === '*') continue
    seen.set(`${method} ${path}`, { method, path })
  }
  const routes = [...seen.values()]
  return [...routes, ...routes, ...routes].filter(({ path }, index) => index < routes.length || !path.endsWith('/session'))
}

async function knowledgeOf(street: Street): Promise<Known> {
  const conversation = await street.customerWrites(street.luna, '5491160001111', 'hola')
  const customer = (await street.ask(street.luna, 'POST', '/api/v1/customers', { name: 'Ana' })).body.id
  const { body: document } = await street.request('/api/v1/openapi.json')
  const described = (route: Route) => {
    const path = route.path.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}')
    return document.paths[path]?.[route.method.toLowerCase()]
  }
  return {
    idsOf: ({ path }) => ({
      id: path.includes('/customers/') ? customer : conversation,
      line: street.luna.webLine,
      type: 'store.chat.message.new.json',
    }),
    bodyOf(route) {
      if (route.path === '/webhooks/stand-in') return webhookOf(street)
      if (route.path.startsWith('/webchat')) return { id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70', text: 'hola', language: 'es', seq: 3 }
      return described(route)?.requestBody?.content['application/json']?.example ?? null
    },
    queriesOf: (route) =>
      (described(route)?.parameters ?? []).flatMap((one: { in: string; name: string }) => (one.in === 'query' ? [one.name] : [])),
  }
}

function webhookOf(street: Street): Record<string, unknown> {
  return {
    line: street.luna.lineKey,
    messages: [{ id: 'm-1', from: '5491160003333', text: 'hola', name: 'Ana', written_at: 1_700_000_000_000 }],
    echoes: [{ id: 'e-1', to: '5491160003333', text: 'hola' }],
    statuses: [{ id: 's-1', correlation: null, status: 'delivered' }],
  }
}

/** Most come with what opens the door: what is refused at the threshold never gets to where it could do harm. */
function signed(street: Street, rubbish: Rubbish, luck: ReturnType<typeof chance>): Rubbish {
  const headers = { ...rubbish.headers }
  if (rubbish.path.startsWith('/webhooks/') && rubbish.body && luck.happens(0.9))
    headers['x-signature'] = sign(rubbish.body, street.luna.secret)
  if (luck.happens(0.92)) headers['x-api-key'] = keyNamed(luck.oneOf(keys))
  else headers['x-api-key'] = luck.oneOf(['', 'no-such-key', '\u00ff'.repeat(100), 'x'.repeat(5000)])
  return { ...rubbish, headers }
}

interface Answered {
  status: number
  type: string
  text: string
}

function send(door: Listening, agent: Agent, rubbish: Rubbish): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method, path, body, chunked } = rubbish
    const headers = {
      ...rubbish.headers,
      ...(!body ? {} : chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(body.length) }),
    }
    const request = httpRequest({ host: '127.0.0.1', port: door.port, method, path, headers, agent }, (response) => {
      void read(response).then(resolve, reject)
    })
    let answered = false
    request.once('response', () => (answered = true))
    // A body that is too large is not read to its end: the connection may go before all of it was sent.
    request.on('error', (error) => answered || reject(new Error(describe(rubbish), { cause: error })))
    if (body && chunked) for (let at = 0; at < body.length; at += 4096) request.write(body.subarray(at, at + 4096))
    request.end(chunked || !body ? undefined : body)
  })
}

async function read(response: IncomingMessage): Promise<Answered> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text: Buffer.concat(parts).toString() }
}

/** What is wrong with an answer; null when it is as promised. */
function faultOf(rubbish: Rubbish, answer: Answered): string | null {
  if (answer.status >= 500) return 'a failure of ours'
  if (answer.status < 400 || rubbish.method === 'HEAD') return null
  const otherwise = speakOtherwise.find(([path]) => path.test(rubbish.path))
  if (otherwise && !answer.type.startsWith('application/problem+json'))
    return otherwise[1].test(answer.type) ? null : `a refusal as ${answer.type}`
  if (!answer.type.startsWith('application/problem+json')) return `a refusal as ${answer.type}`
  return faultOfProblem(JSON.parse(answer.text), answer.status)
}

// biome-ignore lint/suspicious/noExplicitAny: whether it has the shape is the question
function faultOfProblem(problem: any, status: number): string | null {
  for (const name of ['type', 'title', 'detail'])
    if (typeof problem[name] !== 'string' || problem[name] === '') return `a problem without ${name}`
  if (problem.status !== status) return 'a problem with another status'
  if (!Array.isArray(problem.errors)) return 'a problem without errors'
  for (const error of problem.errors) {
    if (typeof error.path !== 'string' || typeof error.message !== 'string' || error.message === '')
      return 'an error without path or message'
  }
  if (status === 422 && problem.errors.length === 0) return 'a problem that names no field'
  return null
}

function describe({ method, path, headers, body, chunked }: Rubbish): string {
  const bytes = body ? `${JSON.stringify(body.subarray(0, 200).toString('latin1'))}${body.length > 200 ? `… (${body.length})` : ''}` : ''
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 500)} ${bytes}${chunked ? ' in pieces' : ''}`
}
