import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import pg from 'pg'
import { asSuperuser, engines, type TestDatabase } from '../../../test/engines.ts'
import { migrations as theShopsOwn } from '../../migrations/migrations.ts'
import { realWorld } from '../world/real.ts'
import { inspectPostgres } from './postgres.ts'
import { addBox, addPair, addPairOfAnyShop, boxesOfAllShops, listPairs, migrations } from './shoe-shop.fixture.ts'
import { type Database, DatabaseUnavailable, type Scope, type Unit } from './sql.ts'

const postgres = engines.find(({ name }) => name === 'postgres')

function postgresTest(name: string, run: (created: TestDatabase) => Promise<void>): void {
  test(`${name} (postgres)`, { skip: postgres?.skip ?? false }, async () => {
    assert.ok(postgres)
    await using created = await postgres.create()
    await run(created)
  })
}

async function asOwner<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const ids = async (shop: Scope) => (await shop.read(listPairs, {})).map(({ id }) => id)
const roleOf = (url: string) => `${new URL(url).pathname.slice(1)}_app`

/** Every table that says whose its rows are. */
const tenantTables = `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1`

for (const [whose, list] of Object.entries({ 'the shoe shop’s': migrations, 'the program’s': theShopsOwn })) {
  postgresTest(`behind the program’s role ${whose} tables show no row without a tenant, nor another tenant’s`, async ({ url, open }) => {
    await (await open({ migrations: list })).close()
    await asOwner(url, async (client) => {
      const tables = (await client.query<{ table_name: string }>(tenantTables)).rows.map(({ table_name }) => table_name)
      assert.deepEqual(tables, [...new Set(list.flatMap(({ tenantTables }) => tenantTables))].sort())
      for (const table of tables) await holdsTheWall(client, table, url)
    })
  })
}

async function holdsTheWall(client: pg.Client, table: string, url: string): Promise<void> {
  const columns = await client.query<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns where table_name = $1 and is_nullable = 'NO'`,
    [table],
  )
  const names = columns.rows.map(({ column_name }) => column_name)
  const row = (tenant: string) =>
    columns.rows.map(({ column_name, data_type }) =>
      column_name === 'tenant_id' || data_type === 'text' ? `'${tenant}'` : String(tenant.length),
    )
  const insert = (tenant: string) => `insert into ${table} (${names.join(', ')}) values (${row(tenant).join(', ')})`
  await client.query(`begin; set local mostrador.scope = 'migration'; ${insert('demo')}; ${insert('other')}; commit`)
  await client.query(`set role ${roleOf(url)}`)
  try {
    const seen = async () =>
      (await client.query<{ tenant_id: string }>(`select tenant_id from ${table} order by 1`)).rows.map((found) => found.tenant_id)
    assert.deepEqual(await seen(), [], `${table} shows rows to nobody in particular`)
    await client.query(`set mostrador.scope = 'migration'`)
    assert.deepEqual(await seen(), [], `${table} takes the program for a migration`)
    await client.query(`reset mostrador.scope; set mostrador.tenant = 'demo'`)
    assert.deepEqual(await seen(), ['demo'], `${table} shows another tenant's row`)
    const touched = await client.query(`update ${table} set tenant_id = tenant_id where tenant_id = 'other'`)
    assert.equal(touched.rowCount, 0, `${table} lets another tenant's row be changed`)
    await assert.rejects(client.query(`update ${table} set tenant_id = 'third'`), /row-level security/, `${table} lets a row be given away`)
    await assert.rejects(client.query(insert('third')), /row-level security/, `${table} takes a row for another tenant`)
    await assert.rejects(client.query(`alter table ${table} disable row level security`), /must be owner/)
    await assert.rejects(client.query(`truncate ${table}`), /permission denied/)
  } finally {
    await client.query('reset mostrador.tenant; reset mostrador.scope; reset role')
  }
}

postgresTest('the owner is held by the wall too', async ({ url, open }) => {
  const db = await open({ migrations })
  await db.tenant('demo').unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
  const { rows } = await asOwner(url, (client) => client.query('select * from pairs'))
  assert.deepEqual(rows, [])
  await db.close()
})

