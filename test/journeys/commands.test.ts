import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { apiKey } from '../counter.ts'
import { dumpOf } from '../dump.ts'
import { asSuperuser, engines } from '../engines.ts'
import { type Ending, freePort, newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { arrive } from '../visitor.ts'

const store = `version: 1
tenant: { id: luna, name: Luna, locale: es-AR, currency: ARS, timezone: UTC }
apiKeys: [ { name: tests, key: ${apiKey}, scopes: ["*"] } ]
sellers: [ { id: milo, name: Milo } ]
lines: [ { id: web, provider: webchat, address: web, seller: milo, quietPeriodMs: 0 } ]
`

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ending> {
  await using program = runProgram({ args, env })
  return await program.ended
}

describe('the command line', { concurrency: 2 }, () => {
  test('--help lists the commands there are and the variables, and every one of them is known', async () => {
    proves('cli.help-lists-the-commands')
    const { how, out } = await run(['--help'])
    assert.equal(how, 0)
    const commands = [...out.matchAll(/^ {2}mostrador (\w+)/gm)].map(([, command = '']) => command)
    for (const command of ['start', 'migrate', 'store', 'doctor', 'replay']) assert.ok(commands.includes(command), out)
    assert.match(out, /^ {2}PORT +where HTTP listens/m)
    // A wrong setting is told by a command that is known, before it does anything.
    for (const command of commands) assert.doesNotMatch((await run([command], { PORT: 'http' })).err, /there is no command/, command)
    const unknown = await run(['dance'])
    assert.deepEqual([unknown.how, unknown.err.split('\n')[0]], [2, 'mostrador: there is no command "dance"'])
  })

  for (const engine of engines) {
    test(`migrate makes a database, and brings none back (${engine.name})`, { skip: engine.skip }, async () => {
      proves('cli.migrate')
      await using database = await engine.create()
      using folder = newFolder()
      const env = { DATA_DIR: folder.path, DATABASE_URL: database.url, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
      for (const _ of ['made', 'left alone']) {
        const { how, out, err } = await run(['migrate'], env)
        assert.deepEqual([how, out, err], [0, 'The database is up to date.\n', ''])
      }
      assert.ok(Object.keys(await dumpOf(database.url)).includes('conversations'))
    })
  }

  test('store apply brings a file in, says how much was written, and refuses in words', async () => {
    proves('cli.store-apply', 'store.again-changes-nothing')
    using folder = newFolder()
    const file = join(folder.path, 'store.yaml')
    const env = { DATA_DIR: join(folder.path, 'data') }
    writeFileSync(file, store)
    assert.match((await run(['store', 'apply', file], env)).out, /^luna: \d+ written\n$/)
    assert.equal((await run(['store', 'apply', file], env)).out, 'luna: nothing changed\n')
    assert.equal((await run(['store', 'apply'], { ...env, STORE_FILE: file })).out, 'luna: nothing changed\n')
    writeFileSync(file, store.replace('es-AR', 'castellano'))
    const { how, err } = await run(['store', 'apply', file], env)
    assert.deepEqual([how, err.startsWith(`STORE_FILE: ${file}:2 tenant.locale: got "castellano", takes `)], [2, true])
    for (const args of [['store'], ['store', 'forget', file]]) assert.equal((await run(args, env)).how, 2)
  })

  test('doctor finds nothing at a sound installation, and says what is wrong with another', async () => {
    proves('cli.doctor')
    using folder = newFolder()
    const sound = await run(['doctor'], { DATA_DIR: folder.path })
    assert.equal(sound.how, 0, sound.out)
    assert.doesNotMatch(sound.out, /WRONG/)
    const wrong = await run(['doctor'], { DATA_DIR: folder.path, STORE_FILE: join(folder.path, 'nowhere.yaml'), HOST: '0.0.0.0' })
    assert.equal(wrong.how, 1)
    assert.match(wrong.out, /^WRONG {2}store file \S+nowhere\.yaml: it is not there$/m)
    assert.match(wrong.out, /^WRONG {2}public address .*PUBLIC_URL/m)
    assert.match((await run(['doctor'], { PORT: 'http' })).out, /^WRONG {2}settings: PORT: got "http"/m)
  })

  const [, postgres] = engines
  test('doctor tells whether PostgreSQL analyses tables by itself', { skip: postgres?.skip }, async () => {
    assert.ok(postgres)
    await using database = await postgres.create()
    using folder = newFolder()
    const env = { DATA_DIR: folder.path, DATABASE_URL: database.url, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
    assert.equal((await run(['migrate'], env)).how, 0)
    // The server of the tests may do without, as any may.
    assert.match((await run(['doctor'], env)).out, /^ok {5}autovacuum/m)
    // Autovacuum itself can only be switched off for the whole server; without its counts it is as good as off.
    await asSuperuser(`alter database ${new URL(database.url).username} set track_counts = off`)
    const without = await run(['doctor'], env)
    assert.deepEqual([without.how, /^ok {5}autovacuum, though it is off: .*analyze/m.test(without.out)], [0, true], without.out)
  })

  test('replay lists parked events through the running shop, and has one handled again', async () => {
    proves('cli.replay', 'events.dead-letter-replay-runs-late')
    using folder = newFolder()
    const file = join(folder.path, 'store.yaml')
    writeFileSync(file, store)
    const port = String(await freePort())
    const env = { DATA_DIR: folder.path, STORE_FILE: file, PORT: port, MOSTRADOR_KEY: apiKey }
    await using shop = runProgram({ env })
    const visitor = await arrive(await shop.open)
    await visitor.write('hola')
    const notices = async () => (await visitor.read()).filter(({ role }) => role === 'system').length
    await handOver(await shop.open)
    await until(async () => (await notices()) === 1, 'the notice')
    const id = park(join(folder.path, 'mostrador.db'))

    const listed = await run(['replay'], env)
    assert.match(listed.out, new RegExp(`^${id} .* it was a bad day$`, 'm'))
    const { error } = JSON.parse((await run(['replay', '--json'], env)).out)
    assert.deepEqual([listed.how, error], [0, 'it was a bad day'])
    assert.deepEqual(await run(['replay', id], env), { how: 0, out: `${id}: handled\n`, err: '' })
    assert.equal(await notices(), 2, 'it was handled, late')
    assert.equal((await run(['replay', id], env)).how, 1)
    assert.equal((await run(['replay'], { ...env, MOSTRADOR_KEY: '' })).how, 0, 'whoever reads the master key needs no other')
    assert.equal((await run(['replay'], { ...env, MOSTRADOR_KEY: 'nobody-knows-this-key' })).how, 1)
  })
})

/** As the handlers' loop leaves an event that failed for hours. */
function park(path: string): string {
  const id = randomUUID()
  using database = new DatabaseSync(path, { timeout: 5000 })
  database
    .prepare(
      `insert into dead_letters (tenant_id, id, handler, subject, seq, type, error, attempts, at, state)
       select tenant_id, ?, 'notices.person-comes', subject, seq, type, 'it was a bad day', 8, at, 'parked'
       from events where type = 'store.sales.escalate'`,
    )
    .run(id)
  return id
}

async function handOver(url: string): Promise<void> {
  const headers = { 'x-api-key': apiKey }
  const list = (await (await fetch(`${url}/api/v1/conversations`, { headers })).json()) as { items: { id: string }[] }
  const handoff = `${url}/api/v1/conversations/${list.items[0]?.id}/handoff`
  assert.equal((await fetch(handoff, { method: 'POST', headers, body: JSON.stringify({ reason: 'asks' }) })).status, 200)
}
