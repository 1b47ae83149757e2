import { z } from 'zod'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { type FetchOut, FetchOutError } from '../../platform/world/world.ts'
import { isLoopbackName } from '../../shop/tenants/tenants.ts'
import { ucpVersion } from './profile.ts'

/** Who calls: what its profile says that it can do. */
export interface UcpCaller {
  /** The host of its profile, as orders name whoever placed them. */
  readonly name: string
  readonly capabilities: ReadonlySet<string>
}

export interface ProfileRefusal {
  code: 'invalid_profile_url' | 'profile_unreachable' | 'profile_malformed' | 'version_unsupported'
  content: string
}

export type Callers = (profile: string) => Promise<Outcome<UcpCaller, ProfileRefusal>>

const Profile = z.looseObject({
  ucp: z.looseObject({
    version: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    capabilities: z.record(z.string(), z.unknown()).default({}),
  }),
})

const most = { bytes: 256 * 1024, kept: 1000, keptMs: 3_600_000 }
const timeoutMs = 5000
/** As short as a profile may be kept. */
const leastKeptMs = 60_000

interface Kept {
  caller: Promise<Outcome<UcpCaller, ProfileRefusal>>
  until: number
}

/**
 * Callers are known by a document that they name: it is fetched from public addresses over https, kept for a minute or more, and
 * asked for once however many of its calls come meanwhile. Where only this machine can come in, it may stand on this machine too.
 */
export function ucpCallers(fetchOut: FetchOut, now: () => number, onLoopback: boolean): Callers {
  const kept = new Map<string, Kept>()

  async function look(url: URL): Promise<Outcome<UcpCaller, ProfileRefusal>> {
    const found = await fetchProfile(fetchOut, url, onLoopback)
    if (!found.ok) {
      // What failed may be mended at once.
      kept.delete(url.href)
      return found
    }
    const entry = kept.get(url.href)
    if (entry) entry.until = now() + found.value.keepMs
    return done(found.value.caller)
  }

  return (profile) => {
    const url = readUrl(profile, onLoopback)
    if (!url) return Promise.resolve(refuse({ code: 'invalid_profile_url', content: 'a profile is named by an https address' }))
    const known = kept.get(url.href)
    kept.delete(url.href)
    const entry = known && known.until > now() ? known : { caller: look(url), until: now() + leastKeptMs }
    // Those longest unused come first, and go first.
    kept.set(url.href, entry)
    const [eldest] = kept.size > most.kept ? kept.keys() : []
    if (eldest !== undefined) kept.delete(eldest)
    return entry.caller
  }
}

function readUrl(profile: string, onLoopback: boolean): URL | null {
  if (!URL.canParse(profile)) return null
  const url = new URL(profile)
  const isPlain = url.username === '' && url.password === ''
  return isPlain && (url.protocol === 'https:' || (onLoopback && url.protocol === 'http:')) ? url : null
}

async function fetchProfile(
  fetchOut: FetchOut,
  url: URL,
  onLoopback: boolean,
): Promise<Outcome<{ caller: UcpCaller; keepMs: number }, ProfileRefusal>> {
  const unreachable = (content: string) => refuse({ code: 'profile_unreachable' as const, content })
  const trustedOrigins = onLoopback && isLoopbackName(url.hostname) ? [url.origin] : []
  try {
    const answer = await fetchOut(url.href, { headers: { accept: 'application/json' }, timeoutMs, maxBytes: most.bytes, trustedOrigins })
    if (answer.status !== 200) return unreachable(`${url.href} answered ${answer.status}`)
    const caller = readProfile(url, answer.text())
    return caller.ok ? done({ caller: caller.value, keepMs: keepMsOf(answer.headers['cache-control']) }) : caller
  } catch (error) {
    if (error instanceof FetchOutError) return unreachable(`${url.href} could not be fetched: ${error.reason}`)
    throw error
  }
}

function readProfile(url: URL, text: string): Outcome<UcpCaller, ProfileRefusal> {
  const malformed = () => refuse({ code: 'profile_malformed' as const, content: `${url.href} is no profile of the protocol` })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return malformed()
  }
  const read = Profile.safeParse(document)
  if (!read.success) return malformed()
  const { version, capabilities } = read.data.ucp
  if (version > ucpVersion) return refuse({ code: 'version_unsupported', content: `${version} is not spoken here, ${ucpVersion} is` })
  return done({ name: url.host, capabilities: new Set(Object.keys(capabilities)) })
}

function keepMsOf(cacheControl: string | undefined): number {
  const seconds = Number(/max-age=(\d+)/.exec(cacheControl ?? '')?.[1] ?? 0)
  return Math.min(Math.max(seconds * 1000, leastKeptMs), most.keptMs)
}
