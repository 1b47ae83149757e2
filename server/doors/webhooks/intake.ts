import type { Channel, Inbound, RawWebhook } from '../../conversation/channels/channels.ts'
import { receiveEcho, recordStatus } from '../../conversation/delivery/delivery.ts'
import type { ChannelOfLine, Desk } from '../../conversation/desk.ts'
import { countReceived, receiveMessage } from '../../conversation/inbox/inbox.ts'
import type { Shop } from '../../shop/shop.ts'

/** How one entry of a webhook ended, as `webhooks_total` counts it. */
export type EntryOutcome = 'stored' | 'duplicate' | 'unknown_line' | 'unknown_kind' | 'refused'

export type Intake =
  /** `tenants`: whose entries were believed. */
  | { kind: 'taken'; outcomes: EntryOutcome[]; tenants: string[] }
  | { kind: 'unsigned' }
  | { kind: 'not_json' }
  | { kind: 'not_understood'; detail: string }

/** The lines a webhook may speak for, found before any of it is believed. */
export interface Lines {
  byKey(channel: Channel, lineKey: string, correlation: string): Promise<{ shop: Shop; at: ChannelOfLine } | null>
  /** Whether any line of this provider signs so: then the sender is the provider, and only the line is unknown. */
  anyVerifies(channel: Channel, webhook: RawWebhook): Promise<boolean>
}

/**
 * Verifies a webhook with the secret of the very line that each entry names, and stores what counts. When this resolves, every
 * message in it is durable; when it throws, the provider is told to come again, and what was stored already is a duplicate then.
 */
export async function takeIn(desk: Desk, lines: Lines, channel: Channel, webhook: RawWebhook, correlation: string): Promise<Intake> {
  const body = parseJson(webhook.body)
  if (body === undefined) return (await lines.anyVerifies(channel, webhook)) ? { kind: 'not_json' } : { kind: 'unsigned' }
  const entries = readEntries(channel, body)
  if (!Array.isArray(entries)) return (await lines.anyVerifies(channel, webhook)) ? entries : { kind: 'unsigned' }

  const believed: { shop: Shop; at: ChannelOfLine; entry: Inbound }[] = []
  const outcomes: EntryOutcome[] = []
  const known = new Map<string, { shop: Shop; at: ChannelOfLine } | null>()
  for (const entry of entries) {
    if (entry.kind === 'unknown' || entry.lineKey === null) {
      outcomes.push('unknown_kind')
      continue
    }
    const found = known.get(entry.lineKey) ?? (await lines.byKey(channel, entry.lineKey, correlation))
    known.set(entry.lineKey, found)
    if (!found) outcomes.push('unknown_line')
    else if (!channel.verify(webhook, found.at.line)) outcomes.push('refused')
    else believed.push({ ...found, entry })
  }
  if (believed.length === 0 && !(await lines.anyVerifies(channel, webhook))) return { kind: 'unsigned' }

  await desk.world.fault('inbound.before-store')
  const stored = await Promise.all(byConversation(believed).map((group) => storeInOrder(desk, group)))
  await desk.world.fault('inbound.after-store')
  const tenants = [...new Set(believed.map(({ shop }) => shop.tenant.id))]
  return { kind: 'taken', outcomes: [...outcomes, ...stored.flat()], tenants }
}

type Believed = { shop: Shop; at: ChannelOfLine; entry: Inbound }

/** What one customer sent keeps its order; different customers do not wait for each other. */
function byConversation(entries: Believed[]): Believed[][] {
  const groups = new Map<string, Believed[]>()
  for (const believed of entries) {
    const { entry } = believed
    const address = entry.kind === 'message' ? entry.message.address : entry.kind === 'echo' ? entry.echo.address : ''
    const key = `${believed.at.line.id} ${address}`
    const group = groups.get(key)
    if (group) group.push(believed)
    else groups.set(key, [believed])
  }
  return [...groups.values()]
}

async function storeInOrder(desk: Desk, group: Believed[]): Promise<EntryOutcome[]> {
  const outcomes: EntryOutcome[] = []
  for (const { shop, at, entry } of group) outcomes.push(await storeEntry(desk, shop, at, entry))
  return outcomes
}

async function storeEntry(desk: Desk, shop: Shop, at: ChannelOfLine, entry: Inbound): Promise<EntryOutcome> {
  switch (entry.kind) {
    case 'message': {
      const received = await receiveMessage(desk.world, shop, at.line, entry.message)
      if (received.kind === 'stored')
        countReceived(desk.metrics, shop.tenant.id, at.line, { kind: entry.message.kind, seq: received.message.seq })
      return received.kind === 'erased' ? 'duplicate' : received.kind
    }
    case 'status': {
      const outcome = await recordStatus(desk, shop, at.line, entry.status)
      return outcome === 'not_ours' ? 'unknown_kind' : outcome
    }
    case 'echo': {
      const outcome = await receiveEcho(shop, at.line, entry.echo)
      return outcome === 'not_ours' ? 'unknown_kind' : outcome
    }
    case 'unknown':
      return 'unknown_kind'
    default:
      return entry satisfies never
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    // No database keeps a zero character, and a message that cannot be stored would be sent to us for days.
    return text.includes('\\u0000') ? withoutZeros(JSON.parse(text)) : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

/** Without recursion: a sender may nest deeper than any function can follow. */
function withoutZeros(value: unknown): unknown {
  const root = { value }
  const left: Record<string, unknown>[] = [root]
  for (let holder = left.pop(); holder; holder = left.pop()) {
    for (const [name, inner] of Object.entries(holder)) {
      if (typeof inner === 'string') holder[name] = inner.replaceAll('\0', '\ufffd')
      else if (typeof inner === 'object' && inner !== null) left.push(inner as Record<string, unknown>)
    }
  }
  return root.value
}

function readEntries(channel: Channel, body: unknown): Inbound[] | { kind: 'not_understood'; detail: string } {
  try {
    return channel.read(body)
  } catch (error) {
    return { kind: 'not_understood', detail: error instanceof Error ? error.message : String(error) }
  }
}
