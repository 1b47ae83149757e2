/** What a key may be made for: each opens operations of REST, tools or another door, and nothing else is the name of one. */
export const scopes = [
  'appointments:read',
  'appointments:write',
  'carts:read',
  'carts:write',
  'chat:write',
  'conversations:read',
  'conversations:write',
  'customers:read',
  'customers:write',
  'events:read',
  'events:write',
  'keys:read',
  'keys:write',
  'orders:read',
  'orders:write',
  'products:read',
  'products:write',
  'status:read',
  'subscriptions:read',
  'subscriptions:write',
] as const

export type Scope = (typeof scopes)[number]
