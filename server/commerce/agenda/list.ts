import type { Shop } from '../../shop/shop.ts'
import type { Appointment } from './appointment.ts'
import { appointmentColumns, findAppointment, toAppointment } from './appointments.sql.ts'

export interface AppointmentFilter {
  from?: number | undefined
  to?: number | undefined
  conversation?: string | undefined
}

export async function findOneAppointment(shop: Shop, id: string): Promise<Appointment | null> {
  const row = (await shop.read(findAppointment, { id }))[0]
  return row ? toAppointment(row) : null
}

/** By the time they begin. */
export async function listAppointments(
  shop: Shop,
  filter: AppointmentFilter,
  page: { limit: number; after?: string | undefined },
): Promise<{ items: Appointment[]; next: string | null }> {
  let query = shop.sql
    .selectFrom('appointments')
    .select(appointmentColumns)
    .where('tenant_id', '=', shop.tenant.id)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(page.limit + 1)
  const { from, to, conversation } = filter
  if (from !== undefined) query = query.where('starts_at', '>=', from)
  if (to !== undefined) query = query.where('starts_at', '<', to)
  if (conversation !== undefined) query = query.where('conversation_id', '=', conversation)
  if (page.after !== undefined) {
    const [at = '', id = ''] = page.after.split(' ')
    query = query.where((row) =>
      row.or([row('starts_at', '>', Number(at)), row.and([row('starts_at', '=', Number(at)), row('id', '>', id)])]),
    )
  }
  const rows = await query.execute()
  const items = rows.slice(0, page.limit).map(toAppointment)
  const last = items.at(-1)
  return { items, next: rows.length > page.limit && last ? `${last.startsAt} ${last.id}` : null }
}
