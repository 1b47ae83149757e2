import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrations, openCounter, standInFor, storeText } from '../../../test/counter.ts'
import { engines } from '../../../test/engines.ts'
import { openStreet } from '../../../test/journeys/street.ts'
import { proves } from '../../../test/proves.ts'
import { testWorld } from '../../../test/world.ts'

for (const engine of engines) {
  test(`a shop is ready as long as its database answers, and serves without it (${engine.name})`, { skip: engine.skip }, async () => {
    proves('health.readyz', 'health.healthz')
    await using street = await openStreet(engine)
    const statuses = async (...paths: string[]) => Promise.all(paths.map(async (path) => (await street.request(path)).status))
    assert.deepEqual(await statuses('/readyz', '/ready', '/healthz', '/health'), [200, 200, 200, 200])
    assert.deepEqual((await street.request('/readyz')).body, { status: 'ok', degraded: [] })
    await street.house.desk.database.close()
    const unready = await street.request('/readyz')
    assert.deepEqual([unready.status, unready.body], [503, { status: 'unavailable', degraded: ['database'] }])
    assert.deepEqual(await statuses('/ready', '/healthz', '/health'), [503, 200, 200])
  })
}

test('what has waited too long is named by /readyz and measured by /metrics', async () => {
  proves('health.readyz', 'metrics.backlog')
  const world = testWorld()
  const [sqlite] = engines
  assert.ok(sqlite)
  await using database = await sqlite.open({ migrations, world })
  // First nobody takes turns here, then nobody delivers.
  for (const [roles, stage] of [
    [['catalog'], 'turn'],
    [['seller'], 'delivery'],
  ] as const) {
    const { house, loops } = await openCounter({ world, database, store: storeText(), roles })
    const ask = async (path: string) => (await house.app.fetch(new Request(`http://shop.test${path}`))).text()
    standInFor(world, () => house).customerWrites(`54911600011${roles.length}${stage.length}`, 'hola', { id: stage })
    await world.advance(90_000)
    const { status, degraded } = JSON.parse(await ask('/readyz')) as { status: string; degraded: string[] }
    assert.equal(status, 'ok')
    assert.match(degraded.join(), new RegExp(`^backlog: ${stage} has waited \\d+ s$`))
    const metrics = await ask('/metrics')
    const gauge = (name: string) =>
      Number(
        metrics
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')[1],
      )
    assert.ok(gauge(`oldest_waiting_seconds{stage="${stage}"}`) >= 80, metrics)
    assert.equal(gauge('outbox_lag_seconds') >= 80, stage === 'delivery')
    assert.equal(gauge('dead_letters'), stage === 'turn' ? 0 : 1)
    await database.tenant('demo').unit('test.park', (unit) => {
      const letter = { handler: 'h', subject: 's', seq: 1, type: 't', error: 'e', attempts: 8, at: 0, state: 'parked' as const }
      return unit.sql
        .insertInto('dead_letters')
        .values({ ...letter, tenant_id: unit.tenant, id: unit.ids() })
        .execute()
    })
    const stopped = loops.stop()
    await world.advance(1)
    await stopped
  }
})
