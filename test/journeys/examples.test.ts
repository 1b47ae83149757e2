import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '../../server/doors/rest/operation.ts'
import { allOperations, apiDocument, type OpenApi, type Parameter } from '../../server/doors/rest/rest.ts'
import { personalData } from '../../server/personal-data.ts'
import { memoryMedia } from '../../server/platform/media/media.ts'
import { createOperatorKey } from '../../server/shop/keys/keys.ts'
import { engines } from '../engines.ts'
import { type Belongings, moveIn } from './belongings.ts'
import { type Answer, openStreet, type Street } from './street.ts'

const about = { version: 'test', publicUrl: () => 'http://shop.test', personalData: personalData(memoryMedia()), backupDays: 30 }
const operations = allOperations(about)
const document = apiDocument(about)

/** What an example names and this shop has not, or has already; each with what it is told. */
const refusedInSpite: Readonly<Record<string, string>> = {
  'patch /carts/{conversation_id}': 'coupon_unknown',
  'patch /customers/{id}': 'phone_taken',
  'post /appointments': 'service_not_found',
  'post /orders/{id}/cancel': 'move_not_allowed',
  'post /orders/{id}/refund': 'not_paid',
  'post /dead-letters/{id}/replay': 'failed_again',
  'post /products/{id}/picture': 'unavailable',
  'get /customers/{id}/erasure': 'erasure_not_found',
  'post /tenants': 'tenant_exists',
}

/** What is read comes first, what takes something away last. */
const order = ['get', 'put', 'patch', 'post', 'delete']
/** What the others name, and the way of an order; in this order. */
const first = [
  ...['post /products', 'post /customers', 'delete /products/{id}/quotes'],
  ...['confirm', 'ship', 'deliver'].map((move) => `post /orders/{id}/${move}`),
]
const isLast = ({ path }: Operation) => path.endsWith('/erase') || path.endsWith('/merge')
function place(operation: Operation): number {
  const at = first.indexOf(`${operation.method} ${operation.path}`)
  return at !== -1 ? at : first.length + Number(isLast(operation))
}
const sorted = operations.toSorted((a, b) => place(a) - place(b) || order.indexOf(a.method) - order.indexOf(b.method))

test('every example of the document is taken as it stands, and answered as it says', async () => {
  const [engine] = engines
  assert.ok(engine)
  await using street = await openStreet(engine, { hear: () => undefined })
  const { luna, ask } = street
  const belongings = await moveIn(street, luna)
  const { database, secrets } = street.house.desk
  const operator = await createOperatorKey(database, secrets, 'root', secrets.token())
  assert.ok(operator.ok)
  const wrong: string[] = []
  for (const operation of sorted) {
    const name = `${operation.method} ${operation.path}`
    if (name === 'post /orders') await ask(luna, 'PUT', '/api/v1/carts/any-word-of-yours/items/YER-500', { quantity: 2 })
    const answer = await sendExample(street, operation, belongings, operation.forOperators ? operator.value.key : luna.key)
    const fault = faultOf(operation, answer, refusedInSpite[name])
    if (fault !== null) wrong.push(`${name}: ${fault}: ${answer.status} ${answer.text.slice(0, 300)}`)
  }
  assert.deepEqual(wrong, [])
})

async function sendExample(street: Street, operation: Operation, belongings: Belongings, key: string): Promise<Answer> {
  const { named, needed } = belongings
  const ids: Belongings['ids'] = { ...belongings.ids, '/tenants/{id}': { id: 'sol' }, '/operator-keys/{name}': { name: 'ana' } }
  const described = document.paths[operation.path]?.[operation.method]
  const place = Object.keys(ids).find((place) => operation.path === place || operation.path.startsWith(`${place}/`))
  const known: Readonly<Record<string, string>> = place === undefined ? {} : (ids[place] ?? {})
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(known[name] ?? exampleOf(described?.parameters, name)),
  )
  const example = described?.requestBody?.content['application/json']?.example as Record<string, unknown> | undefined
  const upload = operation.upload ? { type: operation.upload.types[0] ?? '', body: uploadOf(operation) } : null
  return street.request(`/api/v1${path}`, {
    method: operation.method.toUpperCase(),
    headers: { 'x-api-key': key, 'content-type': upload?.type ?? 'application/json' },
    ...(upload ? { body: upload.body } : example === undefined ? {} : { body: JSON.stringify(ours(example, { ...named, ...needed })) }),
  })
}

/** An example names people and things of a shop that is not this one. */
function ours(example: Record<string, unknown>, own: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, own[name] ?? value]))
}

function exampleOf(parameters: readonly Parameter[] | undefined, name: string): string {
  return String(parameters?.find((one) => one.in === 'path' && one.name === name)?.example ?? 'nothing')
}

const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

function uploadOf({ path }: Operation): string | Uint8Array<ArrayBuffer> {
  return path.endsWith('/picture') ? new Uint8Array(dot) : 'sku,name,price\nA-1,Yerba,12.50\n'
}

function faultOf(operation: Operation, answer: Answer, expected: string | undefined): string | null {
  const described = document.paths[operation.path]?.[operation.method]?.responses as OpenApi['paths'][string] | undefined
  if (expected !== undefined) return answer.body?.code === expected ? null : `not refused as ${expected}`
  if (answer.status !== operation.answer.status) return 'not taken'
  if (!described || !(String(answer.status) in described)) return 'the document does not know this status'
  const { document: types = {} } = operation.answer
  const schema = operation.answer.schema ?? Object.values(types)[0]
  const read = schema?.safeParse(answer.body)
  return read && !read.success ? `not of its schema: ${JSON.stringify(read.error.issues.slice(0, 3))}` : null
}
