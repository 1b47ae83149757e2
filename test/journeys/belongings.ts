import { dumpOf } from '../dump.ts'
import { until } from '../until.ts'
import type { Street, StreetShop } from './street.ts'

/** What a shop has, of every kind that the API knows. A new kind is brought in here. */
export interface Belongings {
  /** Words that stand in everything of this shop, and in nothing of another. */
  marks: readonly string[]
  /** What stands for the parameters of a path, by the beginning of the path. */
  ids: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What the fields of a body may name. */
  named: Readonly<Record<string, string>>
  /** What filters of a list find something by. */
  findable: Readonly<Record<string, string>>
}

const phones: Readonly<Record<string, string>> = { luna: '5491160001111', sol: '5491160002222' }

export async function moveIn(street: Street, shop: StreetShop): Promise<Belongings> {
  const word = `palabra-de-${shop.id}`
  const address = phones[shop.id] ?? ''
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await street.ask(shop, method, `/api/v1${path}`, body)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }
  await street.webhook(shop, { messages: [{ id: `in-${shop.id}`, from: address, text: `hola ${word}`, name: word, written_at: null }] })
  await visit(street, shop, word)
  const [written] = (await ask('GET', `/conversations?line=${shop.phoneLine}`)).items
  // The visitor's: what is said there is delivered by being stored.
  const [conversation] = (await ask('GET', `/conversations?line=${shop.webLine}`)).items
  const within = `/conversations/${conversation.id}`
  await ask('POST', `${within}/messages`, { text: `acá ${word}` })
  await ask('POST', `${within}/handoff`, { reason: word, team: shop.team })
  for (const { id } of [written, conversation]) await ask('POST', `/conversations/${id}/labels`, { labels: [word] })
  await ask('POST', `${within}/assign`, { staff: shop.staff.email, team: shop.team })
  const person = { name: word, email: `ana@${shop.id}.example`, phone: `+54115555${shop.id === 'luna' ? '0001' : '0002'}`, address: word }
  const customer = await ask('POST', '/customers', person)
  await ask('POST', `/customers/${customer.id}/notes`, { text: word })
  const another = await ask('POST', '/customers', { name: `otra ${word}` })
  const letter = await parkEvent(street, shop, word)
  await untilQuiet(street)
  return {
    marks: [word, `${shop.id}-`, `@${shop.id}.`, address, person.phone],
    ids: {
      '/conversations/{id}': { id: conversation.id },
      '/customers/{id}': { id: customer.id },
      '/dead-letters/{id}': { id: letter },
    },
    named: { customer_id: another.id, team: shop.team, staff: shop.staff.email },
    findable: { line: shop.webLine, address, team: shop.team, phone: person.phone, email: person.email },
  }
}

async function visit(street: Street, shop: StreetShop, word: string): Promise<void> {
  const { token } = (await street.request(`/webchat/${shop.webLine}/visitors`, { method: 'POST' })).body
  const written = await street.request(`/webchat/${shop.webLine}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: crypto.randomUUID(), text: `buenas ${word}` }),
  })
  if (written.status !== 201) throw new Error(written.text)
}

/** As the handlers' loop does with an event that fails for hours. */
async function parkEvent({ house }: Street, { id }: StreetShop, word: string): Promise<string> {
  return house.desk.database.tenant(id).unit('test.park', async (unit) => {
    const letter = { handler: 'notices.person-comes', subject: word, seq: 1, type: 'store.sales.escalate', error: word, attempts: 8 }
    const row = { ...letter, tenant_id: id, id: unit.ids(), at: unit.now(), state: 'parked' as const }
    await unit.sql.insertInto('dead_letters').values(row).execute()
    return row.id
  })
}

async function untilQuiet(street: Street): Promise<void> {
  const waits = ({ cursors = [] }: Awaited<ReturnType<typeof dumpOf>>) => cursors.some((row) => JSON.parse(row).due !== null)
  await until(async () => !waits(await dumpOf(street.databaseUrl)), 'all events are handled')
}
