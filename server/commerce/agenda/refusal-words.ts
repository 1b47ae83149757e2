import { isoTime } from '../../platform/iso-time.ts'
import type { Explained } from '../../platform/outcome.ts'
import type { AgendaRefusal } from './appointment.ts'

const times = { past: 'a time that is still to come', grid: 'a time on the five minutes', far: 'a time within a year' } as const

/** What a refusal says to whoever asked, and what helps a program to go on. */
export function explainAgendaRefusal(refusal: AgendaRefusal): Explained {
  switch (refusal.code) {
    case 'service_not_found':
      return {
        detail: `no such service: ${refusal.service}; there are: ${refusal.services.join(', ')}`,
        extra: { services: refusal.services },
      }
    case 'service_required':
      return { ...field('service', `one of: ${refusal.services.join(', ')}`), extra: { services: refusal.services } }
    case 'appointment_not_found':
      return { detail: `no such appointment: ${refusal.appointment}` }
    case 'slot_taken':
      return { detail: `${refusal.service} is taken at ${isoTime(refusal.starts_at)}` }
    case 'outside_hours':
      return { detail: 'the shop is closed then' }
    case 'invalid_time':
      return field('starts_at', times[refusal.reason])
    case 'move_not_allowed':
      return { detail: `an appointment that is ${refusal.from} cannot become ${refusal.to}` }
    default:
      return refusal satisfies never
  }
}

function field(path: string, message: string): Explained {
  return { detail: `${path}: takes ${message}`, errors: [{ path, message }] }
}
