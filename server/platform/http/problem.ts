import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export interface ProblemBody {
  code?: string
  detail: string
  errors?: { path: string; message: string }[]
}

/** Thrown by a door that will not go on: an answer, not an accident. */
export class HttpProblem extends Error {
  readonly status: ContentfulStatusCode
  readonly body: ProblemBody
  readonly headers: Record<string, string>
  constructor(status: ContentfulStatusCode, body: ProblemBody, headers: Record<string, string> = {}) {
    super(body.detail)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unprocessable',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Try again later',
}

/** An error as RFC 9457 wants it. */
export function problem(context: Context, status: ContentfulStatusCode, body: ProblemBody, headers: Record<string, string> = {}): Response {
  const title = titles[status] ?? 'Error'
  const type = body.code ? `/problems/${body.code.replaceAll('_', '-')}` : 'about:blank'
  return context.body(JSON.stringify({ type, title, status, ...body }), status, { ...headers, 'content-type': 'application/problem+json' })
}

export function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}
