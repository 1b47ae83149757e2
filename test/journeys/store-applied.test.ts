import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { findKey } from '../../server/shop/keys/keys.ts'
import { findTenant } from '../../server/shop/tenants/tenants.ts'
import { dumpOf } from '../dump.ts'
import { engines } from '../engines.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { applyStore } from '../store-files.ts'
import { until } from '../until.ts'
import { everyKey } from './every-key.ts'
import { type Installation, openInstallation } from './installation.ts'
import { luna, type StoreFolder, sol, variables } from './store-mistakes.ts'
import { openStreet, type Street, storeOf } from './street.ts'

/** The shop with pieces of its store file changed. */
function changed(...changes: readonly (readonly [from: string, to: string])[]): StoreFolder {
  let text = luna['store.yaml']
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from)
    text = text.replace(from, () => to)
  }
  return { ...luna, 'store.yaml': text }
}

const tenantOf = (id: string) => `tenant: { id: ${id}, name: Luna, locale: es-AR, currency: ARS, timezone: UTC }`

for (const engine of engines) {
  const shopTest = (name: string, proved: readonly PromiseId[], run: (shop: Installation) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using created = await engine.create()
      await using shop = await openInstallation(created)
      await run(shop)
    })

  shopTest(
    'a file that is applied again changes nothing, be it in YAML or in JSON',
    ['store.again-changes-nothing', 'store.yaml-or-json'],
    async (shop) => {
      assert.ok((await shop.apply(luna, sol)) > 20)
      const was = await dumpOf(shop.url)
      const asJson = { ...luna, 'store.yaml': JSON.stringify(parse(luna['store.yaml'])) }
      for (const files of [[luna], [luna, sol], [asJson]]) assert.equal(await shop.apply(...files), 0)
      assert.deepEqual(await dumpOf(shop.url), was)
    },
  )

  shopTest('a logo is a picture beside the store file, known by its content, or an address', [], async (shop) => {
    const withLogo = (logo: string, files: Record<string, string> = {}) =>
      shop.apply({ ...changed(['locale: es-AR', `branding: { colour: "#0a7", logo: ${logo} }\n  locale: es-AR`]), ...files })
    const logo = async () => JSON.parse((await shop.database.tenant('luna').read(findTenant, {}))[0]?.branding ?? '').logo
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    await withLogo('sign.svg', { 'sign.svg': drawing })
    const name = await logo()
    assert.match(name, /^[0-9a-f]{32}\.svg$/)
    assert.equal(await withLogo('other.svg', { 'other.svg': drawing }), 0)
    await withLogo('https://luna.test/sign.png')
    assert.equal(await logo(), 'https://luna.test/sign.png')
    await withLogo('nowhere.svg')
    assert.equal(await logo(), undefined)
    await assert.rejects(withLogo('note.svg', { 'note.svg': 'no drawing' }), /tenant\.branding\.logo: got "note\.svg", takes a JPEG/)
  })

  shopTest('the file with every key there is can be applied', ['store.yaml-or-json'], async (shop) => {
    assert.ok((await shop.apply(everyKey)) > 20)
    assert.equal(await shop.apply(everyKey), 0)
  })

  shopTest(
    'what people changed since is kept, until the file says something new of it',
    ['store.keeps-what-people-changed'],
    async (shop) => {
      await shop.apply(luna)
      await shop.database.tenant('luna').unit('test.people-change', async ({ sql, tenant }) => {
        await sql.updateTable('teams').set({ name: 'Ventas y más' }).where('tenant_id', '=', tenant).where('id', '=', 'sales').execute()
        await sql.updateTable('sellers').set({ persona: 'Formal.' }).where('tenant_id', '=', tenant).where('id', '=', 'milo').execute()
      })
      assert.equal(await shop.apply(luna), 0)
      assert.equal(await shop.apply(changed(['name: Milo,', 'name: Emilio,'])), 1)
      const [seller, team] = [await rowOf(shop, 'sellers', 'milo'), await rowOf(shop, 'teams', 'sales')]
      assert.deepEqual([seller.name, seller.persona, team.name], ['Emilio', 'Formal.', 'Ventas y más'])
      assert.equal(await shop.apply(changed(['name: Milo,', 'name: Emilio,'], ['name: Ventas', 'name: Mostrador'])), 1)
      assert.equal((await rowOf(shop, 'teams', 'sales')).name, 'Mostrador')
    },
  )

  shopTest('addresses and keys that change hands in the file change hands here', ['store.again-changes-nothing'], async (shop) => {
    const file = (keys: Record<string, string>, lines: Record<string, string>) => ({
      'store.yaml': JSON.stringify({
        ...(parse(`version: 1\n${tenantOf('luna')}`) as object),
        apiKeys: Object.entries(keys).map(([name, key]) => ({ name, key, scopes: ['*'] })),
        lines: Object.entries(lines).map(([id, address]) => ({
          id,
          provider: 'twilio-whatsapp',
          address,
          seller: null,
          credentials: { accountSid: id, authToken: 't' },
        })),
      }),
    })
    const [x, y] = ['the-first-of-two-keys', 'the-second-of-two-keys']
    const [one, two] = ['+541155550001', '+541155550002']
    const nameOf = async (key: string) => (await findKey(shop.database, key))?.name ?? null
    const exchanged = file({ a: y, b: x }, { a: two, b: one })
    const renamed = file({ c: y, b: x }, { a: two, b: one })
    await shop.apply(file({ a: x, b: y }, { a: one, b: two }))
    await shop.apply(exchanged)
    assert.deepEqual([await nameOf(x), await nameOf(y)], ['b', 'a'])
    assert.equal((await rowOf(shop, 'lines', 'a')).provider_key, '541155550002')
    await shop.apply(renamed)
    assert.deepEqual([await nameOf(x), await nameOf(y)], ['b', 'c'])
    assert.equal(await shop.apply(renamed), 0)
    await shop.apply(exchanged)
    assert.deepEqual([await nameOf(x), await nameOf(y)], ['b', 'a'], 'a name that comes back has its key again')
  })

  shopTest('web chats of two tenants may be called alike: visitors come to them by their ids', [], async (shop) => {
    const other = { ...sol, 'store.yaml': sol['store.yaml'].replace('address: sol-web', 'address: luna-web') }
    assert.ok((await shop.apply(luna, other)) > 20)
    assert.equal(await shop.apply(other), 0)
  })

  shopTest('what need not be said has its default', ['store.required-and-defaults'], async (shop) => {
    const lines = 'lines: [ { id: web, provider: webchat, address: web, seller: milo } ]\nsellers: [ { id: milo } ]'
    await shop.apply({ 'store.yaml': `version: 1\n${tenantOf('luna')}\n${lines}\nhandoff: {}\n` })
    const line = await rowOf(shop, 'lines', 'web')
    const numbers = [line.quiet_period_ms, line.max_wait_ms, line.stale_after_hours, line.doubt_ms].map(Number)
    assert.deepEqual(numbers, [2000, 10_000, 6, 60_000])
    const seller = await rowOf(shop, 'sellers', 'milo')
    assert.deepEqual(
      [seller.engine, seller.fallback, seller.storefront, Number(seller.register_first)],
      ['builtin', '["builtin"]', null, 0],
    )
    const { enabled, lockHours } = JSON.parse(String((await rowOf(shop, 'settings', 'handoff')).document))
    assert.deepEqual([enabled, lockHours], [true, 24])
    assert.deepEqual(JSON.parse(String((await rowOf(shop, 'settings', 'agenda')).document)).services, [])

    const needed = ['id', 'name', 'locale', 'currency', 'timezone']
    for (const key of needed) {
      const without = tenantOf('luna').replace(new RegExp(`${key}: \\S+?(, | \\})`), (_, end: string) => (end === ', ' ? '' : ' }'))
      await assert.rejects(shop.apply({ 'store.yaml': `version: 1\n${without}\n` }), new RegExp(`tenant\\.${key}: got nothing`), key)
    }
  })

  shopTest(
    'keys are kept hashed and credentials sealed: neither can be read in the database',
    ['store.api-keys-are-hashed', 'store.variables-are-replaced'],
    async (shop) => {
      await shop.apply(luna)
      assert.equal((await findKey(shop.database, variables.LUNA_KEY))?.tenant, 'luna')
      const everything = JSON.stringify(await dumpOf(shop.url))
      for (const secret of [variables.LUNA_KEY, variables.LUNA_TOKEN, 'the password of luna'])
        assert.ok(!everything.includes(secret), secret)
    },
  )

  streetTest(
    'what leaves the file is switched off and not deleted, and is back with it',
    ['store.left-the-file-is-switched-off'],
    async (street) => {
      const { luna } = street
      const id = await street.customerWrites(luna, '5491160001111', 'hola')
      const doors = async () => ({
        key: (await street.ask(luna, 'GET', '/api/v1/status')).status,
        staff: (await street.request('/api/v1/session', { method: 'POST', body: JSON.stringify(luna.staff) })).status,
        web: (await street.request(`/webchat/${luna.webLine}`)).status,
      })
      assert.deepEqual(await doors(), { key: 200, staff: 200, web: 200 })

      const { world, database } = street.house.desk
      const apply = (store: string) => applyStore({ world, database, store })
      const was = storeOf(luna)
      const kept = was.replace(luna.key, 'another-key-for-luna').replace('name: all', 'name: another')
      await apply(`${kept.slice(0, kept.indexOf('staff:'))}teams: [ { id: ${luna.team} } ]\n`)
      assert.deepEqual(await doors(), { key: 401, staff: 401, web: 404 })
      const another = { ...luna, key: 'another-key-for-luna' }
      const conversation = (await street.ask(another, 'GET', `/api/v1/conversations/${id}`)).body
      assert.equal(conversation.last_message_preview, 'hola')
      const handOver = (team: string) => street.ask(another, 'POST', `/api/v1/conversations/${id}/handoff`, { reason: 'r', team })
      assert.deepEqual([(await handOver(luna.team)).status, (await handOver(`${luna.id}-support`)).status], [200, 422])
      // What a line is set to may be a second old.
      await until(async () => (await ring(street)) === 401, 'no line has that secret any more')

      await apply(was)
      assert.deepEqual(await doors(), { key: 200, staff: 200, web: 200 })
      assert.equal((await street.ask(another, 'GET', '/api/v1/status')).status, 401)
    },
  )

  streetTest(
    'the shop’s words to customers are one text for all, or one for each language',
    ['store.texts-per-language'],
    async (street) => {
      const { world, database } = street.house.desk
      const says = async (message: string, language: string) => {
        await applyStore({ world, database, store: `${storeOf(street.luna)}handoff: { message: ${message} }\n` })
        return noticeIn(street, language)
      }
      const each = '{ es: "Te paso con Ada.", pt: "Ada já vem." }'
      assert.deepEqual([await says(each, 'es'), await says(each, 'pt')], ['Te paso con Ada.', 'Ada já vem.'])
      assert.match(await says(each, 'en'), /^I am handing you to a person/)
      assert.deepEqual([await says('"¡Ada!"', 'es'), await says('"¡Ada!"', 'en')], ['¡Ada!', '¡Ada!'])
    },
  )

  function streetTest(name: string, proved: readonly PromiseId[], run: (street: Street) => Promise<void>): void {
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using street = await openStreet(engine)
      await run(street)
    })
  }
}

