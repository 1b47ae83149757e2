import type { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, jsonBody, problem } from '../../platform/http/http.ts'
import { signIn, signOut } from '../../shop/staff/staff.ts'

export const sessionCookie = 'mostrador_session'

const Credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1024) })

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
    return context.json({ email: member.email, name: member.name, role: member.role, tenant: member.tenant })
  })

  app.delete('/api/v1/session', async (context) => {
    const token = getCookie(context, sessionCookie)
    if (token !== undefined) await signOut(desk.database, token)
    deleteCookie(context, sessionCookie, { path: '/' })
    return context.body(null, 204)
  })
}
