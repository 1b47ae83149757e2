import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import type { Operation } from '../../server/doors/rest/operation.ts'
import { operations } from '../../server/doors/rest/rest.ts'
import { engines } from '../engines.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { testWorld } from '../world.ts'
import { moveIn } from './belongings.ts'
import { keyNamed, openStreet, type Street, type StreetOptions } from './street.ts'

const [sqlite] = engines
assert.ok(sqlite)

const scopes = [...new Set(operations.map(({ scope }) => scope))]
const places = operations.map((operation) => ({ operation, path: `/api/v1${operation.path.replaceAll(/\{\w+\}/g, 'nothing')}` }))
const isPaged = ({ query }: Operation) => query instanceof z.ZodObject && 'cursor' in query.shape

/** What operations are data for is the same on both databases: who may, and what is taken. */
function doorTest(name: string, proved: readonly PromiseId[], run: (street: Street) => Promise<void>, options: StreetOptions = {}): void {
  test(name, async () => {
    proves(...proved)
    assert.ok(sqlite)
    await using street = await openStreet(sqlite, options)
    await run(street)
  })
}

doorTest(
  'without a key, or with one that nobody knows, every operation is 401; a key comes in either header',
  ['rest.no-key-is-401'],
  async (street) => {
    const { luna, request } = street
    for (const { operation, path } of places) {
      for (const headers of [
        {},
        { 'x-api-key': 'a-key-of-nobody-at-all' },
        { authorization: 'Bearer a-key-of-nobody-at-all' },
        { authorization: luna.key },
      ]) {
        const answer = await request(path, { method: operation.method.toUpperCase(), headers: headers as Record<string, string> })
        assert.deepEqual([answer.status, answer.body?.code], [401, 'not_signed_in'], `${operation.method} ${path}`)
        assert.ok(answer.headers.get('www-authenticate'))
      }
    }
    for (const headers of [{ 'x-api-key': luna.key }, { authorization: `Bearer ${luna.key}` }, { authorization: `bearer ${luna.key}` }])
      assert.equal((await request('/api/v1/status', { headers: headers as Record<string, string> })).status, 200)
  },
)

doorTest(
  'an operation takes a key of its own scope, and 403 comes before anything of the request is looked at',
  ['rest.out-of-scope-is-403', 'rest.key-checks-come-first', 'rest.scopes-in-the-openapi'],
  async (street) => {
    const { request } = street
    const ask = (operation: Operation, path: string, key: string) =>
      request(path, {
        method: operation.method.toUpperCase(),
        headers: { 'x-api-key': keyNamed(key) },
        ...(operation.method === 'get' ? {} : { body: 'this is not even JSON' }),
      })
    const { paths } = (await request('/api/v1/openapi.json')).body
    for (const { operation, path } of places) {
      const where = `${operation.method} ${operation.path}`
      const { security } = paths[operation.path][operation.method]
      assert.deepEqual(security, [{ key: [operation.scope] }, { bearer: [operation.scope] }], where)
      const refused = await ask(operation, `${path}?limit=nonsense`, `all but ${operation.scope}`)
      assert.deepEqual([refused.status, refused.body?.code], [403, 'out_of_scope'], where)
      assert.ok(refused.text.includes(operation.scope), where)
      for (const key of [operation.scope, '*']) assert.notEqual((await ask(operation, path, key)).status, 403, `${where} with ${key}`)
    }
  },
  {
    keys: {
      '*': ['*'],
      ...Object.fromEntries(scopes.map((scope) => [scope, [scope]])),
      ...Object.fromEntries(scopes.map((scope) => [`all but ${scope}`, ['nothing:read', ...scopes.filter((other) => other !== scope)]])),
    },
  },
)

