import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lineSecret, storeText } from '../counter.ts'
import { sign } from '../fakes/stand-in.ts'
import type { DamageName } from '../faults/damage.ts'
import { newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { arrive } from '../visitor.ts'
import { type Acknowledged, acknowledgedTooEarly, straceArguments } from './trace.ts'

// The run says where it is, and an empty word where it found none; with CI=true the tests run all the same, and fail.
const strace = process.env.STRACE ?? 'strace'
const skip = strace === '' && process.env.CI !== 'true' ? 'strace was not found' : false

const messages = (kind: string, count: number): Acknowledged[] =>
  Array.from({ length: count }, (_, at) => ({ words: `${kind} palabra ${at} fin`, requestId: `${kind}-request-${at}` }))

/** What the system saw of a shop that many write to at once; answers with what was acknowledged and would be lost with the power. */
async function lostWithThePower(damage?: DamageName): Promise<string[]> {
  using folder = newFolder()
  const trace = join(folder.path, 'trace')
  const store = join(folder.path, 'store.yaml')
  writeFileSync(store, storeText({ seller: null }))
  const [webhooks, chats] = [messages('webhook', 16), messages('chat', 8)]
  {
    await using program = runProgram({
      env: { DATA_DIR: join(folder.path, 'data'), STORE_FILE: store, LOG_LEVEL: 'error' },
      standIn: damage ?? true,
      under: [strace || 'strace', ...straceArguments(trace)],
    })
    const url = await program.open
    const visitor = await arrive(url)
    await Promise.all([
      ...webhooks.map((message, at) => ring(url, message, at)),
      ...chats.map(({ words, requestId }) => visitor.write(words, { 'x-request-id': requestId })),
    ])
  }
  return acknowledgedTooEarly(readFileSync(trace, 'utf8'), [...webhooks, ...chats])
}

async function ring(url: string, { words, requestId }: Acknowledged, at: number): Promise<void> {
  const message = { id: requestId, from: `549116000${1000 + (at % 5)}`, text: words, name: null, written_at: null }
  const body = JSON.stringify({ line: '541155550000', messages: [message] })
  const headers = { 'x-request-id': requestId, 'x-signature': sign(body, lineSecret) }
  const answer = await fetch(`${url}/webhooks/stand-in`, { method: 'POST', headers, body })
  assert.equal(answer.status, 200, await answer.text())
}

test('whatever was acknowledged was on the disk before: the log is flushed between its last write and each 200', { skip }, async () => {
  proves('webhooks.durable-before-200')
  assert.deepEqual(await lostWithThePower(), [])
})

test('a shop that acknowledges first is found out', { skip }, async () => {
  assert.match((await lostWithThePower('acknowledged-too-early')).join('\n'), /webhook .*answered before the log was written/)
})

test('a shop that leaves the flush to the system is found out', { skip }, async () => {
  const lost = await lostWithThePower('never-flushed')
  assert.equal(lost.length, 24)
  assert.match(lost.join('\n'), /answered before the log was flushed/)
})
