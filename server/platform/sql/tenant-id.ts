const pattern = /^[a-z0-9][a-z0-9_-]{0,62}$/

/** A tenant's id becomes part of a command to PostgreSQL: nothing but this ever does. */
export function checkTenantId(id: string): string {
  if (!pattern.test(id)) throw new Error(`${JSON.stringify(id)} is no tenant's id`)
  return id
}
