import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { putProducts } from '../../server/commerce/catalog/catalog.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { type DumpedRow, sqlitePath } from '../dump.ts'
import { engines } from '../engines.ts'
import { proves } from '../proves.ts'
import { dumpWhenQuiet, openTalkingStreet, openVisit } from './privacy.ts'
import { keyNamed, openStreet, type Street, type StreetShop } from './street.ts'

/** Somebody as chance makes him; `#` in what he says becomes a word that nobody else in the world says. */
const somebody = fc.record({
  shop: fc.constantFrom('luna' as const, 'sol' as const),
  prefix: fc.constantFrom('549', '54', '521', '5255', '55119', '5511', '1', '34'),
  entered: fc.boolean(),
  name: phrase(),
  mail: fc.boolean(),
  address: fc.option(phrase()),
  writes: fc.array(phrase(), { maxLength: 3 }),
  visits: fc.array(phrase(), { maxLength: 2 }),
  notes: fc.array(phrase(), { maxLength: 2 }),
  answered: fc.option(phrase()),
  handedOver: fc.option(phrase()),
  underKey: fc.boolean(),
  asksForNumber: fc.boolean(),
  buys: fc.option(fc.record({ address: phrase(), parcel: fc.option(phrase()), noted: fc.option(phrase()), wantsMore: fc.boolean() })),
})
type Somebody = typeof somebody extends fc.Arbitrary<infer Made> ? Made : never

const story = fc.record({
  people: fc.array(somebody, { minLength: 2, maxLength: 5 }),
  merges: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 3 }),
  erased: fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }),
})

