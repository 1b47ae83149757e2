import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { apiKey, lineSecret, storeText } from '../counter.ts'
import { sign } from '../fakes/stand-in.ts'
import { openStandInServer } from '../fakes/stand-in-server.ts'
import { newFolder, type Program, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { arrive } from '../visitor.ts'

const marisol = { phone: '5491160002222', name: 'Marisol Quiroga', email: 'marisol@example.test' }
const words = 'necesito urgente un número'

/** What must be in no log line and no label, in any spelling. */
const personal = [
  '1160002222',
  '1160003333',
  '1160004444',
  'Marisol',
  'marisol',
  'Quiroga',
  'urgente',
  'Ada te escribe',
  'Tu número',
  'mañanas',
  'buenas tardes',
]

interface Watched {
  lines: Record<string, unknown>[]
  metrics: string
  /** What stands on standard output, as it was written. */
  out: string
  secrets: string[]
}

/** A whole process at its most talkative, while customers, a person and strangers come by. */
async function watchAShop(): Promise<Watched> {
  using folder = newFolder()
  let url: string | null = null
  await using provider = await openStandInServer({
    webhooks: () => url && `${url}/webhooks/stand-in`,
    secret: lineSecret,
    token: 'the-line-token',
    lineKey: '541155550000',
  })
  const store = join(folder.path, 'store.yaml')
  writeFileSync(
    store,
    storeText({ quietPeriodMs: 20 }).replace('http://provider.test', provider.origin).replace('timeoutMs: "200"', 'timeoutMs: "15000"'),
  )
  await using program = runProgram({
    env: { DATA_DIR: join(folder.path, 'data'), STORE_FILE: store, LOG_LEVEL: 'debug' },
    standIn: true,
  })
  const open = await program.open
  url = open
  const received = () => provider.standIn.accepted.length

  await ring(open, 'the-first-webhook', {
    messages: [{ id: 'in-1', from: marisol.phone, text: words, name: marisol.name, written_at: null }],
  })
  await until(() => received() === 1, 'an answer')
  const ask = async (method: string, path: string, body?: unknown, id = 'a-request-of-staff') => {
    const headers = { 'x-api-key': apiKey, 'x-request-id': id }
    const answer = await fetch(`${open}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    assert.ok(answer.ok, `${method} ${path} answered ${answer.status}`)
    // biome-ignore lint/suspicious/noExplicitAny: what a door answers is for the test to find out
    return (await answer.json()) as any
  }
  const [conversation] = (await ask('GET', `/conversations?address=${marisol.phone}`)).items
  await ask('POST', `/conversations/${conversation.id}/handoff`, { reason: 'Marisol asks for Ada' }, 'the-hand-over')
  await until(() => received() === 2, 'the notice')
  await ask('POST', `/conversations/${conversation.id}/messages`, { text: 'Ada te escribe' }, 'the-words-of-ada')
  await until(() => received() === 3, 'the words of a person')
  await ask('PATCH', `/customers/${conversation.customer_id}`, { email: marisol.email })
  await ask('POST', `/customers/${conversation.customer_id}/notes`, { text: 'prefiere las mañanas' })
  provider.standIn.moods.push('error', 'drop', 'refuse')
  await ring(open, 'the-second-webhook', {
    messages: [{ id: 'in-2', from: '5491160003333', text: 'buenas tardes', name: null, written_at: null }],
  })
  await until(() => provider.standIn.refused.length === 1, 'a refusal')

  provider.standIn.moods.push('accept_then_drop')
  await ring(open, 'the-third-webhook', {
    messages: [{ id: 'in-4', from: '5491160004444', text: 'buenas tardes', name: null, written_at: null }],
  })
  const isDone = (id: string) => linesOf(program).some(({ event, correlation_id }) => event === 'delivery.done' && correlation_id === id)
  await until(() => isDone('the-third-webhook'), 'a delivery whose answer was lost is known to be done')

  const visitor = await arrive(open)
  await visitor.write('buenas tardes', { 'x-request-id': 'the-words-of-a-visitor' })
  await until(async () => (await visitor.read()).length > 1, 'an answer at the web chat')
  await strangers(open)
  await until(
    () => linesOf(program).some(({ event, outcome }) => event === 'delivery.trouble' && outcome === 'refused'),
    'the log tells of it',
  )
  await ask('POST', '/products', { sku: 'Y1', name: 'Yerba', price: '3200.00' })
  await ask('PUT', '/carts/at-the-counter/items/Y1', { quantity: 1 })
  const { id } = await ask('POST', '/orders', { conversation_id: 'at-the-counter' })
  await ask('POST', `/orders/${id}/confirm`)
  const read = async () => (await fetch(`${open}/metrics`)).text()
  await until(async () => (await read()).includes('status="confirmed"'), 'the order is counted')
  const metrics = await read()
  program.child.kill('SIGTERM')
  const { out, err } = await program.ended
  assert.equal(err, '')
  const secrets = [apiKey, lineSecret, 'the-line-token', visitor.headers.authorization?.split(' ')[1] ?? '', visitorOf(visitor.headers)]
  return { lines: linesOf(program), metrics, out, secrets }
}

function visitorOf(headers: Readonly<Record<string, string>>): string {
  return /Bearer ([^.]+)/.exec(headers.authorization ?? '')?.[1] ?? assert.fail('no visitor')
}

async function ring(url: string, requestId: string, event: Record<string, unknown>, secret = lineSecret): Promise<number> {
  const body = JSON.stringify({ line: '541155550000', ...event })
  const headers = { 'x-request-id': requestId, 'x-signature': sign(body, secret) }
  return (await fetch(`${url}/webhooks/stand-in`, { method: 'POST', headers, body })).status
}

/** Whoever comes by mistake, or to try the doors. */
async function strangers(url: string): Promise<void> {
  const message = { id: 'in-3', from: marisol.phone, text: words, name: marisol.name, written_at: null }
  assert.equal(await ring(url, 'a-forged-webhook', { messages: [message] }, 'a wrong secret'), 401)
  assert.equal(await ring(url, 'an-unknown-line', { line: '5400000000', messages: [message] }), 200)
  assert.equal(await ring(url, 'no-such-webhook', { messages: [{ from: marisol.phone, text: words }] }), 200)
  assert.equal(await ring(url, 'the-webhook-again', { messages: [{ ...message, id: 'in-1' }] }), 200)
  const session = JSON.stringify({ email: marisol.email, password: 'not her password' })
  assert.equal((await fetch(`${url}/api/v1/session`, { method: 'POST', body: session })).status, 401)
  assert.equal((await fetch(`${url}/api/v1/customers?phone=${marisol.phone}`)).status, 401)
  assert.equal((await fetch(`${url}/api/v1/customers/${marisol.email}`, { headers: { 'x-api-key': apiKey } })).status, 404)
  assert.equal((await fetch(`${url}/${marisol.name}/${marisol.phone}`)).status, 404)
}

function linesOf({ written }: Program): Record<string, unknown>[] {
  const whole = written.out.slice(0, written.out.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
}

test('one id runs from a webhook to its delivery, nobody can be read off a line or a label, and everything is counted', async (t) => {
  const { lines, metrics, out, secrets } = await watchAShop()
  const of = (event: string) => lines.filter((line) => line.event === event)

  await t.test('one correlation id runs from webhook to delivery', () => {
    proves('logs.one-correlation-id')
    for (const event of ['webhook.stored', 'turn.tool', 'turn.done', 'delivery.done'])
      assert.ok(
        of(event).some(({ correlation_id, tenant_id }) => correlation_id === 'the-first-webhook' && tenant_id === 'demo'),
        event,
      )
    for (const id of ['the-hand-over', 'the-words-of-ada'])
      assert.ok(
        of('delivery.done').some(({ correlation_id }) => correlation_id === id),
        id,
      )
    assert.ok(of('turn.done').some(({ correlation_id }) => correlation_id === 'the-words-of-a-visitor'))
    const troubles = of('delivery.trouble').map(({ correlation_id, outcome }) => `${correlation_id} ${outcome}`)
    for (const outcome of ['try_later', 'refused']) assert.ok(troubles.includes(`the-second-webhook ${outcome}`), troubles.join())
  })

  await t.test('a webhook that nobody understands is told of', () => {
    proves('webhooks.unknown-kind-is-200')
    assert.ok(of('webhook.not_understood').some(({ correlation_id }) => correlation_id === 'no-such-webhook'))
  })

  await t.test('every line says when, how grave, what and where; those of a request and of a shop say whose', () => {
    proves('logs.json-lines')
    for (const line of lines) {
      const { timestamp, level, event, service } = line as Record<string, string>
      assert.match(timestamp ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.ok(['debug', 'info', 'warn', 'error'].includes(level ?? ''))
      assert.ok(event && service === 'all', JSON.stringify(line))
      if (/^(http|webhook|turn|delivery|session)\./.test(event)) assert.ok(line.correlation_id, JSON.stringify(line))
      if (/^(turn|delivery)\./.test(event)) assert.ok(line.tenant_id === 'demo' && line.conversation_id, JSON.stringify(line))
      if (event === 'http.request')
        assert.ok(line.endpoint && Number(line.status_code) >= 200 && Number(line.latency_ms) >= 0, JSON.stringify(line))
    }
  })

  await t.test('a customer is a hash, the same one on every line; no number, name, word or secret stands in any', () => {
    proves('logs.hashed-addresses')
    const hashes = lines.flatMap(({ correlation_id, customer }) => (correlation_id === 'the-first-webhook' && customer ? [customer] : []))
    assert.ok(hashes.length >= 2)
    assert.equal(new Set(hashes).size, 1)
    assert.match(String(hashes[0]), /^[\w-]{16}$/)
    for (const word of [...personal, ...secrets])
      assert.ok(!out.includes(word), `${word} in ${out.split('\n').find((line) => line.includes(word))}`)
  })

  await t.test('what is measured has the labels it is promised with, and no customer in them', () => {
    proves(
      'metrics.prometheus',
      'metrics.http',
      'metrics.messages',
      'metrics.webhooks',
      'metrics.turns',
      'metrics.shop',
      'metrics.deliveries',
    )
    for (const [name, labels] of Object.entries(promised)) {
      const series = seriesOf(metrics, name)
      assert.ok(series.length > 0, name)
      for (const found of series) assert.deepEqual(found, labels, name)
    }
    for (const line of counted)
      assert.ok(`\n${metrics}`.includes(`\n${line}`), `${line}is not in\n${metrics.replace(/^.*_bucket.*\n/gm, '')}`)
    for (const word of [...personal, ...secrets]) assert.ok(!metrics.includes(word), word)
    for (const line of metrics.trim().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="([^"\\\n]|\\.)*",?)*\})? [-+0-9.e]+)$/)
  })
})

/** Names and labels as dashboards are built on them. */
const promised: Readonly<Record<string, readonly string[]>> = {
  http_requests_total: ['service', 'endpoint', 'method', 'status'],
  http_request_latency_seconds_count: ['service', 'endpoint'],
  messages_total: ['tenant_id', 'channel', 'storefront', 'direction', 'kind'],
  webhooks_total: ['channel', 'outcome'],
  turn_seconds_count: ['engine', 'outcome'],
  reply_latency_seconds_count: ['channel'],
  tool_calls_total: ['tool', 'status'],
  orders_total: ['tenant_id', 'status'],
  conversations_total: ['tenant_id', 'outcome'],
  escalations_total: ['tenant_id', 'reason'],
  deliveries_total: ['channel', 'outcome'],
  outbox_lag_seconds: [],
  oldest_waiting_seconds: ['stage'],
  dead_letters: [],
  process_resident_memory_bytes: [],
  process_cpu_seconds_total: [],
}

/** What came by, as it must have been counted. */
const counted = [
  'messages_total{tenant_id="demo",channel="whatsapp",storefront="",direction="in",kind="text"} 3\n',
  // Three answers, a notice, and a person's words.
  'messages_total{tenant_id="demo",channel="whatsapp",storefront="",direction="out",kind="text"} 5\n',
  'messages_total{tenant_id="demo",channel="webchat",storefront="",direction="in",kind="text"} 1\n',
  'messages_total{tenant_id="demo",channel="webchat",storefront="",direction="out",kind="text"} 1\n',
  'webhooks_total{channel="whatsapp",outcome="refused"} 1\n',
  'webhooks_total{channel="whatsapp",outcome="unknown_line"} 1\n',
  'webhooks_total{channel="whatsapp",outcome="unknown_kind"} 1\n',
  'webhooks_total{channel="whatsapp",outcome="duplicate"} 1\n',
  'webhooks_total{channel="whatsapp",outcome="stored"} ',
  'turn_seconds_count{engine="scripted",outcome="replied"} 4\n',
  'reply_latency_seconds_count{channel="whatsapp"} 2\n',
  'reply_latency_seconds_count{channel="webchat"} 1\n',
  'tool_calls_total{tool="take_number",status="ok"} 1\n',
  'orders_total{tenant_id="demo",status="pending"} 1\n',
  'orders_total{tenant_id="demo",status="confirmed"} 1\n',
  'conversations_total{tenant_id="demo",outcome="opened"} 4\n',
  'conversations_total{tenant_id="demo",outcome="handed_over"} 1\n',
  'escalations_total{tenant_id="demo",reason="staff_asked"} 1\n',
  'deliveries_total{channel="whatsapp",outcome="accepted"} 4\n',
  'deliveries_total{channel="whatsapp",outcome="try_later"} 1\n',
  // At least the one that had to go again.
  'deliveries_total{channel="whatsapp",outcome="unknown"} ',
  'deliveries_total{channel="whatsapp",outcome="refused"} 1\n',
  'http_requests_total{service="all",endpoint="/webhooks/stand-in",method="POST",status="401"} 1\n',
  'dead_letters 0\n',
]

function seriesOf(metrics: string, name: string): string[][] {
  return [...metrics.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? `, 'gm'))].map(([, labels = '']) =>
    [...labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label = '']) => label),
  )
}
