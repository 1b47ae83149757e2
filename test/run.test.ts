import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { proves } from './proves.ts'
import { root } from './source.ts'

/** A run in which no service is to be found: nothing listens on these ports. */
function runWithout(env: Record<string, string>, ...args: string[]) {
  const nowhere = {
    TEST_POSTGRES_URL: 'postgres://nobody@127.0.0.1:1/none',
    TEST_AMQP_URL: 'amqp://127.0.0.1:1',
    TEST_REDIS_URL: 'redis://127.0.0.1:1',
    CHROMIUM: '/nowhere/chromium',
    STRACE: '/nowhere/strace',
  }
  const { NODE_TEST_CONTEXT: _, CI: __, ...inherited } = process.env
  const ran = spawnSync(process.execPath, [join(root, 'bin', 'mostrador.js'), join(root, 'test', 'run.ts'), ...args], {
    cwd: root,
    env: { ...inherited, ...nowhere, ...env },
    encoding: 'utf8',
  })
  return { status: ran.status, said: ran.stdout + ran.stderr }
}

test('a run names every service it could not find, and is green without them', () => {
  const { status, said } = runWithout({}, 'test/source.test.ts')
  for (const name of ['PostgreSQL', 'RabbitMQ', 'Redis', 'Chromium', 'strace'])
    assert.match(said, new RegExp(`^- ${name} was not found: .*skipped`, 'm'))
  assert.match(said, /^✔ test\/source\.test\.ts 3 tests/m)
  assert.match(said, /^ℹ pass 3$/m)
  assert.match(said, /^promises: 0 of \d+ proved/m)
  assert.equal(status, 0, said)
  proves('test.reports-what-is-skipped')
})

test('with CI=true what was skipped fails the run', () => {
  const { status, said } = runWithout({ CI: 'true' }, 'test/source.test.ts')
  assert.match(said, /^✖ with CI=true nothing may be skipped: PostgreSQL, RabbitMQ, Redis, Chromium, strace$/m)
  assert.equal(status, 1)
  proves('test.skips-fail-in-ci')
})

test('a path that holds no test is said to hold none', () => {
  const { status, said } = runWithout({}, 'server/nowhere')
  assert.match(said, /^✖ no test is under server\/nowhere$/m)
  assert.equal(status, 1)
})
