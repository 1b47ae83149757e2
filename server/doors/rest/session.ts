import type { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, jsonBody, problem } from '../../platform/http/http.ts'
import { signIn, signOut } from '../../shop/staff/staff.ts'
import type { Documented } from './operation.ts'

export const sessionCookie = 'mostrador_session'

const Credentials = z
  .object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1024) })
  .meta({ example: { email: 'ada@luna.test', password: 'what only Ada knows' } })

const SessionJson = z
  .object({ email: z.string(), name: z.string(), role: z.string().describe('owner, supervisor or agent'), tenant: z.string() })
  .meta({
    id: 'Session',
    description: 'Who of the staff is signed in, and at which shop.',
    example: { email: 'ada@luna.test', name: 'Ada', role: 'owner', tenant: 'luna' },
  })

const none = z.object({})
const place = { path: '/session', tag: 'Signing in', scope: null, params: none, query: none } as const

/** They take a cookie where others take a key, and so are answered here and not as operations are. */
export const sessionOperations: readonly Documented[] = [
  {
    ...place,
    method: 'post',
    summary: 'Sign in, as one of the staff',
    about: `Sets the cookie \`${sessionCookie}\` for 12 hours, which no script reads and no other site sends. With it come the staff's own pages, and all operations, as with a key of all scopes. After 10 failures an account waits, whoever tries.`,
    body: Credentials,
    answer: { status: 200, means: 'Who is signed in now; the cookie is in Set-Cookie', schema: SessionJson },
    refusals: { wrong_email_or_password: 401, too_many_attempts: 429 },
  },
  {
    ...place,
    method: 'delete',
    summary: 'Sign out: the cookie opens nothing any more',
    body: null,
    answer: { status: 204, means: 'Nobody is signed in, or was', schema: null },
    refusals: {},
  },
]

/** Signing in and out: the token lives in a cookie that no script can read and no other site can send. */
export function sessionRoutes(app: Hono<HttpEnv>, desk: Desk, options: { publicUrl(): string }): void {
  app.post('/api/v1/session', async (context) => {
    const given = await jsonBody(context, Credentials, 16 * 1024)
    const outcome = await signIn(desk.database, desk.secrets, given)
    if (!outcome.ok) {
      desk.log.warn('session.refused', { correlation_id: context.get('correlation'), error: outcome.refusal.code })
      if (outcome.refusal.code === 'wrong_email_or_password')
        return problem(context, 401, { code: outcome.refusal.code, detail: 'wrong e-mail or password' })
      const seconds = Math.ceil(outcome.refusal.retryAfterMs / 1000)
      return problem(
        context,
        429,
        { code: outcome.refusal.code, detail: `too many attempts; wait ${seconds} s` },
        { 'retry-after': String(seconds) },
      )
    }
    const { token, member, endsAt } = outcome.value
    setCookie(context, sessionCookie, token, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: options.publicUrl().startsWith('https:'),
      path: '/',
      maxAge: Math.floor((endsAt - desk.database.now()) / 1000),
    })
    const { email, name, role, tenant } = member
    return context.json({ email, name, role, tenant } satisfies z.input<typeof SessionJson>)
  })

  app.delete('/api/v1/session', async (context) => {
    const token = getCookie(context, sessionCookie)
    if (token !== undefined) await signOut(desk.database, token)
    deleteCookie(context, sessionCookie, { path: '/' })
    return context.body(null, 204)
  })
}
