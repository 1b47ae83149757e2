import { insideUnit } from '../sql/inside-unit.ts'
import { type FetchOut, FetchOutError, type FetchOutOptions, type FetchOutResponse } from '../world/world.ts'
import { isPublicAddress } from './addresses.ts'

export interface Exchange {
  url: URL
  /** The address to connect to: the one that was checked, whatever the name says a moment later. */
  address: string
  method: string
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  timeoutMs: number
  maxBytes: number
  signal: AbortSignal | undefined
}

/** The two things of the network that are needed: a name's addresses, and one exchange with one address. */
export interface Network {
  resolve(host: string): Promise<string[]>
  exchange(exchange: Exchange): Promise<FetchOutResponse>
}

/**
 * Every request that leaves the shop: http and https only, to public addresses unless a store file or the environment names the
 * origin, to the very address that was checked, without following redirects, with caps on size and time.
 */
export function openFetchOut(network: Network): FetchOut {
  return async (address: string, options: FetchOutOptions = {}) => {
    const unit = insideUnit()
    if (unit !== undefined) throw new Error(`unit "${unit}": a request leaves the shop inside a unit`)
    const url = readUrl(address)
    const trusted = options.trustedOrigins?.includes(url.origin) ?? false
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = await network.resolve(host)
    const first = addresses[0]
    if (first === undefined) throw new FetchOutError('unknown_host', `${host} has no address`)
    const forbidden = trusted ? undefined : addresses.find((candidate) => !isPublicAddress(candidate))
    if (forbidden !== undefined) throw new FetchOutError('forbidden_address', `${host} is at ${forbidden}, which is not a public address`)
    return network.exchange({
      url,
      address: first,
      method: options.method ?? 'GET',
      headers: options.headers ?? {},
      body: options.body,
      timeoutMs: options.timeoutMs ?? 15_000,
      maxBytes: options.maxBytes ?? 1024 * 1024,
      signal: options.signal,
    })
  }
}

function readUrl(address: string): URL {
  if (!URL.canParse(address)) throw new FetchOutError('forbidden_address', 'not a URL')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new FetchOutError('forbidden_address', `${url.protocol} is not spoken here`)
  if (url.username !== '' || url.password !== '') throw new FetchOutError('forbidden_address', 'a URL with a password in it')
  return url
}
