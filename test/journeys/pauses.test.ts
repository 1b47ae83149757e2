import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Engine } from '../../server/conversation/seller/seller.ts'
import type { FetchOut, World } from '../../server/platform/world/world.ts'
import { FetchOutError } from '../../server/platform/world/world.ts'
import { storeText } from '../counter.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { openStillShop, type StillShop } from '../still-shop.ts'

const ana = '5491160002222'
const second = 1000
const minute = 60 * second

/** From a due time to a send is a chain of units, for which the still world lets a few moments pass. */
const aMoment = 10

/** Notes when the shop turned to its provider. */
function noting(times: number[], meets: (time: number) => ReturnType<FetchOut> | null = () => null) {
  return (toProvider: FetchOut, world: World): FetchOut =>
    (url, request) => {
      const now = world.monotonic()
      times.push(now)
      return meets(now) ?? toProvider(url, request)
    }
}

/** A customer writes at these moments; answers with when the shop sent something, counted from the first of them. */
async function sentAfter(writesAt: readonly number[], options: { quietPeriodMs: number; engine?: Engine }): Promise<number[]> {
  const times: number[] = []
  const { quietPeriodMs, engine } = options
  await using shop = await openStillShop({ store: storeText({ quietPeriodMs }), road: noting(times), ...(engine ? { engine } : {}) })
  const begun = shop.world.monotonic()
  for (const [number, at] of writesAt.entries()) {
    await shop.advance(begun + at - shop.world.monotonic())
    shop.provider.customerWrites(ana, `message ${number}`)
    await shop.advance(0)
  }
  await shop.advance(30 * second)
  return times.map((time) => time - begun)
}

function assertAt(times: readonly number[], ...expected: readonly number[]): void {
  const isNear = (time: number, at: number) => time >= at && time <= at + aMoment
  assert.ok(
    times.length === expected.length && times.every((time, index) => isNear(time, expected[index] ?? 0)),
    `${times} for ${expected}`,
  )
}

test('a turn begins when the customer has been quiet for the quiet period since the last message, at once where that is 0', async () => {
  proves('turns.quiet-period', 'turns.no-other-pause')
  assertAt(await sentAfter([0], { quietPeriodMs: 2 * second }), 2 * second)
  assertAt(await sentAfter([0, 1500, 3000], { quietPeriodMs: 2 * second }), 5 * second)
  assertAt(await sentAfter([0], { quietPeriodMs: 0 }), 0)
})

test('whoever goes on writing waits no longer than maxWaitMs after his first message', async () => {
  proves('turns.max-wait')
  const everySecondAndAHalf = Array.from({ length: 7 }, (_, index) => index * 1500)
  assertAt(await sentAfter(everySecondAndAHalf, { quietPeriodMs: 2 * second }), 10 * second)
})

test('the parts of a reply leave one after the other without a pause', async () => {
  proves('turns.no-other-pause')
  const talkative: Engine = { name: 'talkative', step: async () => ({ calls: [], say: ['one', 'two', 'three'] }) }
  const times = await sentAfter([0], { quietPeriodMs: 0, engine: talkative })
  assert.equal(times.length, 3)
  assert.ok((times.at(-1) ?? Number.NaN) < 5 * aMoment, `${times}`)
})

const answer = (status: number, headers: Record<string, string> = {}) => {
  const text = JSON.stringify({ error: { message: 'not now' } })
  return Promise.resolve({ status, headers, body: new TextEncoder().encode(text), text: () => text })
}

const troubles: readonly { what: string; meets(): ReturnType<FetchOut>; proved: readonly PromiseId[]; pauseMs?: number }[] = [
  {
    what: 'refuses connections',
    meets: () => Promise.reject(new FetchOutError('refused', 'nobody listens')),
    proved: ['delivery.paused-is-probed'],
  },
  { what: 'answers 500', meets: () => answer(500), proved: ['delivery.paused-is-probed'] },
  { what: 'answers 503', meets: () => answer(503), proved: [] },
  { what: 'answers 429', meets: () => answer(429, { 'retry-after': '1' }), proved: [] },
  {
    what: 'names a longer pause',
    meets: () => answer(429, { 'retry-after': '120' }),
    proved: ['delivery.paused-is-probed'],
    pauseMs: 2 * minute,
  },
]

for (const { what, meets, proved, pauseMs } of troubles) {
  test(`a provider that ${what} for eleven minutes is asked again and again, and gets the message once`, async () => {
    proves('delivery.tries-again', 'delivery.at-least-once', ...proved)
    const times: number[] = []
    let troubledUntil = 11 * minute
    await using shop = await openStillShop({
      store: storeText(),
      road: noting(times, (now) => (now < troubledUntil ? meets() : null)),
    })
    shop.provider.customerWrites(ana, 'hola')
    await shop.advance(0)
    troubledUntil += shop.world.monotonic()
    await shop.advance(15 * minute)
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    const [first = Number.NaN] = pauses
    if (pauseMs) for (const pause of pauses) assert.ok(pause >= pauseMs && pause <= pauseMs + second, `${pauses}`)
    else {
      assert.ok(first <= 2 * second, `first after ${first} ms`)
      assert.ok(Math.max(...pauses) <= 30 * second + aMoment, `${Math.max(...pauses)} ms between two tries`)
    }
    assert.ok((times.at(-1) ?? 0) >= troubledUntil, 'it was still tried after eleven minutes')
    assert.equal(shop.provider.accepted.length, 1)
    assert.equal(await deliveryOf(shop), 'sent')
  })
}

test('what is sent goes to the address exactly as the provider gave it, however the customer is recognised', async () => {
  proves('delivery.exact-address')
  await using shop = await openStillShop({ store: storeText() })
  // The last is a customer on the same number, as another network writes it.
  const spellings = ['5491160002222', '+54 9 11 6000-2222', 'whatsapp:+541160002222']
  for (const spelling of spellings) {
    shop.provider.customerWrites(spelling, 'hola')
    await shop.settle()
  }
  assert.deepEqual(
    shop.provider.accepted.map(({ to }) => to),
    spellings,
  )
  const { body } = await shop.ask('GET', '/api/v1/conversations')
  assert.equal((body as { items: unknown[] }).items.length, 1)
})

async function deliveryOf(shop: StillShop): Promise<string | undefined> {
  const { body: list } = await shop.ask('GET', '/api/v1/conversations')
  const { body } = await shop.ask('GET', `/api/v1/conversations/${(list as { items: { id: string }[] }).items[0]?.id}/messages`)
  return (body as { items: { delivery: string }[] }).items.at(-1)?.delivery
}
