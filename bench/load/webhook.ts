import { createHmac, timingSafeEqual } from 'node:crypto'
import { sign } from '../../test/fakes/stand-in.ts'
import type { Asking, Traffic } from './traffic.ts'

/** A customer's message as the stand-in provider posts it. */
export function webhook(line: { key: string; secret: string }, message: { id: string; from: string; text: string }): Asking {
  const body = JSON.stringify({ line: line.key, messages: [{ ...message, name: 'Ana', written_at: null }] })
  return {
    method: 'POST',
    path: '/webhooks/stand-in',
    headers: { 'content-type': 'application/json', 'x-signature': sign(body, line.secret) },
    body,
  }
}

export function verifies({ headers, body }: Parameters<NonNullable<Traffic['checks']>>[0], secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(String(headers['x-signature']), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
