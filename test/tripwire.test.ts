import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { armTripwire } from './tripwire.ts'

const directory = mkdtempSync(join(tmpdir(), 'mostrador-tripwire-'))
after(() => rmSync(directory, { recursive: true }))

const imports = `
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFile } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzip, gzipSync } from 'node:zlib'
`

async function load(name: string, expressions: readonly string[]): Promise<Record<string, () => unknown>> {
  const functions = expressions.map((expression) => `${JSON.stringify(expression)}: () => ${expression},`)
  const path = join(directory, name)
  writeFileSync(path, `${imports}\nexport const asks = {\n${functions.join('\n')}\n}\n`)
  const loaded = (await import(path)) as { asks: Record<string, () => unknown> }
  return loaded.asks
}

const forbidden = [
  'Date.now()',
  'new Date()',
  'Date()',
  'Math.random()',
  'performance.now()',
  'process.hrtime()',
  'setTimeout(() => {}, 0)',
  'globalThis.setInterval(() => {}, 0)',
  'setImmediate(() => {})',
  'sleep(0)',
  "fetch('http://127.0.0.1:1')",
  'AbortSignal.timeout(1)',
  'crypto.subtle',
  'crypto.randomUUID()',
  'randomUUID()',
  'randomBytes(1)',
  "readFile('/', () => {})",
  "stat('/')",
  "gzip('', () => {})",
]
const allowed = ['new Date(0)', 'new Date(0) instanceof Date', 'Date.UTC(2026, 0)', "existsSync('/')", "gzipSync('')", 'Math.max(1, 2)']

test('watched code that asks the machine is stopped and named, and what needs nothing of it is not', async () => {
  const asks = await load('watched.ts', [...forbidden, ...allowed])
  using tripwire = armTripwire(directory)
  for (const expression of forbidden) assert.throws(() => asks[expression]?.(), /was asked of the machine by watched\.ts:\d+$/, expression)
  for (const expression of allowed) asks[expression]?.()
  assert.equal(tripwire.tripped.length, forbidden.length)
})

test('real parts, tests and libraries may ask', async () => {
  const harmless = ['Date.now()', 'new Date()', 'Math.random()', 'randomUUID()']
  const inRealParts = await load('real.ts', harmless)
  using tripwire = armTripwire(directory)
  for (const expression of harmless) assert.ok(inRealParts[expression]?.())
  assert.ok(Date.now() > 0)
  assert.deepEqual(tripwire.tripped, [])
})

test('once disarmed everything is as it was', async () => {
  const asks = await load('later.ts', forbidden.slice(0, 5))
  const before = [Date, Date.now, Math.random, setTimeout, fetch]
  armTripwire(directory).disarm()
  assert.deepEqual([Date, Date.now, Math.random, setTimeout, fetch], before)
  for (const ask of Object.values(asks)) ask()
})
