import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../engines.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { type Answer, openStreet, type Street, type StreetOptions } from './street.ts'

const signIn = ({ request }: Street, credentials: unknown, headers: Record<string, string> = {}) =>
  request('/api/v1/session', { method: 'POST', headers, body: JSON.stringify(credentials) })

const cookieOf = (session: Answer) => session.headers.get('set-cookie')?.split(';')[0] ?? assert.fail('nobody was signed in')

for (const engine of engines) {
  const streetTest = (name: string, proved: readonly PromiseId[], run: (street: Street) => Promise<void>, options: StreetOptions = {}) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using street = await openStreet(engine, options)
      await run(street)
    })

  streetTest(
    'signing in gives a cookie that no script reads and no other site sends; signing out ends it',
    ['session.cookie'],
    async (street) => {
      const { luna, request } = street
      const session = await signIn(street, luna.staff)
      assert.deepEqual([session.status, session.body], [200, { email: luna.staff.email, name: 'Ada', role: 'owner', tenant: luna.id }])
      const attributes = (session.headers.get('set-cookie') ?? '').split('; ').slice(1)
      for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(attributes.includes(attribute), attributes.join())
      const cookie = cookieOf(session)
      assert.ok((cookie.split('=')[1] ?? '').length >= 43, '256 bits of chance')

      const status = (headers: Record<string, string>) => request('/api/v1/status', { headers })
      assert.equal((await status({ cookie })).status, 200)
      assert.equal((await status({ cookie: `${cookie}x` })).status, 401)
      // What another site makes a browser send changes nothing.
      const forged = { cookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }
      const forge = await request('/api/v1/customers', { method: 'POST', headers: forged, body: '{"name":"Ana"}' })
      assert.equal(forge.status, 401)

      const ended = await request('/api/v1/session', { method: 'DELETE', headers: { cookie } })
      assert.equal(ended.status, 204)
      assert.match(ended.headers.get('set-cookie') ?? '', /Max-Age=0/)
      assert.equal((await status({ cookie })).status, 401, 'the token itself is worth nothing any more')
      assert.equal((await request('/api/v1/session', { method: 'DELETE' })).status, 204)
    },
  )

  streetTest('signing in and out stand in the OpenAPI document as they are answered', [], async (street) => {
    const { luna, request } = street
    const { paths, components } = (await request('/api/v1/openapi.json')).body
    const { post, delete: remove } = paths['/session'] ?? assert.fail('the document does not tell of it')
    for (const told of [post, remove]) assert.deepEqual([told.security, told.tags], [[], ['Signing in']])
    assert.deepEqual(Object.keys(post.responses), ['200', '400', '401', '413', '422', '429', '503'])
    assert.deepEqual([Object.keys(remove.responses), remove.parameters], [['204', '503'], []])
    const answers = [
      await signIn(street, luna.staff),
      await request('/api/v1/session', { method: 'POST', body: '{' }),
      await signIn(street, { ...luna.staff, password: 'a wrong password' }),
      await signIn(street, { email: luna.staff.email, password: 'x'.repeat(20_000) }),
      await signIn(street, { email: luna.staff.email }),
    ]
    for (const { status, body } of answers) {
      const codes = post.responses[status]?.['x-codes'] ?? {}
      assert.ok(status === 200 || body.code in codes, `${status} ${body.code}`)
    }
    const { schema } = post.responses[200].content['application/json']
    const { properties } = components.schemas[schema.$ref.split('/').at(-1)]
    assert.deepEqual(Object.keys(properties), Object.keys(answers[0]?.body))
    const read = await request('/api/v1/session')
    assert.deepEqual([read.status, read.headers.get('allow')], [405, 'POST, DELETE'])
  })

  streetTest('a refusal is the same whether the account is there or not', ['session.does-not-tell-accounts'], async (street) => {
    const { luna } = street
    const told = async (email: string) => {
      const { status, headers, text } = await signIn(street, { email, password: 'a wrong password' })
      return { status, text, cookie: headers.get('set-cookie'), names: [...headers.keys()].toSorted() }
    }
    const [there, nowhere] = [await told(luna.staff.email), await told('nobody@luna.test')]
    assert.equal(there.status, 401)
    assert.equal(there.cookie, null)
    assert.deepEqual(there, nowhere)
    for (let tries = 1; tries < 10; tries++) assert.deepEqual(await told(luna.staff.email), await told('nobody@luna.test'))
    const locked = [await told(luna.staff.email), await told('nobody@luna.test')]
    assert.deepEqual(
      locked.map(({ status }) => status),
      [429, 429],
      'both are locked alike',
    )
  })

  streetTest(
    'after ten failures an account is 429 with Retry-After, whatever address it is tried from and with the right password too',
    ['session.ten-failures-are-429'],
    async (street) => {
      const { luna, sol } = street
      for (let tries = 0; tries < 10; tries++) {
        const from = { 'x-forwarded-for': `203.0.113.${tries}` }
        const email = tries % 2 === 0 ? luna.staff.email : ` ${luna.staff.email.toUpperCase()}`
        assert.equal((await signIn(street, { email, password: `guess ${tries}` }, from)).status, 401)
      }
      for (const password of ['guess 11', luna.staff.password]) {
        const locked = await signIn(street, { email: luna.staff.email, password }, { 'x-forwarded-for': '198.51.100.7' })
        assert.deepEqual([locked.status, locked.headers.get('content-type')], [429, 'application/problem+json'])
        const seconds = Number(locked.headers.get('retry-after'))
        assert.ok(seconds > 0 && seconds <= 900, `${seconds}`)
      }
      assert.equal((await signIn(street, sol.staff)).status, 200, 'nobody else is locked out')
    },
  )

  streetTest('thirty guesses at once are no more than ten', ['session.ten-failures-are-429'], async (street) => {
    const guesses = Array.from({ length: 30 }, (_, guess) => signIn(street, { email: street.luna.staff.email, password: `guess ${guess}` }))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    assert.deepEqual([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length], [10, 20])
  })

  streetTest('whoever remembers the password in time begins anew', ['session.ten-failures-are-429'], async (street) => {
    const { staff } = street.luna
    for (let round = 0; round < 2; round++) {
      for (let tries = 0; tries < 9; tries++) assert.equal((await signIn(street, { ...staff, password: 'not that one' })).status, 401)
      assert.equal((await signIn(street, staff)).status, 200)
    }
  })
}
