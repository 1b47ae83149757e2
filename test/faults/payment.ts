import {
  type Buyer,
  becomes,
  type Counted,
  deliver,
  giveBack,
  isRefused,
  judgeBuyer,
  keptOf,
  moneyOf,
  order,
  pressPay,
  readOrder,
} from './buyer.ts'
import type { Cell, CellResult } from './cell.ts'
import { NeverHappened, until } from './quiet.ts'
import type { KillableShop } from './shop.ts'

/**
 * An order is paid and given back in two parts, with a kill in it. Its notices come twice each, the last first, with a forged one before them.
 * It has one page to pay on, is paid once and given back once, and what was on the shelf is there again.
 */
export async function runPayment(shop: KillableShop, cell: Cell): Promise<CellResult> {
  const began = performance.now()
  const money = moneyOf(shop)
  money.notices.length = 0
  const buyer = await order(shop)
  const [before, pages] = [shop.program.deaths, money.pages().length]
  await shop.program.arm({ point: cell.point, hit: cell.hit, action: 'kill' })
  const counted: Counted = { lost: 0, doubled: 0, problems: [] }
  try {
    const [page] = await Promise.all([pressPay(shop, buyer), pressPay(shop, buyer)])
    money.pay(page)
    if (!(await isRefused(shop, money.forged()))) counted.problems.push('a forged notice was taken')
    await deliverTwice(shop)
    await becomes(shop, buyer, 'paid')
    add(counted, await judgeBuyer(shop, buyer, 'paid'))
    await givePartBack(shop, buyer, counted)
    await deliverTwice(shop)
    await until(shop, async () => (await giveBack(shop, buyer)) !== 'under_way')
    await deliverTwice(shop)
    await becomes(shop, buyer, 'refunded')
    await deliverTwice(shop)
  } catch (error) {
    if (!(error instanceof NeverHappened)) throw error
    counted.lost++
    counted.problems.push(error.message)
  }
  const kills = shop.program.deaths - before
  if (kills === 0) {
    await shop.program.arm(null)
    counted.problems.push(`${cell.point} was not passed ${cell.hit} times`)
  }
  add(counted, await judgeBuyer(shop, buyer, 'refunded'))
  const made = money.pages().length - pages
  if (made !== 1) counted.problems.push(`${made} pages to pay on were made`)
  return { ...counted, marked: 0, givenUp: 0, kills, ms: performance.now() - began }
}

/** A part: of the whole a second one would be refused by the provider itself. */
async function givePartBack(shop: KillableShop, buyer: Buyer, counted: Counted): Promise<void> {
  await giveBack(shop, buyer, '1000.25')
  await until(shop, async () => (await readOrder(shop, buyer)).history.some(({ what }) => what === 'payment refunded in part'))
  const gone = buyer.total - keptOf(shop, buyer)
  if (gone === 100_025) return
  counted.doubled++
  counted.problems.push(`${gone} went back where 100025 was asked for`)
}

async function deliverTwice(shop: KillableShop): Promise<void> {
  const waiting = moneyOf(shop).notices.splice(0).toReversed()
  for (const notice of [...waiting, ...waiting]) await deliver(shop, notice)
}

export function add(to: Counted, more: Counted): void {
  to.lost += more.lost
  to.doubled += more.doubled
  to.problems.push(...more.problems)
}
