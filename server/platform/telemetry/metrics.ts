import { Counter, Gauge, Histogram, head, type Instrument, line } from './instruments.ts'

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Everything that is measured, with its labels. Labels are bounded: no customer, no raw path, no text of anybody. */
export interface Metrics {
  readonly httpRequests: Counter<'service' | 'endpoint' | 'method' | 'status'>
  readonly httpLatency: Histogram<'service' | 'endpoint'>
  readonly messages: Counter<'tenant_id' | 'channel' | 'storefront' | 'direction' | 'kind'>
  readonly webhooks: Counter<'channel' | 'outcome'>
  readonly turnSeconds: Histogram<'engine' | 'outcome'>
  readonly replyLatency: Histogram<'channel'>
  readonly toolCalls: Counter<'tool' | 'status'>
  readonly orders: Counter<'tenant_id' | 'status'>
  readonly conversations: Counter<'tenant_id' | 'outcome'>
  readonly escalations: Counter<'tenant_id' | 'reason'>
  readonly deliveries: Counter<'channel' | 'outcome'>
  readonly outboxLag: Gauge<never>
  readonly oldestWaiting: Gauge<'stage'>
  readonly deadLetters: Gauge<never>
  /** Everything above, for the page that documents it. */
  readonly instruments: readonly Instrument[]
  /** In the form that Prometheus reads. */
  text(): string
}

/** One figure of the process itself. */
export interface Reading {
  name: string
  help: string
  type: 'counter' | 'gauge'
  value: number
}

/** `readProcess` is asked each time somebody looks. */
export function openMetrics(readProcess: () => readonly Reading[] = () => []): Metrics {
  const metrics = {
    httpRequests: new Counter('http_requests_total', 'Requests answered', ['service', 'endpoint', 'method', 'status']),
    httpLatency: new Histogram('http_request_latency_seconds', 'From request to answer', ['service', 'endpoint'], seconds),
    messages: new Counter('messages_total', 'Messages in and out', ['tenant_id', 'channel', 'storefront', 'direction', 'kind']),
    webhooks: new Counter('webhooks_total', 'Entries of webhooks by what became of them', ['channel', 'outcome']),
    turnSeconds: new Histogram('turn_seconds', 'From a turn’s claim to its end', ['engine', 'outcome'], seconds),
    replyLatency: new Histogram('reply_latency_seconds', 'From a customer’s last message to the reply’s acceptance', ['channel'], seconds),
    toolCalls: new Counter('tool_calls_total', 'Tools used by sellers', ['tool', 'status']),
    orders: new Counter('orders_total', 'Orders by what they came to, each step once', ['tenant_id', 'status']),
    conversations: new Counter(
      'conversations_total',
      'Conversations that were opened by a customer, ordered from (each once), or handed over',
      ['tenant_id', 'outcome'],
    ),
    escalations: new Counter('escalations_total', 'Conversations handed to people', ['tenant_id', 'reason']),
    deliveries: new Counter('deliveries_total', 'Sends by what became of them', ['channel', 'outcome']),
    outboxLag: new Gauge('outbox_lag_seconds', 'How long the oldest due delivery has waited', []),
    oldestWaiting: new Gauge('oldest_waiting_seconds', 'How long the oldest due work has waited', ['stage']),
    deadLetters: new Gauge('dead_letters', 'Events parked for an operator', []),
  }
  const instruments: Instrument[] = Object.values(metrics)
  const processText = () => readProcess().map(({ name, help, type, value }) => head(name, help, type) + line(name, '', value))
  return { ...metrics, instruments, text: () => [...instruments.map((instrument) => instrument.text()), ...processText()].join('') }
}