test('the schema that is published takes what is taken, and refuses what is refused', async () => {
  proves('store.yaml-or-json')
  const [sqlite] = engines
  assert.ok(sqlite)
  await using street = await openStreet(sqlite)
  const schema = z.fromJSONSchema((await street.request('/schemas/store.json')).body)
  const takes = (text: string) => schema.safeParse(parse(text)).success
  for (const files of [luna, sol, everyKey])
    assert.ok(takes(files['store.yaml']), JSON.stringify(schema.safeParse(parse(files['store.yaml']))))
  for (const [from, to] of [
    ['version: 1', 'version: 2'],
    ['teams:', 'colour: red\nteams:'],
    ['quietPeriodMs: 1500', 'quietPeriodMs: soon'],
    ['provider: twilio-whatsapp', 'provider: pigeon'],
    ['  name: "Tienda Luna"\n', ''],
    ['scopes: ["*"]', 'scopes: ["everything"]'],
  ] as const)
    assert.ok(!takes(changed([from, to])['store.yaml']), to)
})

async function rowOf(shop: Installation, table: string, id: string): Promise<Record<string, unknown>> {
  const rows = ((await dumpOf(shop.url))[table] ?? []).map((row) => JSON.parse(row) as Record<string, unknown>)
  return rows.find((row) => row.id === id) ?? assert.fail(`${table} has no ${id}`)
}

