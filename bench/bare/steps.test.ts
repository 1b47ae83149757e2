import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customer, digits } from '../load/traffic.ts'
import { copier, type Step } from './steps.ts'

test('another number gets its own digits, marks and new ids, the same ones in all its steps', () => {
  const sql = 'insert into messages values (?, ?, ?, ?, ?)'
  const steps: Step[] = [
    { kind: 'read', asked: { name: 'find', sql: 'select', values: ['demo', customer(1)] }, found: 0 },
    {
      kind: 'unit',
      name: 'receive',
      asked: [{ name: 'insert', sql, values: ['id-a', 701, 7, null, `{"of":"id-b","to":"${customer(1)}"}`] }],
      found: [1],
    },
    { kind: 'send', url: 'http://provider.test/id-a', method: 'POST', headers: {}, body: `for ${digits(1)}` },
    { kind: 'answer', status: 200, body: 'ok' },
  ]
  let made = 0
  const marks = (number: number) => [700 + number]
  const copy = copier({ steps, number: 1, ids: new Set(['id-a', 'id-b']), marks }, () => `new-${++made}`)
  const [read, unit, send, answer] = copy(5)
  assert.deepEqual(read?.kind === 'read' && read.asked.values, ['demo', customer(5)])
  assert.deepEqual(unit?.kind === 'unit' && unit.asked[0]?.values, ['new-1', 705, 7, null, `{"of":"new-2","to":"${customer(5)}"}`])
  assert.deepEqual(send?.kind === 'send' && [send.url, send.body], ['http://provider.test/new-1', `for ${digits(5)}`])
  assert.deepEqual(answer, steps[3])
  const [, again] = copy(6)
  assert.equal(again?.kind === 'unit' && again.asked[0]?.values[0], 'new-3')
})
