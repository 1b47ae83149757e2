import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { FetchOutError, type FetchOutResponse } from '../world/world.ts'
import type { Exchange, Network } from './fetch-out.ts'

const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 100 })
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 100 })

export const network: Network = { resolve, exchange }

async function resolve(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host]
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch (error) {
    throw new FetchOutError('unknown_host', `${host} cannot be resolved`, { cause: error })
  }
}

function exchange(wanted: Exchange): Promise<FetchOutResponse> {
  return new Promise((done, failed) => {
    let connected = false
    const secure = wanted.url.protocol === 'https:'
    const options: RequestOptions = {
      method: wanted.method,
      headers: wanted.body === undefined ? wanted.headers : { 'content-length': Buffer.byteLength(wanted.body), ...wanted.headers },
      agent: secure ? httpsAgent : httpAgent,
      // The name may point elsewhere by now: the connection goes to the address that was checked.
      lookup: (_host, { all }, found) => {
        const family = isIP(wanted.address)
        if (all) found(null, [{ address: wanted.address, family }])
        else found(null, wanted.address, family)
      },
    }
    const sent = (secure ? httpsRequest : httpRequest)(wanted.url, options)
    const timer = setTimeout(
      () => fail(new FetchOutError(connected ? 'timeout' : 'refused', `no answer in ${wanted.timeoutMs} ms`)),
      wanted.timeoutMs,
    )
    const abort = () => fail(new FetchOutError('aborted', 'given up'))
    wanted.signal?.addEventListener('abort', abort)
    const end = () => {
      clearTimeout(timer)
      wanted.signal?.removeEventListener('abort', abort)
    }
    const fail = (error: unknown) => {
      end()
      sent.destroy()
      failed(error)
    }
    sent.once('socket', (socket) => {
      if (!socket.connecting) connected = true
      else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true))
    })
    sent.once('error', (error) => fail(classify(error, connected)))
    sent.once('response', (response) => {
      readBody(response, wanted.maxBytes).then((body) => {
        end()
        done(toResponse(response, body))
      }, fail)
    })
    sent.end(wanted.body)
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
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return { status: response.statusCode ?? 0, headers, body, text: () => new TextDecoder().decode(body) }
}

function classify(error: NodeJS.ErrnoException, connected: boolean): FetchOutError {
  if (error.code === 'ECONNREFUSED' || !connected)
    return new FetchOutError('refused', `could not connect: ${error.code ?? error.message}`, { cause: error })
  return new FetchOutError('reset', `the connection broke: ${error.code ?? error.message}`, { cause: error })
}
