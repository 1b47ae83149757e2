import { z } from 'zod'
import { createCustomer, findCustomer, type KnownCustomer, listCustomers } from '../../commerce/customers/customers.ts'
import { isoTime } from '../../platform/http/http.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Answered, notFound, ok, refused, type Task, task } from './task.ts'

export const UserId = z.string().min(1).max(200)

const NewUser = z
  .object({
    name: z.string().trim().min(1).max(200).optional(),
    email: z.email().max(320).optional(),
    phone: z.string().trim().min(1).max(60).optional(),
    address: z.string().trim().min(1).max(2000).optional(),
  })
  .refine((user) => Object.values(user).some((value) => value !== undefined), 'a name, an e-mail address or a phone number')

export const userTasks: readonly Task[] = [
  task({
    method: 'get',
    path: '/users',
    scope: 'customers:read',
    input: z.object({ limit: z.coerce.number().int().min(1).max(100).default(100) }),
    run: async ({ shop }, { limit }) => ok({ users: (await listCustomers(shop, {}, { limit })).items.map(userJson) }),
  }),
  task({
    method: 'get',
    path: '/users/search',
    scope: 'customers:read',
    input: z.object({ phone: z.string().min(1).max(60) }),
    run: async ({ shop }, { phone }) => {
      const [user] = (await listCustomers(shop, { phone }, { limit: 1 })).items
      // Nobody is an answer, not a mistake of whoever asks.
      return user ? ok({ user: userJson(user) }) : { status: 200, body: { status: 'not_found', user: null } }
    },
  }),
  task({
    method: 'post',
    path: '/users',
    scope: 'customers:write',
    input: NewUser,
    run: async ({ shop }, { name = null, email = null, phone = null, address = null }) => {
      const outcome = await createCustomer(shop, { name, email, phone, address, language: null, segment: null })
      if (outcome.ok) return ok({ user: userJson(outcome.value) }, 201)
      return refused(409, outcome.refusal.code, 'another user has it', { user_id: outcome.refusal.customer })
    },
  }),
]

/** The user as he is found today, by any id he was given. */
export function findUser(shop: Shop, id: string): Promise<KnownCustomer | null> {
  return findCustomer(shop, id)
}

export function noUser(id: string): Answered {
  return notFound('user_not_found', `no user is ${id}`)
}

function userJson({ id, name, email, phone, segment, address, createdAt }: KnownCustomer): Record<string, unknown> {
  return { id, name, email, phone, segment, address, created_at: isoTime(createdAt) }
}
