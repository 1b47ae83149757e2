import type { FaultPoint } from './faults.ts'

/**
 * All of chance and time that a process meets. `main.ts` makes it from the real parts, the simulation from
 * seeded ones; nothing else in the server may ask the machine for the time, a timer, chance or the network.
 */
export interface World {
  /** Business time in milliseconds UTC: opening hours, windows, quotes, what a message is dated. `CLOCK_START` sets it. */
  clock: Clock
  /** Machine time in milliseconds UTC, for leases, retries and signatures. Never compared with business time; runs forward only while a process lives. */
  machine(): number
  /** Milliseconds since some moment of this process: for measuring how long something took. */
  monotonic(): number
  /** Resolves after `ms`, or early and without error when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  schedule(ms: number, run: () => void): Scheduled
  /** Runs after the input that is already waiting was taken in: the tick at which writes are grouped. */
  soon(run: () => void): void
  random: Random
  /** A UUIDv7; of two made by one process the later one sorts later. */
  ids(): string
  fetchOut: FetchOut
  /** Nothing in production. Tests stop the process here: then it never returns. */
  fault(point: FaultPoint): void | Promise<void>
}

export interface Clock {
  now(): number
}

export interface Scheduled {
  cancel(): void
}

export interface Random {
  bytes(length: number): Uint8Array
  /** A number from 0 up to, not including, 1. */
  fraction(): number
}

/** Every request that leaves the shop. Throws `FetchOutError`, which says whether the request can have reached the other side. */
export type FetchOut = (url: string, options?: FetchOutOptions) => Promise<FetchOutResponse>

export interface FetchOutOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  /** The whole exchange, connect to last byte. 15 s when left out. */
  timeoutMs?: number
  /** The largest answer that is read. 1 MiB when left out. */
  maxBytes?: number
  /** Origins (`http://127.0.0.1:9000`) that a store file or the environment names: only these may be private addresses. */
  trustedOrigins?: readonly string[]
}

export interface FetchOutResponse {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: Uint8Array
  text(): string
}

export class FetchOutError extends Error {
  /** `false` only when the other side surely never got the request (refused connection, unknown host, forbidden address). */
  readonly mayHaveArrived: boolean
  readonly reason: 'refused' | 'unknown_host' | 'forbidden_address' | 'timeout' | 'reset' | 'too_large' | 'aborted'
  constructor(reason: FetchOutError['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FetchOutError'
    this.reason = reason
    this.mayHaveArrived = !['refused', 'unknown_host', 'forbidden_address'].includes(reason)
  }
}