postgresTest('the system enters only the tables that were opened for it', async ({ open }) => {
  const db = await open({ migrations })
  await db.tenant('demo').unit('box', (unit) => unit.run(addBox, { id: 'b1', pair: null }))
  await db.system.unit('add', (unit) => unit.run(addPairOfAnyShop, { shop: 'demo', id: 'boots', stock: 1 }))
  assert.deepEqual(await ids(db.tenant('demo')), ['boots'])
  assert.deepEqual(await db.system.read(boxesOfAllShops, {}), [])
  await db.close()
})

postgresTest('who works and as whom: an operator can ask', async ({ url, open }) => {
  const { autovacuum: _, ...before } = await inspectPostgres(url)
  assert.deepEqual(
    { ...before, version: Number.parseInt(before.version, 10) >= 13 },
    { version: true, superuser: false, bypassRls: false, appRole: 'missing', encoding: 'UTF8' },
  )
  const db = await open({ migrations })
  assert.equal((await inspectPostgres(url)).appRole, 'set')
  await db.close()
})

postgresTest('an owner who may make no roles works himself, until somebody makes the role', async ({ url, open }) => {
  const { username } = new URL(url)
  await asSuperuser(`alter role ${username} nocreaterole`)
  const alone = await open({ migrations })
  await alone.tenant('demo').unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
  assert.deepEqual([await ids(alone.tenant('demo')), await ids(alone.tenant('other'))], [['boots'], []])
  await alone.close()
  assert.equal((await inspectPostgres(url)).appRole, 'missing')

  await asSuperuser(`create role ${roleOf(url)} nologin`, `grant ${roleOf(url)} to ${username}`)
  const together = await open({ migrations })
  assert.deepEqual(await ids(together.tenant('demo')), ['boots'])
  await asOwner(url, async (client) => {
    await client.query(`set role ${roleOf(url)}`)
    await assert.rejects(client.query('alter table pairs add column colour text'), /must be owner/)
  })
  await together.close()
})

postgresTest('two units that wait for each other both come through', async ({ open }) => {
  const db = await open({ migrations })
  const shop = db.tenant('demo')
  for (const id of ['boots', 'clogs']) await shop.unit('add', (unit) => unit.run(addPair, { id, stock: 10 }))
  const first = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  let runs = 0
  const takeBoth = (mine: 0 | 1, order: readonly [string, string]) =>
    shop.unit('take', async (unit) => {
      runs++
      await take(unit, order[0])
      first[mine].resolve()
      await first[mine === 0 ? 1 : 0].promise
      await take(unit, order[1])
    })
  await Promise.all([takeBoth(0, ['boots', 'clogs']), takeBoth(1, ['clogs', 'boots'])])
  assert.deepEqual(await shop.read(listPairs, {}), [
    { id: 'boots', stock: 8 },
    { id: 'clogs', stock: 8 },
  ])
  assert.equal(runs, 3)
  await db.close()
})

async function take(unit: Unit, id: string): Promise<void> {
  await unit.sql
    .updateTable('pairs')
    .set((row) => ({ stock: row('stock', '-', 1) }))
    .where('tenant_id', '=', unit.tenant)
    .where('id', '=', id)
    .execute()
}

postgresTest('a unit whose connection is cut is done once, on another one', async ({ open }) => {
  const db = await open({ migrations })
  const shop = db.tenant('demo')
  let cuts = 0
  await shop.unit('add', async (unit) => {
    await unit.run(addPair, { id: 'boots', stock: 1 })
    if (cuts++ < 2) await cut(db)
    await unit.run(addPair, { id: 'clogs', stock: 1 })
  })
  assert.deepEqual([await ids(shop), cuts], [['boots', 'clogs'], 3])
  await db.close()
})

