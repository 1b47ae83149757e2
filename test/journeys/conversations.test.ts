import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { openStreet, type Street } from './street.ts'

const [ana, beto, cata] = ['5491160001111', '5491160002222', '5491160003333']
const dayMs = 24 * 3_600_000

for (const engine of engines) describe(`conversations over REST on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a conversation and its messages have the shape that programs are written for', async () => {
    proves('conversations.read', 'conversations.messages')
    // Nobody answers by machine: what is said is what we say.
    await using street = await openStreet(engine)
    const { luna } = street
    const id = await visitorWrites(street, 'hola')
    await street.ask(luna, 'POST', `/api/v1/conversations/${id}/messages`, { text: 'Hola, soy Ada.' })
    const conversation = (await street.ask(luna, 'GET', `/api/v1/conversations/${id}`)).body
    assert.deepEqual(Object.keys(conversation), [
      ...['id', 'channel', 'line', 'address', 'customer_id', 'status', 'floor', 'human_override_until', 'labels', 'assignee', 'team'],
      ...['language', 'last_message_preview', 'last_message_at', 'created_at'],
    ])
    const { channel, line, status, floor, labels, assignee, team, language, last_message_preview } = conversation
    assert.deepEqual(
      { channel, line, status, holder: floor.holder, labels, assignee, team, language, last_message_preview },
      {
        channel: 'webchat',
        line: luna.webLine,
        status: 'human',
        holder: 'staff',
        labels: [],
        assignee: null,
        team: luna.team,
        language: 'es',
        last_message_preview: 'Hola, soy Ada.',
      },
    )
    assert.deepEqual(Object.keys(floor), ['holder', 'since', 'reason'])
    assert.equal(Date.parse(conversation.human_override_until) - Date.parse(floor.since), dayMs, 'staff hold it for lockHours')

    const { items, next_cursor } = (await street.ask(luna, 'GET', `/api/v1/conversations/${id}/messages`)).body
    assert.equal(next_cursor, null)
    for (const message of items)
      assert.deepEqual(Object.keys(message), ['id', 'role', 'kind', 'text', 'media', 'at', 'delivery', 'possible_duplicate'])
    assert.deepEqual(
      items.map(({ role, kind, text, media, possible_duplicate }: Record<string, unknown>) => [
        role,
        kind,
        text,
        media,
        possible_duplicate,
      ]),
      [
        ['customer', 'text', 'hola', null, false],
        ['staff', 'text', 'Hola, soy Ada.', null, false],
      ],
    )
    assert.deepEqual((await street.ask(luna, 'GET', '/api/v1/conversations')).body.items, [conversation])
  })

  test('conversations are listed oldest first, and found by line, address, status and team', async () => {
    proves('conversations.list')
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const ids = [await visitorWrites(street, 'hola')]
    for (const customer of [ana, beto, cata]) ids.push(await street.customerWrites(luna, customer ?? '', 'hola'))
    const [web = '', ofAna = '', ofBeto = '', ofCata = ''] = ids
    await street.ask(luna, 'POST', `/api/v1/conversations/${ofAna}/handoff`, { reason: 'asks', team: `${luna.id}-support` })
    await street.ask(luna, 'POST', `/api/v1/conversations/${ofBeto}/close`, {})
    const found = async (query: string) =>
      (await street.ask(luna, 'GET', `/api/v1/conversations${query}`)).body.items.map((item: { id: string }) => item.id)
    const expected: Readonly<Record<string, string[]>> = {
      '': [web, ofAna, ofBeto, ofCata],
      [`?line=${luna.webLine}`]: [web],
      [`?line=${luna.phoneLine}`]: [ofAna, ofBeto, ofCata],
      '?line=nowhere': [],
      '?address=%2B5491160001111': [ofAna],
      '?address=541160002222': [ofBeto],
      '?status=human': [ofAna],
      '?status=closed': [ofBeto],
      '?status=bot': [web, ofCata],
      [`?team=${luna.id}-support`]: [ofAna],
      [`?team=${luna.team}&status=bot&line=${luna.phoneLine}`]: [ofCata],
    }
    for (const [query, ids] of Object.entries(expected)) assert.deepEqual(await found(query), ids, query)
    assert.equal((await street.ask(luna, 'GET', '/api/v1/conversations?status=open')).status, 422)
  })

  test('whatever callers call their conversations, they are listed oldest first, and who pages on meets those that came later', async () => {
    proves('conversations.list')
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const team = `&team=${luna.id}-support`
    const open = async (id: string) => {
      await street.ask(luna, 'POST', '/chat', { conversation_id: id, text: 'hola', from: 'mesa 4' })
      await street.ask(luna, 'POST', `/api/v1/conversations/${encodeURIComponent(id)}/assign`, { team: `${luna.id}-support` })
    }
    const page = async (query: string) => {
      const { items, next_cursor } = (
        await street.ask(luna, 'GET', `/api/v1/conversations?${query.includes('limit') ? '' : 'limit=1'}${query}`)
      ).body
      return { ids: items.map(({ id }: { id: string }) => id), next: next_cursor && `&cursor=${encodeURIComponent(next_cursor)}` }
    }
    for (const id of ['zorro 1', 'mono', 'año 3']) await open(id)
    for (const filter of ['', team, '&status=bot', '&address=mesa+4']) {
      const first = await page(filter)
      const second = await page(filter + first.next)
      const third = await page(filter + second.next)
      assert.deepEqual([first.ids, second.ids, third.ids, third.next], [['zorro 1'], ['mono'], ['año 3'], null], filter)
    }
    const seen = (await page((await page('')).next)).next
    await open('0')
    await street.ask(luna, 'POST', '/api/v1/conversations/mono/close', {})
    assert.deepEqual((await page(`&limit=5${seen}`)).ids, ['año 3', '0'])
    assert.deepEqual((await page('&limit=5&status=bot')).ids, ['zorro 1', 'año 3', '0'])
  })

  test('people hand over, assign, label, release and close, each answered with the conversation as it stands', async () => {
    proves('conversations.handoff', 'conversations.assign', 'conversations.labels', 'conversations.release', 'conversations.close')
    await using street = await openStreet(engine, { seller: 'milo' })
    const { luna } = street
    const id = await visitorWrites(street, 'hola')
    const move = async (name: string, body?: unknown) => {
      const { status, body: answer } = await street.ask(luna, 'POST', `/api/v1/conversations/${id}/${name}`, body)
      return { status, ...answer }
    }
    const handed = await street.ask(luna, 'POST', `/api/v1/conversations/${id}/handoff`, {
      reason: 'wants an invoice',
      team: `${luna.id}-support`,
    })
    assert.deepEqual(
      [handed.status, handed.body.status, handed.body.floor.holder, handed.body.team],
      [200, 'human', 'staff', `${luna.id}-support`],
    )
    for (const wrong of [{}, { reason: '' }, { reason: 'r', team: 'nowhere' }, { reason: 7 }])
      assert.equal((await move('handoff', wrong)).status, 422)

    const assigned = (await move('assign', { staff: luna.staff.email, team: luna.team })) as Record<string, unknown>
    assert.deepEqual([assigned.assignee, assigned.team], [luna.staff.email, luna.team])
    assert.equal(((await move('assign', { staff: null })) as Record<string, unknown>).assignee, null)
    assert.equal(((await move('assign', { team: null })) as Record<string, unknown>).team, null)
    for (const wrong of [{ staff: 'nobody@luna.test' }, { team: 'nowhere' }]) assert.equal((await move('assign', wrong)).status, 422)

    const labelled = (await move('labels', { labels: ['mayorista', 'urgente', 'mayorista'] })) as Record<string, unknown>
    assert.deepEqual(labelled.labels, ['mayorista', 'urgente'])
    assert.deepEqual(((await move('labels', { labels: ['urgente'] })) as Record<string, unknown>).labels, ['urgente'], 'the whole set')
    assert.equal((await move('labels', {})).status, 422)

    const released = await street.ask(luna, 'POST', `/api/v1/conversations/${id}/release`)
    assert.deepEqual([released.body.status, released.body.floor.holder, released.body.human_override_until], ['bot', 'seller', null])
    const closed = await street.ask(luna, 'POST', `/api/v1/conversations/${id}/close`, {})
    assert.deepEqual([closed.body.status, closed.body.floor.holder], ['closed', 'nobody'])
    assert.deepEqual((await street.ask(luna, 'GET', `/api/v1/conversations/${id}`)).body, closed.body)
  })
}

async function visitorWrites(street: Street, text: string): Promise<string> {
  const line = `/webchat/${street.luna.webLine}`
  const { token } = (await street.request(`${line}/visitors`, { method: 'POST' })).body
  const written = await street.request(`${line}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: crypto.randomUUID(), text, language: 'es' }),
  })
  assert.equal(written.status, 201)
  const { items } = (await street.ask(street.luna, 'GET', `/api/v1/conversations?line=${street.luna.webLine}`)).body
  return items[0].id
}
