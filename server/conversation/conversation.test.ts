import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../../test/counter.ts'
import { engines, type TestEngine } from '../../test/engines.ts'
import type { Accepted, StandIn, StandInOptions } from '../../test/fakes/stand-in.ts'
import type { PromiseId } from '../../test/promises.ts'
import { proves } from '../../test/proves.ts'
import { realWorld } from '../platform/world/real.ts'
import type { World } from '../platform/world/world.ts'

const ana = '5491160002222'

interface Shop extends AsyncDisposable {
  counter: Counter
  provider: StandIn
  conversation(): Promise<{ id: string; status: string; floor: { holder: string; reason: string } }>
  messages(): Promise<{ role: string; text: string; delivery: string; possible_duplicate: boolean }[]>
  /** What customers have on their phones. */
  received(): string[]
}

interface ShopOptions extends Partial<StandInOptions> {
  store?: string
  fault?: World['fault']
}

async function openShop(engine: TestEngine, options: ShopOptions = {}): Promise<Shop> {
  const { store = storeText({ quietPeriodMs: 40 }), fault, ...standIn } = options
  const real = realWorld(fault ? { fault } : {})
  let counter: Counter | null = null
  const provider: StandIn = standInFor(real, () => counter?.house ?? null, standIn)
  const world: World = { ...real, fetchOut: roadTo(real, () => provider) }
  const database = await engine.open({ migrations, world })
  const opened = await openCounter({ world, database, store, lookUp: standIn.lookUp ?? true })
  counter = opened
  const list = async () => (await opened.ask('GET', '/api/v1/conversations')).body as { items: Awaited<ReturnType<Shop['conversation']>>[] }
  const conversation = async () => {
    const [first] = (await list()).items
    if (!first) throw new Error('there is no conversation yet')
    return first
  }
  return {
    counter: opened,
    provider,
    conversation,
    messages: async () => {
      const [first] = (await list()).items
      if (!first) return []
      return ((await opened.ask('GET', `/api/v1/conversations/${first.id}/messages?limit=100`)).body as { items: never }).items
    },
    received: () => provider.accepted.map((message: Accepted) => message.text),
    [Symbol.asyncDispose]: async () => {
      await opened.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function until(happened: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await happened()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail(`it did not happen in time: ${what}`)
}

const quietly = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Most of the time they wait for pauses that the shop makes on purpose. */
const sideBySide = { concurrency: 8 }

for (const engine of engines) {
  describe(`a conversation on ${engine.name}`, sideBySide, () => tellOf(engine))
}

function tellOf(engine: TestEngine): void {
  const shopTest = (name: string, proved: readonly PromiseId[], run: () => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await run()
    })

  shopTest(
    'what a customer writes in one breath is answered together, once, and on his phone',
    ['turns.quiet-period', 'turns.no-other-pause', 'delivery.at-least-once', 'conversations.delivery-states'],
    async () => {
      await using shop = await openShop(engine)
      shop.provider.customerWrites(ana, 'hola')
      shop.provider.customerWrites(ana, 'busco yerba')
      await until(() => shop.received().length > 0, 'a reply')
      assert.deepEqual(shop.received(), ['¡Hola! Soy Milo. ¿En qué te ayudo?\nAnoté: «hola»\nAnoté: «busco yerba»'])
      await until(async () => (await shop.messages()).at(-1)?.delivery === 'read', 'the mark of a read message')
    },
  )

  shopTest('a webhook that comes five times is one message and one answer', ['webhooks.duplicate-is-stored-once'], async () => {
    await using shop = await openShop(engine, { repeats: 5 })
    shop.provider.customerWrites(ana, 'hola')
    await until(() => shop.received().length > 0 && shop.provider.unacknowledged === 0, 'a reply')
    await quietly(150)
    assert.equal(shop.received().length, 1)
    assert.equal((await shop.messages()).filter(({ role }) => role === 'customer').length, 1)
  })

  shopTest('what is written while the seller is at work is part of the same answer', ['turns.message-in-exactly-one-turn'], async () => {
    let wrote = false
    await using shop = await openShop(engine, {
      fault: (point) => {
        if (point !== 'turn.after-answer' || wrote) return
        wrote = true
        shop.provider.customerWrites(ana, 'y también azúcar')
        return until(() => shop.provider.unacknowledged === 0, 'the second message')
      },
    })
    shop.provider.customerWrites(ana, 'busco yerba')
    await until(() => shop.received().length > 0, 'a reply')
    await quietly(150)
    assert.deepEqual(shop.received(), ['¡Hola! Soy Milo. ¿En qué te ayudo?\nAnoté: «busco yerba»\nAnoté: «y también azúcar»'])
  })

  shopTest('a tool takes effect once, and its result stands in the answer', [], async () => {
    await using shop = await openShop(engine)
    shop.provider.customerWrites(ana, 'dame un número')
    await until(() => shop.received().length === 1, 'the first number')
    shop.provider.customerWrites(ana, 'otro número')
    await until(() => shop.received().length === 2, 'the second number')
    assert.match(shop.received()[0] ?? '', /Tu número es el 1\./)
    assert.match(shop.received()[1] ?? '', /Tu número es el 2\./)
  })

  shopTest(
    'a person who writes while the seller is at work has the floor, and the seller says nothing',
    ['floor.staff-reply-takes-it', 'floor.withdrawn-answers-are-not-listed', 'conversations.reply'],
    async () => {
      let took = false
      await using shop = await openShop(engine, {
        fault: async (point) => {
          if (point !== 'turn.after-answer' || took) return
          took = true
          const { id } = await shop.conversation()
          await shop.counter.ask('POST', `/api/v1/conversations/${id}/messages`, { text: 'Hola, soy Ada.' })
        },
      })
      shop.provider.customerWrites(ana, 'hola')
      await until(() => shop.received().length > 0, 'the person’s words')
      await quietly(200)
      assert.deepEqual(shop.received(), ['Hola, soy Ada.'])
      assert.equal((await shop.conversation()).status, 'human')
    },
  )

  shopTest(
    'while staff hold the floor nobody else answers; after release only the next message is answered',
    [
      'floor.handover-gives-it-at-once',
      'floor.after-release-only-the-next-message',
      'floor.status-follows-the-floor',
      'conversations.release',
    ],
    async () => {
      await using shop = await openShop(engine)
      shop.provider.customerWrites(ana, 'hola')
      await until(() => shop.received().length === 1, 'the greeting')
      const { id } = await shop.conversation()
      await shop.counter.ask('POST', `/api/v1/conversations/${id}/handoff`, { reason: 'asks for a person' })
      await until(() => shop.received().length === 2, 'the notice that a person comes')
      shop.provider.customerWrites(ana, '¿hay alguien?')
      await until(async () => (await shop.messages()).some(({ text }) => text === '¿hay alguien?'), 'the message')
      await quietly(150)
      assert.equal(shop.received().length, 2)
      await shop.counter.ask('POST', `/api/v1/conversations/${id}/release`)
      await quietly(150)
      assert.equal(shop.received().length, 2, 'what came while staff held the floor is not answered')
      shop.provider.customerWrites(ana, 'sigo acá')
      await until(() => shop.received().length === 3, 'the next answer')
      assert.equal(shop.received()[2], 'Anoté: «sigo acá»')
    },
  )

  shopTest('a person at the shop’s phone takes the floor; our own sends that come back do not', [], async () => {
    await using shop = await openShop(engine, { echoes: true })
    shop.provider.customerWrites(ana, 'hola')
    await until(() => shop.received().length === 1 && shop.provider.unacknowledged === 0, 'the greeting and its echo')
    assert.equal((await shop.conversation()).floor.holder, 'seller')
    shop.provider.personWrites(ana, 'Te atiende Juan')
    await until(async () => (await shop.conversation()).floor.holder === 'staff', 'the floor')
    assert.equal((await shop.messages()).at(-1)?.text, 'Te atiende Juan')
    assert.equal(shop.received().length, 1, 'what the person wrote is with the customer already')
  })

  for (const mood of ['rate_limit', 'error', 'stall', 'accept_then_drop', 'drop_then_accept', 'drop'] as const) {
    shopTest(`a provider in the mood "${mood}" still delivers each answer once`, ['delivery.tries-again'], async () => {
      await using shop = await openShop(engine)
      shop.provider.moods.push(mood)
      shop.provider.customerWrites(ana, 'hola')
      await until(() => shop.received().length > 0, 'a reply')
      await until(async () => ['sent', 'delivered', 'read'].includes((await shop.messages()).at(-1)?.delivery ?? ''), 'the mark')
      await quietly(700)
      assert.equal(shop.received().length, 1)
    })
  }

  shopTest(
    'where a send cannot be looked up it goes once more after the doubt, and is marked',
    ['delivery.repeats-once-after-doubt', 'conversations.possible-duplicate'],
    async () => {
      await using shop = await openShop(engine, { lookUp: false, statuses: 'none' })
      shop.provider.moods.push('accept_then_drop')
      shop.provider.customerWrites(ana, 'hola')
      await until(() => shop.received().length === 2, 'the repeat')
      await until(async () => (await shop.messages()).at(-1)?.delivery === 'sent', 'its acceptance')
      assert.equal((await shop.messages()).at(-1)?.possible_duplicate, true)
      await quietly(700)
      assert.equal(shop.received().length, 2)
    },
  )

  shopTest('a status is proof enough: no repeat although the answer was lost and nothing can be looked up', [], async () => {
    await using shop = await openShop(engine, { lookUp: false, statuses: 'early' })
    shop.provider.moods.push('accept_then_drop')
    shop.provider.customerWrites(ana, 'hola')
    await until(async () => (await shop.messages()).at(-1)?.delivery === 'read', 'the status')
    await quietly(700)
    assert.equal(shop.received().length, 1)
    assert.equal((await shop.messages()).at(-1)?.possible_duplicate, false)
  })

  shopTest('a final refusal fails the message, and what comes after it goes on', ['delivery.refusal-is-final'], async () => {
    await using shop = await openShop(engine)
    shop.provider.moods.push('refuse')
    shop.provider.customerWrites(ana, 'hola')
    await until(async () => (await shop.messages()).at(-1)?.delivery === 'failed', 'the failure')
    shop.provider.customerWrites(ana, 'otra vez')
    await until(() => shop.received().length === 1, 'the next answer')
    assert.equal(shop.received()[0], 'Anoté: «otra vez»')
    assert.equal(shop.provider.refused.length, 1, 'the refused body is not sent again')
  })

  shopTest('an old message is shown to people and not answered', ['turns.stale-messages-are-not-answered'], async () => {
    await using shop = await openShop(engine)
    shop.provider.customerWrites(ana, 'hace rato', { writtenAt: Date.now() - 7 * 3_600_000 })
    await until(async () => (await shop.messages()).length === 1, 'the message')
    await quietly(150)
    assert.equal(shop.received().length, 0)
  })

  shopTest(
    'a line without a seller stores what comes and leaves the floor to nobody',
    ['floor.nobody-only-when-closed-or-sellerless'],
    async () => {
      await using shop = await openShop(engine, { store: storeText({ seller: null }) })
      shop.provider.customerWrites(ana, 'hola')
      await until(() => shop.provider.unacknowledged === 0, 'the message')
      assert.equal((await shop.conversation()).floor.holder, 'nobody')
      await quietly(100)
      assert.equal(shop.received().length, 0)
    },
  )
}
