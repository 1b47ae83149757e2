import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { exampleOf, type JsonSchema } from '../../server/doors/rest/example.ts'
import type { Operation } from '../../server/doors/rest/operation.ts'
import { operations } from '../../server/doors/rest/rest.ts'
import { dumpOf } from '../dump.ts'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { type Belongings, moveIn } from './belongings.ts'
import { type Answer, openStreet, type Street, type StreetShop } from './street.ts'

/** Addressed by a word of the caller's own: another shop's word is to us a word that nobody has used yet. */
const byCallersWord = (operation: Operation) => operation.path.includes('{conversation_id}')

for (const engine of engines) describe(`two shops in one house on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('for every operation the things of one are not there for the other, and stay as they are', async () => {
    proves('rest.other-tenants-things-are-404')
    await using street = await openStreet(engine)
    const { luna, sol } = street
    await moveIn(street, luna)
    const theirs = await moveIn(street, sol)
    const before = await dumpOf(street.databaseUrl, { tenant: sol.id })
    const callers = await callersOf(street, luna)
    const wrong: string[] = []
    for (const operation of operations) {
      for (const [who, caller] of callers) {
        const blame = (what: string, answer: Answer) =>
          void wrong.push(`${operation.method} ${operation.path} by ${who}: ${what}: ${answer.status} ${answer.text.slice(0, 200)}`)
        const asked = await caller(operation.method, pathOf(operation, theirs), bodyOf(operation))
        if (tellsOf(theirs, asked)) blame('tells of another shop', asked)
        if (!operation.path.includes('{')) {
          if (asked.status >= 500) blame('fails', asked)
        } else if (byCallersWord(operation)) {
          const nobodys = await caller(
            operation.method,
            `/api/v1${operation.path.replaceAll(/\{\w+\}/g, 'a-word-of-nobody')}`,
            bodyOf(operation),
          )
          if (asked.status !== nobodys.status) blame('is not what a word of nobody gives', asked)
        } else if (asked.status !== 404 || asked.body?.status !== 404 || !isProblem(asked)) blame('is there', asked)
      }
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(await dumpOf(street.databaseUrl, { tenant: sol.id }), before)
  })

  test('what a body names is looked for among one’s own: the other’s people, teams and customers are not', async () => {
    proves('rest.other-tenants-things-are-404')
    await using street = await openStreet(engine)
    const { luna, sol } = street
    const [ours, theirs] = [await moveIn(street, luna), await moveIn(street, sol)]
    const before = await dumpOf(street.databaseUrl, { tenant: sol.id })
    let named = 0
    for (const operation of operations) {
      for (const field of Object.keys(propertiesOf(operation)).filter((field) => field in theirs.named)) {
        named++
        const ask = (whose: Belongings) =>
          street.ask(luna, operation.method.toUpperCase(), pathOf(operation, ours), {
            ...requiredOf(operation),
            ...onlyOf(ours.needed, requiredOf(operation)),
            [field]: whose.named[field],
          })
        const refused = await ask(theirs)
        const where = `${operation.method} ${operation.path} with ${field}: ${refused.status} ${refused.text}`
        assert.ok([404, 422].includes(refused.status) && isProblem(refused), where)
        const taken = await ask(ours)
        assert.ok(taken.status < 300, `${operation.method} ${operation.path} with our own ${field}: ${taken.status} ${taken.text}`)
      }
    }
    assert.ok(named >= 4, `${named} fields`)
    assert.deepEqual(await dumpOf(street.databaseUrl, { tenant: sol.id }), before)
  })

  test('lists tell of nothing but one’s own, whatever they are asked for', async () => {
    await using street = await openStreet(engine)
    const { luna, sol } = street
    const [ours, theirs] = [await moveIn(street, luna), await moveIn(street, sol)]
    for (const operation of operations.filter(({ method }) => method === 'get')) {
      const name = `${operation.method} ${operation.path}`
      const own = await street.ask(sol, 'GET', pathOf(operation, theirs))
      assert.ok(
        tellsOf(theirs, own),
        `${name} tells even its owner nothing: test/journeys/belongings.ts has to bring something to be found`,
      )
      const answer = await street.ask(luna, 'GET', pathOf(operation, ours))
      assert.equal(answer.status, 200, name)
      assert.ok(!tellsOf(theirs, answer), `${name} tells of another shop: ${answer.text}`)
      for (const filter of Object.keys(querySchemaOf(operation)).filter((filter) => filter in theirs.findable)) {
        const query = `?${filter}=${encodeURIComponent(theirs.findable[filter] ?? '')}`
        const [found, theirOwn] = [
          await street.ask(luna, 'GET', pathOf(operation, ours) + query),
          await street.ask(sol, 'GET', pathOf(operation, theirs) + query),
        ]
        assert.deepEqual(found.body.items, [], `${name}${query}`)
        assert.ok(theirOwn.body.items.length > 0, `${name}${query} finds nothing of its owner's`)
      }
      if (!('cursor' in querySchemaOf(operation))) continue
      const { next_cursor: cursor } = (await street.ask(sol, 'GET', `${pathOf(operation, theirs)}?limit=1`)).body
      if (cursor === null) continue
      const turned = await street.ask(luna, 'GET', `${pathOf(operation, ours)}?cursor=${cursor}`)
      assert.equal(turned.status, 422, `${name} goes on where another shop's list was left`)
    }
  })

  test('one Idempotency-Key in two shops is two requests', async () => {
    await using street = await openStreet(engine)
    const enter = (shop: StreetShop) =>
      street.ask(shop, 'POST', '/api/v1/customers', { name: 'Ana' }, { 'idempotency-key': 'the-same-key' })
    const [first, second] = [await enter(street.luna), await enter(street.sol)]
    assert.deepEqual([first.status, second.status], [201, 201])
    assert.notEqual(first.body.id, second.body.id)
    assert.equal((await enter(street.sol)).body.id, second.body.id)
  })

  test('a secret speaks for its own line, and a visitor’s token for its own shop', async () => {
    proves('webhooks.secret-of-the-very-line')
    await using street = await openStreet(engine)
    const { luna, sol } = street
    const before = await dumpOf(street.databaseUrl, { tenant: sol.id })
    const message = { id: 'in-1', from: '5491160002222', text: 'hola', name: 'Ana', written_at: null }
    const forged = [
      { messages: [message] },
      { echoes: [{ id: 'e-1', to: '5491160002222', text: 'hola' }] },
      { statuses: [{ id: 's-1', correlation: null, status: 'read' }] },
    ]
    for (const event of forged) assert.equal((await street.webhook(sol, event, luna)).status, 200)
    assert.deepEqual(await dumpOf(street.databaseUrl, { tenant: sol.id }), before)
    assert.match((await street.request('/metrics')).text, /^webhooks_total\{channel="whatsapp",outcome="refused"\} 3$/m)

    const token = (await street.request(`/webchat/${luna.webLine}/visitors`, { method: 'POST' })).body.token
    const headers = { authorization: `Bearer ${token}` }
    assert.equal((await street.request(`/webchat/${luna.webLine}/messages`, { headers })).status, 200)
    assert.equal((await street.request(`/webchat/${sol.webLine}/messages`, { headers })).status, 401)
    assert.deepEqual(await dumpOf(street.databaseUrl, { tenant: sol.id }), before)
  })
}

