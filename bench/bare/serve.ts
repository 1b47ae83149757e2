import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readProcess } from '../../server/platform/telemetry/real.ts'
import { numberHeader } from '../load/traffic.ts'

export interface Heard {
  /** Which of its numbers the load generator asks. */
  number: number
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Told {
  status: number
  body: string
}

/** The runtime's own server and nothing around it, but the figures that are read of every process here. */
export function serve(answer: (heard: Heard) => Promise<Told>): void {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const heard = {
        number: Number(request.headers[numberHeader]),
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts),
      }
      const answered = heard.path === '/metrics' ? Promise.resolve({ status: 200, body: metrics() }) : answer(heard)
      answered.then(
        ({ status, body }) => response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body),
        (error: unknown) => {
          console.error(error)
          response.writeHead(500, { 'content-length': 0 }).end()
        },
      )
    })
  })
  server.keepAliveTimeout = 65_000
  server.listen(Number(process.env.PORT), '127.0.0.1', () => {
    console.log(`A bare server is open: http://localhost:${(server.address() as AddressInfo).port}`)
  })
  process.on('SIGTERM', () => process.exit(0))
}

function metrics(): string {
  return readProcess()
    .map(({ name, value }) => `${name} ${value}\n`)
    .join('')
}
