import { describeError } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Shop } from '../../shop/shop.ts'
import { closeSession, isLeftOpen } from './close.ts'
import type { Payment } from './payment.ts'
import { dropLook, dueLooks, dueRefunds, firstLook, firstRefund, freeRefundClaims, knock, postponeLook } from './payments.sql.ts'
import { ownPaymentOf } from './provider.ts'
import { lookAt } from './read-back.ts'
import { carryOutRefund, putRefundOff } from './refund.ts'
import { lateMs } from './settle.ts'
import type { Till } from './till.ts'

const minute = 60_000
const sweepMs = minute
const atOnce = 500
/** A page that takes money, and a voucher that is not paid yet. */
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

/** How long until it is asked about again; null where nothing can come of it any more. After a try that failed the page takes another. */
function pauseAt({ state, expiresAt }: Payment, now: number): number | null {
  if (state === 'awaiting') return againMs.awaiting
  const mayBePaid = state === 'open' || (state === 'failed' && now <= expiresAt + lateMs)
  return mayBePaid ? againMs.open : null
}

/** Looks at what is due and carries out refunds whose process died. Nothing is lost while a provider is away: it is asked less often. */
export async function startPayments(till: Till): Promise<{ stop(): Promise<void> }> {
  const { database, world } = till
  if (database.engine === 'sqlite')
    await database.system.unit('refunds.free-claims', (unit) => unit.run(freeRefundClaims, { now: unit.now() }))
  /** Shops do not wait for each other's providers. */
  const atWork = new Map<string, Promise<void>>()
  let isOver = false

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
      const looks = await database.system.read(dueLooks, due)
      const refunds = await database.system.read(dueRefunds, due)
      for (const tenant of new Set([...looks, ...refunds].map(({ tenant_id }) => tenant_id))) {
        if (atWork.has(tenant)) continue
        const its = <One extends { tenant_id: string }>(all: readonly One[]) => all.filter(({ tenant_id }) => tenant_id === tenant)
        const work = workThrough(till, tenant, { looks: its(looks), refunds: its(refunds), isOver: () => isOver }).finally(() => {
          atWork.delete(tenant)
          loop.wake()
        })
        atWork.set(tenant, work)
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
      isOver = true
      ear.stop()
      await loop.stop()
      await Promise.all(atWork.values())
    },
  }
}

interface DueWork {
  looks: readonly Look[]
  refunds: readonly { id: string; attempts: number }[]
  /** What is left then is still due at the next start. */
  isOver(): boolean
}

async function workThrough(till: Till, tenant: string, { looks, refunds, isOver }: DueWork): Promise<void> {
  try {
    const shop = await till.shop(tenant, null)
    for (const one of looks) {
      if (isOver()) return
      await look(till, shop, tenant, one)
    }
    for (const { id, attempts } of refunds) {
      if (isOver()) return
      if (shop) await carryOutRefund(till, shop, id, 'again')
      else await till.database.tenant(tenant).unit('payments.postpone', (unit) => putRefundOff(unit, { id, attempts }))
    }
  } catch (error) {
    till.log.error('loop.failed', { loop: 'payments', tenant_id: tenant, error: describeError(error) })
  }
}

/** A shop that is switched off may be switched on again. */
async function look(till: Till, shop: Shop | null, tenant: string, due: Look): Promise<void> {
  if (!shop) return await postpone(till, tenant, due)
  try {
    const settled = await lookAt(till, shop, due)
    const isOver = settled !== null && (await isLeftOpen(shop, settled))
    await end(till, tenant, due, isOver ? await closeSession(till, shop, settled) : settled)
  } catch (error) {
    till.log.warn('payment.not_read', { tenant_id: tenant, endpoint: due.provider, error: describeError(error) })
    await postpone(till, tenant, due)
  }
}

async function end(till: Till, tenant: string, look: Look, settled: Payment | null): Promise<void> {
  const { database } = till
  const isOwn = ownPaymentOf(look.object) !== null
  if (settled === null && !isOwn && look.attempts < mostLooksForNothing) return await postpone(till, tenant, look)
  const again = isOwn && settled ? pauseAt(settled, database.now()) : null
  await database.tenant(tenant).unit('payments.looked', async (unit) => {
    if (again === null) await unit.run(dropLook, look)
    else await unit.run(postponeLook, { ...look, attempts: 0, due: unit.now() + again })
  })
}

async function postpone({ database }: Till, tenant: string, look: Look): Promise<void> {
  const pause = Math.min(1000 * 2 ** look.attempts, longestPauseMs)
  await database
    .tenant(tenant)
    .unit('payments.postpone', (unit) => unit.run(postponeLook, { ...look, attempts: look.attempts + 1, due: unit.now() + pause }))
}
