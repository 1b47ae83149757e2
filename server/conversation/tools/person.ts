import { z } from 'zod'
import { isPhone, plainPhone } from '../../commerce/customers/customers.ts'

/** What somebody says of himself, as it is taken at every door. */
export const PersonName = z.string().trim().min(1).max(200)
export const Email = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
export const Phone = z.string().max(60).refine(isPhone, 'a phone number: 6 to 20 digits, with or without +').transform(plainPhone)
export const Address = z.string().trim().min(1).max(2000)
