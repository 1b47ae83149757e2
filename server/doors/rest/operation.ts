import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import type { Explained } from '../../platform/outcome.ts'
import type { Scope } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'

/** Who asks: a key of a tenant or one of its staff, and what they may do. */
export interface Caller {
  readonly kind: 'key' | 'staff'
  readonly name: string
  /** Of one of the staff. */
  readonly email: string | null
  /** Whoever runs the installation: he acts in any shop, as an operation that is about none. */
  readonly operator: boolean
  readonly scopes: readonly string[]
}

export interface Asked<Params, Query, Body> {
  readonly desk: Desk
  readonly shop: Shop
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** What came as it came; of an upload, the file in it. */
  readonly bytes: Uint8Array
  /** Aborts when whoever asked has hung up. */
  readonly gone: AbortSignal
  readonly about: { version: string; roles: readonly string[]; publicUrl(): string }
}

/**
 * What an operation answers: a status and a body that its schema describes, a long one as text piece by piece, or a refusal by its
 * code. `passing`: it will be another one later, or nobody may find it: it is not kept under the caller's Idempotency-Key.
 */
export type Reply =
  | { status: 200 | 201; body: unknown; passing?: boolean }
  | { status: 200; document: ReplyDocument }
  | { status: 204 }
  | { refusal: ReplyRefusal }

export interface ReplyDocument {
  /** As a browser saves it. */
  name: string
  /** JSON when left out. */
  type?: string
  /** The next piece is read when the one before it is on its way. */
  content: AsyncIterable<string | Uint8Array>
}

export interface ReplyRefusal extends Explained {
  code: string
}

/**
 * One operation of the REST API, as data: the same lines validate a request, check its scope and write the OpenAPI document.
 * A refusal's code stands in `refusals` with its status; a code that does not is a mistake that a test finds.
 */
export interface Operation<Params extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** `/conversations/{id}/messages`, below `/api/v1`. */
  readonly path: string
  /** Where it is answered besides, from the root. */
  readonly alsoAt?: readonly string[]
  readonly summary: string
  /** What the summary has no room for. */
  readonly about?: string
  /** Its part of the API, one of `tags.ts`. */
  readonly tag: string
  /** Of what is for operators only no key of a shop has it. */
  readonly scope: Scope | 'operator'
  /** About the installation: for operators only. Says which shop it is about, which need not be there; null where it is about all. */
  readonly forOperators?: (asked: { params: unknown; body: unknown }) => string | null
  readonly params: Params
  readonly query: Query
  readonly body: Body | null
  /** A file instead of JSON: the body itself, or the one file of a form. */
  readonly upload?: Upload
  readonly answer: {
    status: 200 | 201 | 204
    means: string
    schema: z.ZodType | null
    /** What it may come as, where it is a document: each type with what is in it, null where that is no JSON. */
    document?: Readonly<Record<string, z.ZodType | null>>
  }
  /** Each with its sentence in `refusals.ts`. */
  readonly refusals: Readonly<Record<string, 403 | 404 | 409 | 422>>
  run(asked: Asked<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Reply>
}

/** As much of an operation as the OpenAPI document tells. The scope of what anybody may ask for, without a key, is null. */
export interface Documented extends Omit<Operation, 'scope' | 'refusals' | 'run'> {
  readonly scope: Operation['scope'] | null
  readonly refusals: Readonly<Record<string, number>>
}

export interface Upload {
  /** What an error calls it. */
  readonly name: string
  readonly types: readonly string[]
  readonly maxBytes: number
  readonly means: string
}

/** Keeps the types of one operation together while the list holds them all. */
export function operation<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  described: Operation<Params, Query, Body>,
): Operation {
  return described as unknown as Operation
}

/** Whether it answers a list, page by page. */
export function isPaged({ query }: Pick<Operation, 'query'>): boolean {
  return query instanceof z.ZodObject && 'cursor' in query.shape
}
