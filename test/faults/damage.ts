import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

interface Damage {
  /** What the shop does wrong then. */
  readonly meaning: string
  readonly edits: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

/** Guards that are taken out in a child process, to see that the grid notices: a grid that cannot fail proves nothing. */
export const damages = {
  'acknowledged-too-early': {
    meaning: 'a webhook is acknowledged before its message is stored',
    edits: [
      {
        file: 'server/doors/webhooks/intake.ts',
        from: 'const stored = await Promise.all(byConversation(believed).map((group) => storeInOrder(desk, group)))',
        to: 'const stored = []; void Promise.all(byConversation(believed).map((group) => storeInOrder(desk, group)))',
      },
    ],
  },
  'never-flushed': {
    meaning: 'a commit is left to the system to write to the disk some time',
    edits: [{ file: 'server/platform/sql/real.ts', from: 'await flushed(file)', to: 'await Promise.resolve()' }],
  },
  'sent-again-without-asking': {
    meaning: 'a send that was interrupted simply goes again',
    edits: [
      {
        file: 'server/conversation/delivery/delivery.sql.ts',
        from: "state: 'unknown',\n      unknown_since: p.now",
        to: "state: 'queued',\n      unknown_since: p.now",
      },
    ],
  },
  'tool-beside-its-journal': {
    meaning: 'a tool call runs again although its row is in the journal',
    edits: [
      { file: 'server/conversation/turns/take-turn.ts', from: 'if (entry.results[call]) continue', to: '' },
      { file: 'server/conversation/turns/journal.ts', from: "if (changes === 0) return 'repeated'", to: '' },
    ],
  },
  'claim-without-epoch': {
    meaning: 'a claim is not held against its epoch',
    edits: [{ file: 'server/conversation/inbox/turns.sql.ts', from: ".where('epoch', '=', p.epoch)", to: '' }],
  },
  'stock-without-looking': {
    meaning: 'stock is taken whether or not there is as much',
    edits: [{ file: 'server/commerce/catalog/products.sql.ts', from: "row('stock', '>=', p.wanted)", to: "row('stock', 'is not', null)" }],
  },
  'a-page-to-pay-without-a-key': {
    meaning: 'who asks for a page to pay on again gets another one',
    edits: [
      {
        file: 'server/commerce/payments/start.ts',
        from: 'const key = `checkout:${shop.tenant.id}:${order.id}:${payment.attempt}`',
        to: 'const key = shop.ids()',
      },
    ],
  },
  'a-refund-without-a-key': {
    meaning: 'a refund that was not heard of is asked for as another one, and nobody looks whether it happened',
    edits: [
      {
        file: 'server/commerce/payments/refund.ts',
        from: 'const key = `refund:${shop.tenant.id}:${payment.id}:${refund.number}`',
        to: 'const key = shop.ids()',
      },
      { file: 'server/commerce/payments/refund.ts', from: "how === 'again' && (await", to: 'false && (await' },
    ],
  },
} as const satisfies Record<string, Damage>

export type DamageName = keyof typeof damages

/** Rewrites the source as it is loaded. The text must be there: a guard that has moved is not a guard that was tested. */
export function inflict(name: DamageName): void {
  const byPath = new Map<string, Damage['edits'][number][]>()
  for (const edit of damages[name].edits) {
    const path = fileURLToPath(import.meta.resolve(`../../${edit.file}`))
    assert.ok(readFileSync(path, 'utf8').includes(edit.from), `${edit.file} has no longer the text that "${name}" takes out: ${edit.from}`)
    byPath.set(path, [...(byPath.get(path) ?? []), edit])
  }
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const edits = url.startsWith('file:') ? byPath.get(fileURLToPath(url)) : undefined
      return edits ? { ...loaded, source: edits.reduce((text, { from, to }) => text.replaceAll(from, to), String(loaded.source)) } : loaded
    },
  })
}
