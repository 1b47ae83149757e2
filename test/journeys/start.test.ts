import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort, newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { arrive } from '../visitor.ts'

const megabyte = 2 ** 20
const npm = spawnSync('npm', ['--version']).status === 0 ? false : 'there is no npm'

test('a start needs nothing, is ready within ten seconds, says where everything is, and is small', async () => {
  proves('start.ready-within-10s', 'start.prints-urls-and-login', 'start.under-200-mib-idle', 'health.healthz')
  using folder = newFolder()
  const port = await freePort()
  const begun = performance.now()
  await using program = runProgram({ env: { DATA_DIR: folder.path, PORT: String(port), LOG_LEVEL: 'error' } })
  const origin = `http://127.0.0.1:${port}`
  await until(async () => (await statusOf(`${origin}/readyz`)) === 200, '/readyz says 200')
  const took = performance.now() - begun - waitedForProcessor(program.child.pid)
  assert.ok(took < 10_000, `ready after ${Math.round(took)} ms`)
  // They were written before /readyz said 200; what is left is our own reading.
  await until(() => program.written.out.includes('Demo login'), 'the plain lines', 1000)

  const url = `http://localhost:${port}`
  for (const place of [`is open: ${url}`, `${url}/admin`, `${url}/chat`, `${url}/simulator`, `${url}/api/docs`, `${url}/mcp`])
    assert.match(program.written.out, new RegExp(`${RegExp.escape(place)}$`, 'm'))
  assert.doesNotMatch(program.written.out, /^[[{]/m, 'at this level nothing but plain lines was to be said')
  const [, email, password] = /Demo login +(\S+) \/ (\S+)$/m.exec(program.written.out) ?? []
  const session = await fetch(`${origin}/api/v1/session`, { method: 'POST', body: JSON.stringify({ email, password }) })
  assert.equal(session.status, 200)

  for (const path of ['/healthz', '/health']) assert.deepEqual(await (await fetch(`${origin}${path}`)).json(), { status: 'ok' })
  for (const path of ['/readyz', '/ready']) assert.deepEqual(await (await fetch(`${origin}${path}`)).json(), { status: 'ok', degraded: [] })

  const [, bytes] = /^process_resident_memory_bytes (\d+)$/m.exec(await (await fetch(`${origin}/metrics`)).text()) ?? []
  assert.ok(Number(bytes) < 200 * megabyte, `${bytes} bytes by its own count`)
  const status = `/proc/${program.child.pid}/status`
  if (existsSync(status)) {
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1])
    assert.ok(kilobytes * 1024 < 200 * megabyte, `${kilobytes} kB by the system's count`)
  }
  assert.equal(program.written.err, '')
})

test('log lines come after the plain lines, those of the start among them; what ends before that says them all the same', async () => {
  proves('start.prints-urls-and-login')
  using folder = newFolder()
  await using program = runProgram({ env: { DATA_DIR: folder.path } })
  const url = await program.open
  await until(() => program.written.out.includes('"shop.ready"'), 'the log tells that it is open')
  const { out } = program.written
  const [first = 0, last = 0] = [out.search(/^\{/m), out.search(/^ +Demo login/m)]
  assert.ok(last < first, out)
  assert.deepEqual(eventsIn(out), ['shop.starting', 'store.applied', 'shop.ready'])

  using other = newFolder()
  await using refused = runProgram({ env: { DATA_DIR: other.path, PORT: new URL(url).port } })
  const ended = await refused.ended
  assert.deepEqual([ended.how, eventsIn(ended.out)], [2, ['shop.starting', 'store.applied']])
})

test('whoever is told to end while it waits for its database says first what it was about', async () => {
  using folder = newFolder()
  // Takes whoever comes, and never says a word.
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  const env = { DATABASE_URL: `postgres://shop@127.0.0.1:${port}/shop`, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  await using program = runProgram({ env: { DATA_DIR: folder.path, ...env } })
  const [socket] = (await once(silent, 'connection')) as [Socket]
  assert.equal(program.written.out, '')
  program.child.kill('SIGTERM')
  const { out } = await program.ended
  assert.deepEqual(eventsIn(out), ['shop.starting'])
  socket.destroy()
  silent.close()
})

test('SIGTERM ends a shop within ten seconds, with visitors listening and requests under way', async () => {
  proves('start.sigterm-ends-it-within-10s')
  using folder = newFolder()
  await using program = runProgram({ env: { DATA_DIR: folder.path } })
  const url = await program.open
  const visitor = await arrive(url)
  const stream = await fetch(`${url}/webchat/-/stream`, { headers: visitor.headers })
  const listened = stream.text()
  await visitor.write('hola')
  // It arrives before the end or after it; what was acknowledged is there afterwards.
  const underWay = visitor.write('hola').then(
    () => 2,
    () => 1,
  )
  const begun = performance.now()
  program.child.kill('SIGTERM')
  const { how, err } = await program.ended
  assert.deepEqual([how, err], [0, ''])
  assert.ok(performance.now() - begun < 10_000)
  const acknowledged = await underWay
  await listened.catch(() => 'cut off')

  await using again = runProgram({ env: { DATA_DIR: folder.path } })
  const kept = await visitor.at(await again.open).read()
  assert.ok(kept.filter(({ text }) => text === 'hola').length >= acknowledged)
})

test('npm start is one tree of processes, of which SIGTERM leaves nothing', { skip: npm }, async () => {
  proves('start.sigterm-ends-it-within-10s')
  using folder = newFolder()
  // A group of its own: whoever is left of it can be asked for.
  const started = spawn('npm', ['start'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder.path, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = -(started.pid ?? Number.NaN)
  let said = ''
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (said += text))
  const ended = once(started, 'exit')
  try {
    await until(() => said.includes('is open:'), 'the shop is open')
    const begun = performance.now()
    started.kill('SIGTERM')
    await ended
    await until(() => !isThere(group), 'the last process ends', 10_000 - (performance.now() - begun))
  } catch (error) {
    if (isThere(group)) process.kill(group, 'SIGKILL')
    throw new Error(said, { cause: error })
  }
})

test('a folder has one shop: a second start on it says so and ends, and the first goes on', async () => {
  proves('settings.wrong-value-is-one-line-and-exit-2')
  using folder = newFolder()
  await using first = runProgram({ env: { DATA_DIR: folder.path } })
  const url = await first.open
  await using second = runProgram({ env: { DATA_DIR: folder.path } })
  const { how, err } = await second.ended
  assert.equal(how, 2)
  assert.equal(err, `DATA_DIR: got "${folder.path}", takes a folder of its own (another process is using it)\n`)
  assert.equal(await statusOf(`${url}/readyz`), 200)
})

/** What others on this machine took away, in milliseconds; 0 where the system does not tell. */
function waitedForProcessor(pid: number | undefined): number {
  const told = `/proc/${pid}/schedstat`
  return existsSync(told) ? Number(readFileSync(told, 'utf8').split(' ')[1]) / 1e6 : 0
}

/** Null while nobody listens. */
async function statusOf(url: string): Promise<number | null> {
  try {
    return (await fetch(url)).status
  } catch {
    return null
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function eventsIn(out: string): string[] {
  return out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line).event as string] : []))
}
