import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { openStreet, type Street } from './street.ts'

for (const engine of engines)
  describe(`the queue of those who wait for a person on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a hand-over waits in the queue, is accepted by one, and ends when people let go', async () => {
    proves('handoffs.queue')
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const id = await street.customerWrites(luna, '5491160001111', 'hola')
    const other = await street.customerWrites(luna, '5491160002222', 'hola')
    for (const conversation of [id, other])
      await street.ask(luna, 'POST', `/api/v1/conversations/${conversation}/handoff`, { reason: 'Pide factura A' })
    const [first, second] = await queue(street, 'waiting')
    assert.deepEqual(
      [first.conversation_id, first.team, first.cause, first.reason, first.accepted_by, second.conversation_id],
      [id, luna.team, 'staff_asked', 'Pide factura A', null, other],
    )
    const both = await Promise.all([1, 2].map(() => accept(street, first.id, { staff: luna.staff.email })))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
    const accepted = both.find(({ status }) => status === 200)?.body
    assert.deepEqual([accepted.status, accepted.accepted_by], ['accepted', 'Ada'])
    assert.equal((await street.ask(luna, 'GET', `/api/v1/conversations/${id}`)).body.assignee, luna.staff.email)
    assert.deepEqual([await idsOf(street, 'waiting'), await idsOf(street, 'accepted')], [[second.id], [first.id]])
    await street.ask(luna, 'POST', `/api/v1/conversations/${id}/release`, {})
    await street.ask(luna, 'POST', `/api/v1/conversations/${other}/close`, {})
    assert.deepEqual(await idsOf(street, 'ended'), [first.id, second.id])
    const late = await accept(street, second.id, {})
    assert.deepEqual([late.status, late.body.code], [409, 'handoff_ended'])
    const events = await eventsOf(street, id)
    assert.deepEqual(
      events.filter((type) => type.startsWith('store.sales')),
      ['store.sales.escalate', 'store.sales.accepted', 'store.sales.released'],
    )
  })

  test('whoever answers has accepted, and a conversation that is handed over again waits again', async () => {
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const id = await street.customerWrites(luna, '5491160001111', 'hola')
    const handOver = () => street.ask(luna, 'POST', `/api/v1/conversations/${id}/handoff`, { reason: 'otra vez' })
    await handOver()
    await handOver()
    assert.equal((await queue(street, 'waiting')).length, 1, 'asking again while they hold it changes nothing')
    await street.ask(luna, 'POST', `/api/v1/conversations/${id}/messages`, { text: 'Soy Ada.' })
    assert.equal((await queue(street, 'accepted')).length, 1)
    await street.ask(luna, 'POST', `/api/v1/conversations/${id}/release`, {})
    await handOver()
    assert.equal((await queue(street, 'waiting')).length, 1)
    assert.equal((await queue(street, 'ended')).length, 1)
  })

  test('who waits stands in the queue of the team that the conversation is given to, until one of a team has accepted', async () => {
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const support = `${luna.id}-support`
    const id = await street.customerWrites(luna, '5491160001111', 'hola')
    const give = (action: string, body: object) => street.ask(luna, 'POST', `/api/v1/conversations/${id}/${action}`, body)
    const team = async (status: string) => (await queue(street, status)).map((one: { team: string }) => one.team)
    await give('handoff', { reason: 'no anda' })
    await give('handoff', { reason: 'no anda', team: support })
    assert.deepEqual(await team('waiting'), [support])
    await give('assign', { team: luna.team })
    assert.deepEqual(await team('waiting'), [luna.team])
    await give('messages', { text: 'Soy Ada.' })
    await give('assign', { team: support })
    assert.deepEqual(await team('accepted'), [luna.team])
  })

  test('what a seller gives to people waits for his own team, where he has one; a team that is named comes first', async () => {
    await using street = await openStreet(engine, { seller: 'milo', handsTo: 'support', sellers: ['nina'] })
    const { luna } = street
    const support = `${luna.id}-support`
    const onLine = await street.customerWrites(luna, '5491160001111', 'hola')
    const other = await street.customerWrites(luna, '5491160002222', 'hola')
    const say = (body: object) => street.ask(luna, 'POST', '/chat', { text: 'hola', ...body })
    await say({ conversation_id: 'mesa 4' })
    await say({ conversation_id: 'mesa 5', seller: 'nina' })
    const teamOf = async (id: string) =>
      (await street.ask(luna, 'GET', `/api/v1/conversations/${encodeURIComponent(id)}`)).body.team as string | null
    assert.deepEqual(await Promise.all([onLine, 'mesa 4', 'mesa 5'].map(teamOf)), [luna.team, support, null])

    const handOver = (id: string, body: object = {}) =>
      street.ask(luna, 'POST', `/api/v1/conversations/${encodeURIComponent(id)}/handoff`, { reason: 'Pide factura A', ...body })
    await handOver(onLine)
    await handOver(other, { team: luna.team })
    await handOver('mesa 4')
    await handOver('mesa 5')
    const asked = [await requestHuman(street, 'mesa 6'), await requestHuman(street, onLine)]
    assert.deepEqual(
      asked.map(({ handoff }) => [handoff.status, handoff.team]),
      [
        ['waiting', support],
        ['waiting', support],
      ],
    )
    const waiting = (await queue(street, 'waiting')).map((one: { conversation_id: string; team: string }) => [
      one.conversation_id,
      one.team,
    ])
    assert.deepEqual(waiting, [
      [onLine, support],
      [other, luna.team],
      ['mesa 4', support],
      ['mesa 5', null],
      ['mesa 6', support],
    ])
    assert.deepEqual(await Promise.all([onLine, other, 'mesa 6'].map(teamOf)), [support, luna.team, support])
  })

  test('whoever is not of the staff accepts nothing, and another shop’s hand-over is not there', async () => {
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna, sol } = street
    const id = await street.customerWrites(luna, '5491160001111', 'hola')
    await street.ask(luna, 'POST', `/api/v1/conversations/${id}/handoff`, { reason: 'Pide factura A' })
    const [waiting] = await queue(street, 'waiting')
    const unknown = await accept(street, waiting.id, { staff: sol.staff.email })
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [422, 'staff'])
    assert.equal((await street.ask(sol, 'POST', `/api/v1/handoffs/${waiting.id}/accept`, {})).status, 404)
    assert.equal((await queue(street, 'waiting')).length, 1)
  })
}

async function queue(street: Street, status: string) {
  return (await street.ask(street.luna, 'GET', `/api/v1/handoffs?status=${status}`)).body.items
}

async function idsOf(street: Street, status: string): Promise<string[]> {
  return (await queue(street, status)).map(({ id }: { id: string }) => id)
}

async function requestHuman(street: Street, conversation_id: string): Promise<{ handoff: { status: string; team: string | null } }> {
  const params = { name: 'request_human', arguments: { conversation_id, reason: 'pide una persona' } }
  const headers = { accept: 'application/json, text/event-stream' }
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params }
  return (await street.ask(street.luna, 'POST', '/mcp', call, headers)).body.result.structuredContent
}

function accept(street: Street, id: string, body: unknown) {
  return street.ask(street.luna, 'POST', `/api/v1/handoffs/${id}/accept`, body)
}

async function eventsOf(street: Street, subject: string): Promise<string[]> {
  const { sql } = street.house.desk.database.tenant('luna')
  const rows = await sql
    .selectFrom('events')
    .select('type')
    .where('tenant_id', '=', 'luna')
    .where('subject', '=', subject)
    .orderBy('seq')
    .execute()
  return rows.map(({ type }) => type)
}
