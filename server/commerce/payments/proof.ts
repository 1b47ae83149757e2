import { type MediaKey, mediaKey } from '../../platform/media/media.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { type Pictures, remakePicture } from '../../shop/pictures/pictures.ts'
import type { Shop } from '../../shop/shop.ts'
import { isBeingErased, keepFromErasure } from '../customers/customers.ts'
import { findOrder, hearPayment, type Order, orderSubject } from '../orders/orders.ts'
import { lastOf } from './local.ts'
import type { Payment } from './payment.ts'
import { write } from './settle.ts'
import { paymentsOf } from './show.ts'

export type ProofRefusal =
  | { code: 'not_payable'; order: string }
  | { code: 'not_a_proof' }
  | { code: 'proof_too_large'; most: number }
  | { code: 'busy' }

export const mostProofBytes = 10 * 1024 * 1024

/**
 * What a buyer sends to show that he paid: a picture, made anew without what came along with it, or a PDF as it is. Whether the
 * money came is for people to see. Its name is noted before it is kept, and is its payment's own: nothing is ever kept that no row knows.
 */
export async function keepProof(pictures: Pictures, shop: Shop, { id }: Order, bytes: Uint8Array): Promise<Outcome<null, ProofRefusal>> {
  if (bytes.length > mostProofBytes) return refuse({ code: 'proof_too_large', most: mostProofBytes })
  const content = await readable(pictures, bytes)
  if (!content.ok) return content
  const noted = await noteProof(shop, id)
  if (!noted.ok) return noted
  const key = mediaKey(shop.tenant.id, noted.value)
  await pictures.media.write(key, content.value)
  // Erased while it was on its way: it goes as well.
  if (!(await paymentsOf(shop, id)).some(({ proof }) => proof === noted.value)) await pictures.media.remove(key)
  return done(null)
}

async function readable(pictures: Pictures, bytes: Uint8Array): Promise<Outcome<Uint8Array, ProofRefusal>> {
  if (isPdf(bytes)) return done(bytes)
  const made = await remakePicture(pictures, bytes)
  if (made.ok) return made
  return refuse({ code: made.refusal.code === 'pictures_busy' ? 'busy' : 'not_a_proof' })
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
}

async function noteProof(shop: Shop, id: string): Promise<Outcome<string, ProofRefusal>> {
  const refused = refuse({ code: 'not_payable' as const, order: id })
  return await shop.transaction('payments.proof', async (tx) => {
    await tx.lock(orderSubject(id))
    const payment = await lastOf(tx, id)
    const order = await findOrder(tx, id)
    if (payment?.provider !== 'transfer' || payment.state === 'paid' || order?.status !== 'pending') return refused
    const { conversation, customer } = order
    // Nothing is kept of somebody who is being forgotten.
    if (customer !== null && (await keepFromErasure(tx, customer)) === null) return refused
    if (conversation !== null && (await isBeingErased(tx, conversation))) return refused
    const name = `proof-${payment.id}`
    await write(tx, payment, { proof: name, state: 'awaiting' })
    await hearPayment(tx, id, { kind: 'awaiting', until: order.reservedUntil ?? tx.clock.now() }, { kind: 'system', name: 'checkout' })
    return done(name)
  })
}

export interface Proof {
  type: 'application/pdf' | 'image/jpeg'
  bytes: Uint8Array
}

/** The newest that was sent for an order; null where none was. */
export async function readProof({ media }: Pick<Pictures, 'media'>, shop: Shop, order: string): Promise<Proof | null> {
  const name = (await paymentsOf(shop, order)).map(({ proof }) => proof).find((proof) => proof !== null)
  const bytes = name === undefined || name === null ? null : await media.read(mediaKey(shop.tenant.id, name))
  return bytes && { type: isPdf(bytes) ? 'application/pdf' : 'image/jpeg', bytes }
}

export function proofKey(shop: Pick<Shop, 'tenant'>, { proof }: Pick<Payment, 'proof'>): MediaKey | null {
  return proof === null ? null : mediaKey(shop.tenant.id, proof)
}
