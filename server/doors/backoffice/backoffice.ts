import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Desk } from '../../conversation/desk.ts'
import { check, type HttpEnv, HttpProblem, jsonFrom, rawBody } from '../../platform/http/http.ts'
import { allows } from '../../shop/keys/keys.ts'
import { callerOf, type KeyLimit, onceUnderKey } from '../rest/rest.ts'
import { cartTasks } from './carts.ts'
import { orderTasks } from './orders.ts'
import { productTasks } from './products.ts'
import type { About, Answered, Task } from './task.ts'
import { userTasks } from './users.ts'

const tasks: readonly Task[] = [...userTasks, ...productTasks, ...cartTasks, ...orderTasks]

/**
 * What programs written for the first systems ask for, at the root and in their words: each answer carries `status`, a price is a
 * plain number. New programs are better served below `/api/v1`.
 */
export function backofficeRoutes(app: Hono<HttpEnv>, desk: Desk, limit: KeyLimit, about: About): void {
  for (const task of tasks) {
    app.on(task.method, [task.path], async (context) => {
      try {
        return await answer(context, desk, task, limit, about)
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error
        return inTheirWords(context, error)
      }
    })
  }
}

async function answer(context: Context<HttpEnv>, desk: Desk, task: Task, limit: KeyLimit, about: About): Promise<Response> {
  const { caller, shop } = await callerOf(context, desk)
  if (!allows(caller.scopes, task.scope)) throw new HttpProblem(403, { code: 'out_of_scope', detail: `this needs the scope ${task.scope}` })
  limit(shop, caller)
  const bytes = task.method === 'get' ? new Uint8Array() : await rawBody(context)
  const given = task.method === 'get' ? context.req.query() : jsonFrom(bytes)
  const input = check(task.input, given, task.method === 'get' ? 'the query' : 'the body')
  const once = await onceUnderKey(context, shop, caller, bytes)
  if (once?.before) return send(context, once.before as Answered)
  const answered = await task.run({ desk, shop: once?.shop ?? shop, caller, about }, input)
  if (answered.status < 300) await once?.keep(answered)
  return send(context, answered)
}

function send(context: Context, { status, body }: Answered): Response {
  return context.json(body, status)
}

function inTheirWords(context: Context, { status, body, headers }: HttpProblem): Response {
  const { code = 'invalid', detail, errors = [] } = body
  return context.json({ status: 'error', code, message: detail, errors }, status as ContentfulStatusCode, headers)
}