doorTest(
  'the OpenAPI document tells of every operation, its parameters, bodies, answers and refusals',
  ['rest.scopes-in-the-openapi'],
  async (street) => {
    const { headers, body } = await street.request('/api/v1/openapi.json')
    assert.match(headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(body.openapi, '3.1.0')
    assert.equal(body.servers[0].url, 'http://shop.test/api/v1')
    for (const { path, method, answer, refusals, body: takes, upload } of operations) {
      const told = body.paths[path][method]
      const where = `${method} ${path}`
      assert.ok(told.operationId && told.summary, where)
      for (const status of [answer.status, 401, 403, 422, 429, ...Object.values(refusals)])
        assert.ok(told.responses[status], `${where}: ${status}`)
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        assert.ok(
          told.parameters.some((one: { name: string; in: string }) => one.name === name && one.in === 'path'),
          where,
        )
      assert.equal(told.requestBody !== undefined, takes !== null || upload !== undefined, where)
    }
    const ids = operations.map(({ path, method }) => body.paths[path][method].operationId)
    assert.equal(new Set(ids).size, ids.length, `operation ids: ${ids.toSorted()}`)
  },
)

doorTest('limit is 1 to 100 and 50 if left out, a cursor is one that the list gave', ['rest.limit-1-to-100'], async (street) => {
  const { luna } = street
  const ids = await moveIn(street, luna)
  const lists = operations.filter(isPaged)
  assert.ok(lists.length >= 5)
  for (const list of lists) {
    const path = `/api/v1${pathWith(list.path, ids.ids)}`
    for (const limit of ['0', '101', '-1', '1.5', 'all', '', '1e9', '99999999999999999999']) {
      const answer = await street.ask(luna, 'GET', `${path}?limit=${limit}`)
      assert.deepEqual([answer.status, answer.body?.errors?.[0]?.path], [422, 'limit'], `${path}?limit=${limit}`)
    }
    for (const limit of ['1', '100']) assert.equal((await street.ask(luna, 'GET', `${path}?limit=${limit}`)).status, 200, path)
    for (const cursor of ['', 'x', 'bm90aGluZw.AAAAAAAAAAAAAAAAAAAAAA']) {
      const answer = await street.ask(luna, 'GET', `${path}?cursor=${cursor}`)
      assert.deepEqual([answer.status, answer.body?.errors?.[0]?.path], [422, 'cursor'], `${path}?cursor=${cursor}`)
    }
  }
})

doorTest(
  'a key makes 2,000 requests at once and 200 a second after that, and is told how long to wait',
  ['rest.rate-limit'],
  async (street) => {
    const { luna, sol } = street
    const world = street.house.desk.world as ReturnType<typeof testWorld>
    const ask = (shop = luna) => street.ask(shop, 'GET', '/api/v1/conversations/nothing')
    const taken = async (times: number) => {
      let count = 0
      for (let at = 0; at < times; at++) if ((await ask()).status === 404) count++
      return count
    }
    assert.equal(await taken(2010), 2000)
    const refused = await ask()
    assert.deepEqual([refused.status, refused.body.code, refused.headers.get('retry-after')], [429, 'too_many_requests', '1'])
    assert.equal((await ask(sol)).status, 404, 'another key has its own')
    await world.advance(1000)
    assert.equal(await taken(210), 200)
  },
  { world: testWorld() },
)

for (const engine of engines) {
  test(`lists come in pages, each thing once and oldest first, null on the last; times are in UTC (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    proves('rest.lists-page-by-cursor', 'rest.times-are-utc')
    await using street = await openStreet(engine)
    const { luna } = street
    const { ids } = await moveIn(street, luna)
    for (const list of operations.filter(isPaged)) {
      const path = `/api/v1${pathWith(list.path, ids)}`
      const whole = (await street.ask(luna, 'GET', `${path}?limit=100`)).body
      assert.equal(whole.next_cursor, null, path)
      const walked: unknown[] = []
      let cursor: string | null = ''
      for (let pages = 0; cursor !== null && pages < 100; pages++) {
        const { status, body }: { status: number; body: { items: unknown[]; next_cursor: string | null } } = await street.ask(
          luna,
          'GET',
          `${path}?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        )
        assert.equal(status, 200, path)
        assert.ok(body.items.length <= 1)
        walked.push(...body.items)
        cursor = body.next_cursor
      }
      assert.deepEqual(walked, whole.items, path)
      const moments = whole.items.map((item: Record<string, string>) => item.created_at ?? item.at)
      assert.deepEqual(moments, moments.toSorted(), path)
      for (const [name, value] of timesIn(whole)) assert.match(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, `${path}: ${name}`)
    }
  })

  test(`phones compare as digits, whatever networks put in and take away (${engine.name})`, { skip: engine.skip }, async () => {
    proves('rest.phones-compare-as-digits')
    await using street = await openStreet(engine)
    const { luna } = street
    const numbers: readonly (readonly [phone: string, ...spellings: string[]])[] = [
      ['+54 9 11 5555-1234', '541155551234', '+5491155551234', '54 11 5555 1234'],
      ['+52 1 55 1234 5678', '+525512345678', '5215512345678'],
      ['+55 11 91234-5678', '551112345678', '+5511912345678'],
      ['+1 (415) 523-8886', '14155238886'],
    ]
    for (const [phone, ...spellings] of numbers) {
      const made = await street.ask(luna, 'POST', '/api/v1/customers', { phone })
      assert.equal(made.status, 201)
      for (const spelling of [phone, ...spellings]) {
        const found = (await street.ask(luna, 'GET', `/api/v1/customers?phone=${encodeURIComponent(spelling)}`)).body.items
        assert.deepEqual(
          found.map(({ id }: { id: string }) => id),
          [made.body.id],
          spelling,
        )
      }
    }
    // A conversation's address is compared alike.
    const id = await street.customerWrites(luna, '5215598765432', 'hola')
    const found = (await street.ask(luna, 'GET', '/api/v1/conversations?address=%2B525598765432')).body.items
    assert.deepEqual(
      found.map((one: { id: string }) => one.id),
      [id],
    )
  })
}

function pathWith(path: string, ids: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const place = Object.keys(ids).find((place) => path === place || path.startsWith(`${place}/`))
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[place ?? '']?.[name] ?? assert.fail(`nobody makes a {${name}} for ${path}`))
}

/** Fields that tell a time, by their names. */
function timesIn(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return /(^|_)(at|since|until|from|to)$/.test(name) ? [[name, value]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([inner, part]) => timesIn(part, Array.isArray(value) ? name : inner))
}
