import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf, only, sourceFiles } from './source.ts'

test('comments, strings and regular expressions are told from code', () => {
  const text = [
    "const a = 'it''s' // said \"so\"",
    'const b = `one ${two({ three: `four ${five}` })} six` /* seven',
    'eight */ + nine / ten / eleven',
    'const c = /[/"]\\/twelve/g.test(x) ? "// no comment" : thirteen',
    'return /fourteen/',
  ].join('\n')
  const words = (...kinds: Parameters<typeof only>[1][]) =>
    only(text, ...kinds)
      .match(/[a-z]{3,}/g)
      ?.filter((word) => !['const', 'return', 'test'].includes(word))
  assert.deepEqual(words('code'), ['two', 'three', 'five', 'nine', 'ten', 'eleven', 'thirteen'])
  assert.deepEqual(words('comment'), ['said', 'seven', 'eight'])
  assert.deepEqual(words('string'), ['one', 'four', 'six', 'twelve', 'comment', 'fourteen'])
  assert.equal(only(text, 'code').length, text.length)
})

test('nothing of the program is lost or moved by the scanner', () => {
  for (const { path, text } of sourceFiles('{server,test}/**/*.ts')) {
    assert.equal(only(text, 'code', 'comment', 'string'), text, path)
    assert.equal((only(text, 'code').match(/[{]/g) ?? []).length, (only(text, 'code').match(/[}]/g) ?? []).length, path)
  }
})

test('imports are found however they are written', () => {
  const text = [
    "import { a } from './a.ts'",
    "import type { B } from './b.ts'",
    "import './c.ts'",
    "export { d } from './d.ts'",
    "const e = await import('./e.ts')",
    "type F = import('./f.ts').F",
    "declare module './g.ts' {",
    "// import './comment.ts'",
    'import {\n  h,\n} from "./h.ts"',
  ].join('\n')
  assert.deepEqual(
    importsOf(text).map(({ specifier }) => specifier),
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `./${name}.ts`),
  )
})
