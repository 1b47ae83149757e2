import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { drawPictures, readCatalog } from './draw/draw.ts'

const catalog = readCatalog()
const drawn = drawPictures(catalog)
const kept = globSync('pictures/**/*.*', { cwd: import.meta.dirname }).map((path) => path.replaceAll('\\', '/'))
const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')

/** Shapes and what paints them. Whatever runs, shows text, or brings something from elsewhere is not among them. */
const elements = 'svg defs filter feDropShadow linearGradient stop pattern clipPath g use path rect circle ellipse'.split(' ')
const attributes = [
  'xmlns width height viewBox id href transform x y x2 y2 cx cy r rx ry d points dy stdDeviation patternUnits offset',
  'fill fill-opacity stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray',
  'opacity clip-path filter flood-color flood-opacity stop-color',
].flatMap((names) => names.split(' '))

interface Tag {
  closes: boolean
  name: string
  attributes: (readonly [name: string, value: string])[]
  alone: boolean
}

/** The tags of a file that is nothing but tags; anything else in it, an entity or a comment or a word, ends the test. */
function tagsOf(svg: string): Tag[] {
  const tag = /\s*<(\/?)([A-Za-z]+)((?: [A-Za-z0-9-]+="[^"<&]*")*)(\/?)>\s*/y
  const tags: Tag[] = []
  while (tag.lastIndex < svg.length) {
    const start = tag.lastIndex
    const [, slash = '', name = '', inside = '', end = ''] = tag.exec(svg) ?? assert.fail(`no tag: ${svg.slice(start, start + 80)}`)
    const given = [...inside.matchAll(/ ([A-Za-z0-9-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value] as const)
    tags.push({ closes: slash !== '', name, attributes: given, alone: end !== '' })
  }
  return tags
}

function assertWellFormed(tags: readonly Tag[]): void {
  const open: string[] = []
  for (const [index, { closes, name, alone, attributes: given }] of tags.entries()) {
    assert.equal(open.length === 0, index === 0, 'one element holds all')
    assert.equal(new Set(given.map(([key]) => key)).size, given.length, `an attribute of <${name}> is there twice`)
    if (closes) assert.equal(open.pop(), name)
    else if (!alone) open.push(name)
  }
  assert.deepEqual(open, [])
}

function assertHarmless(tags: readonly Tag[]): void {
  const all = tags.flatMap((tag) => tag.attributes)
  for (const { name } of tags) assert.ok(elements.includes(name), `<${name}>`)
  for (const [key] of all) assert.ok(attributes.includes(key), key)
  const ids = all.filter(([key]) => key === 'id').map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length, 'two pieces have one name')
  const references = all.flatMap(([key, value]) =>
    key === 'href' ? [value] : [...value.matchAll(/url\(([^)]*)/g)].map(([, to = '']) => to),
  )
  for (const reference of references) assert.ok(reference.startsWith('#') && ids.includes(reference.slice(1)), reference)
}

test('every product has its picture, the arcade and its six shops have a sign, and nothing else is kept', () => {
  const signs = ['logo', 'moda', 'tech', 'hogar', 'belleza', 'gaming', 'almacen'].map((name) => `pictures/${name}.svg`)
  const wanted = new Set([...signs, ...catalog.map(({ image_url }) => image_url)])
  assert.deepEqual(kept.toSorted(), [...wanted].toSorted())
})

test('no two products are shown by one picture', () => {
  assert.equal(new Set(catalog.map(({ image_url }) => drawn.get(image_url))).size, catalog.length)
})

test('the pictures kept are those that are drawn, to the byte', () => {
  for (const path of kept) assert.equal(read(path), drawn.get(path), path)
})

for (const [path, svg] of drawn)
  test(`${path} is small, whole, and shapes alone`, () => {
    assert.ok(Buffer.byteLength(svg) < 6000, `${Buffer.byteLength(svg)} bytes`)
    assert.doesNotMatch(svg, /NaN|undefined|piece-/)
    const tags = tagsOf(svg)
    assertWellFormed(tags)
    assertHarmless(tags)
  })

test('a product that nobody can draw is told by its name, and why', () => {
  const draw = (image_url: string) => () => drawPictures([{ name: 'Zapatillas Nube', image_url }])
  const told = (reason: RegExp) => (error: Error) =>
    /^Zapatillas Nube \(/.test(error.message) && reason.test((error.cause as Error).message)
  assert.throws(draw('pictures/moda/unicorn-rosa-lila.svg'), told(/moda has no motif called "unicorn"/))
  assert.throws(draw('pictures/moda/constructor-rosa-lila.svg'), told(/moda has no motif called "constructor"/))
  assert.throws(draw('pictures/moda/sneaker-rosa-ultravioleta.svg'), told(/no colour is called "ultravioleta"/))
  assert.throws(draw('pictures/moda/tshirt-rosa-lila-manchas.svg'), told(/no print is called "manchas"/))
  assert.throws(draw('pictures/belleza/creamjar-rosa-lila-manchas.svg'), told(/no emblem is called "manchas"/))
  assert.throws(draw('pictures/bazar/sneaker-rosa-lila.svg'), told(/no picture is named like this/))
  assert.throws(draw('https://example.test/sneaker.svg'), told(/no picture is named like this/))
})
