import { describeError } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Payment } from './payment.ts'
import { dropLook, dueLooks, dueRefunds, findPaymentRow, firstLook, firstRefund, knock, postponeLook, toPayment } from './payments.sql.ts'
import { ownObject, ownPaymentOf } from './provider.ts'
import { carryOutRefund } from './refund.ts'
import { settle } from './settle.ts'
import { accountWith, type Till } from './till.ts'

const minute = 60_000
const sweepMs = minute
const atOnce = 50
/** A page that is open, a voucher that is not paid yet. */
const againMs = { open: 10 * minute, awaiting: 60 * minute }
const longestPauseMs = 60 * minute
/** What the provider has never heard of: after so many looks, over days, nobody knocks for it any more. */
const mostLooksForNothing = 80

interface Look {
  provider: string
  object: string
  knocks: number
  attempts: number
}

/** A notice is kept as a knock before it is acknowledged; what it is about is read back from the provider, now or when he answers. */
export async function keepKnock(till: Till, shop: Shop, provider: string, object: string): Promise<void> {
  await shop.transaction('payments.knock', async (tx) => {
    await tx.run(knock, { provider, object, due: tx.now() })
    tx.wake(`payment ${object}`, 'payments.look')
  })
  await till.world.fault('payment.after-notice')
}

/** The buyer is back: what came of it is asked for now, not in ten minutes. */
export async function lookAtOwn(till: Till, shop: Shop, payment: string): Promise<Payment | null> {
  const row = (await shop.read(findPaymentRow, { id: payment }))[0]
  if (!row) return null
  return await lookAt(till, shop, { provider: row.provider, object: ownObject(payment) })
}

async function lookAt(till: Till, shop: Shop, { provider: name, object }: Pick<Look, 'provider' | 'object'>): Promise<Payment | null> {
  const with_ = await accountWith(till, shop, name)
  if (!with_) return null
  const own = ownPaymentOf(object)
  const row = own === null ? undefined : (await shop.read(findPaymentRow, { id: own }))[0]
  if (own !== null && !row) return null
  const found = await with_.provider.look(with_.account, object, row ? toPayment(row) : null)
  await till.world.fault('payment.after-look')
  if (!found) return null
  const settled = await shop.transaction('payments.settle', (tx) => settle(tx, found.payment, found.seen, { kind: 'system', name }))
  await till.world.fault('payment.after-settle')
  if (settled?.state === 'mismatch')
    till.log.error('payment.mismatch', {
      tenant_id: shop.tenant.id,
      endpoint: name,
      error: `payment ${settled.id}: not what was asked for`,
    })
  return settled
}

/** Looks at what is due and carries out refunds whose process died. Nothing is lost while a provider is away: it is asked less often. */
export function startPayments(till: Till): { stop(): Promise<void> } {
  const { database, world } = till

  async function look(tenant: string, due: Look): Promise<void> {
    const shop = await till.shop(tenant, null)
    if (!shop) return await end(tenant, due, null)
    try {
      const settled = await lookAt(till, shop, due)
      await end(tenant, due, settled)
    } catch (error) {
      till.log.warn('payment.not_read', { tenant_id: tenant, endpoint: due.provider, error: describeError(error) })
      await postpone(tenant, due)
    }
  }

  async function end(tenant: string, look: Look, settled: Payment | null): Promise<void> {
    const own = ownPaymentOf(look.object)
    if (settled === null && own === null && look.attempts < mostLooksForNothing) return await postpone(tenant, look)
    const again = own !== null && settled && (settled.state === 'open' || settled.state === 'awaiting') ? againMs[settled.state] : null
    await database.tenant(tenant).unit('payments.looked', async (unit) => {
      if (again === null) await unit.run(dropLook, look)
      else await unit.run(postponeLook, { ...look, attempts: 0, due: unit.now() + again })
    })
  }

  async function postpone(tenant: string, look: Look): Promise<void> {
    const pause = Math.min(1000 * 2 ** look.attempts, longestPauseMs)
    await database
      .tenant(tenant)
      .unit('payments.postpone', (unit) => unit.run(postponeLook, { ...look, attempts: look.attempts + 1, due: unit.now() + pause }))
  }

  const loop = dueLoop(world, {
    name: 'payments',
    now: () => database.now(),
    sweepMs,
    async nextDue() {
      const looks = (await database.system.read(firstLook, {}))[0]?.due ?? null
      const refunds = (await database.system.read(firstRefund, {}))[0]?.due ?? null
      return looks === null || refunds === null ? (looks ?? refunds) : Math.min(looks, refunds)
    },
    async run() {
      const due = { now: database.now(), limit: atOnce }
      for (const { tenant_id, ...one } of await database.system.read(dueLooks, due)) await look(tenant_id, one)
      for (const { tenant_id, id } of await database.system.read(dueRefunds, due)) {
        const shop = await till.shop(tenant_id, null)
        if (shop) await carryOutRefund(till, shop, id)
      }
    },
    log: till.log,
  })
  const ear = till.events.transport.listen(({ topic }) => {
    if (topic === 'payments.look') loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
    },
  }
}
