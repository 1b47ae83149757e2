import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../engines.ts'
import { proves } from '../proves.ts'
import { fuzz } from './fuzz.ts'

for (const engine of engines) {
  const count = engine.name === 'sqlite' ? 2000 : 500
  test(`${count} requests made from the OpenAPI document are answered as it says (${engine.name})`, { skip: engine.skip }, async () => {
    proves('rest.malformed-never-5xx')
    const { statuses, wrong } = await fuzz(engine, { count, seed: 20_261_126 })
    assert.equal(wrong.length, 0, `${wrong.length} answers are not; the first are\n${wrong.slice(0, 8).join('\n')}`)
    for (const status of [200, 201, 404, 409, 422]) assert.ok(statuses.has(status), `nothing was answered ${status}`)
  })
}
