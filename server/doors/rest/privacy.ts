import { z } from 'zod'
import {
  askErasure,
  carryOut,
  type Erasure,
  exportPerson,
  findErasure,
  type PersonalData,
  readErasure,
} from '../../commerce/customers/customers.ts'
import type { Desk } from '../../conversation/desk.ts'
import { isoTime } from '../../platform/http/http.ts'
import { type Operation, operation, type Reply } from './operation.ts'

/** Whoever asks waits so long for the end of an erasure; what is left then is carried on without him. */
const patienceMs = 10_000

const dayMs = 86_400_000

const ErasureJson = z
  .object({
    id: z.string(),
    status: z.enum(['under_way', 'done']),
    asked_by: z.string(),
    asked_at: z.string(),
    done_at: z.string().nullable(),
    erased: z.record(z.string(), z.int()).describe('how many of what'),
    kept: z.array(z.object({ what: z.string(), count: z.int(), why: z.string() })).describe('what stays without the person'),
    backups: z.object({
      days: z.int().describe('backups are kept this long'),
      gone_at: z.string().nullable().describe('when the last backup that holds the person is deleted; null while the erasure is under way'),
    }),
  })
  .meta({
    id: 'Erasure',
    description: 'What became of the wish to be forgotten.',
    example: {
      id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70',
      status: 'done',
      asked_by: 'staff ada@example.com',
      asked_at: '2026-03-11T19:00:00.000Z',
      done_at: '2026-03-11T19:00:00.120Z',
      erased: { customers: 1, identities: 2, conversations: 1, messages: 14 },
      kept: [{ what: 'fingerprints', count: 1, why: 'Keyed hashes of the ids he had, so that no file of customers brings him back' }],
      backups: { days: 30, gone_at: '2026-04-10T19:00:00.120Z' },
    },
  })

const CustomerPath = z.object({ id: z.string().min(1).max(200) })
const none = z.object({})
const notFound = { customer_not_found: 404 } as const
const tag = 'Customers'

export interface PrivacyOptions {
  personalData: readonly PersonalData[]
  backupDays: number
}

/** What a person may ask of whoever holds something of him. */
export function privacyOperations({ personalData, backupDays }: PrivacyOptions): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/customers/{id}/export',
      summary: 'Everything that is held of a person, under every id he has had',
      tag,
      scope: 'customers:read',
      params: CustomerPath,
      query: none,
      body: null,
      answer: {
        status: 200,
        means: 'One document, written as it is read',
        schema: null,
        document: { 'application/json': exportSchema(personalData) },
      },
      refusals: notFound,
      run: async ({ shop, params }) => {
        const text = await exportPerson(shop, personalData, params.id)
        if (!text) return missing(params.id)
        shop.log.info('customer.exported', { customer: shop.hashAddress(params.id) })
        return { status: 200, document: { name: 'customer.json', content: text } }
      },
    }),
    operation({
      method: 'post',
      path: '/customers/{id}/erase',
      summary: 'Forget a person: done, or under way, when this is answered; asked again, it tells of the same erasure',
      tag,
      scope: 'customers:write',
      params: CustomerPath,
      query: none,
      body: null,
      answer: { status: 200, means: 'What became of it', schema: ErasureJson },
      refusals: notFound,
      run: async ({ desk, shop, caller, params }) => {
        const erasure = await erase(desk, personalData, shop.tenant.id, params.id, `${caller.kind} ${caller.name}`)
        if (erasure === null) return missing(params.id)
        // What is answered under an Idempotency-Key is that of a unit, and no unit of the erasure itself may be taken for done.
        const told = await shop.transaction('customers.erasure-told', () => Promise.resolve(erasure))
        return { status: 200, body: erasureJson(told, personalData, backupDays) }
      },
    }),
    operation({
      method: 'get',
      path: '/customers/{id}/erasure',
      summary: 'How far the erasure of a person is, by any id he had',
      tag,
      scope: 'customers:read',
      params: CustomerPath,
      query: none,
      body: null,
      answer: { status: 200, means: 'What became of it', schema: ErasureJson },
      refusals: { erasure_not_found: 404 },
      run: async ({ shop, params }) => {
        const erasure = await findErasure(shop, params.id)
        if (erasure) return { status: 200, body: erasureJson(erasure, personalData, backupDays) }
        return { refusal: { code: 'erasure_not_found', detail: `nobody who was ${params.id} was erased` } }
      },
    }),
  ]
}

async function erase(
  desk: Desk,
  parts: readonly PersonalData[],
  tenant: string,
  customer: string,
  askedBy: string,
): Promise<Erasure | null> {
  const shop = await desk.shop(tenant, null)
  if (!shop) return null
  const asked = await askErasure(shop, customer, askedBy)
  if (!asked.ok) return null
  const until = desk.world.monotonic() + patienceMs
  await carryOut({ world: desk.world, parts, goOn: () => desk.world.monotonic() < until }, shop, asked.value)
  return readErasure(shop, asked.value)
}

function exportSchema(parts: readonly PersonalData[]): z.ZodType {
  const sections = parts.flatMap(({ sections }) => sections).map(({ name, means, record }) => [name, z.array(record).describe(means)])
  return z.object({
    exported_at: z.string(),
    shop: z.object({ id: z.string(), name: z.string() }),
    customer_ids: z.array(z.string()).describe('every id the person has had'),
    ...(Object.fromEntries(sections) as Record<string, z.ZodType>),
  })
}

function erasureJson(erasure: Erasure, parts: readonly PersonalData[], backupDays: number): z.input<typeof ErasureJson> {
  const { id, askedBy, askedAt, doneAt, erased, kept } = erasure
  const reasons: Record<string, string> = Object.assign({}, ...parts.map(({ keeps }) => keeps))
  return {
    id,
    status: doneAt === null ? 'under_way' : 'done',
    asked_by: askedBy,
    asked_at: isoTime(askedAt),
    done_at: doneAt === null ? null : isoTime(doneAt),
    erased,
    kept: Object.entries(kept).map(([what, count]) => ({ what, count, why: reasons[what] ?? '' })),
    backups: { days: backupDays, gone_at: doneAt === null ? null : isoTime(doneAt + backupDays * dayMs) },
  }
}

function missing(id: string): Reply {
  return { refusal: { code: 'customer_not_found', detail: `no such customer: ${id}` } }
}
