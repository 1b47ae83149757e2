import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compileCache } from '../source.ts'
import type { ChildOptions, Order } from './child.ts'
import type { OutsideDatabase } from './database.ts'

export interface ProgramOptions extends ChildOptions {
  database: OutsideDatabase
  store: string
  /** Where a shop is reached from outside stays the same whatever port its processes get: what is asked of others twice is the same twice. */
  publicUrl?: string
}

/** A shop that is started again whenever it dies, as a service manager does. */
export interface Program extends AsyncDisposable {
  /** Null while it is not ready. */
  url(): string | null
  /** How often it died of what it was ordered, or was killed. */
  readonly deaths: number
  /** From here on counts passing the point; null takes the order back. `more`: what the processes after it are started with, one each. */
  arm(order: Order | null, more?: readonly Order[]): Promise<void>
  /** Outright, at whatever it is doing. */
  kill(): void
  ready(): Promise<void>
  /** The last lines it wrote, for whoever has to find out why. */
  said(): string[]
}

const startWithinMs = 30_000
/** A shop that dies of itself again and again before it is ready is not worth waiting for. */
const mostFailedStarts = 5

export async function openProgram(options: ProgramOptions): Promise<Program> {
  const storeFile = writeStoreFile(options)
  const said: string[] = []
  let deaths = 0
  let over = false
  let child: ChildProcess | null = null
  let running: Running | null = null
  let ordersToCome: Order[] = []
  const killed = new WeakSet<ChildProcess>()

  async function begin(failures = 0): Promise<Running> {
    const order = ordersToCome.shift() ?? null
    try {
      running = await start({ ...options, order }, storeFile, {
        spawned: (started) => (child = started),
        hear: (line) => {
          said.push(line)
          if (said.length > 40) said.shift()
        },
      })
    } catch (error) {
      const isOurs = child !== null && killed.has(child)
      const isWorthwhile = isOurs || failures < mostFailedStarts
      if (over || !(error instanceof NotStarted) || error.how !== 'SIGKILL' || !isWorthwhile) throw error
      deaths++
      await options.database.letClaimsLapse()
      return begin(isOurs ? failures : failures + 1)
    }
    void running.ended.then(restart)
    return running
  }

  function restart(): void {
    running = null
    if (over) return
    deaths++
    starting = options.database.letClaimsLapse().then(() => begin())
    // Whoever waits for it is told; nobody may be waiting yet.
    starting.catch(() => undefined)
  }

  let starting = begin()
  await starting
  return {
    url: () => running?.url ?? null,
    get deaths() {
      return deaths
    },
    async arm(order, more = []) {
      ordersToCome = [...more]
      const { child } = await starting
      const armed = once(child, 'message')
      child.send(order ?? 'go on as usual')
      await armed
    },
    kill: () => {
      if (child) killed.add(child)
      child?.kill('SIGKILL')
    },
    ready: async () => void (await starting),
    said: () => said,
    async [Symbol.asyncDispose]() {
      over = true
      child?.kill('SIGKILL')
      const last = await starting.catch(() => null)
      last?.child.kill('SIGKILL')
      await last?.ended
    },
  }
}

/** Into the shop's own folder, gone with it. */
export function writeStoreFile({ database, store }: Pick<ProgramOptions, 'database' | 'store'>): string {
  const path = join(database.env.DATA_DIR ?? '', 'store.yaml')
  writeFileSync(path, store)
  return path
}

export interface Running {
  readonly child: ChildProcess
  readonly url: string
  /** Its exit code, or the signal it died of. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** It ended before it was ready. */
export class NotStarted extends Error {
  readonly how: number | NodeJS.Signals
  readonly said: string

  constructor(how: number | NodeJS.Signals, said: string) {
    super(`it ended (${how}) before it was ready:\n${said}`)
    this.how = how
    this.said = said
  }
}

export interface Ears {
  spawned?(child: ChildProcess): void
  hear?(line: string): void
}

/** Ready when this resolves. */
export async function start(options: ProgramOptions, storeFile: string, ears: Ears = {}): Promise<Running> {
  const grid: ChildOptions = { lookUp: options.lookUp, damage: options.damage, order: options.order ?? null }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'child.ts')], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      ...options.database.env,
      PORT: '0',
      HOST: '127.0.0.1',
      STORE_FILE: storeFile,
      // Whoever has an address of its own says in its log alone which port it listens on.
      ...(options.publicUrl === undefined ? { LOG_LEVEL: 'warn' } : { LOG_LEVEL: 'info', PUBLIC_URL: options.publicUrl }),
      FAULT_GRID: JSON.stringify(grid),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  ears.spawned?.(child)
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 0)))
  return { child, ended, url: await firstUrl(child, ended, ears.hear) }
}

function firstUrl(child: ChildProcess, ended: Promise<number | NodeJS.Signals>, hear: Ears['hear']): Promise<string> {
  return new Promise((resolve, reject) => {
    const last: string[] = []
    const patience = setTimeout(() => {
      reject(new Error(`not ready in ${startWithinMs} ms:\n${last.join('\n')}`))
      child.kill('SIGKILL')
    }, startWithinMs)
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        const port = /(?:is open: http:\/\/localhost:|"shop\.ready".*"port":)(\d+)/.exec(line)?.[1]
        last.push(line)
        // The greeting is no news.
        if (/^[[{]/.test(line)) hear?.(line)
        if (!port) return
        clearTimeout(patience)
        resolve(`http://127.0.0.1:${port}`)
      })
    }
    void ended.then((how) => {
      clearTimeout(patience)
      reject(new NotStarted(how, last.join('\n')))
    })
  })
}
