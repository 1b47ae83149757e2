import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Context } from 'hono'

/** The two ends of a request that came by a socket. */
export interface Bindings {
  incoming?: IncomingMessage
  outgoing?: ServerResponse
}

/** Of the chain of proxies only those are believed that are ours: the nearest address that none of them has is the client's. */
export function clientAddress(context: Context<{ Bindings: Bindings }>, trustsProxy: (address: string) => boolean): string {
  const socket = plainAddress(context.env?.incoming?.socket.remoteAddress ?? '') ?? 'local'
  if (!trustsProxy(socket)) return socket
  const forwarded = context.req.header('x-forwarded-for')
  if (forwarded === undefined) return socket
  const chain = forwarded.split(',').map((entry) => plainAddress(entry.trim()))
  const nearest = chain.findLast((address) => address === null || !trustsProxy(address))
  return nearest ?? socket
}

/** `203.0.113.7` of `203.0.113.7:4711`, `[2001:db8::7]:4711` and `::ffff:203.0.113.7`; null of anything else. */
function plainAddress(entry: string): string | null {
  const address = entry
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) === 0 ? null : address
}
