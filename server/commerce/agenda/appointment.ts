/** A time that somebody has with the shop. */
export interface Appointment {
  id: string
  service: string
  customer: string | null
  conversation: string | null
  startsAt: number
  endsAt: number
  status: AppointmentStatus
  /** When its customer is to be reminded; null when he is not, or was. */
  remindAt: number | null
  createdAt: number
}

export type AppointmentStatus = 'scheduled' | 'confirmed' | 'cancelled' | 'done' | 'no_show'

/** From where to where an appointment may go; what has come to its end stays. */
export const appointmentMoves: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
  scheduled: ['confirmed', 'cancelled', 'done', 'no_show'],
  confirmed: ['cancelled', 'done', 'no_show'],
  cancelled: [],
  done: [],
  no_show: [],
}

export function mayMove(from: AppointmentStatus, to: AppointmentStatus): boolean {
  return appointmentMoves[from].includes(to)
}

/** Whether it still takes its time: what was cancelled has given it back. */
export function isAhead({ status }: Pick<Appointment, 'status'>): boolean {
  return status === 'scheduled' || status === 'confirmed'
}

export type AgendaRefusal =
  | { code: 'service_not_found'; service: string; services: string[] }
  | { code: 'service_required'; services: string[] }
  | { code: 'appointment_not_found'; appointment: string }
  | { code: 'slot_taken'; service: string; starts_at: number }
  /** In the past, or not on the grid of five minutes. */
  | { code: 'invalid_time'; reason: 'past' | 'grid' | 'far' }
  | { code: 'outside_hours'; service: string }
  | { code: 'move_not_allowed'; from: AppointmentStatus; to: AppointmentStatus }