function phrase(): fc.Arbitrary<string> {
  return fc.tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.string({ maxLength: 8 })).map(([left, right]) => {
    const clean = (text: string) => text.replaceAll(/[\0#]/g, '')
    return `${clean(left)} # ${clean(right)}`.trim()
  })
}

/** What became of him: the ids the shop gave him, and every word that only he said or that was said of him alone. */
interface Lived {
  shop: StreetShop
  customers: string[]
  conversations: string[]
  words: string[]
  /** Words of keys that callers chose: never kept as they were sent. */
  keys: string[]
}

let people = 0

for (const engine of engines) {
  test(`who is erased is in no row of any table, his data was given to him before, and nobody else lost a letter (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    proves('customers.export', 'customers.erase')
    await using street = await openTalkingStreet(engine, realWorld())
    for (const shop of [street.luna, street.sol]) await stock(street, shop)
    let erasures = 0
    await fc.assert(
      fc.asyncProperty(story, async ({ people, merges, erased }) => {
        const lives: Lived[] = []
        for (const person of people) lives.push(await live(street, person))
        const persons = await merge(street, lives, merges)
        const [gone, staying] = choose(persons, erased)
        const before = await dumpWhenQuiet(street)
        for (const person of gone) await checkExport(street, person)
        for (const [index, person] of gone.entries()) await erase(street, person, index)
        erasures += gone.length
        const after = await dumpWhenQuiet(street)
        for (const person of gone) assert.deepEqual(rowsThatName(after, everythingOf(person)), [])
        for (const person of staying) {
          const his = everythingOf(person)
          assert.deepEqual(rowsThatName(after, his), rowsThatName(before, his))
        }
        for (const shop of [street.luna, street.sol])
          if (!gone.some((person) => person.shop === shop)) assert.deepEqual(rowsOf(after, shop), rowsOf(before, shop))
      }),
      { seed: 20_260_311, numRuns: engine.name === 'sqlite' ? 16 : 6 },
    )
    assert.ok(erasures > 5, `${erasures} erasures`)
  })
}

async function live(street: Street, person: Somebody): Promise<Lived> {
  const number = ++people
  const lived: Lived = { shop: street[person.shop], customers: [], conversations: [], words: [], keys: [] }
  const own = (text: string) => {
    const word = `zq${number}x${lived.words.length}zq`
    lived.words.push(word)
    return text.replaceAll('#', word)
  }
  const phone = phoneOf(person.prefix, number)
  if (person.entered) await enter(street, person, lived, phone, own)
  if (person.writes.length > 0) await write(street, person, lived, phone, own)
  for (const text of person.visits) await visit(street, lived, own(text))
  const [customer] = lived.customers
  // Not every life leaves a trace.
  if (customer === undefined) return lived
  for (const text of person.notes)
    await mustAsk(street, lived.shop, 'POST', `/customers/${customer}/notes`, { text: own(text) }, keyOf(person, lived))
  return lived
}

/** The last eight digits are nobody else's, and stand in every spelling of the number. */
function phoneOf(prefix: string, number: number): string {
  const national = { '549': 10, '54': 10, '521': 10, '5255': 8, '55119': 8, '5511': 8, '1': 10, '34': 9 }[prefix] ?? 9
  return `${prefix}${String(61_000_000 + number * 37).padStart(national, '1')}`
}

async function enter(street: Street, person: Somebody, lived: Lived, phone: string, own: (text: string) => string): Promise<void> {
  lived.words.push(phone.slice(-8))
  const details = {
    name: own(person.name).slice(0, 200),
    phone: `+${phone}`,
    ...(person.mail ? { email: `${own('#')}@Example.com` } : {}),
    ...(person.address === null ? {} : { address: own(person.address) }),
  }
  lived.customers.push((await mustAsk(street, lived.shop, 'POST', '/customers', details, keyOf(person, lived))).id)
}

async function write(street: Street, person: Somebody, lived: Lived, phone: string, own: (text: string) => string): Promise<void> {
  if (!person.entered) lived.words.push(phone.slice(-8))
  const texts = [...person.writes, ...(person.asksForNumber ? ['dame un número #'] : [])]
  let conversation = ''
  for (const text of texts) conversation = await street.customerWrites(lived.shop, phone, own(text))
  lived.conversations.push(conversation)
  const { customer_id } = await mustAsk(street, lived.shop, 'GET', `/conversations/${conversation}`)
  if (!lived.customers.includes(customer_id)) lived.customers.push(customer_id)
  const at = `/conversations/${conversation}`
  if (person.handedOver !== null)
    await mustAsk(street, lived.shop, 'POST', `${at}/handoff`, { reason: own(person.handedOver) }, keyOf(person, lived))
  if (person.buys !== null) await buy(street, person.buys, lived, conversation, own)
  if (person.answered !== null)
    await mustAsk(street, lived.shop, 'POST', `${at}/messages`, { text: own(person.answered) }, keyOf(person, lived))
}

/** What he was sent, and what lies in his next cart. */
async function buy(
  street: Street,
  { address, parcel, noted, wantsMore }: NonNullable<Somebody['buys']>,
  { shop }: Lived,
  conversation: string,
  own: (text: string) => string,
): Promise<void> {
  const put = () => mustAsk(street, shop, 'PUT', `/carts/${conversation}/items/yerba`, { quantity: 1 })
  await put()
  const buyer = { conversation_id: conversation, name: own('#'), email: `${own('#')}@example.com`, address: own(address) }
  const { id } = await mustAsk(street, shop, 'POST', '/orders', buyer)
  if (noted !== null) await mustAsk(street, shop, 'POST', `/orders/${id}/notes`, { text: own(noted) })
  if (parcel !== null) {
    await mustAsk(street, shop, 'POST', `/orders/${id}/confirm`)
    await mustAsk(street, shop, 'POST', `/orders/${id}/ship`, { tracking: { carrier: 'Correo', number: own(parcel) } })
  }
  if (wantsMore) await put()
}

async function stock(street: Street, { id }: StreetShop): Promise<void> {
  const shop = await street.house.desk.shop(id, null)
  const yerba = { sku: 'yerba', name: 'Yerba', price: 320_000, stock: 10_000 }
  await shop?.transaction('test.stock', (tx) => putProducts(tx, [yerba], { kind: 'system', name: 'test' }))
}

async function visit(street: Street, lived: Lived, text: string): Promise<void> {
  const { address, say } = await openVisit(street, lived.shop)
  await say(text)
  lived.words.push(address)
  const [{ id, customer_id }] = (await mustAsk(street, lived.shop, 'GET', `/conversations?address=${address}`)).items
  const [customer] = lived.customers
  lived.conversations.push(id)
  lived.customers.push(customer_id)
  if (customer !== undefined) await mustAsk(street, lived.shop, 'POST', `/customers/${customer}/merge`, { customer_id })
}

/** Who sends a key may put a name into it. */
function keyOf({ underKey }: Somebody, lived: Lived): Record<string, string> {
  if (!underKey) return {}
  const key = `zqkey${people}x${lived.keys.length}zq`
  lived.keys.push(key)
  return { 'idempotency-key': key }
}

// biome-ignore lint/suspicious/noExplicitAny: what a door answers is for the test to find out
async function mustAsk(street: Street, shop: StreetShop, method: string, path: string, body?: unknown, headers = {}): Promise<any> {
  const answer = await street.ask(shop, method, `/api/v1${path}`, body, headers)
  if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** Those who turn out to be one are one, within a shop. */
async function merge(street: Street, lives: readonly Lived[], merges: readonly (readonly [number, number])[]): Promise<Lived[]> {
  const persons = new Set(lives.filter(({ customers }) => customers.length > 0))
  const of = (index: number) => [...persons].find(({ customers }) => customers.some((id) => lives[index]?.customers.includes(id)))
  for (const [left, right] of merges) {
    const [one, other] = [of(left), of(right)]
    if (!one || !other || one === other || one.shop !== other.shop) continue
    await mustAsk(street, one.shop, 'POST', `/customers/${one.customers.at(-1)}/merge`, { customer_id: other.customers[0] })
    persons.delete(one)
    persons.delete(other)
    persons.add({
      shop: one.shop,
      customers: [...one.customers, ...other.customers],
      conversations: [...one.conversations, ...other.conversations],
      words: [...one.words, ...other.words],
      keys: [...one.keys, ...other.keys],
    })
  }
  return [...persons]
}

function choose(persons: readonly Lived[], indexes: readonly number[]): [Lived[], Lived[]] {
  const gone = persons.filter((_, index) => indexes.some((chosen) => chosen % persons.length === index))
  return [gone, persons.filter((person) => !gone.includes(person))]
}

async function checkExport(street: Street, person: Lived): Promise<void> {
  const answer = await street.ask(person.shop, 'GET', `/api/v1/customers/${person.customers.at(-1)}/export`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment/)
  assert.deepEqual(answer.body.customer_ids.toSorted(), [...new Set(person.customers)].toSorted())
  assert.deepEqual(
    person.words.filter((word) => !answer.text.includes(word)),
    [],
    answer.text,
  )
}

async function erase(street: Street, person: Lived, index: number): Promise<void> {
  const id = person.customers[index % person.customers.length]
  const { status, body } = await street.ask(person.shop, 'POST', `/api/v1/customers/${id}/erase`)
  assert.deepEqual([status, body.status], [200, 'done'])
  assert.equal(body.erased.customers, new Set(person.customers).size)
  assert.equal(body.erased.conversations ?? 0, person.conversations.length)
}

function everythingOf({ words, keys, customers, conversations }: Lived): string[] {
  return [...words, ...keys, ...customers, ...conversations]
}

function rowsThatName(rows: readonly DumpedRow[], words: readonly string[]): DumpedRow[] {
  return rows.filter((row) => words.some((word) => row.words.includes(word)))
}

function rowsOf(rows: readonly DumpedRow[], { id }: StreetShop): DumpedRow[] {
  return rows.filter(({ text }) => text.split('\n').includes(`tenant_id=${id}`))
}

test('not even in the free places of the SQLite file', async () => {
  const [sqlite] = engines
  assert.ok(sqlite)
  const street = await openTalkingStreet(sqlite, realWorld())
  try {
    for (let person = 0; person < 12; person++)
      for (let message = 0; message < 20; message++)
        await street.customerWrites(
          street.luna,
          `549116200${1000 + person}`,
          `palabra${person === 5 ? 'secreta' : ''} ${'x'.repeat(message * 20)}`,
        )
    await dumpWhenQuiet(street)
    const [customer] = (await mustAsk(street, street.luna, 'GET', '/customers?phone=5491162001005')).items
    await mustAsk(street, street.luna, 'POST', `/customers/${customer.id}/erase`)
    await street.close()
    const bytes = readFileSync(sqlitePath(street.databaseUrl))
    assert.ok(bytes.includes('palabra'))
    assert.ok(!bytes.includes('palabrasecreta') && !bytes.includes('1162001005'))
  } finally {
    await street[Symbol.asyncDispose]()
  }
})

for (const engine of engines) {
  test(`however much somebody said, he is given all of it, in its order and once (${engine.name})`, { skip: engine.skip }, async () => {
    proves('customers.export', 'rest.times-are-utc')
    await using street = await openStreet(engine, { keys: { reader: ['customers:read'], nobody: ['conversations:read'] } })
    const from = '5491162005555'
    const said = Array.from({ length: 430 }, (_, index) => `palabra ${index}`)
    for (let at = 0; at < said.length; at += 50) {
      const messages = said.slice(at, at + 50).map((text) => ({ id: `in ${text}`, from, text, name: null, written_at: null }))
      assert.equal((await street.webhook(street.luna, { messages })).status, 200)
    }
    const [{ id }] = (await mustAsk(street, street.luna, 'GET', `/customers?phone=${from}`)).items
    const noted = Array.from({ length: 210 }, (_, index) => `nota ${index}`)
    for (const text of noted) await mustAsk(street, street.luna, 'POST', `/customers/${id}/notes`, { text })

    const by = (key: string, method: string, path: string) =>
      street.request(`/api/v1/customers/${id}${path}`, { method, headers: { 'x-api-key': keyNamed(key) } })
    const { status, body } = await by('reader', 'GET', '/export')
    assert.equal(status, 200)
    assert.deepEqual(body.messages.map(textOf), said)
    assert.deepEqual(body.notes.map(textOf), noted)
    assert.ok(body.events.length >= said.length)
    for (const { at } of [...body.messages, ...body.notes, ...body.events]) assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const { paths } = (await street.request('/api/v1/openapi.json')).body
    const { schema } = paths['/customers/{id}/export'].get.responses['200'].content['application/json']
    assert.deepEqual(Object.keys(body).toSorted(), Object.keys(schema.properties).toSorted())

    assert.equal((await by('nobody', 'GET', '/export')).status, 403)
    assert.equal((await by('reader', 'POST', '/erase')).status, 403)
    assert.equal((await street.ask(street.sol, 'GET', `/api/v1/customers/${id}/export`)).status, 404)
    assert.equal((await street.ask(street.sol, 'POST', `/api/v1/customers/${id}/erase`)).status, 404)
    const { erased } = await mustAsk(street, street.luna, 'POST', `/customers/${id}/erase`)
    assert.deepEqual([erased.messages, erased.notes, erased.events], [said.length, noted.length, body.events.length])
  })

  test(`a page of the web chat that was open meanwhile goes on with the new conversation (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    await using street = await openStreet(engine)
    const { address, say, follow } = await openVisit(street, street.luna)
    for (const text of ['uno', 'dos', 'tres']) await say(text)
    await using stream = await follow(0)
    assert.deepEqual(await stream.next(3), ['uno', 'dos', 'tres'])
    const [{ customer_id }] = (await mustAsk(street, street.luna, 'GET', `/conversations?address=${address}`)).items
    await mustAsk(street, street.luna, 'POST', `/customers/${customer_id}/erase`)
    await using another = await follow(3)
    await say('cuatro')
    assert.deepEqual([await stream.next(1), await another.next(1)], [['cuatro'], ['cuatro']])
    const [{ customer_id: now }] = (await mustAsk(street, street.luna, 'GET', `/conversations?address=${address}`)).items
    assert.notEqual(now, customer_id)
  })
}

function textOf({ text }: { text: string }): string {
  return text
}
