import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { StoreFileMistakes } from '../../server/shop/store-file/store-file.ts'
import { storeContents } from '../../server/store-contents.ts'
import { type Dump, dumpOf } from '../dump.ts'
import { engines } from '../engines.ts'
import { newFolder, runProgram } from '../program.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { type Installation, openInstallation, write } from './installation.ts'
import { luna, type Mistake, meta, mistakes, type StoreFolder, sol, variables } from './store-mistakes.ts'

const secrets = ['the-token-of-luna', 'password of luna', 'too-short', 'a-key-for-everything']

function provedBy({ what }: Mistake): PromiseId[] {
  const variable = what.includes('variable') ? (['store.variables-are-replaced'] as const) : []
  const elsewhere = what.includes('another tenant') ? (['store.ids-are-unique-across-tenants'] as const) : []
  return ['store.error-names-file-line-path', ...variable, ...elsewhere]
}

function withMistake({ file = 'store.yaml', from, to }: Mistake): StoreFolder {
  const right = luna[file] ?? ''
  const text = from === null ? to : right.replace(from, () => to)
  assert.notEqual(text, right)
  return { ...luna, [file]: text }
}

function linesOf({ says }: Pick<Mistake, 'says'>, folder: string): string[] {
  return [says].flat().map((line) => `STORE_FILE: ${folder}/${line}`)
}

/** Each through a real start, on the embedded database of an installation of two tenants. */
describe('a store file', () => {
  const folder = newFolder()
  after(() => folder[Symbol.dispose]())
  const env = { ...variables, DATA_DIR: join(folder.path, 'data') }
  const database = `file:${env.DATA_DIR}/mostrador.db`
  let was: Dump

  before(async () => {
    for (const files of [sol, luna]) {
      await using applying = runProgram({ args: ['store', 'apply', write(folder.path, files)], env })
      const { how, err } = await applying.ended
      assert.equal(how, 0, err)
    }
    was = await dumpOf(database)
  })

  for (const mistake of mistakes.filter(({ atStart }) => atStart)) {
    test(`${mistake.what} stops the start in words, and leaves everything as it was`, async () => {
      proves(...provedBy(mistake))
      const file = write(folder.path, withMistake(mistake))
      await using program = runProgram({ env: { ...env, STORE_FILE: file } })
      const { how, out, err } = await program.ended
      assert.deepEqual([err.trimEnd().split('\n'), how], [linesOf(mistake, folder.path), 2])
      for (const secret of secrets) assert.ok(!`${out}${err}`.includes(secret), secret)
      assert.deepEqual(await dumpOf(database), was)
    })
  }

  for (const what of ['that is not there', 'that is a folder']) {
    test(`${what} stops the start in words`, async () => {
      proves('store.error-names-file-line-path')
      const file = join(folder.path, `${what.replaceAll(' ', '-')}.yaml`)
      if (what === 'that is a folder') mkdirSync(file)
      await using program = runProgram({ env: { ...env, STORE_FILE: file } })
      const { how, err } = await program.ended
      assert.deepEqual([err, how], [`STORE_FILE: ${file}:1 (file): got nothing that can be read, takes a file\n`, 2])
    })
  }
})

async function mistakesOf(applying: Promise<unknown>): Promise<readonly string[]> {
  try {
    await applying
  } catch (error) {
    if (error instanceof StoreFileMistakes) return error.lines
    throw error
  }
  return assert.fail('it was taken')
}

for (const engine of engines) {
  const shopTest = (name: string, proved: readonly PromiseId[], run: (shop: Installation) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using created = await engine.create()
      await using shop = await openInstallation(created)
      await run(shop)
    })

  describe(`of two tenants on ${engine.name}, a store file`, { skip: engine.skip }, () => {
    const opened = new AsyncDisposableStack()
    let shop: Installation
    let was: Dump
    before(async () => {
      shop = opened.use(await openInstallation(opened.use(await engine.create())))
      await shop.apply(sol)
      await shop.apply(luna)
      was = await dumpOf(shop.url)
    })
    after(() => opened.disposeAsync())

    for (const mistake of mistakes) {
      test(`${mistake.what} is refused, and the database is as it was`, async () => {
        proves(...provedBy(mistake))
        assert.deepEqual(await mistakesOf(shop.apply(withMistake(mistake))), linesOf(mistake, shop.folder))
        assert.deepEqual(await dumpOf(shop.url), was)
      })
    }
  })

  shopTest('of several files one that is wrong keeps all from being applied', ['store.error-names-file-line-path'], async (shop) => {
    const was = await dumpOf(shop.url)
    const broken = { ...luna, 'customers.json': '[ { "id": "C-1", "phone": "five" } ]' }
    assert.match((await mistakesOf(shop.apply(sol, broken))).join('\n'), /customers\.json:1 \[0\]\.phone: got "five"/)
    assert.deepEqual(await dumpOf(shop.url), was)
  })

  shopTest('two files may not want the same of the installation', ['store.ids-are-unique-across-tenants'], async (shop) => {
    const clashes: [from: string, to: string, says: RegExp][] = [
      ['id: sol,', 'id: luna,', /:2 tenant\.id: got "luna", takes a tenant that no other file has/],
      ['sol.test]', 'LUNA.test]', /:2 tenant\.hosts\[0\]: got "LUNA\.test", takes a host that no other tenant has/],
      ['a-key-for-everything-sol', '"${LUNA_KEY}"', /:4 apiKeys\[0\]\.key: got a secret, takes a key that no other tenant uses/],
      [
        'ada@sol.test',
        'ADA@luna.test',
        /:6 staff\[0\]\.email: got "ADA@luna\.test", takes an e-mail address that no other member of staff has/,
      ],
      ['id: sol-web', 'id: luna-web', /:8 lines\[0\]\.id: got "luna-web", takes a line id that no other line of the installation has/],
      ['+5511955550002', '+54 11 5555 0001', /:9 lines\[1\]\.address: got .* takes an address that no other line of the installation has/],
      ['+5511955550003', '+54 11 5555 0004', /:10 lines\[2\]\.address: got .* takes an address that no other line of the installation has/],
      [
        '"9000"',
        '"4000"',
        /:10 lines\[2\]\.credentials\.phoneNumberId: got a secret, takes a phoneNumberId that no other line of the installation has/,
      ],
    ]
    const line = meta('luna-meta', '+5491155550004', '4000')
    const withMeta = { ...luna, 'store.yaml': luna['store.yaml'].replace('handoff: { lock', `${line}handoff: { lock`) }
    const was = await dumpOf(shop.url)
    for (const [from, to, says] of clashes) {
      const other = { ...sol, 'store.yaml': sol['store.yaml'].replace(from, () => to) }
      const lines = await mistakesOf(shop.apply(withMeta, other))
      assert.equal(lines.length, 1, lines.join('\n'))
      assert.match(lines[0] ?? '', says)
    }
    assert.deepEqual(await dumpOf(shop.url), was)
  })

  shopTest(
    'every file that a store file may name is read before anything is written',
    ['store.error-names-file-line-path'],
    async (shop) => {
      const was = await dumpOf(shop.url)
      for (const { key } of storeContents) {
        if (key === null) continue
        const names = { ...luna, 'store.yaml': luna['store.yaml'].replace(/^customers: .*/m, `${key}: broken.json`), 'broken.json': '[{' }
        const [line = ''] = await mistakesOf(shop.apply(names))
        assert.match(line, /^STORE_FILE: \S+\/broken\.json:\d+ \(file\): got .*, takes JSON/, key)
        assert.deepEqual(await dumpOf(shop.url), was, key)
      }
    },
  )
}
