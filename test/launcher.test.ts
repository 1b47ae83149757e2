import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, describe, test } from 'node:test'
import { proves } from './proves.ts'

const launcher = join(import.meta.dirname, '..', 'bin', 'mostrador.js')
const directory = mkdtempSync(join(tmpdir(), 'mostrador-launcher-'))
after(() => rmSync(directory, { recursive: true }))

const nodes = [
  { name: 'on this Node, in its own process', path: process.execPath, skip: false as false | string },
  { name: 'on an older Node', path: olderNode() ?? '', skip: olderNode() ? (false as const) : 'no older Node on this machine' },
]

for (const node of nodes) {
  describe(`the launcher ${node.name}`, { skip: node.skip }, () => {
    test('a script of the repository runs on Node 26 as the main one, with its arguments', async () => {
      const script = write(
        'tells.ts',
        `const told: unknown = [process.versions.node, import.meta.main, process.argv.slice(1)]; console.log(JSON.stringify(told))`,
      )
      const ran = launch(node.path, [script, 'one', '--two'])
      const [version, main, args] = JSON.parse(await firstLine(ran)) as [string, boolean, string[]]
      assert.ok(Number.parseInt(version, 10) >= 26)
      assert.equal(main, true)
      assert.deepEqual(args, [script, 'one', '--two'])
      assert.deepEqual(await ended(ran), [0, null])
      proves('commands.run-on-any-node-20')
    })

    test('the exit code is handed on', async () => {
      assert.deepEqual(await ended(launch(node.path, [write('seven.ts', 'process.exitCode = 7')])), [7, null])
    })

    test('a program that dies by a signal is seen to have died by it', async () => {
      const ran = launch(node.path, [write('dies.ts', `process.kill(process.pid, 'SIGKILL')`)])
      assert.deepEqual(await ended(ran), [null, 'SIGKILL'])
    })

    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      test(`${signal} reaches the program, and its answer comes back`, async () => {
        const waits = `process.on('${signal}', () => process.exit(43)); setInterval(() => {}, 1000); console.log(process.pid)`
        const ran = launch(node.path, [write(`waits-${signal}.ts`, waits)])
        const program = Number(await firstLine(ran))
        ran.kill(signal)
        assert.deepEqual(await ended(ran), [43, null])
        assert.equal(await gone(program), true)
      })
    }

    test('a launcher that is killed outright takes the program with it', async () => {
      const ran = launch(node.path, [write('stays.ts', 'setInterval(() => {}, 1000); console.log(process.pid)')])
      const program = Number(await firstLine(ran))
      ran.kill('SIGKILL')
      assert.deepEqual(await ended(ran), [null, 'SIGKILL'])
      assert.equal(await gone(program), true)
    })

    test('a program that has nothing left to do ends, although its launcher still listens', async () => {
      assert.deepEqual(await ended(launch(node.path, [write('ends.ts', 'console.log(1)')])), [0, null])
    })

    test('a script that is not there is named in one line', async () => {
      const ran = launch(node.path, [join(directory, 'nowhere.ts')])
      assert.equal(await errors(ran), `mostrador: there is no ${join(directory, 'nowhere.ts')}\n`)
      assert.deepEqual(await ended(ran), [1, null])
    })
  })
}

test('an older Node with no Node 26 beside it says so in one line', { skip: nodes[1]?.skip }, async () => {
  const alone = join(directory, 'alone')
  cpSync(dirname(launcher), join(alone, 'bin'), { recursive: true })
  writeFileSync(join(alone, 'package.json'), '{ "type": "module" }')
  const ran = spawn(nodes[1]?.path ?? '', [join(alone, 'bin', 'mostrador.js'), 'start'], { stdio: ['ignore', 'pipe', 'pipe'] })
  assert.match(await errors(ran), /^mostrador: it needs Node 26 or newer.*\n$/)
  assert.deepEqual(await ended(ran), [1, null])
})

test('server code that is started on an older Node says so', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '24.1.0' })`
  const guard = join(import.meta.dirname, '..', 'server', 'node26.ts')
  const ran = spawn(process.execPath, ['--import', pretend, guard], { stdio: ['ignore', 'pipe', 'pipe'] })
  assert.match(await errors(ran), /^mostrador: it needs Node 26 or newer, this is Node 24\.1\.0.*\n$/)
  assert.deepEqual(await ended(ran), [1, null])
})

function olderNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .find((path) => Number.parseInt(execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }), 10) < 26)
}

function write(name: string, source: string): string {
  const path = join(directory, name)
  writeFileSync(path, source)
  return path
}

const endings = new WeakMap<ChildProcess, Promise<unknown[]>>()

function launch(node: string, args: string[]) {
  const child = spawn(node, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  endings.set(child, once(child, 'exit'))
  return child
}

async function ended(child: ChildProcess): Promise<unknown[]> {
  return (await endings.get(child)) ?? (child.exitCode === null ? once(child, 'exit') : [child.exitCode, child.signalCode])
}

async function firstLine(child: ReturnType<typeof launch>): Promise<string> {
  for await (const line of createInterface(child.stdout)) return line
  throw new Error('the program said nothing')
}

async function errors(child: ReturnType<typeof launch>): Promise<string> {
  return (await child.stderr.toArray()).join('')
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 250; tries++) {
    if (!isRunning(pid)) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

/** An orphan that has ended keeps its pid until the first process of the machine collects it, which may take its time. */
function isRunning(pid: number): boolean {
  try {
    if (existsSync('/proc/self/status')) return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
