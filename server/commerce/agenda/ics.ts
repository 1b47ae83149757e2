import type { Appointment } from './appointment.ts'

/** A calendar as RFC 5545 writes it, for the calendars of phones and desks. It holds times and services, and no customer. */
export function renderCalendar(name: string, appointments: readonly { appointment: Appointment; title: string }[], now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mostrador//Agenda//ES',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...appointments.flatMap(({ appointment, title }) => [
      'BEGIN:VEVENT',
      `UID:${appointment.id}@mostrador`,
      `DTSTAMP:${moment(now)}`,
      `DTSTART:${moment(appointment.startsAt)}`,
      `DTEND:${moment(appointment.endsAt)}`,
      `SUMMARY:${escaped(title)}`,
      `STATUS:${statuses[appointment.status]}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const statuses: Record<Appointment['status'], string> = {
  scheduled: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  cancelled: 'CANCELLED',
  done: 'CONFIRMED',
  no_show: 'CANCELLED',
}

function moment(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r?\n/g, '\\n')
    .replaceAll('\r', '')
}

/** A line has 75 bytes at the most and goes on behind a space; no character is torn. */
function folded(line: string): string {
  let out = ''
  let bytes = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (bytes + size > 74) {
      out += '\r\n '
      bytes = 1
    }
    out += letter
    bytes += size
  }
  return out
}
