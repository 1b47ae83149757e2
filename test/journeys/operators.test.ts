import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createOperatorKey } from '../../server/shop/keys/keys.ts'
import { dumpOf } from '../dump.ts'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { type Answer, openStreet, type Street } from './street.ts'

for (const engine of engines) describe(`who runs the installation on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('shops are listed, opened, changed and switched off with an operator’s key only', async () => {
    proves('tenants.operator-only')
    await using street = await openStreet(engine)
    const operator = await operatorOf(street)
    const list = await operator('GET', '/tenants')
    assert.deepEqual(
      list.body.items.map(({ id }: { id: string }) => id),
      ['luna', 'sol'],
    )
    const mar = { id: 'mar', name: 'Mar', locale: 'pt-BR', currency: 'BRL', timezone: 'America/Sao_Paulo' }
    const opened = await operator('POST', '/tenants', mar)
    assert.deepEqual([opened.status, opened.body], [201, { ...mar, active: true }])
    assert.deepEqual(
      [(await operator('POST', '/tenants', mar)).status, (await operator('POST', '/tenants', { ...mar, id: 'Mar Azul' })).status],
      [409, 422],
    )
    assert.equal((await operator('PATCH', '/tenants/mar', { name: 'Mar Azul' })).body.name, 'Mar Azul')
    assert.equal((await operator('PATCH', '/tenants/nada', { name: 'Nada' })).status, 404)
    for (const [key, status] of [
      [street.luna.key, 403],
      ['nobody-knows-this-key', 401],
    ] as const)
      for (const [method, path] of [
        ['GET', '/tenants'],
        ['POST', '/tenants'],
        ['PATCH', '/tenants/sol'],
        ['GET', '/operator-keys'],
      ] as const)
        assert.equal(
          (await street.request(`/api/v1${path}`, { method, headers: { 'x-api-key': key } })).status,
          status,
          `${method} ${path}`,
        )
    await operator('PATCH', '/tenants/luna', { active: false })
    assert.equal((await street.ask(street.luna, 'GET', '/api/v1/status')).status, 401)
    await operator('PATCH', '/tenants/luna', { active: true })
    assert.equal((await street.ask(street.luna, 'GET', '/api/v1/status')).status, 200)
  })

  test('an operator’s key acts in the shop that X-Tenant-ID names, and a shop’s key in its own only', async () => {
    proves('tenants.x-tenant-id')
    await using street = await openStreet(engine)
    const operator = await operatorOf(street)
    const made = await operator('POST', '/products', { sku: 'A-1', name: 'Yerba', price: '10.00' }, { 'x-tenant-id': 'sol' })
    assert.equal(made.status, 201, made.text)
    assert.equal((await street.ask(street.sol, 'GET', '/api/v1/products/A-1')).status, 200)
    assert.equal((await street.ask(street.luna, 'GET', '/api/v1/products/A-1')).status, 404)
    const nowhere = await operator('GET', '/products')
    assert.deepEqual([nowhere.status, nowhere.body.errors[0].path], [422, 'X-Tenant-ID'])
    for (const unknown of ['nada', 'Not a Name'])
      assert.equal((await operator('GET', '/products', undefined, { 'x-tenant-id': unknown })).status, 404)
    const own = await street.ask(street.luna, 'GET', '/api/v1/status', undefined, { 'x-tenant-id': 'luna' })
    const other = await street.ask(street.luna, 'GET', '/api/v1/status', undefined, { 'x-tenant-id': 'sol' })
    assert.deepEqual([own.status, other.status], [200, 404])
  })

  test('keys are made, listed and taken away; one may do no more than whoever made it, and only its hash is kept', async () => {
    await using street = await openStreet(engine, { keys: { keeper: ['keys:write', 'products:read'] } })
    const { luna, request } = street
    const make = (key: string, body: unknown, headers = {}) =>
      request('/api/v1/keys', { method: 'POST', headers: { 'x-api-key': key, ...headers }, body: JSON.stringify(body) })
    const wanted = { name: 'website', scopes: ['products:read'] }
    const once = { 'idempotency-key': 'k-1' }
    const made = await make('a-key-by-the-name-of-keeper', wanted, once)
    assert.equal(made.status, 201, made.text)
    assert.equal((await make('a-key-by-the-name-of-keeper', wanted, once)).body.key, made.body.key, 'asked twice it is one key')
    const { key } = made.body
    assert.equal((await request('/api/v1/products', { headers: { 'x-api-key': key } })).status, 200)
    assert.equal((await request('/api/v1/orders', { headers: { 'x-api-key': key } })).status, 403)
    assert.equal(JSON.stringify(await dumpOf(street.databaseUrl)).includes(key), false, 'it stands nowhere in the database')
    const beyond = await make('a-key-by-the-name-of-keeper', { name: 'more', scopes: ['products:read', 'orders:write'] })
    assert.deepEqual([beyond.status, beyond.body.errors[0].path], [422, 'scopes.1'])
    const unknown = await make(luna.key, { name: 'bad', scopes: ['orders:read', 'foo:read'] })
    assert.deepEqual([unknown.status, unknown.body.errors], [422, [{ path: 'scopes.1', message: 'there is no scope foo:read' }]])
    assert.equal((await make(luna.key, { name: 'website', scopes: ['*'] })).status, 409)
    const listed = (await street.ask(luna, 'GET', '/api/v1/keys')).body.items
    assert.deepEqual(
      listed.map(({ name, key }: { name: string; key: null }) => [name, key]),
      [
        ['all', null],
        ['keeper', null],
        ['website', null],
      ],
    )
    assert.equal((await street.ask(street.sol, 'DELETE', '/api/v1/keys/website')).status, 404)
    assert.equal((await street.ask(luna, 'DELETE', '/api/v1/keys/website')).status, 204)
    assert.equal((await request('/api/v1/products', { headers: { 'x-api-key': key } })).status, 401)
    assert.equal((await make(luna.key, wanted)).status, 201, 'its name is free again')
  })

  test('a key takes away only keys that may do no more than it may itself', async () => {
    const keys = {
      keeper: ['keys:write', 'products:read'],
      reader: ['products:read'],
      seller: ['products:read', 'orders:write'],
      other: ['old:read'],
    }
    await using street = await openStreet(engine, { keys })
    const { luna, sol } = street
    const revoke = async (shop: Parameters<typeof street.ask>[0], name: string) => {
      const { status, body } = await street.ask(shop, 'DELETE', `/api/v1/keys/${name}`)
      return status === 204 ? 204 : [status, body.code]
    }
    const keeper = { ...luna, key: 'a-key-by-the-name-of-keeper' }
    for (const name of ['all', 'seller', 'other']) assert.deepEqual(await revoke(keeper, name), [403, 'key_beyond_yours'], name)
    assert.equal((await street.ask(luna, 'GET', '/api/v1/status')).status, 200, 'it opens as before')
    assert.deepEqual(await revoke(keeper, 'nobody'), [404, 'key_not_found'])
    assert.deepEqual(await revoke(sol, 'reader'), [404, 'key_not_found'])
    assert.equal(await revoke(keeper, 'reader'), 204)
    assert.deepEqual(await revoke(keeper, 'reader'), [404, 'key_not_found'])
    assert.equal(await revoke(keeper, 'keeper'), 204)
    const operator = await operatorOf(street)
    assert.equal((await operator('DELETE', '/keys/seller', undefined, { 'x-tenant-id': 'luna' })).status, 204)
    assert.equal(await revoke(luna, 'other'), 204, 'whoever may do everything')
  })

  test('operators’ keys are made by operators, and taken away by them', async () => {
    await using street = await openStreet(engine)
    const operator = await operatorOf(street)
    const once = { 'idempotency-key': 'k-1' }
    const made = await operator('POST', '/operator-keys', { name: 'beto' }, once)
    assert.equal((await operator('POST', '/operator-keys', { name: 'beto' }, once)).body.key, made.body.key)
    assert.equal((await operator('POST', '/operator-keys', { name: 'beto' })).status, 409)
    const beto = (path: string) => street.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${made.body.key}` } })
    assert.deepEqual((await beto('/operator-keys')).body.items, [
      { name: 'ana', key: null },
      { name: 'beto', key: null },
    ])
    assert.equal((await operator('DELETE', '/operator-keys/beto')).status, 204)
    assert.equal((await operator('DELETE', '/operator-keys/beto')).status, 404)
    assert.equal((await beto('/tenants')).status, 401)
    assert.equal(JSON.stringify(await dumpOf(street.databaseUrl)).includes(made.body.key), false)
  })
}

type Operator = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

async function operatorOf({ house, request }: Street): Promise<Operator> {
  const { database, secrets } = house.desk
  const made = await createOperatorKey(database, secrets, 'ana', secrets.token())
  assert.ok(made.ok)
  return (method, path, body, headers = {}) =>
    request(`/api/v1${path}`, {
      method,
      headers: { 'x-api-key': made.value.key, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
}