let rings = 0

async function ring({ webhook, luna }: Street): Promise<number> {
  const message = { id: `ring-${++rings}`, from: '5491160001111', text: 'hola', name: null, written_at: null }
  return (await webhook(luna, { messages: [message] })).status
}

/** What a visitor of that language reads when a person is called. */
async function noticeIn(street: Street, language: string): Promise<string> {
  const line = `/webchat/${street.luna.webLine}`
  const { token } = (await street.request(`${line}/visitors`, { method: 'POST' })).body
  const headers = { authorization: `Bearer ${token}` }
  const body = JSON.stringify({ id: crypto.randomUUID(), text: '👋', language })
  await street.request(`${line}/messages`, { method: 'POST', headers, body })
  const { items } = (await street.ask(street.luna, 'GET', `/api/v1/conversations?line=${street.luna.webLine}&limit=100`)).body
  await street.ask(street.luna, 'POST', `/api/v1/conversations/${items.at(-1).id}/handoff`, { reason: 'r' })
  let notice: string | undefined
  await until(async () => {
    const messages = (await street.request(`${line}/messages`, { headers })).body.items as { role: string; text: string }[]
    notice = messages.find(({ role }) => role === 'system')?.text
    return notice !== undefined
  }, 'the notice')
  return notice ?? ''
}
