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
  maxBytes: number
  /** Aborts with a `FetchOutError` that says why. */
  signal: AbortSignal
}

/** What is needed of the network. */
export interface Network {
  /** A signal that aborts when the time is over or the caller gives up, with a `FetchOutError` as its reason. */
  limit(ms: number, caller: AbortSignal | undefined): { signal: AbortSignal; end(): void }
  /** All addresses of a name, the best first. */
  resolve(host: string, signal: AbortSignal): Promise<string[]>
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
    const { signal, end } = network.limit(options.timeoutMs ?? 15_000, options.signal)
    try {
      const addresses = await network.resolve(hostOf(url), signal)
      if (!options.trustedOrigins?.includes(url.origin)) refusePrivate(url, addresses)
      return await tryEach(network, addresses, {
        url,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        body: options.body,
        maxBytes: options.maxBytes ?? 1024 * 1024,
        signal,
      })
    } finally {
      end()
    }
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

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** One private address among several is enough: a name that has both is made to lead inside. */
function refusePrivate(url: URL, addresses: readonly string[]): void {
  const forbidden = addresses.find((candidate) => !isPublicAddress(candidate))
  if (forbidden === undefined) return
  throw new FetchOutError('forbidden_address', `${url.hostname} is at ${forbidden}, which is not a public address`)
}

/** One address after the other, as long as the request surely did not get through. */
async function tryEach(network: Network, addresses: readonly string[], exchange: Omit<Exchange, 'address'>): Promise<FetchOutResponse> {
  let refused = new FetchOutError('unknown_host', `${exchange.url.hostname} has no address`)
  for (const address of addresses) {
    try {
      return await network.exchange({ ...exchange, address })
    } catch (error) {
      if (!(error instanceof FetchOutError) || error.mayHaveArrived || exchange.signal.aborted) throw error
      refused = error
    }
  }
  throw refused
}
