import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export interface ProblemBody {
  /** One word for programs, `out_of_stock`. */
  code?: string
  /** One sentence for people. */
  detail: string
  /** Which fields are wrong, and why. */
  errors?: { path: string; message: string }[]
  /** What helps a program to go on: members of their own, beside the standard ones. */
  extra?: Readonly<Record<string, unknown>>
}

/** Thrown by a door that will not go on: an answer, not an accident. */
export class HttpProblem extends Error {
  readonly status: ContentfulStatusCode
  readonly body: ProblemBody
  readonly headers: Record<string, string>
  constructor(status: ContentfulStatusCode, body: ProblemBody, headers: Record<string, string> = {}) {
    super(body.detail)
    this.name = 'HttpProblem'
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
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unprocessable',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Try again later',
}

/** An error as RFC 9457 wants it. */
export function problem(context: Context, status: ContentfulStatusCode, body: ProblemBody, headers: Record<string, string> = {}): Response {
  return context.body(problemText(status, body), status, { ...headers, 'content-type': problemType })
}

export const problemType = 'application/problem+json'

export function problemText(status: number, body: ProblemBody): string {
  const type = body.code === undefined ? 'about:blank' : `/problems/${body.code.replaceAll('_', '-')}`
  const { extra, errors = [], ...told } = body
  return JSON.stringify({ ...extra, type, title: titles[status] ?? 'Error', status, ...told, errors })
}
