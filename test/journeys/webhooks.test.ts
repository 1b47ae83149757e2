import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseUnavailable } from '../../server/platform/sql/sql.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { dumpOf } from '../dump.ts'
import { engines } from '../engines.ts'
import { sign } from '../fakes/stand-in.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { type Answer, openStreet, type Street, type StreetOptions } from './street.ts'

const ana = '5491160001111'
const message = (id: string, text = 'hola') => ({ id, from: ana, text, name: null, written_at: null })

/** The bytes as they are, signed by somebody. */
function post({ request }: Street, body: string | Uint8Array<ArrayBuffer>, secret: string): Promise<Answer> {
  return request('/webhooks/stand-in', { method: 'POST', headers: { 'x-signature': sign(body, secret) }, body })
}

async function counted({ request }: Street, outcome: string): Promise<number> {
  const { text } = await request('/metrics')
  return Number(new RegExp(`^webhooks_total\\{channel="whatsapp",outcome="${outcome}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
}

for (const engine of engines) {
  const streetTest = (name: string, proved: readonly PromiseId[], run: (street: Street) => Promise<void>, options: StreetOptions = {}) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using street = await openStreet(engine, options)
      await run(street)
    })

  streetTest(
    'a webhook that no secret of its provider signs is 401, and nothing is stored',
    ['webhooks.bad-signature-is-401'],
    async (street) => {
      const was = await dumpOf(street.databaseUrl)
      const body = JSON.stringify({ line: street.luna.lineKey, messages: [message('in-1')] })
      for (const secret of ['', 'a secret of nobody', `${street.luna.secret} `]) {
        const answer = await post(street, body, secret)
        assert.deepEqual([answer.status, answer.headers.get('content-type')], [401, 'application/problem+json'])
      }
      assert.equal((await street.request('/webhooks/stand-in', { method: 'POST', body })).status, 401)
      // Signed for other bytes.
      const headers = { 'x-signature': sign(body, street.luna.secret) }
      assert.equal((await street.request('/webhooks/stand-in', { method: 'POST', headers, body: `${body} ` })).status, 401)
      assert.equal((await post(street, '{', 'a secret of nobody')).status, 401)
      assert.deepEqual(await dumpOf(street.databaseUrl), was)
      assert.equal(await counted(street, 'refused'), 6)
    },
  )

  streetTest(
    'one that names an address no line has is 200 and counted',
    ['webhooks.unknown-line-is-200', 'metrics.webhooks'],
    async (street) => {
      const was = await dumpOf(street.databaseUrl)
      assert.equal(
        (await post(street, JSON.stringify({ line: '5400000000', messages: [message('in-1')] }), street.luna.secret)).status,
        200,
      )
      assert.equal(await counted(street, 'unknown_line'), 1)
      assert.deepEqual(await dumpOf(street.databaseUrl), was)
    },
  )

  streetTest(
    'one that is no JSON is 400, one that is too large 413',
    ['webhooks.invalid-json-is-400', 'webhooks.oversized-is-413'],
    async (street) => {
      const was = await dumpOf(street.databaseUrl)
      const { secret } = street.luna
      for (const body of ['{', '', 'text', '{"line":"x"}}', new Uint8Array([0x22, 0xff, 0x22])])
        assert.equal((await post(street, body, secret)).status, 400)
      const large = JSON.stringify({ line: street.luna.lineKey, messages: [message('in-1', 'x'.repeat(2 ** 20))] })
      assert.equal((await post(street, large, secret)).status, 413)
      assert.deepEqual(await dumpOf(street.databaseUrl), was)
      const justRight = JSON.stringify({ line: street.luna.lineKey, padding: '', messages: [message('in-1')] })
      const padded = justRight.replace('"padding":""', `"padding":"${'x'.repeat(2 ** 20 - justRight.length)}"`)
      assert.equal((await post(street, padded, secret)).status, 200)
      assert.equal(await counted(street, 'stored'), 1)
    },
  )

  streetTest('one of a form or a kind that nobody knows is 200 and counted', ['webhooks.unknown-kind-is-200'], async (street) => {
    const { secret, lineKey } = street.luna
    const unknown = ['null', '[]', '7', '{}', '{"line":7}', JSON.stringify({ line: lineKey, messages: [{ id: 'in-1' }] })]
    for (const body of unknown) assert.equal((await post(street, body, secret)).status, 200, body)
    const ofNobody = { line: lineKey, statuses: [{ id: 's-1', correlation: 'nothing of ours', status: 'read' }] }
    assert.equal((await post(street, JSON.stringify(ofNobody), secret)).status, 200)
    assert.equal(await counted(street, 'unknown_kind'), unknown.length + 1)
  })

  streetTest('one that comes again is acknowledged and stored once', ['webhooks.duplicate-is-stored-once'], async (street) => {
    const body = JSON.stringify({ line: street.luna.lineKey, messages: [message('in-1')] })
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(street, body, street.luna.secret)))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.deepEqual([await counted(street, 'stored'), await counted(street, 'duplicate')], [1, 4])
    assert.equal((await dumpOf(street.databaseUrl)).messages?.length, 1)
  })

  let broken = false
  const fault = (point: string) => {
    if (broken && point === 'commit.before') throw new DatabaseUnavailable('the disk is full')
  }
  streetTest(
    'one that cannot be stored is 503, and is stored when it comes again',
    ['webhooks.not-stored-is-503'],
    async (street) => {
      const body = JSON.stringify({ line: street.luna.lineKey, messages: [message('in-1')] })
      broken = true
      const refused = await post(street, body, street.luna.secret)
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1'])
      assert.deepEqual((await dumpOf(street.databaseUrl)).messages, [])
      broken = false
      assert.equal((await post(street, body, street.luna.secret)).status, 200)
      assert.equal((await dumpOf(street.databaseUrl)).messages?.length, 1)
    },
    { world: realWorld({ fault }) },
  )

  streetTest('no number of signed ones is too many', ['webhooks.never-refused-for-rate'], async (street) => {
    const body = JSON.stringify({ line: street.luna.lineKey, messages: [message('in-1')] })
    for (let sent = 0; sent < 2200; sent += 100) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => post(street, body, street.luna.secret)))
      assert.ok(answers.every(({ status }) => status === 200))
    }
  })
}
