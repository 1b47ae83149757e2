import { keyOf } from '../harness/shop.ts'
import type { Asking } from './traffic.ts'

/** As a program with a key asks the API. */
export function jsonRequest(number: number, method: Asking['method'], path: string, body: unknown): Asking {
  return { method, path, headers: { 'x-api-key': keyOf(number), 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
