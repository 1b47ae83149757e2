import { isIP } from 'node:net'

/**
 * Whose address a request came from. Of the chain in `X-Forwarded-For` only proxies of ours are believed: the nearest address that
 * none of them has is the client's, whatever else the client wrote in front of it.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trustsProxy: (address: string) => boolean,
): string {
  const socket = plainAddress(remote ?? '') ?? 'local'
  if (forwardedFor === undefined || !trustsProxy(socket)) return socket
  const chain = forwardedFor.split(',').map((entry) => plainAddress(entry.trim()))
  return chain.findLast((address) => address === null || !trustsProxy(address)) ?? socket
}

/** `203.0.113.7` of `203.0.113.7:4711`, `[2001:db8::7]:4711` and `::ffff:203.0.113.7`; null of anything else. */
function plainAddress(entry: string): string | null {
  if (isIP(entry) === 4) return entry
  const address = entry
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) === 0 ? null : address
}
