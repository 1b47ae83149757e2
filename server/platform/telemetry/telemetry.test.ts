import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { proves } from '../../../test/proves.ts'
import { testWorld } from '../../../test/world.ts'
import { Counter, Gauge, Histogram } from './instruments.ts'
import { readProcess } from './real.ts'
import { describeError, logEvents, openLog, openMetrics } from './telemetry.ts'

function openTestLog(options: { level?: 'debug' | 'info' | 'warn'; pretty?: boolean } = {}) {
  const world = testWorld()
  const written: string[] = []
  const log = openLog({ level: 'info', now: world.machine, write: (line) => void written.push(line), ...options })
  return { log, written, world }
}

test('a log line is one JSON object with its time, level and event, and what every line of its part carries', () => {
  proves('logs.json-lines')
  const { log, written } = openTestLog()
  const part = log.with({ service: 'all' }).with({ tenant_id: 'demo', correlation_id: 'c-1' })
  part.warn('delivery.trouble', { conversation_id: 'k', error: 'line one\nline two "quoted"', latency_ms: 12, endpoint: undefined })
  const text = written.join('')
  assert.equal(text.indexOf('\n'), text.length - 1)
  assert.deepEqual(JSON.parse(text), {
    timestamp: '2027-03-11T19:00:00.000Z',
    level: 'warn',
    event: 'delivery.trouble',
    service: 'all',
    tenant_id: 'demo',
    correlation_id: 'c-1',
    conversation_id: 'k',
    error: 'line one\nline two "quoted"',
    latency_ms: 12,
  })
})

test('the log says as much as LOG_LEVEL asks for', () => {
  for (const [level, heard] of [
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
  ] as const) {
    const { log, written } = openTestLog({ level })
    log.debug('http.request')
    log.info('shop.ready')
    log.with({ service: 'api' }).warn('webhook.refused')
    log.error('http.failed')
    assert.equal(written.length, heard, level)
  }
})

test('on a terminal a line is for a person', () => {
  const { log, written } = openTestLog({ pretty: true })
  log.info('shop.ready', { port: 8080 })
  assert.match(written[0] ?? '', /^19:00:00\.000 info +shop\.ready +port=8080\n$/)
})

test('nothing that is named like a secret is written, nor what an address or a header in an error carries', () => {
  const { log, written } = openTestLog()
  const cause = new Error('GET https://graph.facebook.com/me?access_token=EAAB123&fields=id failed: Bearer abc.def-ghijkl')
  const error = new Error('connect to postgres://shop:hunter2@db:5432/shop', { cause })
  log.error('http.failed', {
    accessToken: 'geheim',
    appSecret: 'geheim',
    api_key: 'geheim',
    'x-api-key': 'geheim',
    password: 'geheim',
    authorization: 'geheim',
    error: describeError(error),
  })
  const line = written.join('')
  for (const secret of ['geheim', 'hunter2', 'EAAB123', 'ghijkl']) assert.ok(!line.includes(secret), line)
  assert.match(line, /postgres:\/\/…@db:5432\/shop.*graph\.facebook\.com.*fields=id failed/)
})

test('an error is told in one sentence, also one without words of its own and one that causes itself', () => {
  assert.equal(describeError(new TypeError('no such thing')), 'TypeError: no such thing')
  const refused = (address: string) => Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' })
  // biome-ignore lint/suspicious/useErrorMessage: the runtime makes them without a word of their own
  const both = new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')], '')
  assert.equal(describeError(both), 'AggregateError: Error: connect ECONNREFUSED ::1:5432; Error: connect ECONNREFUSED 127.0.0.1:5432')
  const round = new Error('round')
  round.cause = round
  assert.ok(describeError(round).length < 200)
  assert.equal(describeError('just a text'), 'just a text')
  assert.ok(describeError(new Error('x'.repeat(1e6))).length <= 2000)
})

test('metrics are Prometheus text: counted, set, or sorted into buckets that each hold all below', () => {
  const counter = new Counter('messages_total', 'Messages', ['channel', 'direction'])
  counter.add({ channel: 'web "x"\\\n', direction: 'in' })
  counter.add({ direction: 'in', channel: 'web "x"\\\n' }, 2)
  assert.equal(
    counter.text(),
    '# HELP messages_total Messages\n# TYPE messages_total counter\nmessages_total{channel="web \\"x\\"\\\\\\n",direction="in"} 3\n',
  )
  const gauge = new Gauge('dead_letters', 'Parked', [])
  gauge.set({}, 4)
  gauge.set({}, 2)
  assert.match(gauge.text(), /^dead_letters 2$/m)
  const histogram = new Histogram('turn_seconds', 'Turns', ['engine'], [0.1, 1])
  for (const seconds of [0.05, 0.1, 0.7, 30]) histogram.observe({ engine: 'builtin' }, seconds)
  assert.deepEqual(histogram.text().trim().split('\n').slice(2), [
    'turn_seconds_bucket{engine="builtin",le="0.1"} 2',
    'turn_seconds_bucket{engine="builtin",le="1"} 3',
    'turn_seconds_bucket{engine="builtin",le="+Inf"} 4',
    'turn_seconds_sum{engine="builtin"} 30.85',
    'turn_seconds_count{engine="builtin"} 4',
  ])
})

test('a label that is not bounded after all costs neither memory nor the count', () => {
  const counter = new Counter('webhooks_total', 'Webhooks', ['channel', 'outcome'])
  for (let number = 0; number < 5000; number++) counter.add({ channel: `line ${number}`, outcome: 'stored' })
  counter.add({ channel: 'line 1', outcome: 'stored' })
  const lines = counter.text().split('\n')
  assert.ok(lines.length < 1100)
  assert.ok(lines.includes('webhooks_total{channel="line 1",outcome="stored"} 2'))
  assert.ok(lines.includes('webhooks_total{channel="other",outcome="other"} 4000'))
})

test('the process tells of itself, and every line of the whole is one that Prometheus reads', () => {
  const metrics = openMetrics(readProcess)
  metrics.httpRequests.add({ service: 'all', endpoint: '/', method: 'GET', status: '200' })
  const text = metrics.text()
  for (const line of text.trim().split('\n')) {
    assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="([^"\\\n]|\\.)*",?)*\})? [-+0-9.e]+)$/)
  }
  const resident = Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1])
  assert.ok(resident > 1e7 && resident < 1e10)
  assert.match(text, /^process_cpu_seconds_total [\d.]+$/m)
})

test('lines written in one go leave in one piece, and none is lost at the end', () => {
  const program = `import { lineWriter } from ${JSON.stringify(join(import.meta.dirname, 'real.ts'))}
    const pieces = []
    const out = lineWriter({ write: (text) => { pieces.push(text); process.stdout.write(text) } })
    process.on('exit', out.flush)
    out.write('a\\n'); out.write('b\\n')
    setTimeout(() => { process.stderr.write(String(pieces.length)); out.write('c\\n'); process.exit(0) }, 20)`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  assert.deepEqual([run.stdout, run.stderr], ['a\nb\nc\n', '1'])
})

test('operators find every event of the log and every metric on one page', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'operating.md'), 'utf8')
  const events = Object.entries(logEvents).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  const metrics = openMetrics().instruments.map(({ name, help, labels }) => `| \`${name}\` | ${labels.join(', ')} | ${help} |`)
  const own = readProcess().map(({ name, help }) => `| \`${name}\` |  | ${help} |`)
  const missing = [...events, ...metrics, ...own].filter((line) => !page.includes(line))
  assert.deepEqual(missing, [], `docs/operating.md is older than the program: it needs these lines\n${missing.join('\n')}`)
})
