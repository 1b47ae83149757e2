import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChildOptions } from './faults/child.ts'
import type { DamageName } from './faults/damage.ts'
import { compileCache, root } from './source.ts'

/** The program as people start it: a process of its own, of which only what is seen from outside is known. */
export interface Program extends AsyncDisposable {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly written: { readonly out: string; readonly err: string }
  /** Where it is open; fails where it ended before. */
  readonly open: Promise<string>
  readonly ended: Promise<Ending>
}

export interface Ending {
  /** Its exit code, or the signal that it died of. */
  how: number | NodeJS.Signals
  out: string
  err: string
}

export interface ProgramOptions {
  env?: Readonly<Record<string, string>>
  args?: readonly string[]
  /** The provider of our own is there as a channel; and the shop does wrong, where it is told to. */
  standIn?: boolean | DamageName
  /** A command that runs it, and what that one is told. */
  under?: readonly string[]
}

const grid = (damage: DamageName | null): ChildOptions => ({ lookUp: true, damage })

/** It takes any free port, unless it is told one. */
export function runProgram({ env = {}, args = ['start'], standIn = false, under = [] }: ProgramOptions): Program {
  const script = standIn ? [join(root, 'test', 'faults', 'child.ts')] : [join(root, 'bin', 'mostrador.js'), ...args]
  const [command = process.execPath, ...rest] = [...under, process.execPath, ...script]
  const child = spawn(command, rest, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      PORT: '0',
      ...(standIn ? { FAULT_GRID: JSON.stringify(grid(standIn === true ? null : standIn)) } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', ...(standIn ? (['ipc'] as const) : [])],
  })
  const written = { out: '', err: '' }
  const opened = Promise.withResolvers<string>()
  // Whoever never asks where it is open need not hear that it is not.
  opened.promise.catch(() => undefined)
  child.stdout?.on('data', (text) => {
    written.out += text
    const [, url] = /is open: (\S+)\n[\s\S]*MCP .*\n/.exec(written.out) ?? []
    if (url) opened.resolve(url)
  })
  child.stderr?.on('data', (text) => (written.err += text))
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ how: code ?? signal ?? 0, ...written }))
  })
  void ended.then(({ how, out, err }) => opened.reject(new Error(`it ended (${how}) before it was open:\n${out}${err}`)), opened.reject)
  return {
    child,
    written,
    open: opened.promise,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** One that nobody listens on right now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A folder for what a program keeps, gone at the end of its block. */
export function newFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'mostrador-program-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
