import { z } from 'zod'
import type { Media } from '../../platform/media/media.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Person, type PersonalData, type Piece, section } from '../customers/customers.ts'
import { orderSubject, ordersOf } from '../orders/orders.ts'
import type { Payment } from './payment.ts'
import { forgetProof } from './payments.sql.ts'
import { proofKey, readProof } from './proof.ts'
import { paymentsOf } from './show.ts'

/** What was asked and paid stays, as the books must say it; what somebody sent to show that he paid goes. */
export function paymentsData(media: Media): PersonalData {
  const proofs = section({
    name: 'payment_proofs',
    means: 'What he sent to show that he paid',
    record: z.object({ order_id: z.string(), type: z.string(), content_base64: z.string() }),
    async *collect(shop, person) {
      for await (const order of ordersOf(shop, person)) {
        const proof = await readProof({ media }, shop, order)
        if (proof) yield { order_id: order, type: proof.type, content_base64: Buffer.from(proof.bytes).toString('base64') }
      }
    },
  })
  return {
    sections: [proofs],
    keeps: {},
    async *erase(shop, person): AsyncGenerator<Piece> {
      for await (const { id, order, proof } of paymentsWithProof(shop, person)) {
        const key = proofKey(shop, { proof })
        // Before the row forgets it: killed in between, it is removed again by whoever carries on.
        if (key !== null) await media.remove(key)
        yield {
          subjects: [orderSubject(order)],
          erase: async (tx) => ({ erased: { payment_proofs: (await tx.run(forgetProof, { id })).changes } }),
        }
      }
    },
  }
}

async function* paymentsWithProof(shop: Shop, person: Person): AsyncGenerator<Payment> {
  for await (const order of ordersOf(shop, person)) yield* (await paymentsOf(shop, order)).filter(({ proof }) => proof !== null)
}
