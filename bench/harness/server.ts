import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { frugal } from '../../bin/frugal.js'

/** A process that answers on a port: ours, or the bare one that stands beside it. */
export interface Server extends AsyncDisposable {
  readonly url: string
  /** From its spawning to the line that says where it is open. */
  readonly openedInMs: number
  /** What the process says of itself at `/metrics`. */
  reading(): Promise<Reading>
}

export interface Reading {
  cpuMs: number
  residentMb: number
}

export interface ServerOptions {
  /** What the launcher is given: `start`, or a script. */
  command: string
  /** Its log goes here, as a service manager keeps it: a pipe would be our work too. */
  folder: string
  env: Readonly<Record<string, string>>
  /** Where a profile of its processor time is left at its end. */
  profile: string | null
}

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'mostrador.js')
/** A server that has a million products to put away first is not dead. */
const openWithinMs = 600_000
let servers = 0

export async function startServer({ command, folder, env, profile }: ServerOptions): Promise<Server> {
  const log = join(folder, `server-${++servers}.log`)
  const out = openSync(log, 'w')
  const began = performance.now()
  const child = spawn(process.execPath, [...profileOptions(profile), frugal, launcher, command], {
    // Its launcher's end is its own, so that nothing is left running whatever becomes of us.
    env: { PATH: process.env.PATH, ...env, PORT: '0', HOST: '127.0.0.1', MOSTRADOR_LAUNCHER: String(process.pid) },
    stdio: ['ignore', out, out, 'ipc'],
  })
  closeSync(out)
  const url = await openedAt(child, log)
  return {
    url,
    openedInMs: performance.now() - began,
    reading: () => readMetrics(url),
    [Symbol.asyncDispose]: () => end(child),
  }
}

function profileOptions(folder: string | null): string[] {
  if (folder === null) return []
  mkdirSync(folder, { recursive: true })
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

/** To its end. */
export async function runScript(script: string, env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, [launcher, script], {
    env: { PATH: process.env.PATH, ...env, MOSTRADOR_LAUNCHER: String(process.pid) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
}

async function openedAt(child: ChildProcess, log: string): Promise<string> {
  for (const until = performance.now() + openWithinMs; performance.now() < until; await sleep(2)) {
    const said = readFileSync(log, 'utf8')
    const port = /is open: http:\/\/localhost:(\d+)/.exec(said)?.[1]
    if (port) return `http://127.0.0.1:${port}`
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended before it was open:\n${said}`)
  }
  await end(child)
  throw new Error(`not open in ${openWithinMs} ms:\n${readFileSync(log, 'utf8')}`)
}

async function readMetrics(url: string): Promise<Reading> {
  const response = await fetch(`${url}/metrics`)
  const text = await response.text()
  const value = (name: string) => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]
    if (found === undefined) throw new Error(`${url}/metrics does not tell ${name}`)
    return Number(found)
  }
  return { cpuMs: value('process_cpu_seconds_total') * 1000, residentMb: value('process_resident_memory_bytes') / 1024 ** 2 }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
