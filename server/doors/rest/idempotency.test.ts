import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiKey, migrations, openCounter, standInFor, storeText } from '../../../test/counter.ts'
import { engines } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { realWorld } from '../../platform/world/real.ts'

for (const engine of engines) {
  test(`a reply sent twice under one key is said once and answered alike (${engine.name})`, { skip: engine.skip }, async () => {
    proves('rest.idempotency-same-answer', 'rest.idempotency-other-body-is-422')
    const world = realWorld()
    await using database = await engine.open({ migrations, world })
    const counter = await openCounter({ world, database, store: storeText({ seller: null }) })
    const provider = standInFor(world, () => counter.house)
    provider.customerWrites('5491160002222', 'hola')
    while (provider.unacknowledged > 0) await world.sleep(5)
    const { body } = await counter.ask('GET', '/api/v1/conversations')
    const id = (body as { items: { id: string }[] }).items[0]?.id
    const reply = async (text: string, key: string) => {
      const response = await counter.house.app.fetch(
        new Request(`http://shop.test/api/v1/conversations/${id}/messages`, {
          method: 'POST',
          headers: { 'x-api-key': apiKey, 'idempotency-key': key, 'content-type': 'application/json' },
          body: JSON.stringify({ text }),
        }),
      )
      return { status: response.status, body: (await response.json()) as { id: string; code?: string } }
    }

    const together = await Promise.all(Array.from({ length: 5 }, () => reply('Ya te atiendo', 'k1')))
    assert.deepEqual(new Set(together.map(({ status }) => status)), new Set([201]))
    assert.equal(new Set(together.map((answer) => answer.body.id)).size, 1, 'also while the first was under way')
    const first = await reply('Ya te atiendo', 'k1')
    assert.deepEqual(await reply('Ya te atiendo', 'k1'), first)
    const other = await reply('Otra cosa', 'k1')
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
    assert.notEqual((await reply('Ya te atiendo', 'k2')).body.id, first.body.id)

    const { body: list } = await counter.ask('GET', `/api/v1/conversations/${id}/messages`)
    assert.equal((list as { items: { role: string }[] }).items.filter(({ role }) => role === 'staff').length, 2)
    await counter.loops.stop()
  })
}
