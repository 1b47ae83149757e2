import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildWeb } from './build.ts'

test('the widget, with its styles and all three languages, weighs less than 15 KB', async (t) => {
  const widget = (await buildWeb())?.get('widget.js')
  assert.ok(widget)
  const { length } = gzipSync(widget, { level: 9 })
  t.diagnostic(`widget.js: ${length} bytes after gzip`)
  assert.ok(length < 15_000, `${length} bytes`)
})

test('the same sources give the same files', async () => {
  assert.deepEqual(await buildWeb(), await buildWeb())
})

test('pages load nothing from elsewhere', async () => {
  for (const [name, content] of (await buildWeb()) ?? []) {
    const addresses = new TextDecoder().decode(content).match(/(?:url\(|@import|["'`])\s*["']?https?:\/\/[^"'`)]*/g) ?? []
    assert.deepEqual(
      addresses.filter((address) => !address.includes('www.w3.org/')),
      [],
      name,
    )
  }
})
