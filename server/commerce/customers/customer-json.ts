import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import type { KnownCustomer } from './find.ts'

/** A customer as programs read him, by whatever door they come. */
export const CustomerJson = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    segment: z.string().describe('what somebody said he is, else new, repeat, vip or dormant, as his orders make it'),
    language: z.string().nullable().describe('such as es or pt-BR'),
    address: z.string().nullable().describe('where things are sent to'),
    created_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'Customer',
    description: 'A person, however many addresses he writes from.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      name: 'Ana Suárez',
      email: 'ana@example.com',
      phone: '+5491155551234',
      segment: 'repeat',
      language: 'es',
      address: null,
      created_at: '2026-03-11T19:00:00.000Z',
    },
  })

export function customerJson(customer: KnownCustomer): z.input<typeof CustomerJson> {
  const { id, name, email, phone, segment, language, address, createdAt } = customer
  return { id, name, email, phone, segment, language, address, created_at: isoTime(createdAt) }
}
