import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { systemEventTypes } from '../../server/platform/system-events/system-events.ts'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { openStreet, type Street } from './street.ts'

for (const engine of engines) describe(`what operators are told on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('what happens in one shop is told there, in its documented shape, by type, level and time', async () => {
    proves('system-events.list')
    await using street = await openStreet(engine)
    const before = new Date(Date.now() - 1000).toISOString()
    await bringIn(street)
    const [told] = await list(street)
    assert.deepEqual(Object.keys(told), ['id', 'level', 'event_type', 'message', 'metadata', 'created_at'])
    assert.deepEqual([told.level, told.event_type, told.message], ['info', 'import.done', 'El catálogo se actualizó: 2 productos'])
    assert.deepEqual(Object.keys(told.metadata), ['import', 'products', 'problems'])
    const later = new Date(Date.now() + 3_600_000).toISOString()
    const found = async (query: string) => (await list(street, query)).length
    const expected: Readonly<Record<string, number>> = {
      '?type=import.done': 1,
      '?type=delivery.failed': 0,
      '?level=info': 1,
      '?level=error': 0,
      [`?since=${before}`]: 1,
      [`?since=${later}`]: 0,
    }
    for (const [query, count] of Object.entries(expected)) assert.equal(await found(query), count, query)
    assert.equal((await list(street, '?language=en'))[0].message, 'The catalogue was changed: 2 products')
    assert.deepEqual((await street.ask(street.sol, 'GET', '/api/v1/events')).body.items, [])
    for (const query of ['?since=yesterday', '?level=fatal'])
      assert.equal((await street.ask(street.luna, 'GET', `/api/v1/events${query}`)).status, 422)
  })
}

test('every type is told in three languages, and names in each what goes with it', () => {
  for (const { type, texts } of systemEventTypes()) {
    const named = Object.values(texts).map((text) =>
      [...text.matchAll(/\{(\w+)\}/g)]
        .map(([, name]) => name)
        .toSorted()
        .join(' '),
    )
    assert.equal(new Set(named).size, 1, type)
    assert.equal(new Set(Object.values(texts)).size, 3, type)
  }
})

test('the page for operators explains every type there is', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operating.md'), 'utf8')
  for (const { type, level } of systemEventTypes()) assert.ok(page.includes(`| \`${type}\` | ${level} |`), type)
})

async function bringIn({ request, ask, luna }: Street): Promise<void> {
  const sent = await request('/api/v1/catalog/imports', {
    method: 'POST',
    headers: { 'x-api-key': luna.key, 'content-type': 'text/csv' },
    body: 'sku,name,price\nA-1,Yerba,12.50\nA-2,Mate,8.00\n',
  })
  assert.equal(sent.status, 201, sent.text)
  await until(
    async () => (await ask(luna, 'GET', `/api/v1/catalog/imports/${sent.body.id}`)).body.state === 'done',
    'the file is brought in',
  )
}

async function list({ ask, luna }: Street, query = '') {
  return (await ask(luna, 'GET', `/api/v1/events${query}`)).body.items
}
