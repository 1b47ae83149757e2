import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Counter, migrations, openCounter } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { Shop } from '../../shop/shop.ts'
import { identityKey, isPhone, plainPhone } from './customer.ts'
import { customerByChannel, type Met } from './customers.ts'

interface Opened extends AsyncDisposable {
  ask: Counter['ask']
  shop: Shop
  /** Whoever shows up with this at a channel. */
  meet(met: Pick<Met, 'kind' | 'value'> & Partial<Met>): Promise<string>
}

async function openShop(engine: TestEngine): Promise<Opened> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database })
  const shop = await counter.house.desk.shop('demo', null)
  assert.ok(shop)
  return {
    ask: counter.ask,
    shop,
    meet: (met) => shop.transaction('test.meet', (tx) => customerByChannel(tx, { name: null, language: null, ...met })),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

const digits = (length: number) => fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((some) => some.join(''))
/** Each number with a spelling that networks give it besides. */
const numbers = fc.oneof(
  fc.tuple(fc.constant('54'), fc.constant('549'), digits(10)),
  fc.tuple(fc.constant('52'), fc.constant('521'), digits(10)),
  fc.tuple(digits(2), digits(8)).map(([area, rest]) => [`55${area}`, `55${area}9`, rest] as const),
)
const decorations = fc.constantFrom(
  (number: string) => number,
  (number: string) => `+${number}`,
  (number: string) => `whatsapp:+${number}`,
  (number: string) => `+${number.slice(0, 2)} (${number.slice(2, 4)}) ${number.slice(4, 8)}-${number.slice(8)} `,
  (number: string) => ` ${number.slice(0, 4)}.${number.slice(4)}`,
)

test('every spelling of a number is one number, and another number is another', () => {
  proves('rest.phones-compare-as-digits')
  fc.assert(
    fc.property(numbers, decorations, decorations, ([plain, besides, rest], one, other) => {
      const [left, right] = [one(plain + rest), other(besides + rest)]
      assert.ok(isPhone(left) && isPhone(right))
      assert.equal(identityKey('phone', left), identityKey('phone', right))
      assert.equal(identityKey('phone', plainPhone(left)), identityKey('phone', left))
      const last = (Number(rest.at(-1)) + 1) % 10
      assert.notEqual(identityKey('phone', other(`${besides}${rest.slice(0, -1)}${last}`)), identityKey('phone', left))
    }),
    { seed: 20_260_311 },
  )
})

test('a mail address is one in any case, an opaque id in its own only', () => {
  assert.equal(identityKey('email', ' Ana@Example.COM '), identityKey('email', 'ana@example.com'))
  assert.notEqual(identityKey('provider', 'instagram ig AbC'), identityKey('provider', 'instagram ig abc'))
  assert.notEqual(identityKey('visitor', 'vAbC'), identityKey('visitor', 'vabc'))
})

for (const engine of engines) describe(`who is known by what, on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('whoever is met again by the same is the same: a number, a mail address, a provider’s id, a visitor', async () => {
    await using shop = await openShop(engine)
    const people = [
      [
        { kind: 'phone', value: '5491160002222' },
        { kind: 'phone', value: '+541160002222' },
      ],
      [
        { kind: 'email', value: 'ana@example.com' },
        { kind: 'email', value: 'Ana@Example.com' },
      ],
      [
        { kind: 'provider', value: 'instagram ig 1789' },
        { kind: 'provider', value: 'instagram ig 1789' },
      ],
      // The same id on another line is somebody else's.
      [
        { kind: 'provider', value: 'instagram other 1789' },
        { kind: 'provider', value: 'instagram other 1789' },
      ],
      [
        { kind: 'visitor', value: 'v1789' },
        { kind: 'visitor', value: 'v1789' },
      ],
    ] as const
    const met: string[] = []
    for (const [first, again] of people) {
      const id = await shop.meet(first)
      assert.equal(await shop.meet(again), id, first.value)
      met.push(id)
    }
    assert.equal(new Set(met).size, people.length)
  })

  test('of many first messages at once one makes the customer', async () => {
    await using shop = await openShop(engine)
    const met = await Promise.all(Array.from({ length: 12 }, () => shop.meet({ kind: 'visitor', value: 'v1' })))
    assert.equal(new Set(met).size, 1)
    const { items } = (await shop.ask('GET', '/api/v1/customers')).body as { items: unknown[] }
    assert.equal(items.length, 1)
  })

  test('whom staff entered is met by his mail or his number, and what a channel tells is taken where nobody told better', async () => {
    await using shop = await openShop(engine)
    const ana = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana', email: 'ana@example.com', phone: '+5491160002222' })).body as {
      id: string
    }
    assert.equal(await shop.meet({ kind: 'email', value: 'ANA@example.com', name: 'anita', language: 'pt' }), ana.id)
    assert.equal(await shop.meet({ kind: 'phone', value: '541160002222' }), ana.id)
    const { name, language } = (await shop.ask('GET', `/api/v1/customers/${ana.id}`)).body as { name: string; language: string }
    assert.deepEqual([name, language], ['Ana', 'pt'])
  })
}
