import { createHash } from 'node:crypto'
import type { Tx } from '../../platform/events/events.ts'
import { HttpProblem } from '../../platform/http/http.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Documented, isPaged } from './operation.ts'

/** The name of what was read: another answer has another one. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

export function matches(header: string, etag: string): boolean {
  const named = header.split(',').map((name) => name.trim().replace(/^W\//, ''))
  return named.includes('*') || named.includes(etag)
}

/** What is read of the thing that an operation changes: `/orders/{id}` of `/orders/{id}/ship`. A list is no one thing. */
export function readingOf<One extends Documented>(operation: Documented, all: readonly One[]): One | undefined {
  return all
    .filter((one) => one.method === 'get' && one.path.includes('{') && one.answer.schema !== null && !isPaged(one))
    .filter((one) => `${operation.path}/`.startsWith(`${one.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
}

/**
 * A shop in which the request's first unit goes on only when what it is about still is as the caller saw it. The question is put
 * behind the unit's own locks, so nobody comes between the look and the change.
 */
export function ifUnchanged(shop: Shop, isAsSeen: (inside: Shop) => Promise<boolean>): Shop {
  let isChecked = false
  const transaction: Shop['transaction'] = async (name, work) => {
    const value = await shop.transaction(name, async (tx) => {
      if (!isChecked) await holdFast(tx, async () => refuseUnless(await isAsSeen(insideOf(shop, tx))))
      return work(tx)
    })
    isChecked = true
    return value
  }
  return Object.create(shop, { transaction: { value: transaction } })
}

/** Asks at once, and once more when the unit has its locks: what it does not lock nobody else waits for either. */
async function holdFast(tx: Tx, ask: () => Promise<void>): Promise<void> {
  await ask()
  if (tx.engine === 'sqlite') return
  const { lock } = tx
  tx.lock = async (...subjects) => {
    await lock(...subjects)
    tx.lock = lock
    await ask()
  }
}

/** The same shop, read as the unit sees it. */
function insideOf(shop: Shop, tx: Tx): Shop {
  const read = async (statement: never, params: never) => (await tx.run(statement, params)).rows
  return Object.create(shop, { read: { value: read }, sql: { value: tx.sql } })
}

function refuseUnless(isAsSeen: boolean): void {
  if (!isAsSeen) throw new HttpProblem(412, { code: 'changed_meanwhile', detail: 'it is not what If-Match names any more; read it again' })
}
