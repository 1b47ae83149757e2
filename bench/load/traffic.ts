import type { Heard } from '../bare/serve.ts'

/** What a row asks, and when that is done. The load generator takes it from the row's own file. */
export interface Traffic {
  /** Each number is asked once: whatever has to be new in a request is made from it. */
  request(number: number): Asking
  /** What a request writes besides its digits and is its alone, such as a time: in its order, whatever the number. */
  marks?(number: number): readonly (string | number)[]
  /** What a server must look at before it believes a request. */
  checks?(heard: Pick<Heard, 'headers' | 'body'>): boolean
  /** `answered` with a 200 or 201, or `replied`: the customer has an answer on the phone, which is the provider's to know. */
  readonly done: 'answered' | 'replied'
}

export interface Asking {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Like no other number that a statement may hold. */
const firstCustomer = 53_917_264

/** Eight digits that stand in everything a request makes: a customer's number, an id. The bare pipeline finds its way by them. */
export function digits(number: number): string {
  return String(firstCustomer + number)
}

/** Whoever writes from this number, as a provider gives it. */
export function customer(number: number): string {
  return `54911${digits(number)}`
}

export function numberOf(address: string): number {
  return Number(address.slice(-8)) - firstCustomer
}

/** Where the bare pipeline reads which number is asked; the shop never looks at it. */
export const numberHeader = 'x-number'
