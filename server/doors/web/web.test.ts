import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { proves } from '../../../test/proves.ts'
import { preferredLanguage, prefersJson } from './negotiate.ts'
import { Files, readBuiltFiles, webRoutes, whatIsNotBuilt } from './web.ts'

const names = [
  'widget.js',
  'chat.css',
  'home.css',
  'docs.css',
  'docs.js',
  'product.css',
  'checkout.css',
  'checkout.js',
  'admin.js',
  'admin.css',
  'icon.svg',
]
const built = new Map(names.map((name) => [name, new TextEncoder().encode(`/* ${name} ${'x'.repeat(200)} */`)]))
const options = { version: '1.2.3', publicUrl: 'https://shop.example', simulator: true, files: new Files(built) }
const pages = webRoutes(options)

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

test('the page of doors names them all, and whoever asks for JSON gets one object', async () => {
  proves('home.names-the-doors')
  const page = await pages.request('/', { headers: { accept: browser } })
  assert.equal(page.status, 200)
  const html = await page.text()
  for (const door of ['href="/chat"', 'href="/simulator"', 'href="/admin"', 'href="/api/docs"', 'https://shop.example/mcp', '1.2.3']) {
    assert.ok(html.includes(door), door)
  }
  const json = await pages.request('/', { headers: { accept: 'application/json' } })
  assert.deepEqual(await json.json(), { status: 'ok', service: 'mostrador', version: '1.2.3' })
  assert.match(json.headers.get('content-type') ?? '', /^application\/json/)
})

test('a shop without the simulator does not name it', async () => {
  const page = await webRoutes({ ...options, simulator: false }).request('/')
  assert.ok(!(await page.text()).includes('/simulator'))
})

test('JSON is for whoever prefers it by name', () => {
  for (const accept of [
    'application/json',
    'application/json, text/plain, */*',
    'application/json, text/html;q=0.9',
    'text/html;q=0.5,application/json',
  ]) {
    assert.equal(prefersJson(accept), true, accept)
  }
  for (const accept of [
    undefined,
    '',
    '*/*',
    browser,
    'text/html, application/json',
    'application/json;q=0.4, text/html;q=0.5',
    'application/json;q=0',
  ]) {
    assert.equal(prefersJson(accept), false, String(accept))
  }
})

test('pages speak the visitor’s first language that they know', async () => {
  assert.equal(preferredLanguage('fr, pt-BR;q=0.7, es;q=0.9'), 'es')
  assert.equal(preferredLanguage('pt'), 'pt')
  assert.equal(preferredLanguage('de, *;q=0.1'), 'en')
  assert.equal(preferredLanguage(undefined), 'en')
  for (const [language, title] of [
    ['es', 'Chat de la tienda'],
    ['pt', 'Chat da loja'],
    ['en', 'The shop’s chat'],
  ] as const) {
    const page = await pages.request('/', { headers: { 'accept-language': language } })
    const html = await page.text()
    assert.ok(html.includes(`<html lang="${language}">`) && html.includes(title), html)
    assert.match(page.headers.get('vary') ?? '', /accept-language/)
  }
})

test('no page has a script or a style of its own inside, and the admin page stands in no frame and no cache', async () => {
  proves('pages.security-headers')
  for (const path of ['/', '/chat', '/chat?line=web', '/admin']) {
    const page = await pages.request(path)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.doesNotMatch(policy, /unsafe-(inline|eval)/, path)
    assert.ok(page.headers.get('referrer-policy'), path)
    const html = await page.text()
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/, path)
  }
  const admin = await pages.request('/admin')
  assert.equal(admin.headers.get('cache-control'), 'no-store')
  assert.match(admin.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
})

test('the chat page hands the line of its address on, whatever it holds', async () => {
  const page = await pages.request('/chat?line=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
  assert.match(await page.text(), /src="\/widget\.js\?line=%22%3E%3Cscript%3Ealert\(1\)%3C%2Fscript%3E"/)
  assert.match(await (await pages.request('/chat')).text(), /src="\/widget\.js" data-page/)
})

test('the widget is for any site, is asked for anew after minutes, and travels small', async () => {
  const plain = await pages.request('/widget.js')
  assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8')
  assert.match(plain.headers.get('cache-control') ?? '', /max-age=300\b/)
  assert.equal(plain.headers.get('cross-origin-resource-policy'), 'cross-origin')
  assert.equal(plain.headers.get('access-control-allow-origin'), '*')
  const small = await pages.request('/widget.js', { headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(small.headers.get('content-encoding'), 'gzip')
  assert.equal(gunzipSync(await small.bytes()).toString(), await plain.text())
  const same = await pages.request('/widget.js', { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } })
  assert.deepEqual([same.status, await same.text()], [304, ''])
})

test('files under an address that names their content are kept for good, an old address gets the new file', async () => {
  const html = await (await pages.request('/admin')).text()
  const address = /src="(\/assets\/[^"]+\/admin\.js)"/.exec(html)?.[1] ?? assert.fail(html)
  const current = await pages.request(address)
  assert.match(current.headers.get('cache-control') ?? '', /immutable/)
  const old = await pages.request('/assets/older/admin.js')
  assert.deepEqual([old.status, old.headers.get('cache-control')], [200, 'no-cache'])
  for (const path of ['/assets/older/nothing.js', '/assets/older/..%2Fweb.ts', '/assets/x/__proto__']) {
    assert.equal((await pages.request(path)).status, 404, path)
  }
})

test('where the pages were not built, the start and the pages say what to do', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mostrador-web-'))
  try {
    writeFileSync(join(directory, 'home.css'), 'body{}')
    const found = readBuiltFiles(directory)
    assert.deepEqual([...found.keys()], ['home.css'])
    assert.match(whatIsNotBuilt(found) ?? '', /^The web pages are not built \(widget\.js, .*npm run prepare[^\n]*$/)
    assert.equal(whatIsNotBuilt(built), null)
    const bare = webRoutes({ ...options, files: new Files(found) })
    for (const path of ['/chat', '/admin']) {
      const page = await bare.request(path)
      assert.equal(page.status, 503)
      assert.match(await page.text(), /npm run prepare/)
    }
    assert.equal((await bare.request('/')).status, 200)
    assert.equal((await bare.request('/widget.js')).status, 404)
  } finally {
    rmSync(directory, { recursive: true })
  }
})
