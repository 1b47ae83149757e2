import type { Hono } from 'hono'
import { z } from 'zod'
import { firstDueDelivery } from '../../conversation/delivery/delivery.ts'
import type { Desk } from '../../conversation/desk.ts'
import { firstDueTurn } from '../../conversation/inbox/inbox.ts'
import { countDeadLetters, type EventType } from '../../platform/events/events.ts'
import { type HttpEnv, problem } from '../../platform/http/http.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'

export interface OperationsOptions {
  /** `null` while the process is still getting ready. */
  ready(): boolean
  storeFileSchema(): unknown
  events: readonly Pick<EventType<unknown>, 'type' | 'means' | 'schema'>[]
}

/** Waiting longer than this is trouble that an operator should see. */
const backlogMs = 60_000

/** What operators and machines ask of a process: is it there, can it work, how much, and in which words. */
export function operationsRoutes(app: Hono<HttpEnv>, desk: Desk, options: OperationsOptions): void {
  for (const path of ['/healthz', '/health']) app.get(path, (context) => context.json({ status: 'ok' }))
  for (const path of ['/readyz', '/ready']) {
    app.get(path, async (context) => {
      if (!options.ready()) return context.json({ status: 'starting' }, 503)
      try {
        await desk.database.ping()
        return context.json({ status: 'ok', degraded: await degraded(desk) })
      } catch (error) {
        desk.log.warn('database.trouble', { error: describeError(error) })
        return context.json({ status: 'unavailable', degraded: ['database'] }, 503)
      }
    })
  }
  app.get('/metrics', async (context) => {
    await measureWaiting(desk)
    return context.body(desk.metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  app.get('/schemas/store.json', (context) => context.json(options.storeFileSchema() as object))
  app.get('/schemas/events/:type', (context) => {
    const type = context.req.param('type').replace(/\.json$/, '')
    const found = options.events.find((event) => event.type === type)
    if (!found) return problem(context, 404, { code: 'not_found', detail: `no event is called ${type}` })
    return context.json({ title: found.type, description: found.means, ...z.toJSONSchema(found.schema) })
  })
}

async function degraded(desk: Desk): Promise<string[]> {
  const waits = await waiting(desk)
  return Object.entries(waits).flatMap(([stage, ms]) => (ms > backlogMs ? [`backlog: ${stage} has waited ${Math.round(ms / 1000)} s`] : []))
}

async function waiting(desk: Desk): Promise<{ turn: number; delivery: number }> {
  const now = desk.database.now()
  const turn = (await desk.database.system.read(firstDueTurn, {}))[0]?.due ?? now
  const delivery = (await desk.database.system.read(firstDueDelivery, {}))[0]?.due ?? now
  return { turn: Math.max(0, now - turn), delivery: Math.max(0, now - delivery) }
}

async function measureWaiting(desk: Desk): Promise<void> {
  const { turn, delivery } = await waiting(desk)
  desk.metrics.oldestWaiting.set({ stage: 'turn' }, turn / 1000)
  desk.metrics.oldestWaiting.set({ stage: 'delivery' }, delivery / 1000)
  desk.metrics.outboxLag.set({}, delivery / 1000)
  desk.metrics.deadLetters.set({}, Number((await desk.database.system.read(countDeadLetters, {}))[0]?.parked ?? 0))
}