type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>

/** By key and by session: two ways to be somebody. */
async function callersOf(street: Street, shop: StreetShop): Promise<[string, Caller][]> {
  const session = await street.request('/api/v1/session', { method: 'POST', body: JSON.stringify(shop.staff) })
  assert.equal(session.status, 200, session.text)
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  return [
    ['key', (method, path, body) => street.ask(shop, method.toUpperCase(), path, body)],
    [
      'session',
      (method, path, body) =>
        street.request(path, {
          method: method.toUpperCase(),
          headers: { cookie },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    ],
  ]
}

/** With somebody's ids where the path has parameters. */
function pathOf({ path, params }: Operation, { ids }: Belongings): string {
  const wanted = Object.keys(propertiesIn(params))
  const place = Object.keys(ids).find((place) => path === place || path.startsWith(`${place}/`))
  const known: Readonly<Record<string, string>> = place === undefined ? {} : (ids[place] ?? {})
  for (const name of wanted)
    assert.ok(known[name] !== undefined, `nobody makes a {${name}} for ${path}: test/journeys/belongings.ts has to bring one`)
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? ''))}`
}

/** Something that is taken, so that only whose it is can be the trouble. */
function bodyOf(operation: Operation): unknown {
  if (operation.upload) return 'what was uploaded'
  return operation.body === null ? undefined : exampleOf(schemaOf(operation.body))
}

function requiredOf(operation: Operation): Record<string, unknown> {
  const schema = operation.body === null ? {} : schemaOf(operation.body)
  return Object.fromEntries((schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, name)]))
}

function onlyOf(values: Readonly<Record<string, string>>, names: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in names))
}

function propertiesOf({ body }: Operation): Record<string, JsonSchema> {
  return body === null ? {} : propertiesIn(body)
}

function querySchemaOf({ query }: Operation): Record<string, JsonSchema> {
  return propertiesIn(query)
}

function propertiesIn(schema: z.ZodType): Record<string, JsonSchema> {
  return schemaOf(schema).properties ?? {}
}

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

function isProblem({ headers }: Answer): boolean {
  return headers.get('content-type') === 'application/problem+json'
}

/** What was asked for comes back in some refusals: ids alone tell nothing. */
function tellsOf({ marks }: Belongings, { text }: Answer): boolean {
  return marks.some((mark) => text.includes(mark))
}
