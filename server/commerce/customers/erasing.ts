import { forgetSubject } from '../../platform/events/events.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../../shop/shop.ts'
import { customerErased } from './customers.events.ts'
import { leaseMs } from './erasure.ts'
import { findErasureRow, finishErasure, forgetKeys, handErasureOn, insertKey, listKeys, noteErased } from './erasures.sql.ts'
import { customerSubject } from './identities.ts'
import { callersIdsOf, type PersonalData, type Piece } from './personal-data.ts'

const personErased = systemEvent<{ erasure: string }>('customer.erased', 'info', {
  es: 'Se borró a una persona que lo había pedido',
  pt: 'Uma pessoa que pediu foi apagada',
  en: 'A person was erased who had asked for it',
})

export interface Erasing {
  world: Pick<World, 'fault'>
  parts: readonly PersonalData[]
  /** Asked between two pieces: what is left then is left for the next who carries it on. */
  goOn(): boolean
}

/** Carries an erasure on from wherever it was left, by any process and also by two at once; tells whether it is done. */
export async function carryOut({ world, parts, goOn }: Erasing, shop: Shop, erasure: string): Promise<boolean> {
  await world.fault('erasure.begun')
  for await (const piece of piecesOf(shop, parts, erasure)) {
    if (!goOn()) {
      await handOn(shop, erasure)
      return false
    }
    await erasePiece(world, shop, erasure, piece)
    await world.fault('erasure.after')
  }
  await finish(shop, erasure)
  return true
}

interface PieceOfErasure extends Piece {
  /** The conversation that it ends: what is kept under it is the rest of the work. */
  readonly ends?: string
}

/** His conversations end before anything in them is erased: nobody writes there any more then, and the next message begins a new one. */
async function* piecesOf(shop: Shop, parts: readonly PersonalData[], erasure: string): AsyncGenerator<PieceOfErasure> {
  const customers = await keysOf(shop, erasure, 'customer')
  for (const { conversations } of parts) {
    if (!conversations) continue
    for (let left = await conversations.of(shop, customers); left.length > 0; left = await conversations.of(shop, customers))
      for (const id of left) yield { ...conversations.end(shop, id), ends: id }
  }
  for (const id of await callersIdsOf(shop, parts, customers)) yield { subjects: [id], ends: id, erase: () => Promise.resolve({}) }
  const person = { customers, conversations: await keysOf(shop, erasure, 'conversation') }
  for (const part of parts) yield* part.erase(shop, person)
}

async function keysOf(shop: Shop, erasure: string, kind: 'customer' | 'conversation'): Promise<string[]> {
  return (await shop.read(listKeys, { erasure, kind })).map(({ key }) => key)
}

async function erasePiece(world: Erasing['world'], shop: Shop, erasure: string, piece: PieceOfErasure): Promise<void> {
  await shop.transaction('customers.erase-piece', async (tx) => {
    // Before the subjects of the piece: nobody who holds one of those ever asks for this.
    await tx.lock(erasureSubject(erasure))
    const row = (await tx.run(findErasureRow, { id: erasure })).rows[0]
    // Somebody else was faster, and there is nothing left. Not even to be locked: on PostgreSQL that would leave a row with his id.
    if (!row || row.done_at !== null) return
    await tx.lock(...piece.subjects)
    if (piece.ends !== undefined) await tx.run(insertKey, { erasure, kind: 'conversation', key: piece.ends })
    const { erased, kept } = await piece.erase(tx)
    // In the unit that erases, so that what is told is what was done.
    await tx.run(noteErased, { id: erasure, erased: add(row.erased, erased), kept: add(row.kept, kept), due: tx.now() + leaseMs })
    await world.fault('erasure.inside')
  })
}

function add(before: string, more: Readonly<Record<string, number>> = {}): string {
  const sums: Record<string, number> = JSON.parse(before)
  for (const [name, count] of Object.entries(more)) if (count > 0) sums[name] = (sums[name] ?? 0) + count
  return JSON.stringify(sums)
}

/** What is kept of it afterwards says nothing of the person. */
async function finish(shop: Shop, erasure: string): Promise<void> {
  const customers = await keysOf(shop, erasure, 'customer')
  await shop.transaction('customers.erased', async (tx) => {
    await tx.lock(erasureSubject(erasure))
    const { changes } = await tx.run(finishErasure, { id: erasure, at: tx.clock.now() })
    if (changes === 0) return
    const subjects = customers.map(customerSubject)
    await tx.lock(...subjects)
    await tx.run(forgetKeys, { erasure })
    for (const subject of subjects) await forgetSubject(tx, subject)
    const row = (await tx.run(findErasureRow, { id: erasure })).rows[0]
    if (!row) throw new Error(`erasure ${erasure} is gone`)
    const data = { erasure, erased: JSON.parse(row.erased), kept: JSON.parse(row.kept) }
    await tellOperators(tx, personErased, { erasure })
    await tx.publish(customerErased, { subject: erasureSubject(erasure), data })
    tx.afterCommit(() => shop.log.info('customer.erased', { erasure }))
  })
}

async function handOn(shop: Shop, erasure: string): Promise<void> {
  await shop.transaction('customers.hand-erasure-on', async (tx) => {
    await tx.lock(erasureSubject(erasure))
    await tx.run(handErasureOn, { id: erasure, due: tx.now() })
    tx.wake(erasureSubject(erasure), erasureDue)
  })
}

export const erasureDue = 'erasure.due'

function erasureSubject(erasure: string): string {
  return `erasure ${erasure}`
}
