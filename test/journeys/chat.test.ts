import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Engine, Prompt } from '../../server/conversation/seller/seller.ts'
import { apiKey, storeText } from '../counter.ts'
import { engines, type TestEngine } from '../engines.ts'
import { newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { openStillShop } from '../still-shop.ts'
import { until } from '../until.ts'
import { openStreet, type Street } from './street.ts'

for (const engine of engines) describe(`one message in, replies out on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a caller that carries the channel gets the replies of the turn, and the conversation is there like any other', async () => {
    proves('chat.one-message-in-replies-out', 'chat.conversation-is-api')
    await using street = await openStreet(engine, { keys: { chat: ['chat:write'], carts: ['carts:write'] } })
    const { luna } = street
    const said = await say(street, { text: 'hola', from: '+5491160001111', name: 'Ana' })
    assert.equal(said.status, 200, said.text)
    const text = '¡Hola! Soy Milo. ¿En qué te ayudo?\nAnoté: «hola»'
    assert.deepEqual(said.body, { status: 'ok', send: true, messages: [{ part: 1, total: 1, text }] })
    const { body } = await street.ask(luna, 'GET', '/api/v1/conversations/mesa%204')
    assert.deepEqual([body.channel, body.line, body.status, body.address], ['api', null, 'bot', '+5491160001111'])
    const customer = (await street.ask(luna, 'GET', `/api/v1/customers/${body.customer_id}`)).body
    assert.deepEqual([customer.name, customer.phone], ['Ana', '+5491160001111'])
    const delivered = (await messagesOf(street)).map(({ role, delivery }) => [role, delivery])
    assert.deepEqual(delivered, [
      ['customer', 'sent'],
      ['seller', 'sent'],
    ])
    const withKey = (key: string) =>
      street.request('/chat', { method: 'POST', headers: { 'x-api-key': key }, body: bodyOf({ text: 'otra' }) })
    assert.equal((await withKey('a-key-by-the-name-of-carts')).status, 403)
    assert.equal((await withKey('a-key-by-the-name-of-chat')).status, 200)
    assert.equal((await street.request('/chat', { method: 'POST', body: bodyOf({ text: 'otra' }) })).status, 401)
  })

  test('where a customer is reached holds until the caller names another place', async () => {
    await using street = await openStreet(engine)
    const found = async (address: string) =>
      (await street.ask(street.luna, 'GET', `/api/v1/conversations?address=${encodeURIComponent(address)}`)).body.items.map(
        ({ id, address }: { id: string; address: string }) => [id, address],
      )
    await say(street, { text: 'hola' })
    assert.deepEqual(await found('mesa 4'), [['mesa 4', 'mesa 4']])
    await say(street, { text: 'soy yo', from: '+5491160001111' })
    await say(street, { text: 'otra cosa' })
    assert.deepEqual(await found('541160001111'), [['mesa 4', '+5491160001111']])
    assert.deepEqual(await found('mesa 4'), [])
  })

  test('while a person holds the floor nothing is sent, and after the release the next message is answered', async () => {
    proves('chat.send-false-when-nothing-is-to-be-sent')
    await using street = await openStreet(engine)
    const { luna } = street
    await say(street, { text: 'hola' })
    await street.ask(luna, 'POST', '/api/v1/conversations/mesa%204/messages', { text: 'Soy Ada.' })
    const silent = { status: 'ignored', send: false, messages: [] }
    assert.deepEqual((await say(street, { text: 'gracias' })).body, silent)
    await street.ask(luna, 'POST', '/api/v1/conversations/mesa%204/release', {})
    const { status, send, messages } = (await say(street, { text: 'otra cosa' })).body
    assert.deepEqual([status, send, messages.map((message: { text: string }) => message.text)], ['ok', true, ['Anoté: «otra cosa»']])
  })

  test('a message that comes twice is one message and one turn: its replies are to be sent once', async () => {
    await using street = await openStreet(engine)
    const first = await say(street, { text: 'hola', message_id: 'm-1' })
    const again = await say(street, { text: 'hola', message_id: 'm-1' })
    assert.deepEqual(again.body, { status: 'ignored', send: false, messages: first.body.messages })
    assert.equal((await messagesOf(street)).length, 2)
    const elsewhere = await say(street, { text: 'hola', message_id: 'm-1', conversation_id: 'mesa 5' })
    assert.equal(elsewhere.body.send, true, 'the same id in another conversation is another message')
  })

  test('under an Idempotency-Key the very answer of the first time comes again', async () => {
    await using street = await openStreet(engine)
    const key = { 'idempotency-key': 'k-1' }
    const first = await say(street, { text: 'hola' }, key)
    const again = await say(street, { text: 'hola' }, key)
    assert.equal(first.body.send, true)
    assert.deepEqual(again.body, first.body)
    assert.equal((await messagesOf(street)).length, 2)
  })

  test('messages that come while the seller thinks are answered once between them', async () => {
    const seller = slowSeller()
    await using street = await openStreet(engine, { engine: seller })
    const first = say(street, { text: 'uno' })
    await until(() => seller.thinking, 'the seller thinks')
    const second = say(street, { text: 'dos' })
    await until(async () => (await messagesOf(street)).length === 2, 'the second message is stored')
    seller.goOn()
    const answers = [(await first).body, (await second).body]
    assert.equal(answers.filter(({ send }) => send).length, 1)
    const replies = (await messagesOf(street)).filter(({ role }) => role === 'seller').map(({ text }) => text)
    assert.deepEqual(replies, ['uno, dos'])
  })

  test('whoever hangs up loses nothing: asked again with the same message the replies are there, and once', async () => {
    const seller = slowSeller()
    await using street = await openStreet(engine, { engine: seller })
    const patience = new AbortController()
    const hungUp = street.request('/api/v1/chat', {
      method: 'POST',
      headers: { 'x-api-key': street.luna.key, 'content-type': 'application/json' },
      body: bodyOf({ text: 'hola', message_id: 'm-1' }),
      signal: patience.signal,
    })
    await until(() => seller.thinking, 'the seller thinks')
    patience.abort()
    assert.deepEqual((await hungUp).body, { status: 'error', send: false, messages: [], code: 'turn_under_way' })
    seller.goOn()
    await until(async () => (await messagesOf(street)).length === 2, 'the seller has answered')
    assert.deepEqual(
      (await messagesOf(street)).map(({ delivery }) => delivery),
      ['sent', 'queued'],
    )
    const again = await say(street, { text: 'hola', message_id: 'm-1' })
    assert.deepEqual(again.body, { status: 'ok', send: true, messages: [{ part: 1, total: 1, text: 'hola' }] })
    assert.equal((await say(street, { text: 'hola', message_id: 'm-1' })).body.send, false)
    assert.deepEqual(
      (await messagesOf(street)).map(({ delivery }) => delivery),
      ['sent', 'sent'],
    )
  })

  test('a person who takes over while the seller thinks, or before the replies were fetched, is not talked over', async () => {
    const seller = slowSeller()
    await using street = await openStreet(engine, { engine: seller })
    const { luna } = street
    const takeOver = () => street.ask(luna, 'POST', '/api/v1/conversations/mesa%204/messages', { text: 'Soy Ada.' })
    const asked = say(street, { text: 'hola', message_id: 'm-1' })
    await until(() => seller.thinking, 'the seller thinks')
    await takeOver()
    assert.deepEqual((await asked).body, { status: 'ignored', send: false, messages: [] })
    seller.goOn()
    await street.ask(luna, 'POST', '/api/v1/conversations/mesa%204/release', {})
    const patience = new AbortController()
    const hungUp = say(street, { text: 'otra', message_id: 'm-2' }, {}, patience.signal)
    await until(() => seller.thinking, 'the seller thinks again')
    patience.abort()
    await hungUp
    seller.goOn()
    await until(async () => (await messagesOf(street)).at(-1)?.role === 'seller', 'the seller has answered')
    await takeOver()
    assert.deepEqual((await say(street, { text: 'otra', message_id: 'm-2' })).body, { status: 'ignored', send: false, messages: [] })
    const roles = (await messagesOf(street)).map(({ role }) => role)
    assert.deepEqual(roles, ['customer', 'staff', 'customer', 'staff'], 'what was withdrawn is not listed')
  })

  test('a customer’s conversation on a line is not a caller’s, a seller must be one of the shop’s, and the one who was named stays', async () => {
    await using street = await openStreet(engine, { seller: 'milo', sellers: ['nina'] })
    const { luna } = street
    const onLine = await street.customerWrites(luna, '5491160001111', 'hola')
    const refused = await say(street, { text: 'hola', conversation_id: onLine })
    assert.deepEqual([refused.status, refused.body.code], [409, 'conversation_on_a_line'])
    const unknown = await say(street, { text: 'hola', seller: 'nobody' })
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [422, 'seller'])
    assert.match((await say(street, { text: 'hola', seller: 'nina' })).body.messages[0].text, /Soy nina/)
    await say(street, { text: 'sigo' })
    const names = (
      await street.house.desk.database
        .tenant('luna')
        .sql.selectFrom('messages')
        .select('name')
        .where('tenant_id', '=', 'luna')
        .where('conversation_id', '=', 'mesa 4')
        .where('role', '=', 'seller')
        .execute()
    ).map(({ name }) => name)
    assert.deepEqual(names, ['nina', 'nina'])
  })
}

test('a program that is killed under its callers answers each message once, whoever asks again', async () => {
  using folder = newFolder()
  const file = join(folder.path, 'store.yaml')
  writeFileSync(file, storeText().replace(/^ {2}- \{ id: phone.*\n.*\n/m, ''))
  const env = { DATA_DIR: folder.path, STORE_FILE: file, PORT: '0' }
  const post = async (url: string, message: Record<string, string>) => {
    const answer = await fetch(`${url}/chat`, { method: 'POST', headers: { 'x-api-key': apiKey }, body: JSON.stringify(message) })
    return (await answer.json()) as { status: string; send: boolean; messages: { text: string }[] }
  }
  const messages = Array.from({ length: 8 }, (_, at) => ({ conversation_id: `mesa ${at}`, text: 'hola', message_id: 'm-1' }))
  {
    await using dying = runProgram({ env })
    const url = await dying.open
    const asked = messages.map((message) => post(url, message))
    await Promise.any(asked)
    dying.child.kill('SIGKILL')
    await Promise.allSettled(asked)
  }
  await using program = runProgram({ env })
  const url = await program.open
  for (const message of messages) {
    const { messages: replies } = await post(url, message)
    assert.equal(replies.length, 1)
    assert.deepEqual(await post(url, message), { status: 'ignored', send: false, messages: replies })
    const listed = await fetch(`${url}/api/v1/conversations/${encodeURIComponent(message.conversation_id)}/messages`, {
      headers: { 'x-api-key': apiKey },
    })
    const { items } = (await listed.json()) as { items: { role: string; delivery: string }[] }
    assert.deepEqual(
      items.map(({ role, delivery }) => [role, delivery]),
      [
        ['customer', 'sent'],
        ['seller', 'sent'],
      ],
    )
  }
})

test('a turn that fails for good is an error, and people have the conversation', async () => {
  const engine: Engine = { name: 'broken', step: () => Promise.reject(new Error('out of order')) }
  await using shop = await openStillShop({ store: storeText(), engine, hear: () => undefined })
  const asked = shop.ask('POST', '/chat', { conversation_id: 'mesa 4', text: 'hola' })
  await shop.advance(49_000)
  assert.deepEqual((await asked).body, { status: 'error', send: false, messages: [], code: 'turn_failed' })
  const { body } = await shop.ask('GET', '/api/v1/conversations/mesa%204')
  assert.equal((body as { status: string }).status, 'human')
})

test('nobody is kept waiting for more than 50 seconds, and the turn goes on without him', async () => {
  const seller = slowSeller()
  await using shop = await openStillShop({ store: storeText(), engine: seller })
  const asked = shop.ask('POST', '/chat', { conversation_id: 'mesa 4', text: 'hola' })
  await shop.advance(51_000)
  assert.deepEqual((await asked).body, { status: 'error', send: false, messages: [], code: 'turn_under_way' })
  seller.goOn()
})

function say(street: Street, message: Record<string, unknown>, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return street.request('/chat', {
    method: 'POST',
    headers: { 'x-api-key': street.luna.key, 'content-type': 'application/json', ...headers },
    body: bodyOf(message),
    ...(signal ? { signal } : {}),
  })
}

function bodyOf(message: Record<string, unknown>): string {
  return JSON.stringify({ conversation_id: 'mesa 4', ...message })
}

async function messagesOf(street: Street): Promise<{ role: string; text: string; delivery: string }[]> {
  return (await street.ask(street.luna, 'GET', '/api/v1/conversations/mesa%204/messages')).body.items ?? []
}

/** Says what it was asked, when it is told to go on. */
function slowSeller(): Engine & { readonly thinking: boolean; goOn(): void } {
  let goOn: (() => void) | null = null
  return {
    name: 'slow',
    get thinking() {
      return goOn !== null
    },
    goOn: () => {
      goOn?.()
      goOn = null
    },
    async step({ messages, steps }: Prompt) {
      if (steps.length === 0)
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
      return {
        calls: [],
        say: [
          messages
            .filter(({ asked }) => asked)
            .map(({ text }) => text)
            .join(', '),
        ],
      }
    },
  }
}
