import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Floor, type FloorEvent, floorAt, isClosed, moveFloor, openingFloor } from './floor.ts'

const hour = 3_600_000
const at = (now: number, manned = true) => ({ now, lockMs: 24 * hour, manned })

const customer: FloorEvent = { kind: 'customer_wrote' }
const staff: FloorEvent = { kind: 'staff_wrote' }
const handOver: FloorEvent = { kind: 'handed_over', reason: 'customer_asked' }
const accept: FloorEvent = { kind: 'accepted' }
const release: FloorEvent = { kind: 'released' }
const close: FloorEvent = { kind: 'closed' }
const echoOfOurs: FloorEvent = { kind: 'echo_of_ours' }

function after(...events: FloorEvent[]): Floor {
  return events.reduce<Floor>((floor, event, index) => moveFloor(floor, event, at(index)), openingFloor(at(0)))
}

test('a new conversation is the seller’s, or nobody’s where the line has none', () => {
  assert.equal(openingFloor(at(0)).holder, 'seller')
  assert.deepEqual(openingFloor(at(0, false)), { holder: 'nobody', since: 0, until: null, reason: 'no_seller', epoch: 0 })
})

test('a person’s words take the floor at once, a hand-over before anybody accepts', () => {
  assert.equal(after(customer, staff).holder, 'staff')
  assert.equal(after(customer, handOver).holder, 'staff')
  assert.equal(after(customer, handOver).until, 1 + 24 * hour)
})

test('staff hold the floor however much the customer writes, and each word of theirs holds it for the whole time again', () => {
  const floor = after(staff, customer, customer, staff)
  assert.equal(floor.holder, 'staff')
  assert.equal(floor.since, 0)
  assert.equal(floor.until, 3 + 24 * hour)
})

test('asking for a person again does not lengthen their hold', () => {
  assert.equal(after(handOver, handOver, handOver).until, 24 * hour)
})

test('whoever accepts a hand-over holds the floor for the whole time again, and takes it from nobody', () => {
  assert.equal(after(handOver, accept).until, 1 + 24 * hour)
  for (const floor of [after(customer), after(staff, release), after(close)]) assert.equal(moveFloor(floor, accept, at(10)), floor)
})

test('our own echoes never take the floor from anybody', () => {
  for (const floor of [after(customer), after(staff), after(close)]) assert.equal(moveFloor(floor, echoOfOurs, at(10)), floor)
})

test('released, expired or written after closing, the floor is the seller’s again', () => {
  assert.equal(after(staff, release).holder, 'seller')
  assert.equal(floorAt(after(staff), at(25 * hour)).holder, 'seller')
  assert.equal(after(staff, close, customer).holder, 'seller')
})

test('nobody holds a closed conversation until the customer comes back', () => {
  const closed = after(customer, close)
  assert.ok(isClosed(closed))
  assert.equal(closed.holder, 'nobody')
  assert.ok(isClosed(moveFloor(closed, release, at(9))), 'a release does not open it')
})

test('a line without a seller leaves the floor to nobody, and a seller that comes later takes it', () => {
  const unmanned = openingFloor(at(0, false))
  assert.equal(moveFloor(unmanned, customer, at(1, false)).holder, 'nobody')
  assert.equal(moveFloor(moveFloor(unmanned, staff, at(1, false)), release, at(2, false)).holder, 'nobody')
  assert.equal(floorAt(unmanned, at(3)).holder, 'seller')
})

/** Every sequence of five events, with time passing in between: what must hold of each floor on the way. */
test('in every interleaving somebody holds the floor, or nobody for a stated reason', () => {
  const events = [customer, staff, handOver, release, close, echoOfOurs]
  const waits = [1, 25 * hour]
  let walked = 0
  const walk = (floor: Floor, now: number, depth: number) => {
    if (depth === 0) return
    for (const event of events) {
      for (const wait of waits) {
        const then = now + wait
        const next = moveFloor(floor, event, at(then))
        walked++
        if (next.holder === 'nobody') assert.ok(isClosed(next))
        assert.equal(next.until !== null, next.holder === 'staff')
        if (next.until !== null) assert.ok(next.until > then && next.until <= then + 24 * hour)
        assert.ok(next.epoch >= floor.epoch)
        if (next.holder !== floor.holder) assert.ok(next.epoch > floor.epoch, 'each change of hands is a new epoch')
        if (event.kind === 'staff_wrote') assert.equal(next.holder, 'staff')
        if (event.kind === 'customer_wrote') assert.notEqual(next.holder, 'nobody')
        walk(next, then, depth - 1)
      }
    }
  }
  walk(openingFloor(at(0)), 0, 4)
  assert.equal(walked, 12 + 12 ** 2 + 12 ** 3 + 12 ** 4)
})
