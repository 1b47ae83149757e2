/**
 * `npm run test:fuzz -- [count] [seed]`: requests made from the OpenAPI document, right but for what chance makes of them. Each answer must be
 * one that the document describes, with a code it lists and a body of its schema. `npm test` sends 2,000 of them.
 */
import type { Operation } from '../../server/doors/rest/operation.ts'
import { allOperations, apiDocument } from '../../server/doors/rest/rest.ts'
import { personalData } from '../../server/personal-data.ts'
import { memoryMedia } from '../../server/platform/media/media.ts'
import { engines, type TestEngine } from '../engines.ts'
import { type Belongings, moveIn } from '../journeys/belongings.ts'
import { keyNamed, openStreet } from '../journeys/street.ts'
import { chance } from '../sim/chance.ts'
import { type FuzzedOperation, type FuzzedRequest, operationsOf, requestFor } from './requests.ts'

export interface Fuzzed {
  sent: number
  statuses: ReadonlyMap<number, number>
  /** In words, for whoever has to look. */
  wrong: readonly string[]
  /** Operations that were never answered as they should be when all is well. */
  neverWell: readonly string[]
}

const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`)
const atOnce = 12

/** That nobody answers at the addresses which chance subscribes is no news. */
function hear(line: string): void {
  if (line.includes('http.failed')) process.stderr.write(line)
}

/** Of the way before any operation: no operation lists them for itself. */
const anywhere = new Set(['bad_address', 'bad_idempotency_key', 'not_found', 'idempotency_key_reused', 'method_not_allowed'])

export async function fuzz(engine: TestEngine, { count, seed }: { count: number; seed: number }): Promise<Fuzzed> {
  await using street = await openStreet(engine, { keys: Object.fromEntries(keys.map((name) => [name, ['*']])), seller: 'milo', hear })
  const belongings = await moveIn(street, street.luna)
  const about = { version: 'test', publicUrl: () => 'http://shop.test', personalData: personalData(memoryMedia()), backupDays: 30 }
  const document = apiDocument(about)
  const schemas = new Map(allOperations(about).map((operation) => [`${operation.method} ${operation.path}`, operation]))
  // Who signs in needs no key, and a password is hashed at length on purpose: that door has its own rubbish elsewhere.
  const operations = operationsOf(document).filter(
    ({ path, security }) => security.length > 0 && !security.some(({ key }) => key?.includes('operator')) && !isMortal(path),
  )
  const luck = chance(seed)
  const statuses = new Map<number, number>()
  const wrong: string[] = []
  const well = new Set<string>()
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const operation = luck.oneOf(operations)
        const name = `${operation.method} ${operation.path}`
        const request = requestFor(operation, document.components.schemas, idsOf(operation, belongings), luck)
        const answer = await street.request(`/api/v1${request.url}`, {
          method: request.method,
          headers: { ...request.headers, 'x-api-key': keyNamed(luck.oneOf(keys)) },
          ...(request.body === null ? {} : { body: request.body }),
        })
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status < 300) well.add(name)
        const fault = faultOf(operation, schemas.get(name), answer)
        if (fault !== null) wrong.push(`${fault}\n  ${describe(request)}\n  ${answer.status} ${answer.text.slice(0, 300)}`)
      }
    }),
  )
  const neverWell = operations.map(({ method, path }) => `${method} ${path}`).filter((name) => !well.has(name))
  return { sent: count, statuses, wrong, neverWell }
}

/** After these there would be nobody left to ask about. */
function isMortal(path: string): boolean {
  return path === '/customers/{id}/erase'
}

function idsOf({ path }: FuzzedOperation, { ids }: Belongings): Readonly<Record<string, string>> {
  const place = Object.keys(ids).find((place) => path === place || path.startsWith(`${place}/`))
  return place === undefined ? {} : (ids[place] ?? {})
}

interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: what is answered is held against the document
  body: any
}

function faultOf(operation: FuzzedOperation, { answer }: Operation = {} as Operation, { status, body }: Answered): string | null {
  if (status >= 500) return 'it broke'
  if (status === 304 || status === 204) return null
  if (status < 300) {
    if (answer?.schema && status !== answer.status) return 'not the status that the document names'
    const read = answer?.schema?.safeParse(body)
    return read && !read.success ? `not of its schema: ${JSON.stringify(read.error.issues.slice(0, 3))}` : null
  }
  if (anywhere.has(body?.code)) return null
  const described = operation.responses[String(status)]
  if (!described) return `the document knows no ${status} here`
  return described['x-codes']?.[body?.code] === undefined ? `the document lists no ${body?.code} under ${status}` : null
}

function describe({ method, url, headers, body }: FuzzedRequest): string {
  return `${method} ${url.slice(0, 200)} ${JSON.stringify(headers)} ${body?.slice(0, 300) ?? ''}`
}

if (process.argv[1]?.endsWith('fuzz.ts') && import.meta.main) {
  const [count = 20_000, seed = Date.now() % 100_000] = process.argv.slice(2).map(Number)
  const [engine] = engines
  if (!engine) throw new Error('no engine')
  const { statuses, wrong, neverWell } = await fuzz(engine, { count, seed })
  console.log(`${count} requests, seed ${seed}: ${[...statuses].map(([status, times]) => `${status} × ${times}`).join(', ')}`)
  if (neverWell.length > 0) console.log(`never well: ${neverWell.join(', ')}`)
  for (const fault of wrong.slice(0, 20)) console.log(fault)
  console.log(wrong.length === 0 ? 'all of them were answered as the document says' : `${wrong.length} were not`)
  process.exit(wrong.length === 0 ? 0 : 1)
}
