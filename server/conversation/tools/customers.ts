import { z } from 'zod'
import {
  CustomerJson,
  customerJson,
  customerSubject,
  findByContact,
  findCustomer,
  isKnownBy,
  type KnownCustomer,
  noteSaid,
} from '../../commerce/customers/customers.ts'
import { done } from '../../platform/outcome.ts'
import { customerOf, meetUnder } from '../inbox/inbox.ts'
import { Address, Email, PersonName, Phone } from './person.ts'
import { refuseTool } from './refusals.ts'
import { actingTool, readingTool, type ToolUse } from './tool.ts'

const CustomerResult = z.object({ customer: CustomerJson })

export const findOneCustomer = readingTool({
  name: 'find_customer',
  title: 'Find a customer',
  description: 'The customer of this conversation; with phone or email, whoever is known by it, where that is for the caller to see.',
  scope: 'customers:read',
  inConversation: true,
  input: z.object({ phone: z.string().min(1).max(60).optional(), email: z.string().min(1).max(320).optional() }),
  output: CustomerResult,
  async read(use, { phone, email }) {
    const contact = { phone, email }
    const isNamed = phone !== undefined || email !== undefined
    const customer = isNamed && use.actsFor === 'shop' ? await findByContact(use.shop, contact) : await ownCustomer(use)
    const isShown = customer !== null && (use.actsFor === 'shop' || (await isKnownBy(use.shop, customer, contact)))
    if (isShown) return done({ customer: customerJson(customer) })
    return refuseTool('customer_not_found', {
      detail: isNamed
        ? 'nobody is known by this, or it is not for this conversation to see'
        : 'nobody knows yet who this is: save_customer keeps what he says of himself',
    })
  },
})

export const saveCustomer = actingTool({
  name: 'save_customer',
  title: 'Keep what a customer says of himself',
  description:
    'Keeps the name, e-mail address, phone or postal address that the customer of this conversation has given. What is left out stays as it is.',
  scope: 'customers:write',
  inConversation: true,
  destroys: false,
  repeats: 'safely',
  input: z
    .object({ name: PersonName.optional(), email: Email.optional(), phone: Phone.optional(), address: Address.optional() })
    .refine((said) => Object.values(said).some((value) => value !== undefined), 'takes a name, an email, a phone or an address'),
  output: CustomerResult,
  async subjects({ shop, conversation }) {
    const customer = await customerOf(shop, conversation)
    return customer === null ? [] : [customerSubject(customer)]
  },
  async act(tx, { conversation }, said) {
    const customer = (await customerOf(tx, conversation)) ?? (await meetUnder(tx, conversation))
    const saved = (await noteSaid(tx, customer, said)) ? await findCustomer(tx, customer) : null
    if (saved) return done({ customer: customerJson(saved) })
    return refuseTool('customer_not_found', { detail: 'the customer of this conversation is not there any more' })
  },
})

async function ownCustomer({ shop, conversation }: ToolUse): Promise<KnownCustomer | null> {
  const customer = await customerOf(shop, conversation)
  return customer === null ? null : findCustomer(shop, customer)
}
