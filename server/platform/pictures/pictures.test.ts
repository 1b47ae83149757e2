import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gif, pixelOf, samplePicture, withExif } from '../../../test/picture-samples.ts'
import { fittingSize, ResizerBusy, sniffPicture, UnreadablePicture } from './pictures.ts'
import { openResizer } from './real.ts'

const { png, jpeg, webp } = samplePicture(80, 60)

test('a picture is known by its content', () => {
  assert.deepEqual(sniffPicture(png), { type: 'png', width: 80, height: 60, orientation: 1 })
  assert.deepEqual(sniffPicture(jpeg), { type: 'jpeg', width: 80, height: 60, orientation: 1 })
  assert.deepEqual(sniffPicture(webp), { type: 'webp', width: 80, height: 60, orientation: 1 })
  assert.deepEqual(sniffPicture(gif), { type: 'gif', width: 1, height: 1, orientation: 1 })
  assert.deepEqual(sniffPicture(withExif(jpeg, 6)), { type: 'jpeg', width: 80, height: 60, orientation: 6 })
  for (const svg of ['<svg/>', '<?xml version="1.0"?>\n<!-- a -- b -->\n<svg xmlns="http://www.w3.org/2000/svg">'])
    assert.deepEqual(sniffPicture(Buffer.from(svg)), svg === '<svg/>' ? null : { type: 'svg' }, svg)
})

test('what is no picture, or ends within its head, is none; however it begins', () => {
  const others = [
    '',
    'GIF',
    'hola',
    '<html><svg></svg></html>',
    '<svgx>',
    '%PDF-1.7',
    'RIFF0000WEBPVP8X',
    '\x89PNG\r\n\x1a\n0000IHDR',
    '<!---->'.repeat(500),
  ]
  for (const text of others) assert.equal(sniffPicture(Buffer.from(text, 'latin1')), null, text.slice(0, 40))
  for (const picture of [png, jpeg, webp, gif])
    for (let length = 0; length < 24; length++) assert.doesNotThrow(() => sniffPicture(picture.subarray(0, length)))
  const twoFrames = Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ffc0000b080001000101011100', 'hex'), jpeg.subarray(2)])
  assert.equal(sniffPicture(twoFrames), null)
})

test('a picture fits the width that was asked for, and is never made larger', () => {
  assert.deepEqual(fittingSize({ width: 4032, height: 3024 }, 960), { width: 960, height: 720 })
  assert.deepEqual(fittingSize({ width: 100, height: 50 }, 960), { width: 100, height: 50 })
  assert.deepEqual(fittingSize({ width: 100, height: 9000 }, 160), { width: 4, height: 320 })
  assert.deepEqual(fittingSize({ width: 10_000, height: 1 }, 160), { width: 160, height: 1 })
})

test('every format is read, and comes out as a JPEG of the size', async () => {
  const resizer = openResizer({ restMs: 50 })
  for (const picture of [png, jpeg, webp]) {
    const small = await resizer.fit(picture, { width: 40, orientation: 1 })
    assert.deepEqual(sniffPicture(small), { type: 'jpeg', width: 40, height: 30, orientation: 1 })
    assert.ok(isNear(pixelOf(small, 5, 15), [200, 30, 30]) && isNear(pixelOf(small, 35, 15), [20, 60, 200]))
  }
  assert.deepEqual(sniffPicture(await resizer.fit(gif, { width: 40, orientation: 1 })), {
    type: 'jpeg',
    width: 1,
    height: 1,
    orientation: 1,
  })
})

test('a picture that a telephone took lying stands upright, and what is see-through is white', async () => {
  const resizer = openResizer({ restMs: 50 })
  const turned = await resizer.fit(withExif(jpeg, 6), { width: 30, orientation: 6 })
  assert.deepEqual(sniffPicture(turned), { type: 'jpeg', width: 30, height: 40, orientation: 1 })
  assert.ok(isNear(pixelOf(turned, 15, 5), [200, 30, 30]) && isNear(pixelOf(turned, 15, 35), [20, 60, 200]), 'the left side is up')
  assert.ok(!Buffer.from(turned).includes('GPS'))
  const back = await resizer.fit(jpeg, { width: 30, orientation: 8 })
  assert.ok(isNear(pixelOf(back, 15, 5), [20, 60, 200]), 'the right side is up')
  const clear = await resizer.fit(samplePicture(40, 40, [0, 0, 0, 0], [20, 60, 200]).png, { width: 40, orientation: 1 })
  assert.ok(isNear(pixelOf(clear, 5, 5), [255, 255, 255]) && isNear(pixelOf(clear, 35, 5), [20, 60, 200]))
})

test('what cannot be read is said, and the next picture is read all the same', async () => {
  const resizer = openResizer({ restMs: 50 })
  const broken = resizer.fit(png.subarray(0, png.length - 30), { width: 40, orientation: 1 })
  const good = resizer.fit(png, { width: 40, orientation: 1 })
  await assert.rejects(broken, UnreadablePicture)
  assert.equal((await good).length > 0, true)
  const hasty = openResizer({ restMs: 50, patienceMs: 1 })
  await assert.rejects(hasty.fit(png, { width: 40, orientation: 1 }), UnreadablePicture)
})

test('when too many wait the next one is told at once', async () => {
  const resizer = openResizer({ restMs: 50, mostWaiting: 1 })
  const [first, second] = [1, 2].map(() => resizer.fit(png, { width: 40, orientation: 1 }))
  await assert.rejects(resizer.fit(png, { width: 40, orientation: 1 }), ResizerBusy)
  await Promise.all([first, second])
})

function isNear(seen: readonly number[], wanted: readonly number[]): boolean {
  return seen.every((part, index) => Math.abs(part - (wanted[index] ?? 0)) < 12)
}
