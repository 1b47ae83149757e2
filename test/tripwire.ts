import crypto from 'node:crypto'
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join, resolve } from 'node:path'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { getCallSites } from 'node:util'
import zlib from 'node:zlib'

/**
 * While it is armed, server code that asks the machine for time, chance, a timer or the network throws, and `tripped` remembers it:
 * a simulated day that leaned on any of them could not be replayed. Libraries and files called real.ts may.
 */
export function armTripwire(watched = resolve(import.meta.dirname, '..', 'server')): Tripwire {
  const tripped: string[] = []
  const restore: (() => void)[] = []
  const watchedFolder = join(watched, '/')

  function check(what: string): void {
    // Of the stack: this function, the stand-in, and who called that.
    const caller = getCallSites(3)[2]
    const path = caller?.scriptName.startsWith('file:') ? fileURLToPath(caller.scriptName) : (caller?.scriptName ?? '')
    if (!path.startsWith(watchedFolder) || /(?:^|\/)real\.ts$|\.test\.ts$/.test(path)) return
    const message = `${what} was asked of the machine by ${path.slice(watchedFolder.length)}:${caller?.lineNumber}`
    tripped.push(message)
    throw new Error(message)
  }

  function replace(owner: object, name: string, put: PropertyDescriptor): void {
    const before = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, { configurable: true, ...put })
    restore.push(() => {
      if (before) Object.defineProperty(owner, name, before)
      else Reflect.deleteProperty(owner, name)
    })
  }

  function guard(owner: object, name: string, what = name): void {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') return
    const standIn = new Proxy(original, {
      apply(target, self, args) {
        check(what)
        return Reflect.apply(target as (...values: unknown[]) => unknown, self, args)
      },
    })
    replace(owner, name, { value: standIn, writable: true, enumerable: true })
  }

  guard(Date, 'now', 'Date.now')
  const date = new Proxy(Date, {
    apply(target, self, args) {
      check('Date()')
      return Reflect.apply(target, self, args)
    },
    construct(target, args, made) {
      if (args.length === 0) check('new Date()')
      return Reflect.construct(target, args, made) as object
    },
  })
  replace(globalThis, 'Date', { value: date, writable: true })
  guard(Math, 'random', 'Math.random')
  guard(performance, 'now', 'performance.now')
  guard(process, 'hrtime', 'process.hrtime')
  guard(AbortSignal, 'timeout', 'AbortSignal.timeout')
  guard(globalThis, 'fetch')
  const subtle = globalThis.crypto.subtle
  replace(globalThis.crypto, 'subtle', {
    get: () => {
      check('crypto.subtle')
      return subtle
    },
  })
  for (const name of ['randomUUID', 'getRandomValues']) guard(globalThis.crypto, name, `crypto.${name}`)
  for (const name of ['randomUUID', 'randomUUIDv7', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync']) guard(crypto, name)
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
    guard(globalThis, name)
    guard(timers, name)
    guard(timersPromises, name)
  }
  for (const module of [fs, zlib])
    for (const name of Object.keys(module)) if (`${name}Sync` in module) guard(module, name, `asynchronous ${name}`)
  for (const name of Object.keys(fsPromises)) guard(fsPromises, name, `asynchronous ${name}`)
  // Named imports of the runtime's own modules are bindings of their own: this hands the stand-ins on to them.
  syncBuiltinESMExports()

  function disarm(): void {
    for (const undo of restore.splice(0).reverse()) undo()
    syncBuiltinESMExports()
  }
  return { tripped, disarm, [Symbol.dispose]: disarm }
}

export interface Tripwire extends Disposable {
  /** What was asked and by whom, also where the error it caused was caught. */
  readonly tripped: readonly string[]
  disarm(): void
}