postgresTest('a unit whose connections are cut again and again is refused as unavailable, and nothing is stored', async ({ open }) => {
  const db = await open({ migrations })
  const shop = db.tenant('demo')
  const cursed = shop.unit('add', async (unit) => {
    await unit.run(addPair, { id: 'boots', stock: 1 })
    await cut(db)
    await unit.run(addPair, { id: 'clogs', stock: 1 })
  })
  await assert.rejects(cursed, DatabaseUnavailable)
  assert.deepEqual(await ids(shop), [])
  await db.close()
})

postgresTest('idle connections that are cut are nobody’s trouble', async ({ open }) => {
  const db = await open({ migrations })
  const shop = db.tenant('demo')
  await Promise.all(Array.from({ length: 5 }, () => ids(shop)))
  await cut(db)
  assert.deepEqual(await ids(shop), [])
  await shop.unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
  await db.close()
})

/** Ends every connection of the program, as a restart of the server does. */
async function cut(db: Database): Promise<void> {
  const { pool } = db as unknown as { pool: pg.Pool }
  const { database, user } = new pg.Client({ connectionString: pool.options.connectionString })
  await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and usename = '${user}'`)
}

postgresTest('an answer to the commit that is lost is no success and no retry: nobody can say what became of it', async ({ url, open }) => {
  await (await open({ migrations })).close()
  await using relay = await openRelay(url)
  let runs = 0
  const fault = async (point: string) => {
    if (point === 'commit.before') relay.swallowAnswers()
  }
  const { openPostgres } = await import('./postgres.ts')
  const db = await openPostgres({ ...realWorld(), fault }, { url: relay.url, migrations })
  const adding = db.tenant('demo').unit('add', async (unit) => {
    runs++
    await unit.run(addPair, { id: 'boots', stock: 1 })
  })
  await assert.rejects(adding, (error) => error instanceof DatabaseUnavailable && /may be stored or not/.test(error.message))
  assert.equal(runs, 1)
  await db.close()
  const after = await open({ migrations })
  assert.deepEqual(await ids(after.tenant('demo')), ['boots'])
  await after.close()
})

interface Relay extends AsyncDisposable {
  url: string
  /** From now on what the server says is thrown away, and with its first word the connection is cut. */
  swallowAnswers(): void
}

async function openRelay(url: string): Promise<Relay> {
  const target = new URL(url)
  let swallows = false
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => open.delete(socket))
    }
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes) => (swallows ? client.destroy() : client.write(bytes)))
    client.on('close', () => upstream.end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const relayed = new URL(url)
  relayed.host = `127.0.0.1:${address.port}`
  return {
    url: relayed.href,
    swallowAnswers: () => {
      swallows = true
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

postgresTest('a transaction that was given up behind the unit’s back is no success', async ({ open }) => {
  const db = await open({ migrations })
  const sly = db.tenant('demo').unit('add', async (unit) => {
    await unit.run(addPair, { id: 'boots', stock: 1 })
    const { carryOut } = unit as unknown as { carryOut: (query: { name: null; sql: string }, values: never[]) => Promise<unknown> }
    await carryOut({ name: null, sql: 'select 1 / 0' }, []).catch(() => 'nobody noticed')
  })
  await assert.rejects(sly, /is not stored: the database answered its commit with ROLLBACK/)
  assert.deepEqual(await ids(db.tenant('demo')), [])
  await db.close()
})

postgresTest('more units than connections take their turns', async ({ open }) => {
  const db = await open({ migrations, poolSize: 2 })
  const shop = db.tenant('demo')
  await Promise.all(Array.from({ length: 50 }, (_, at) => shop.unit('add', (unit) => unit.run(addPair, { id: `pair ${at}`, stock: 1 }))))
  assert.equal((await ids(shop)).length, 50)
  await db.close()
})

postgresTest('a server that is not there is unavailable, and says so in time', async ({ url }) => {
  const gone = new URL(url)
  gone.port = '1'
  const { openPostgres } = await import('./postgres.ts')
  await assert.rejects(openPostgres(realWorld(), { url: gone.href, migrations }), /ECONNREFUSED/)
})
