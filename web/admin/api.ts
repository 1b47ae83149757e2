/** What runs, as `GET /api/v1/status` tells it. */
export interface Status {
  version: string
  engine: string
  roles: string[]
  started_at: string
  lines: { id: string; provider: string; address: string; seller: string | null }[]
  counts: { conversations: number; waiting: number; dead_letters: number }
  degraded: string[]
}

export type Answer<T> = { kind: 'ok'; value: T } | Refusal

export type Refusal =
  | { kind: 'signed_out' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'unreachable' }
  /** `detail` in the shop's own words, where it gave some. */
  | { kind: 'failed'; detail: string | null }

export function getStatus(): Promise<Answer<Status>> {
  return ask('GET', 'status')
}

/** `signed_out` means here: no such person, or not that password. */
export function signIn(email: string, password: string): Promise<Answer<unknown>> {
  return ask('POST', 'session', { email, password })
}

export function signOut(): Promise<Answer<unknown>> {
  return ask('DELETE', 'session')
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const options: RequestInit = { method, credentials: 'same-origin', cache: 'no-store', headers: { accept: 'application/json' } }
  if (body !== undefined) {
    options.headers = { accept: 'application/json', 'content-type': 'application/json' }
    options.body = JSON.stringify(body)
  }
  try {
    const response = await fetch(`/api/v1/${path}`, options)
    if (!response.ok) return await refusalIn(response)
    const text = await response.text()
    return { kind: 'ok', value: (text ? JSON.parse(text) : null) as T }
  } catch {
    // No answer, or one cut off half way.
    return { kind: 'unreachable' }
  }
}

async function refusalIn(response: Response): Promise<Refusal> {
  if (response.status === 401) return { kind: 'signed_out' }
  if (response.status === 429) return { kind: 'wait', seconds: Number(response.headers.get('retry-after')) || 60 }
  if (response.status === 502 || response.status === 503 || response.status === 504) return { kind: 'unreachable' }
  const isProblem = response.headers.get('content-type')?.includes('json')
  const problem = isProblem ? ((await response.json()) as { detail?: string; title?: string }) : null
  return { kind: 'failed', detail: problem?.detail ?? problem?.title ?? null }
}
