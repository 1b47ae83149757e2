import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { contrast, type Ground, type Palette, paletteOf, parse } from './colour.ts'

const grounds = { day: groundIn('tokens.css'), night: groundIn('dark.css') }

test('whatever colour a shop has, everything stays readable by day and by night', () => {
  const anyColour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  const known = [
    [255, 255, 255],
    [0, 0, 0],
    [255, 221, 0],
    [128, 128, 128],
    [0, 170, 119],
  ].map((colour) => [colour]) as [[number, number, number]][]
  fc.assert(
    fc.property(anyColour, (colour) => {
      for (const ground of Object.values(grounds)) {
        const palette = paletteOf(hex(colour), ground)
        assert.ok(palette)
        const pairs = [
          [palette['--on-tone'], palette['--tone']],
          [palette['--on-tone'], palette['--tone-stripe']],
          [ground.ink, palette['--own']],
          [ground.inkSoft, palette['--own']],
          [palette['--own-sign'], palette['--own']],
          [palette['--accent'], ground.paper],
          [palette['--accent'], ground.card],
        ] as const
        for (const [text, behind] of pairs) assert.ok(contrastOf(text, behind) >= 4.5, `${text} on ${behind} for ${hex(colour)}`)
      }
    }),
    { examples: known, numRuns: 500 },
  )
})

test('a colour that already carries white text is left as the shop has it', () => {
  assert.equal(paletteOf('#8a1c3b', grounds.day)?.['--tone'], 'rgb(138 28 59)')
})

test('colours are read in both lengths, anything else is no colour', () => {
  assert.deepEqual(parse('#0a7'), [0, 170, 119])
  assert.deepEqual(parse(' #00AA77 '), [0, 170, 119])
  for (const text of ['', '0a7', '#0a', '#ggg', 'red', '#00aa7', '#00aa7788']) assert.equal(parse(text), null, text)
  assert.equal(paletteOf('red', grounds.day), null)
})

test('the tokens themselves are readable on each other', () => {
  for (const { paper, card, ink, inkSoft } of Object.values(grounds)) {
    for (const text of [ink, inkSoft])
      for (const behind of [paper, card]) assert.ok(contrastOf(text, behind) >= 4.5, `${text} on ${behind}`)
  }
})

function groundIn(file: string): Ground {
  const styles = readFileSync(join(import.meta.dirname, file), 'utf8')
  const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+)`).exec(styles)?.[1] ?? assert.fail(`${file} has no --${name}`)
  return { paper: token('paper'), card: token('card'), ink: token('ink'), inkSoft: token('ink-soft') }
}

function contrastOf(one: Palette['--tone'], other: string): number {
  return contrast(colourIn(one), colourIn(other))
}

function colourIn(text: string): [number, number, number] {
  const parts = text.startsWith('#') ? parse(text) : text.match(/\d+/g)?.map(Number)
  return (parts ?? assert.fail(text)) as [number, number, number]
}

function hex(colour: readonly number[]): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
