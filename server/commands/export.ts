import { closeSync, openSync, writeSync } from 'node:fs'
import { version } from '../version.ts'
import { atShop, complain, everyItem, type Row } from './at-shop.ts'
import type { ShopDoor } from './shop-door.ts'

/** Each with what belongs to each of them, by the same id. */
const kinds: readonly { kind: string; path: string; within?: { kind: string; path(id: string): string } }[] = [
  { kind: 'product', path: '/products' },
  { kind: 'customer', path: '/customers', within: { kind: 'note', path: (id) => `/customers/${id}/notes` } },
  { kind: 'conversation', path: '/conversations', within: { kind: 'message', path: (id) => `/conversations/${id}/messages` } },
  { kind: 'handoff', path: '/handoffs' },
  { kind: 'order', path: '/orders' },
  { kind: 'appointment', path: '/appointments' },
  { kind: 'subscription', path: '/subscriptions' },
  { kind: 'system_event', path: '/events' },
]

/** Everything that a shop holds, a line of JSON each: written as it is read, however much it is. Secrets are not in it. */
export function exportShop(args: readonly string[]): Promise<number> {
  return atShop(args, {}, async ({ door, values, words }) => {
    const [file, ...rest] = words
    if (rest.length > 0) return complain('mostrador export takes one file; without one it writes to standard output')
    const counts: Record<string, number> = {}
    const out = file === undefined ? null : openSync(file, 'wx', 0o600)
    try {
      for await (const line of lines(door)) {
        counts[line.kind] = (counts[line.kind] ?? 0) + 1
        const text = `${JSON.stringify(line)}\n`
        if (out === null) process.stdout.write(text)
        else writeSync(out, text)
      }
    } finally {
      if (out !== null) closeSync(out)
    }
    const told = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
    process.stderr.write(values.json ? `${JSON.stringify(counts)}\n` : `${told.join(', ')}\n`)
    return 0
  })
}

interface Line {
  kind: string
  of?: string
  data: Row
}

async function* lines(door: ShopDoor): AsyncIterable<Line> {
  const status = await door.ask({ method: 'GET', path: '/status' })
  yield { kind: 'shop', data: { format: 'mostrador-export-1', version, lines: status.body?.lines ?? [] } }
  for (const { kind, path, within } of kinds) {
    for await (const data of everyItem(door, path)) {
      yield { kind, data }
      if (!within) continue
      const id = String(data.id)
      for await (const inner of everyItem(door, within.path(encodeURIComponent(id)))) yield { kind: within.kind, of: id, data: inner }
    }
  }
}
