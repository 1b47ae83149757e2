import { describeError } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Fate, MessageTemplate, Outbound, SendResult } from '../channels/channels.ts'
import type { ChannelOfLine, Desk } from '../desk.ts'
import { findConversationById, floorAt, floorRules, lastCustomerMessage, toConversation } from '../inbox/inbox.ts'
import { doubtInterruptedSends, dueDeliveries, firstDueDelivery, loadDelivery, writeDelivery } from './delivery.sql.ts'
import { settleEchoes } from './echo.ts'
import { afterAnswer, afterLookUp, type Delivery, failed, inDoubt, interrupted, overtaken, sending, withdrawn } from './rules.ts'
import { aboutDelivery, tellOf } from './tell.ts'

const sweepMs = 10_000
const atOnce = 64

/** Sends what is due: one message a conversation at a time, many conversations at once. */
export async function startDeliveries(desk: Desk): Promise<{ stop(): Promise<void> }> {
  if (desk.database.engine === 'sqlite') {
    await desk.database.system.unit('deliveries.doubt', (unit) => unit.run(doubtInterruptedSends, { now: unit.now() }))
  }
  const running = new Set<Promise<void>>()

  const loop = dueLoop(desk.world, {
    name: 'deliveries',
    now: () => desk.database.now(),
    sweepMs,
    nextDue: async () => (running.size >= atOnce ? null : ((await desk.database.system.read(firstDueDelivery, {}))[0]?.due ?? null)),
    run: async () => {
      const due = await desk.database.system.read(dueDeliveries, { now: desk.database.now(), limit: atOnce - running.size })
      await Promise.all(due.map((row) => start(row.tenant_id, row.message_id, row.conversation_id)))
    },
    log: desk.log,
  })

  async function start(tenant: string, message: string, conversation: string): Promise<void> {
    const shop = await desk.shop(tenant, null)
    if (!shop) return
    const claimed = await claim(desk, shop, message, conversation)
    if (!claimed) return
    const work = deliver(desk, shop, claimed)
      .catch((error: unknown) => {
        shop.log.error('delivery.failed', { ...aboutDelivery(shop, claimed.delivery), error: describeError(error) })
      })
      .finally(() => {
        running.delete(work)
        if (running.size === atOnce - 1) loop.wake()
      })
    running.add(work)
  }

  const ear = desk.events.transport.listen((wake) => {
    if (wake.topic === 'delivery.due') loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
      await Promise.all(running)
    },
  }
}

interface Claimed {
  delivery: Delivery
  at: ChannelOfLine
  /** `send` was written down before anything leaves; `look` asks what became of an earlier send. */
  task: 'send' | 'look'
}

/** Written down before anything leaves the shop, so that a killed process is known to have been sending. */
async function claim(desk: Desk, shop: Shop, message: string, conversation: string): Promise<Claimed | null> {
  const lineId = (await shop.read(findConversationById, { id: conversation }))[0]?.line_id
  const at = lineId ? await desk.channelOfLine(shop, lineId) : null
  return shop.transaction('delivery.claim', async (tx): Promise<Claimed | null> => {
    await tx.lock(conversation)
    const delivery = await loadDelivery(tx, message)
    const now = tx.now()
    if (!delivery || delivery.due === null || delivery.due > now) return null
    const write = async (after: Delivery): Promise<Delivery | null> =>
      (await writeDelivery(tx, delivery, after)) ? { ...after, epoch: delivery.epoch + 1 } : null
    if (!at) {
      await write(failed(delivery, 'its line is switched off'))
      return null
    }
    if (delivery.state === 'queued') {
      const floor = toConversation((await tx.run(findConversationById, { id: conversation })).rows[0] ?? gone(conversation)).floor
      const holder = floorAt(floor, floorRules(tx.clock.now(), at.line)).holder
      if (delivery.role === 'seller' && holder !== 'seller') {
        await write(delivery.repeated ? overtaken(delivery) : withdrawn(delivery))
        return null
      }
      const claimed = await write(sending(delivery, now, false))
      return claimed && { delivery: claimed, at, task: 'send' }
    }
    // A `sending` row whose lease ran out was left by a process that died.
    const doubted = await write(delivery.state === 'sending' ? inDoubt(delivery, now, interrupted) : { ...delivery, due: now + 20_000 })
    return doubted && { delivery: doubted, at, task: 'look' }
  })
}

