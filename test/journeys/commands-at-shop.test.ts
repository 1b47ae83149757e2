import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { apiKey } from '../counter.ts'
import { dumpOf } from '../dump.ts'
import { asSuperuser, engines } from '../engines.ts'
import { type Ending, freePort, newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { arrive } from '../visitor.ts'

const store = `version: 1
tenant: { id: luna, name: Luna, locale: es-AR, currency: ARS, timezone: UTC }
apiKeys: [ { name: tests, key: ${apiKey}, scopes: ["*"] } ]
sellers: [ { id: milo, name: Milo } ]
lines: [ { id: web, provider: webchat, address: web, seller: milo, quietPeriodMs: 0 } ]
catalog: catalog.json
`
const goods = [{ sku: 'YER-1', name: 'Yerba', price: '450.00', stock: 5 }]

interface Place extends Disposable {
  path: string
  env: Record<string, string>
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ending> {
  await using program = runProgram({ args, env })
  return await program.ended
}

async function newShop(databaseUrl?: string): Promise<Place> {
  const folder = newFolder()
  const file = join(folder.path, 'store.yaml')
  writeFileSync(file, store)
  writeFileSync(join(folder.path, 'catalog.json'), JSON.stringify(goods))
  const env = {
    ...{ DATA_DIR: join(folder.path, 'data'), STORE_FILE: file, PORT: String(await freePort()) },
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }),
  }
  const applied = await run(['store', 'apply', file], env)
  assert.equal(applied.how, 0, applied.err)
  return { path: folder.path, env, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

function lines(ending: Ending): Record<string, never>[] {
  assert.equal(ending.how, 0, ending.err)
  return ending.out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** Only where it is installed can it be seen whether it does what we say. */
function hasNoPgDump(): false | string {
  return spawnSync('pg_dump', ['--version']).error ? 'pg_dump was not found' : false
}

describe('the command line at a shop', { concurrency: 2 }, () => {
  test('a store file is not applied beside a shop that runs on SQLite: it says so, and what to do', async () => {
    using shop = await newShop()
    await using running = runProgram({ env: shop.env })
    await running.open
    for (const [language, told] of [
      ['es_AR.UTF-8', /reiníciela\. Al arrancar aplica los archivos de STORE_FILE/],
      ['pt_BR.UTF-8', /reinicie-a\. Ao iniciar ela aplica os arquivos de STORE_FILE/],
      ['C', /restart it\. At its start it applies the files of STORE_FILE/],
    ] as const) {
      const { how, err } = await run(['store', 'apply'], { ...shop.env, LC_ALL: language })
      assert.equal(how, 2, err)
      assert.match(err, /^DATA_DIR: got .*, takes a folder of its own \(another process is using it\)\n/)
      assert.match(err, told)
    }
  })

  for (const engine of engines) {
    test(`an operator’s key is made where no shop runs, and opens the one that starts then (${engine.name})`, {
      skip: engine.skip,
    }, async () => {
      proves('cli.keys-create-operator')
      await using database = await engine.create()
      using shop = await newShop(database.url)
      const made = await run(['keys', 'create', '--operator'], shop.env)
      assert.equal(made.how, 0, made.err)
      const key = made.out.trim()
      assert.match(key, /^[\w-]{43}$/, 'it stands alone on standard output')
      await using program = runProgram({ env: shop.env })
      const url = await program.open
      const answer = await fetch(`${url}/api/v1/tenants`, { headers: { 'x-api-key': key } })
      assert.deepEqual(
        ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id),
        ['luna'],
      )
    })
  }

  test('a running shop is asked through its own door, by whoever can read its master key', async () => {
    using shop = await newShop()
    await using program = runProgram({ env: shop.env })
    const url = await program.open
    const at = (...args: string[]) => run(args, shop.env)
    const made = await at('keys', 'create', 'website', '--scopes', 'products:read', '--json')
    const [{ key, scopes }] = lines(made) as unknown as [{ key: string; scopes: string[] }]
    assert.deepEqual(scopes, ['products:read'])
    const read = (path: string) => fetch(`${url}/api/v1${path}`, { headers: { 'x-api-key': key } })
    assert.deepEqual([(await read('/products')).status, (await read('/orders')).status], [200, 403])
    assert.match((await at('keys', 'list')).out, /^website +products:read$/m)
    const many = 'products:read,carts:read,carts:write,orders:read,orders:write,customers:read'
    await at('keys', 'create', 'walk', '--scopes', many)
    assert.match((await at('keys', 'list')).out, /^walk +products:read, .+…$/m, 'what a column has no room for is seen to be missing')
    const bad = await at('keys', 'create', 'bad', '--scopes', 'foo:read')
    assert.deepEqual([bad.how, bad.out, /scopes\.0: there is no scope foo:read$/m.test(bad.err)], [1, '', true], bad.err)
    assert.equal((await at('keys', 'revoke', 'website')).how, 0)
    assert.equal((await read('/products')).status, 401)
    assert.match((await at('keys', 'create', 'another', '--operator')).out, /^[\w-]{43}\n$/)

    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
    await fetch(`${url}/api/v1/carts/mesa/items/YER-1`, { method: 'PUT', headers, body: '{"quantity":2}' })
    const order = (await (await fetch(`${url}/api/v1/orders`, { method: 'POST', headers, body: '{"conversation_id":"mesa"}' })).json()) as {
      number: string
    }
    assert.match((await at('products')).out, /^YER-1 +Yerba +450\.00 ARS +3 /m)
    assert.equal((await at('orders', 'confirm', order.number)).out, `${order.number}: confirmed\n`)
    const again = await at('orders', 'confirm', order.number)
    assert.deepEqual([again.how, /^409: /.test(again.err)], [1, true])
    assert.equal(lines(await at('orders', 'show', order.number, '--json'))[0]?.status, 'confirmed')
    const visitor = await arrive(url)
    await visitor.write('hola')
    const [conversation] = lines(await at('conversations', '--json'))
    assert.match((await at('conversations', 'show', String(conversation?.id))).out, /customer +hola$/m)
    assert.deepEqual(lines(await at('events', 'tail', '--json')), [])
    assert.equal((await at('products', 'list', '--tenant', 'sol')).how, 2)
  })

  test('export writes all that a shop holds, a line each, whether it runs or not, and no secret', async () => {
    proves('cli.export')
    using shop = await newShop()
    const file = join(shop.path, 'luna.jsonl')
    const exported = await run(['export', file], shop.env)
    assert.equal(exported.how, 0, exported.err)
    const kinds = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['shop', 'product'],
    )
    assert.equal(kinds[1].data.sku, 'YER-1')
    assert.equal((await run(['export', file], shop.env)).how === 0, false, 'a file that is there is not written over')
    await using program = runProgram({ env: shop.env })
    const visitor = await arrive(await program.open)
    await visitor.write('hola')
    const running = lines(await run(['export'], shop.env)) as unknown as { kind: string; data: { text?: string } }[]
    assert.ok(running.some(({ kind, data }) => kind === 'message' && data.text === 'hola'))
    assert.equal(JSON.stringify(running).includes(apiKey), false)
  })

  test('what backup writes of a running shop restore brings back, and keeps what was there', async () => {
    proves('cli.backup-and-restore')
    using shop = await newShop()
    const folder = join(shop.path, 'copy')
    {
      await using program = runProgram({ env: shop.env })
      const visitor = await arrive(await program.open)
      await visitor.write('antes')
      const made = await run(['backup', folder], shop.env)
      assert.equal(made.how, 0, made.err)
      await visitor.write('después')
      const busy = await run(['restore', folder], shop.env)
      assert.deepEqual([busy.how, /end the shop first/.test(busy.err)], [2, true])
      program.child.kill('SIGTERM')
      await program.ended
    }
    const restored = await run(['restore', folder], shop.env)
    assert.equal(restored.how, 0, restored.err)
    assert.match(restored.out, /before-restore-/)
    const [conversation] = lines(await run(['conversations', '--json'], shop.env))
    const texts = lines(await run(['conversations', 'show', String(conversation?.id), '--json'], shop.env)).map(({ text }) => String(text))
    assert.deepEqual([texts.includes('antes'), texts.includes('después')], [true, false])
    assert.equal((await run(['backup', folder], shop.env)).how, 2, 'a backup is not written over')
    assert.equal((await run(['restore', shop.path], shop.env)).how, 2, 'not every folder is a backup')
    writeFileSync(join(folder, 'mostrador.db'), 'rubbish')
    assert.match((await run(['restore', folder], shop.env)).err, /not sound/)
  })

  test('with PostgreSQL backup and restore say what to run, and who may', async () => {
    const env = {
      DATABASE_URL: 'postgres://shop:secret@127.0.0.1:1/luna?sslmode=disable',
      MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    }
    const { out } = await run(['backup'], env)
    const command =
      "pg_dump --format=custom --file=mostrador.dump --username='luna_backup' --dbname='postgres://127.0.0.1:1/luna?sslmode=disable'"
    assert.ok(out.includes(`\n  ${command}\n`), out)
    assert.match(out, /create role "luna_backup" login bypassrls/)
    assert.match(out, /Never add --enable-row-security/)
    assert.doesNotMatch(out, /secret/)
    const [told] = lines(await run(['backup', '--json'], env))
    assert.deepEqual([told?.run, told?.role], [command, 'luna_backup'])
    assert.match((await run(['restore'], env)).out, /\n {2}pg_restore --clean .* --dbname="\$DATABASE_URL" mostrador\.dump\n/)
  })

  const [, postgres] = engines
  test('what backup and restore say brings a PostgreSQL shop back', { skip: postgres?.skip || hasNoPgDump() }, async (t) => {
    assert.ok(postgres)
    await using database = await postgres.create()
    using shop = await newShop(database.url)
    const before = await dumpOf(database.url)
    assert.ok(before.products?.length)
    const inShell = (command: string, env: Record<string, string>) =>
      spawnSync('sh', ['-c', command], { cwd: shop.path, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 })

    const owners = inShell('pg_dump --file=owners.dump "$DATABASE_URL"', shop.env)
    if (owners.stderr.includes('server version mismatch')) return t.skip('pg_dump is older than the server')
    assert.match(owners.stderr, /row-level security/, 'the program’s own role cannot make one')

    const [told] = lines(await run(['backup', '--json'], shop.env)) as unknown as { run: string; role: string; make_role: string }[]
    assert.ok(told)
    await asSuperuser(told.make_role.replace('…', 'tests'))
    try {
      const dumped = inShell(told.run, { PGPASSWORD: 'tests' })
      assert.equal(dumped.status, 0, dumped.stderr)
    } finally {
      await asSuperuser(`drop role "${told.role}"`)
    }

    const [restoring] = lines(await run(['restore', '--json'], shop.env)) as unknown as { run: string }[]
    assert.ok(restoring)
    const broken = inShell('psql --quiet --command="drop table products cascade" "$DATABASE_URL"', shop.env)
    assert.equal(broken.status, 0, broken.stderr)
    const { username } = new URL(database.url)
    const empty = new URL(database.url)
    empty.pathname += '_new'
    await asSuperuser(`create database ${username}_new owner ${username}`)
    try {
      for (const url of [database.url, empty.href]) {
        const env = { ...shop.env, DATABASE_URL: url }
        const restored = inShell(restoring.run, env)
        assert.equal(restored.status, 0, restored.stderr)
        assert.deepEqual(await dumpOf(url), before)
        const products = lines(await run(['products', 'list', '--json'], env)).map(({ sku }) => sku)
        assert.deepEqual(products, ['YER-1'], 'and the shop works with it')
      }
    } finally {
      await asSuperuser(`drop database ${username}_new with (force)`, `drop role if exists ${username}_new_app`)
    }
  })

  test('shells complete every command, and each explains itself', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { how, out } = await run(['completion', shell])
      assert.equal(how, 0)
      for (const command of ['orders', 'backup', 'keys']) assert.ok(out.includes(command), `${shell}: ${command}`)
    }
    assert.equal((await run(['completion', 'cmd'])).how, 2)
    assert.match((await run(['keys', '--help'])).out, /mostrador keys create <name>/)
    assert.equal((await run(['orders', '--no-such-option'])).how, 2)
  })
})
