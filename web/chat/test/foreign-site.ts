import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody else's site, on another origin than the shop: one page, with the headers it was given. */
export async function openForeignSite(html: string, headers: Record<string, string> = {}) {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html),
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
