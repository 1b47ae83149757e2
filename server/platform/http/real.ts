import { lookup } from 'node:dns/promises'
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { FetchOutError, type FetchOutResponse } from '../world/world.ts'
import type { Exchange, Network } from './fetch-out.ts'

export const network: Network = { limit, resolve, exchange }

/**
 * Idle connections are closed before the other side does it, usually after 5 s or more: a request that meets a connection just
 * being closed may or may not have arrived, and a message would be in doubt for nothing.
 */
const keepAlive = { keepAlive: true, timeout: 4000, maxSockets: 100 }
const httpAgent = new HttpAgent(keepAlive)
const httpsAgent = new HttpsAgent(keepAlive)

function limit(ms: number, caller: AbortSignal | undefined): { signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const giveUp = () => controller.abort(new FetchOutError('aborted', 'given up'))
  const timer = setTimeout(() => controller.abort(new FetchOutError('timeout', `no answer in ${ms} ms`)), ms)
  if (caller?.aborted) giveUp()
  else caller?.addEventListener('abort', giveUp)
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer)
      caller?.removeEventListener('abort', giveUp)
    },
  }
}

/** Given up at the signal, though the machine's resolver itself cannot be called back. */
function resolve(host: string, signal: AbortSignal): Promise<string[]> {
  if (isIP(host) !== 0) return Promise.resolve([host])
  return new Promise((found, failed) => {
    const giveUp = () => failed(new FetchOutError('unknown_host', `${host} was not resolved in time`, { cause: signal.reason }))
    if (signal.aborted) return giveUp()
    signal.addEventListener('abort', giveUp)
    lookup(host, { all: true })
      .then((entries) => found(entries.map(({ address }) => address)))
      .catch((error: unknown) => failed(new FetchOutError('unknown_host', `${host} cannot be resolved`, { cause: error })))
      .finally(() => signal.removeEventListener('abort', giveUp))
  })
}

function exchange(wanted: Exchange): Promise<FetchOutResponse> {
  return new Promise((done, failed) => {
    if (wanted.signal.aborted) throw notSent(wanted.signal.reason)
    let connected = false
    let answered = false
    const request = begin(wanted)
    const giveUp = () => fail(connected ? wanted.signal.reason : notSent(wanted.signal.reason))
    wanted.signal.addEventListener('abort', giveUp)
    const fail = (error: unknown) => {
      wanted.signal.removeEventListener('abort', giveUp)
      failed(error)
      request.destroy()
    }
    request.once('socket', (socket) => {
      if (!socket.connecting) connected = true
      else socket.once(wanted.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true))
    })
    // Stays on: a request that is given up reports its end as an error once more.
    request.on('error', (error: NodeJS.ErrnoException) => fail(broken(error, connected)))
    request.once('close', () => answered || fail(new FetchOutError('reset', 'the connection ended without an answer')))
    request.once('response', (response) => {
      answered = true
      readBody(response, wanted.maxBytes).then((body) => {
        wanted.signal.removeEventListener('abort', giveUp)
        done(toResponse(response, body))
      }, fail)
    })
    request.end(wanted.body)
  })
}

/** By its address the connection is made, kept and found again; by its name the other side is greeted and its certificate checked. */
function begin({ url, address, method, headers, body }: Exchange): ClientRequest {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return (secure ? httpsRequest : httpRequest)({
    protocol: url.protocol,
    host: address,
    port: url.port === '' ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
    method,
    headers: {
      'accept-encoding': 'identity',
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
      host: url.host,
    },
    agent: secure ? httpsAgent : httpAgent,
    ...(secure && isIP(host) === 0 ? { servername: host } : {}),
  })
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of response) {
      size += (part as Buffer).length
      if (size > maxBytes) throw new FetchOutError('too_large', `the answer is larger than ${maxBytes} bytes`)
      parts.push(part as Buffer)
    }
  } catch (error) {
    throw error instanceof FetchOutError ? error : new FetchOutError('reset', 'the connection broke within the answer', { cause: error })
  }
  return Buffer.concat(parts)
}

function toResponse(response: IncomingMessage, body: Uint8Array): FetchOutResponse {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return { status: response.statusCode ?? 0, headers, body, text: () => new TextDecoder().decode(body) }
}

/** Time that ran out before there was a connection: surely nothing arrived. */
function notSent(reason: unknown): FetchOutError {
  if (!(reason instanceof FetchOutError) || reason.reason !== 'timeout') return reason as FetchOutError
  return new FetchOutError('refused', 'could not connect in time', { cause: reason })
}

function broken(error: NodeJS.ErrnoException, connected: boolean): FetchOutError {
  const what = error.code ?? error.message
  if (!connected) return new FetchOutError('refused', `could not connect: ${what}`, { cause: error })
  return new FetchOutError('reset', `the connection broke: ${what}`, { cause: error })
}