async function deliver(desk: Desk, shop: Shop, claimed: Claimed): Promise<void> {
  await desk.world.fault('delivery.after-claim')
  if (claimed.task === 'send') return send(desk, shop, claimed)
  const fate = await look(desk, shop, claimed)
  const template = await templateFor(shop, claimed)
  const repeat = await shop.transaction('delivery.look', async (tx): Promise<Claimed | null> => {
    await tx.lock(claimed.delivery.conversation)
    const delivery = await loadDelivery(tx, claimed.delivery.message)
    if (!delivery || delivery.epoch !== claimed.delivery.epoch) return null
    const next = afterLookUp(delivery, fate, tx.now(), claimed.at.line.doubtMs, template !== null)
    if (next.kind !== 'repeat') {
      const written = await writeDelivery(tx, delivery, next.delivery)
      if (written && next.kind === 'settled') tx.afterCommit(() => tellSettled(desk, shop, claimed, next.delivery))
      await settleEchoes(tx, claimed.at.line, delivery.conversation)
      return null
    }
    const floor = toConversation(
      (await tx.run(findConversationById, { id: delivery.conversation })).rows[0] ?? gone(delivery.conversation),
    ).floor
    if (delivery.role === 'seller' && floorAt(floor, floorRules(tx.clock.now(), claimed.at.line)).holder !== 'seller') {
      await writeDelivery(tx, delivery, overtaken(delivery))
      return null
    }
    const after = sending(delivery, tx.now(), true)
    return (await writeDelivery(tx, delivery, after)) ? { ...claimed, delivery: { ...after, epoch: delivery.epoch + 1 } } : null
  })
  if (repeat) {
    await desk.world.fault('delivery.before-repeat')
    shop.log.warn('delivery.repeated', aboutDelivery(shop, repeat.delivery))
    await send(desk, shop, repeat)
  }
}

function tellSettled(desk: Desk, shop: Shop, { at }: Claimed, settled: Delivery): void {
  const kind = settled.state === 'accepted' ? 'accepted' : 'failed'
  tellOf(desk, shop, at.channel.name, settled, { kind, reason: settled.error })
}

async function send(desk: Desk, shop: Shop, claimed: Claimed): Promise<void> {
  const { delivery, at } = claimed
  const answer = await ask(desk, shop, claimed)
  await desk.world.fault('delivery.after-answer')
  const arrived = await shop.transaction('delivery.record', async (tx) => {
    await tx.lock(delivery.conversation)
    const now = await loadDelivery(tx, delivery.message)
    if (!now) return false
    if (now.epoch === delivery.epoch) await writeDelivery(tx, now, afterAnswer(now, answer, tx.now(), tx.random.fraction()))
    // A status was faster than the answer: the row is settled already, only the provider's id may be missing.
    else if (answer.kind === 'accepted' && now.providerId === null) await writeDelivery(tx, now, { ...now, providerId: answer.providerId })
    await desk.world.fault('delivery.inside-record')
    await settleEchoes(tx, at.line, delivery.conversation)
    return now.state === 'accepted'
  })
  await desk.world.fault('delivery.after-record')
  tellOf(desk, shop, at.channel.name, delivery, arrived ? { kind: 'accepted' } : answer)
}

async function ask(desk: Desk, shop: Shop, claimed: Claimed): Promise<SendResult> {
  const { at } = claimed
  const message = await outbound(shop, claimed)
  try {
    return await at.channel.send(desk.world.fetchOut, at.line, message)
  } catch (error) {
    // A channel that breaks may have sent first: only its own word says that nothing left.
    return { kind: 'unknown', reason: describeError(error) }
  }
}

async function look(desk: Desk, shop: Shop, claimed: Claimed): Promise<Fate> {
  const { delivery, at } = claimed
  if (!at.channel.lookUp) return { kind: 'unavailable' }
  const message = await outbound(shop, claimed)
  try {
    return await at.channel.lookUp(desk.world.fetchOut, at.line, message)
  } catch (error) {
    shop.log.warn('delivery.lookup_failed', { ...aboutDelivery(shop, delivery), error: describeError(error) })
    return { kind: 'unavailable' }
  }
}

async function outbound(shop: Shop, claimed: Claimed): Promise<Outbound> {
  const { message, address, text } = claimed.delivery
  return { id: message, address, text, template: await templateFor(shop, claimed) }
}

/** Null while the provider takes any text, and where nothing was prepared for later. */
async function templateFor(shop: Shop, { delivery, at }: Claimed): Promise<MessageTemplate | null> {
  const { windowMs } = at.channel
  if (delivery.template === null || windowMs === undefined) return null
  const wrote = (await shop.read(lastCustomerMessage, { conversation: delivery.conversation }))[0]?.at
  return wrote !== undefined && shop.clock.now() - wrote < windowMs ? null : delivery.template
}

function gone(conversation: string): never {
  throw new Error(`conversation ${conversation} is gone`)
}
