import { z } from 'zod'
import {
  addNote,
  CustomerJson,
  type CustomerRefusal,
  changeCustomer,
  createCustomer,
  customerJson,
  findCustomer,
  isPhone,
  listCustomers,
  mergeCustomers,
  type Note,
  plainPhone,
  readNotes,
} from '../../commerce/customers/customers.ts'
import { isoTime } from '../../platform/http/http.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const NoteJson = z
  .object({
    id: z.string(),
    text: z.string(),
    author: z.string().nullable().describe('who of the staff; null when a program wrote it'),
    at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'Note',
    description: 'What staff noted about a customer.',
    example: {
      id: '019a2f62-1d3e-7f0a-8c44-90a7b2f5d613',
      text: 'Prefiere que le escriban de tarde.',
      author: 'Ada',
      at: '2026-03-11T19:00:00.000Z',
    },
  })

const Name = z.string().trim().min(1).max(200)
const Phone = z.string().max(60).refine(isPhone, 'a phone number: 6 to 20 digits, with or without +').transform(plainPhone)
const Email = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'a language such as es or pt-BR')
const Address = z.string().trim().min(1).max(2000)
const Segment = z.string().trim().min(1).max(60)

const CustomerBody = z
  .object({
    name: Name.nullable().optional(),
    email: Email.nullable().optional(),
    phone: Phone.nullable().optional(),
    language: Language.nullable().optional(),
    address: Address.nullable().optional(),
    segment: Segment.nullable().optional().describe('null leaves it to the rules'),
  })
  .meta({ example: { name: 'Ana Suárez', email: 'ana@example.com', phone: '+54 9 11 5555-1234' } })

const NewCustomer = CustomerBody.refine(
  ({ name, email, phone }) => name != null || email != null || phone != null,
  'a customer has a name, an e-mail address or a phone',
)

const CustomerPath = z.object({ id: z.string().min(1).max(200).describe('any id that the person has had') })
const none = z.object({})
const notFound = { customer_not_found: 404 } as const
const taken = { phone_taken: 409, email_taken: 409 } as const
const tag = 'Customers'

export const customerOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/customers',
    summary: 'Customers, oldest first; by phone (compared as E.164 digits) or e-mail',
    tag,
    scope: 'customers:read',
    params: none,
    query: PageQuery.extend({
      phone: z.string().max(60).optional().describe('compared as E.164 digits, with or without +'),
      email: z.string().max(320).optional(),
    }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(CustomerJson) },
    refusals: {},
    run: async ({ shop, query }) => {
      const { items, next } = await listCustomers(shop, query, { limit: query.limit, after: query.cursor })
      return { status: 200, body: pageOf(items.map(customerJson), next) }
    },
  }),
  operation({
    method: 'post',
    path: '/customers',
    summary: 'Enter a customer',
    tag,
    scope: 'customers:write',
    params: none,
    query: none,
    body: NewCustomer,
    answer: { status: 201, means: 'The customer', schema: CustomerJson },
    refusals: { ...notFound, ...taken },
    run: async ({ shop, body }) => {
      const { name = null, email = null, phone = null, language = null, address = null, segment = null } = body
      const outcome = await createCustomer(shop, { name, email, phone, language, address, segment })
      return outcome.ok ? { status: 201, body: customerJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/customers/{id}',
    summary: 'One customer, by any id the person has had',
    tag,
    scope: 'customers:read',
    params: CustomerPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The customer', schema: CustomerJson },
    refusals: notFound,
    run: async ({ shop, params }) => await show(shop, params.id),
  }),
  operation({
    method: 'patch',
    path: '/customers/{id}',
    summary: 'Change what is sent; null takes a value away',
    tag,
    scope: 'customers:write',
    params: CustomerPath,
    query: none,
    body: CustomerBody,
    answer: { status: 200, means: 'The customer as he stands now', schema: CustomerJson },
    refusals: { ...notFound, ...taken },
    run: async ({ shop, params, body }) => {
      const outcome = await changeCustomer(shop, params.id, body)
      return outcome.ok ? { status: 200, body: customerJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'post',
    path: '/customers/{id}/merge',
    summary: 'Say that two records are one person: the older one stays, and is found by both ids',
    about: 'Conversations, orders and notes of both are those of the one that stays. There is no way back.',
    tag,
    scope: 'customers:write',
    params: CustomerPath,
    query: none,
    body: z.object({ customer_id: z.string().min(1).max(200).describe('the other record') }),
    answer: { status: 200, means: 'The one that stays', schema: CustomerJson },
    refusals: notFound,
    run: async ({ shop, params, body }) => {
      const outcome = await mergeCustomers(shop, params.id, body.customer_id)
      return outcome.ok ? await show(shop, outcome.value) : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/customers/{id}/notes',
    summary: 'What staff noted, oldest first',
    tag,
    scope: 'customers:read',
    params: CustomerPath,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of notes', schema: pagedBy(NoteJson) },
    refusals: notFound,
    run: async ({ shop, params, query }) => {
      if (!(await findCustomer(shop, params.id))) return missing(params.id)
      const { items, next } = await readNotes(shop, params.id, { limit: query.limit, after: query.cursor })
      return { status: 200, body: pageOf(items.map(noteJson), next) }
    },
  }),
  operation({
    method: 'post',
    path: '/customers/{id}/notes',
    summary: 'Note something about a customer, for staff only',
    tag,
    scope: 'customers:write',
    params: CustomerPath,
    query: none,
    body: z.object({ text: z.string().trim().min(1).max(10_000) }).meta({ example: { text: 'Prefiere que le escriban de tarde.' } }),
    answer: { status: 201, means: 'The note', schema: NoteJson },
    refusals: notFound,
    run: async ({ shop, caller, params, body }) => {
      const outcome = await addNote(shop, params.id, { text: body.text, author: caller.kind === 'staff' ? caller.name : null })
      return outcome.ok ? { status: 201, body: noteJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
]

async function show(shop: Shop, id: string): Promise<Reply> {
  const customer = await findCustomer(shop, id)
  return customer ? { status: 200, body: customerJson(customer) } : missing(id)
}

function noteJson(note: Note): z.input<typeof NoteJson> {
  return { id: note.id, text: note.text, author: note.author, at: isoTime(note.at) }
}

function refused(refusal: CustomerRefusal): Reply {
  if (refusal.code === 'customer_not_found') return missing(refusal.customer)
  const field = refusal.code === 'phone_taken' ? 'phone' : 'email'
  const message = `customer ${refusal.customer} has it`
  return { refusal: { code: refusal.code, detail: `another customer has this ${field}`, errors: [{ path: field, message }] } }
}

function missing(id: string): Reply {
  return { refusal: { code: 'customer_not_found', detail: `no such customer: ${id}` } }
}
