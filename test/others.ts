import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiKey } from './counter.ts'

const root = join(import.meta.dirname, '..')

export interface Ran {
  code: number | null
  out: string
  err: string
}

/** A program that others wrote, out of a package, with a home of its own that is thrown away. */
export async function runOthers(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const home = mkdtempSync(join(tmpdir(), 'mostrador-others-'))
  try {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: home,
      env: { PATH: process.env.PATH ?? '', HOME: home, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    })
    return await ended(child)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function ended(child: ChildProcess): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const ran = { out: '', err: '' }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      ran.out += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      ran.err += text
    })
    child.once('error', reject).once('close', (code) => resolve({ code, ...ran }))
  })
}

/** For programs that have no way to send a key: in front of the shop, and all it does is to add one. */
export async function withKey(url: string): Promise<{ url: string } & AsyncDisposable> {
  const { hostname, port } = new URL(url)
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, 'x-api-key': apiKey }
    const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
