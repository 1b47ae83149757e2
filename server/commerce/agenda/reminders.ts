import type { Events } from '../../platform/events/events.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Log } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { World } from '../../platform/world/world.ts'
import { appointmentNear, factsOf, subjectOf } from './agenda.events.ts'
import { dueReminders, findAppointment, firstReminder, takeReminder, toAppointment } from './appointments.sql.ts'

const sweepMs = 60_000
const atOnce = 100

export interface ReminderParts {
  world: World
  database: Database
  events: Events
  log: Log
}

/** Tells of appointments that come soon, each once; what is said to whom is for those who hear it. */
export function startReminders({ world, database, events, log }: ReminderParts): { stop(): Promise<void> } {
  const now = () => world.clock.now()

  async function remind(tenant: string, id: string): Promise<void> {
    const row = (await database.tenant(tenant).read(findAppointment, { id }))[0]
    if (!row) return
    const subject = subjectOf(toAppointment(row))
    await events.transaction(database.tenant(tenant), 'agenda.remind', null, async (tx) => {
      await tx.lock(subject)
      const taken = (await tx.run(takeReminder, { id, now: now() })).rows[0]
      if (taken) await tx.publish(appointmentNear, { subject, data: factsOf(toAppointment(taken)) })
    })
  }

  const loop = dueLoop(world, {
    name: 'reminders',
    now,
    sweepMs,
    nextDue: async () => (await database.system.read(firstReminder, {}))[0]?.remind_at ?? null,
    run: async () => {
      for (const { tenant_id, id } of await database.system.read(dueReminders, { now: now(), limit: atOnce })) await remind(tenant_id, id)
    },
    log,
  })
  const ear = events.transport.listen(({ topic }) => {
    if (topic.startsWith('store.agenda.appointment.')) loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
    },
  }
}
