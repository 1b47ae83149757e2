import type { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Scope } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Caller } from '../rest/rest.ts'

export interface About {
  publicUrl(): string
}

export interface Asked {
  readonly desk: Desk
  readonly shop: Shop
  readonly caller: Caller
  readonly about: About
}

export interface Answered {
  status: 200 | 201 | 404 | 409 | 422
  body: { status: 'ok' | 'not_found' | 'error' } & Record<string, unknown>
}

/** One thing that a program of the first systems asks for. */
export interface Task<Input extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly scope: Scope
  /** Of the query, or of the body. */
  readonly input: Input
  run(asked: Asked, input: z.output<Input>): Promise<Answered>
}

export function task<Input extends z.ZodType>(described: Task<Input>): Task {
  return described as unknown as Task
}

export function ok(told: Record<string, unknown>, status: 200 | 201 = 200): Answered {
  return { status, body: { status: 'ok', ...told } }
}

export function refused(status: 409 | 422, code: string, message: string, more: Record<string, unknown> = {}): Answered {
  return { status, body: { status: 'error', code, message, ...more } }
}

export function notFound(code: string, message: string): Answered {
  return { status: 404, body: { status: 'not_found', code, message } }
}

/** A price as they write it: 450.0. */
export function plainAmount(minor: number, currency: string): number {
  return Number(writeAmount(minor, currency))
}
