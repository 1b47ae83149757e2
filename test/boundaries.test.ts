import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { importsOf, sourceFiles } from './source.ts'

/** Imports point down only; what must travel up travels as an event. */
const mayImport: Record<string, readonly string[]> = {
  platform: [], // knows nothing of shops
  shop: ['platform'], // tenants, staff, keys, lines, settings
  commerce: ['shop', 'platform'], // knows nothing of conversations
  conversation: ['commerce', 'shop', 'platform'],
  outreach: ['conversation', 'commerce', 'shop', 'platform'],
  doors: ['outreach', 'conversation', 'commerce', 'shop', 'platform'], // parse, call, answer
}

/** Inside commerce the modules have an order too: a cart knows products, no product knows carts. */
const mayImportInCommerce: Record<string, readonly string[]> = {
  customers: [],
  catalog: [],
  cart: ['catalog', 'customers'],
  orders: ['cart', 'catalog', 'customers'],
  payments: ['orders', 'cart', 'catalog', 'customers'],
  agenda: ['catalog', 'customers'],
}

/** A module is a folder under a layer, its face the file with the folder's name. These have another one, or more than one. */
const faces: Record<string, Record<string, string>> = {
  'platform/sql': {
    'sql.ts': 'the scopes',
    'reading.ts': 'a module names with it what may be answered in another thread',
    'statement.ts': 'every *.sql.ts names its statements with it, and needs nothing else',
    'inside-unit.ts': 'what leaves the shop asks whether a unit is under way',
  },
  'platform/http': { 'http.ts': 'the server', 'fetch-out.ts': 'the way out, which the real world is made with' },
  'platform/timers': { 'due-loop.ts': 'the one thing there is' },
  'platform/world': {
    'world.ts': 'what a process lives in',
    'faults.ts': 'the list of fault points, which the fault grid walks through',
  },
}

/** Pure, and the same to the digit in a browser and here. */
const sharedWithBrowsers: Record<string, string> = { 'web/ui/colour.ts': 'a page without scripts wears the shop’s colour too' }

/** Files right under server/, migrations and commands: here the program is put together. */
const composition = /^server\/([^/]+\.ts$|migrations\/|commands\/)/
/** And here, as in tests, real parts are taken. */
const takesRealParts = /^server\/(main|cli|commands|commands\/[\w-]+|open-database|open-media)\.ts$|\/real\.ts$/
const isTest = (path: string) => path.endsWith('.test.ts')

