import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrations } from '../../../test/counter.ts'
import { engines } from '../../../test/engines.ts'
import { testWorld } from '../../../test/world.ts'
import { openLog } from '../../platform/telemetry/telemetry.ts'
import { startForgetting } from './erased-messages.ts'

const dayMs = 24 * 3_600_000

for (const engine of engines.filter(({ name }) => name === 'sqlite')) {
  test('what is kept of an erased message is forgotten when nobody repeats it any more', async () => {
    const world = testWorld()
    await using database = await engine.open({ migrations, world })
    const scope = database.tenant('demo')
    const log = openLog({ level: 'error', now: world.machine, write: (line) => assert.fail(line) })
    const loop = startForgetting({ world, database, log })
    await scope.unit('test', async (unit) => {
      for (const [message, days] of [
        ['old', 1],
        ['new', 2],
      ] as const) {
        await unit.sql
          .insertInto('erased_messages')
          .values({ tenant_id: 'demo', line_id: 'phone', message, until: unit.now() + days * dayMs })
          .execute()
      }
    })
    const kept = async () =>
      (await scope.sql.selectFrom('erased_messages').select('message').where('tenant_id', '=', 'demo').execute()).length
    await world.advance(dayMs - 60_000)
    assert.equal(await kept(), 2)
    await world.advance(dayMs)
    assert.equal(await kept(), 1)
    await world.advance(dayMs)
    assert.equal(await kept(), 0)
    await Promise.all([loop.stop(), world.advance(0)])
  })
}
