import type { PaymentFakeName } from '../fakes/payment-providers.ts'
import type { Notice, Trouble } from '../fakes/payment-server.ts'
import { type Chance, chance } from '../sim/chance.ts'
import { type Buyer, type Counted, comeBack, deliver, giveBack, judgeBuyer, keptOf, moneyOf, order, pressPay, readOrder } from './buyer.ts'
import type { EngineName } from './database.ts'
import { add } from './payment.ts'
import { NeverHappened, until } from './quiet.ts'
import { type KillableShop, openShop } from './shop.ts'

export interface PaymentStorm extends Counted {
  engine: EngineName
  payments: PaymentFakeName
  seed: number
  buyers: number
  kills: number
  ms: number
}

type End = 'paid' | 'refunded' | 'failed'

interface Way {
  end: End
  go(shop: KillableShop, buyer: Buyer, random: Chance): Promise<void>
}

/** What people do. */
const ways: Readonly<Record<string, Way>> = {
  'pays at once, in two windows': { end: 'paid', go: pay },
  'pays with a voucher, later': {
    end: 'paid',
    async go(shop, buyer) {
      const voucher = moneyOf(shop).payByVoucher(await pressPay(shop, buyer))
      await waitFor(shop, buyer, 'awaiting')
      voucher.isPaid()
      await waitFor(shop, buyer, 'paid')
    },
  },
  'never pays his voucher': {
    end: 'failed',
    async go(shop, buyer) {
      const voucher = moneyOf(shop).payByVoucher(await pressPay(shop, buyer))
      await waitFor(shop, buyer, 'awaiting')
      voucher.isNot()
      await waitFor(shop, buyer, 'failed')
    },
  },
  'pays his voucher too, after he has paid some other way': {
    end: 'paid',
    async go(shop, buyer) {
      const voucher = moneyOf(shop).payByVoucher(await pressPay(shop, buyer))
      await waitFor(shop, buyer, 'awaiting')
      moneyOf(shop).pay(await pressPay(shop, buyer))
      voucher.isPaid()
      await waitFor(shop, buyer, 'paid')
    },
  },
  'is given all of it back, by two people at once': {
    end: 'refunded',
    async go(shop, buyer) {
      await pay(shop, buyer)
      await Promise.all([giveBack(shop, buyer), giveBack(shop, buyer)])
    },
  },
  'is given a part back and then the rest': {
    end: 'refunded',
    async go(shop, buyer) {
      await pay(shop, buyer)
      if ((await giveBack(shop, buyer, '1000.25')) === 'under_way') await until(shop, () => keptOf(shop, buyer) === buyer.total - 100_025)
      await until(shop, async () => (await giveBack(shop, buyer)) !== 'under_way')
    },
  },
}

const troubles: readonly Trouble[] = ['fails', 'is_busy', 'is_at_it', 'is_slow', 'does_it_and_drops', 'does_it_and_drops']

/**
 * Many buyers at once, a provider in changing moods, notices that come up to three times, late, in no order and with forged ones among
 * them, and kills at instants nobody chose: also during a start.
 */
export async function runPaymentStorm(
  { engine, payments, seed }: { engine: EngineName; payments: PaymentFakeName; seed: number },
  size: { buyers: number; kills: number },
): Promise<PaymentStorm> {
  const began = performance.now()
  const random = chance(seed)
  await using shop = await openShop({ engine, lookUp: true, statuses: 'normal', payments })
  const total: Counted = { lost: 0, doubled: 0, problems: [] }
  const kinds = Object.keys(ways)
  const people = await Promise.all(
    Array.from({ length: size.buyers }, async (_, at) => ({ buyer: await order(shop), kind: kinds[at % kinds.length] ?? '' })),
  )
  const post = openPost(shop, random.fork('post'))
  const chaos = disturb(shop, random.fork('chaos'), size.kills)
  await Promise.all(people.map(({ buyer, kind }) => ways[kind]?.go(shop, buyer, random.fork(buyer.sku)).catch(note(kind))))
  await chaos
  moneyOf(shop).server.troubles.length = 0
  await post.deliverTheRest()
  for (const { buyer, kind } of people) {
    const end = ways[kind]?.end ?? 'paid'
    const due = end === 'paid' ? buyer.total : 0
    await until(shop, async () => keptOf(shop, buyer) === due && (await readOrder(shop, buyer)).payment_status === end).catch(note(kind))
    await post.deliverTheRest()
    add(total, await judgeBuyer(shop, buyer, end))
  }
  return { ...total, engine, payments, seed, buyers: size.buyers, kills: shop.program.deaths, ms: performance.now() - began }

  function note(kind: string): (error: unknown) => void {
    return (error) => {
      if (!(error instanceof NeverHappened)) throw error
      total.lost++
      total.problems.push(`somebody who ${kind}: ${error.message}`)
    }
  }
}

async function pay(shop: KillableShop, buyer: Buyer): Promise<void> {
  const [page] = await Promise.all([pressPay(shop, buyer), pressPay(shop, buyer)])
  moneyOf(shop).pay(page)
  await waitFor(shop, buyer, 'paid')
}

/** He looks at his page now and then; each time the shop asks the provider. */
async function waitFor(shop: KillableShop, buyer: Buyer, payment: string): Promise<void> {
  await until(shop, async () => {
    if ((await readOrder(shop, buyer)).payment_status === payment) return true
    await pause(300)
    await comeBack(shop, buyer)
    return false
  })
}

interface Post {
  /** What was held back, too. */
  deliverTheRest(): Promise<void>
}

function openPost(shop: KillableShop, random: Chance): Post {
  const money = moneyOf(shop)
  const heldBack: Notice[] = []
  const underWay = new Set<Promise<void>>()
  let isOver = false

  function send(notice: Notice, ms: number): void {
    const sent: Promise<void> = pause(ms)
      .then(() => deliver(shop, notice))
      .finally(() => underWay.delete(sent))
    underWay.add(sent)
  }

  async function sort(): Promise<void> {
    while (!isOver) {
      for (const notice of money.notices.splice(0)) {
        if (random.happens(0.2)) heldBack.push(notice)
        else for (let time = random.between(1, 3); time > 0; time--) send(notice, random.between(0, 400))
      }
      await pause(20)
    }
  }

  const sorting = sort()
  return {
    async deliverTheRest() {
      isOver = true
      await sorting
      await Promise.all(underWay)
      const rest = [...heldBack.splice(0), ...money.notices.splice(0)].toReversed()
      for (const notice of [...rest, ...rest]) await deliver(shop, notice)
    },
  }
}

async function disturb(shop: KillableShop, random: Chance, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    // Some die while they start, but one that never gets to work tells nothing.
    if (kill % 3 !== 0) await shop.program.ready()
    await pause(random.between(20, 900))
    moneyOf(shop).server.troubles.push(random.oneOf(troubles))
    shop.program.kill()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