/** Packages and runtime parts that belong to one place. */
const onlyIn: Record<string, { where: RegExp; reason: string }> = {
  'node:sqlite': { where: /^server\/platform\/sql\//, reason: 'queries go through a scope' },
  pg: { where: /^server\/platform\/sql\//, reason: 'queries go through a scope' },
}

/** The shop's life knows nothing of the machine: files, sockets and processes are the platform's. A hash is arithmetic. */
const withoutNode = ['commerce', 'conversation', 'outreach']

interface Place {
  layer: string
  module: string
  file: string
}

/** `server/conversation/turns/turns.ts`; a file right under its layer is a module of its own. */
function placeOf(path: string): Place {
  const [, layer = '', ...rest] = path.split('/')
  const [module = '', ...inside] = rest
  return { layer, module: module.replace(/\.ts$/, ''), file: inside.length === 0 ? module : inside.join('/') }
}

/** Why `from` may not import `specifier`; null when it may. */
function objection(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return objectionToPackage(from, specifier)
  const to = posix.join(posix.dirname(from), specifier)
  if (isTest(from)) return null
  if (to in sharedWithBrowsers) return null
  if (!to.startsWith('server/')) return `${to} is no part of the server`
  if (posix.basename(to) === 'real.ts')
    return takesRealParts.test(from) ? null : 'real parts are taken where the program is put together, and in tests'
  if (composition.test(from)) return null
  const [here, there] = [placeOf(from), placeOf(to)]
  if (composition.test(to)) return 'the composition imports, and is not imported'
  if (here.layer !== there.layer) {
    if (!mayImport[here.layer]) return `${here.layer} is no layer`
    if (!mayImport[here.layer]?.includes(there.layer)) return `${here.layer} may not import ${there.layer}`
  } else if (here.module === there.module) return null
  else if (here.layer === 'commerce' && !mayImportInCommerce[here.module]?.includes(there.module))
    return `${here.module} may not import ${there.module}`
  return isFace(there) ? null : `${there.layer}/${there.module} is entered by its face only`
}

function isFace({ layer, module, file }: Place): boolean {
  const listed = faces[`${layer}/${module}`]
  return listed ? file in listed : file === `${module}.ts`
}

function objectionToPackage(from: string, specifier: string): string | null {
  if (isTest(from) || composition.test(from)) return null
  const place = onlyIn[specifier]
  if (place && !place.where.test(from)) return `${specifier} belongs to ${place.where.source}: ${place.reason}`
  if (/^node:(?!crypto$)/.test(specifier) && withoutNode.includes(placeOf(from).layer))
    return `${placeOf(from).layer} knows nothing of the machine`
  return null
}

test('every import in the server points down, and enters another module by its face', () => {
  const objections = sourceFiles('server/**/*.ts').flatMap(({ path, text }) =>
    importsOf(text).flatMap(({ specifier, line }) => {
      const reason = objection(path, specifier)
      return reason ? [`${path}:${line} imports ${specifier}: ${reason}`] : []
    }),
  )
  assert.deepEqual(objections, [])
})

test('what the rules say of single imports', () => {
  const allowed: [string, string][] = [
    ['server/conversation/turns/turns.ts', './journal.ts'],
    ['server/conversation/turns/turns.ts', '../inbox/inbox.ts'],
    ['server/conversation/desk.ts', './inbox/inbox.ts'],
    ['server/conversation/inbox/inbox.ts', '../../platform/sql/statement.ts'],
    ['server/doors/rest/carts.ts', '../../commerce/cart/cart.ts'],
    ['server/commerce/orders/orders.ts', '../cart/cart.ts'],
    ['server/main.ts', './platform/world/real.ts'],
    ['server/platform/world/world.test.ts', './real.ts'],
    ['server/conversation/turns/turns.test.ts', '../../../test/proves.ts'],
  ]
  const refused: [string, string][] = [
    ['server/platform/sql/sql.ts', '../../shop/shop.ts'],
    ['server/commerce/cart/cart.ts', '../../conversation/inbox/inbox.ts'],
    ['server/commerce/cart/cart.ts', '../orders/orders.ts'],
    ['server/commerce/catalog/catalog.ts', '../customers/customers.ts'],
    ['server/conversation/turns/turns.ts', '../inbox/messages.sql.ts'],
    ['server/doors/rest/carts.ts', '../../commerce/cart/carts.sql.ts'],
    ['server/platform/http/http.ts', '../world/real.ts'],
    ['server/roles.ts', './platform/world/real.ts'],
    ['server/shop/shop.ts', '../config.ts'],
    ['server/doors/rest/carts.ts', '../../../test/fakes/stand-in.ts'],
    ['server/doors/rest/carts.ts', 'node:sqlite'],
    ['server/conversation/turns/turns.ts', 'node:fs'],
  ]
  for (const [from, specifier] of allowed) assert.equal(objection(from, specifier), null, `${from} imports ${specifier}`)
  for (const [from, specifier] of refused) assert.notEqual(objection(from, specifier), null, `${from} imports ${specifier}`)
})

test('no exception has outlived what it was made for', () => {
  const paths = new Set(sourceFiles('server/**/*.ts').map(({ path }) => path))
  const listed = Object.entries(faces).flatMap(([module, files]) => Object.keys(files).map((file) => `server/${module}/${file}`))
  assert.deepEqual(
    listed.filter((path) => !paths.has(path)),
    [],
  )
})
