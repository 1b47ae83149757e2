import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderPromises, unproved } from './promise-report.ts'
import { mustHold, promiseIds, promises } from './promises.ts'
import { proves } from './proves.ts'
import { lineOf, only, sourceFiles } from './source.ts'

test('every promise has an id of its own, made of words and dots', () => {
  const ids = Object.values(promises).flatMap((section) => Object.keys(section))
  assert.equal(promiseIds.size, ids.length)
  for (const id of ids) assert.match(id, /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/)
})

test('no test proves a promise that is not on the list', () => {
  const unknown = sourceFiles('{bin,server,test,web,bench}/**/*.test.{ts,tsx}').flatMap(({ path, text }) => {
    const calls = [...only(text, 'code', 'string').matchAll(/\bproves\(([^)]*)\)/g)]
    const ids = calls.flatMap((call) =>
      [...(call[1] ?? '').matchAll(/'([^']+)'/g)].map(([, id = '']) => ({ id, line: lineOf(text, call.index) })),
    )
    return ids.filter(({ id }) => !promiseIds.has(id) && path !== 'test/promises.test.ts').map(({ id, line }) => `${path}:${line} ${id}`)
  })
  assert.deepEqual(unknown, [])
})

test('whatever must hold is named by some test', () => {
  const tests = sourceFiles('{bin,server,test,web,bench,stores}/**/*.test.{ts,tsx}').filter(({ path }) => path !== 'test/promises.test.ts')
  const named = new Set(tests.flatMap(({ text }) => [...text.matchAll(/'([a-z][a-z0-9-]*\.[a-z0-9-]+)'/g)].map(([, id = '']) => id)))
  assert.deepEqual(
    mustHold.filter((id) => !named.has(id)),
    [],
  )
})

test('proves() refuses an id that is not on the list', () => {
  assert.throws(() => proves('no.such-promise' as (typeof mustHold)[number]), /no promise is called no\.such-promise/)
})

test('the report counts what was proved, and names the test', () => {
  const proofs = [{ id: 'rest.openapi', file: '/shop/server/doors/rest/openapi.test.ts', test: 'the document is served' }] as const
  const total = promiseIds.size
  assert.match(renderPromises(proofs, { root: '/shop', whole: false }), new RegExp(`^promises: 1 of ${total} proved, ${total - 1} open`))
  const whole = renderPromises(proofs, { root: '/shop', whole: true })
  assert.match(whole, /✔ rest\.openapi: .*\n {6}server\/doors\/rest\/openapi\.test\.ts: the document is served\n/)
  assert.match(whole, /· rest\.rate-limit: /)
  assert.deepEqual(unproved(proofs, ['rest.openapi', 'rest.rate-limit']), ['rest.rate-limit'])
})
