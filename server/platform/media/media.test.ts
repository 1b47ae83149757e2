import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Media, mediaKey, memoryMedia } from './media.ts'
import { folderMedia } from './real.ts'

const folder = mkdtempSync(join(tmpdir(), 'mostrador-media-'))
test.after(() => rmSync(folder, { recursive: true }))

const places: [string, () => Media][] = [
  ['in a folder', () => folderMedia(join(folder, 'media'))],
  ['in memory', memoryMedia],
]

for (const [where, open] of places) {
  test(`what is written is read again until it is removed, and twice is as good as once (${where})`, async () => {
    const media = open()
    const key = mediaKey('demo', 'a.jpg')
    assert.deepEqual([await media.has(key), await media.read(key)], [false, null])
    const bytes = new Uint8Array([1, 2, 3])
    await Promise.all([media.write(key, bytes), media.write(key, bytes)])
    assert.deepEqual([await media.has(key), await media.read(key)], [true, bytes])
    assert.equal(await media.has(mediaKey('other', 'a.jpg')), false)
    await media.remove(key)
    assert.deepEqual([await media.has(key), await media.read(key)], [false, null])
    await media.remove(key)
  })
}

test('nothing half-written stays in the folder', async () => {
  await folderMedia(folder).write(mediaKey('demo', 'b.jpg'), new Uint8Array(10))
  assert.deepEqual(readdirSync(join(folder, 'demo')), ['b.jpg'])
})

test('no key leads out of its place', () => {
  for (const [tenant, name] of [
    ['..', 'a.jpg'],
    ['demo', '../a.jpg'],
    ['demo', ''],
    ['demo', '.hidden'],
    ['demo', 'a/b.jpg'],
    ['demo', 'a\0.jpg'],
  ] as const)
    assert.throws(() => mediaKey(tenant, name), /is no place/, `${tenant} ${name}`)
})
