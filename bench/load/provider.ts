import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { numberOf } from './traffic.ts'

/** The provider's side of the stand-in channel, which takes every message at once, and knows which customer has got one. */
export interface Provider {
  readonly origin: string
  /** Resolves when the customer of this number has an answer. */
  replied(number: number): Promise<void>
}

export async function openProvider(): Promise<Provider> {
  const waiting = new Map<number, () => void>()
  let ids = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { to } = JSON.parse(Buffer.concat(parts).toString()) as { to: string }
      const answer = JSON.stringify({ id: `out-${++ids}-${to}` })
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
      const number = numberOf(to)
      waiting.get(number)?.()
      waiting.delete(number)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replied: (number) => new Promise((resolve) => waiting.set(number, resolve)),
  }
}
