import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storeText } from '../../../test/counter.ts'
import { proves } from '../../../test/proves.ts'
import { openStillShop, type StillShop } from '../../../test/still-shop.ts'
import { type Floor, floorAt, isClosed, moveFloor, openingFloor } from './floor.ts'

const ana = '5491160002222'
/** Staff's hold is short here: hours of standing time would be thousands of sweeps. */
const lockHours = 0.005
const lockMs = lockHours * 3_600_000

type Step = 'customer' | 'echo' | 'reply' | 'take_over' | 'release' | 'time_out' | 'close' | 'restart'
const steps: readonly Step[] = ['customer', 'echo', 'reply', 'take_over', 'release', 'time_out', 'close', 'restart']

/** What the table says must come of a step; the answers a customer may expect are counted beside. */
interface Expected {
  floor: Floor
  answers: number
}

function expect(before: Expected, step: Step, now: number): Expected {
  const rules = { now, lockMs, manned: true }
  const event = {
    customer: { kind: 'customer_wrote' },
    echo: { kind: 'staff_wrote' },
    reply: { kind: 'staff_wrote' },
    take_over: { kind: 'handed_over', reason: 'staff_asked' },
    release: { kind: 'released' },
    close: { kind: 'closed' },
    time_out: null,
    restart: null,
  } as const
  const kind = event[step]
  const floor = kind === null ? floorAt(before.floor, rules) : moveFloor(before.floor, kind, rules)
  return { floor, answers: before.answers + (step === 'customer' && floor.holder === 'seller' ? 1 : 0) }
}

async function take(shop: StillShop, id: string, address: string, step: Step, number: number): Promise<void> {
  const post = (path: string, body: unknown = {}) => shop.ask('POST', `/api/v1/conversations/${id}${path}`, body)
  switch (step) {
    case 'customer':
      shop.provider.customerWrites(address, `step ${number}`)
      break
    case 'echo':
      shop.provider.personWrites(address, `${address} from the phone, step ${number}`)
      break
    case 'reply':
      await post('/messages', { text: `a person, step ${number}` })
      break
    case 'take_over':
      await post('/handoff', { reason: 'because' })
      break
    case 'release':
      await post('/release')
      break
    case 'close':
      await post('/close')
      break
    case 'time_out':
      await shop.advance(lockMs + 1000)
      break
    case 'restart':
      await shop.restart()
      break
    default:
      step satisfies never
  }
  await shop.settle()
}

test('in every interleaving of three steps the floor is where the table says, and the seller answers exactly what is his', async () => {
  proves('floor.status-follows-the-floor', 'floor.staff-reply-takes-it', 'floor.unaccepted-handover-ends')
  proves('floor.message-after-close-reopens', 'floor.after-release-only-the-next-message', 'conversations.close', 'conversations.release')
  await using shop = await openStillShop({ store: storeText({ lockHours }) })
  const sequences = steps.flatMap((a) => steps.flatMap((b) => steps.map((c) => [a, b, c] as const)))
  for (const [index, sequence] of sequences.entries()) {
    // Each sequence has a customer of its own, so that one shop serves them all.
    const address = String(Number(ana) + 1 + index)
    const told = sequence.join(', ')
    shop.provider.customerWrites(address, 'hello')
    await shop.settle()
    const { body } = await shop.ask('GET', `/api/v1/conversations?address=${address}`)
    const id = (body as { items: { id: string }[] }).items[0]?.id ?? assert.fail(`no conversation before ${told}`)
    let expected: Expected = { floor: openingFloor({ now: shop.world.clock.now(), manned: true }), answers: 1 }
    for (const [number, step] of sequence.entries()) {
      await take(shop, id, address, step, number)
      expected = expect(expected, step, shop.world.clock.now())
      const conversation = (await shop.ask('GET', `/api/v1/conversations/${id}`)).body as { status: string; floor: { holder: string } }
      assert.equal(conversation.floor.holder, expected.floor.holder, `after ${sequence.slice(0, number + 1).join(', ')}`)
      assert.equal(conversation.status, isClosed(expected.floor) ? 'closed' : expected.floor.holder === 'staff' ? 'human' : 'bot', told)
    }
    await shop.advance(1000)
    const answers = shop.provider.accepted.filter(({ to, text }) => to === address && text.includes('Anoté'))
    assert.equal(answers.length, expected.answers, `answers after ${told}`)
  }
  assert.equal(sequences.length, 512)
})
