import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { selfSigned } from '../../../test/certificate.ts'
import { runInsideUnit } from '../sql/inside-unit.ts'
import { FetchOutError, type FetchOutOptions } from '../world/world.ts'
import { isPublicAddress } from './addresses.ts'
import { openFetchOut } from './fetch-out.ts'
import { network } from './real.ts'

const fetchOut = openFetchOut(network)
const certificate = selfSigned(['shop.example'])
/** Elsewhere 127.0.0.1 is the only address of the loopback. */
const skip = process.platform === 'linux' ? false : 'needs several loopback addresses'

test('a request leaves with what it was given and comes back as it was answered', async () => {
  await using server = await serve((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      response.writeHead(201, { 'X-Kind': 'echo', 'set-cookie': ['a=1', 'b=2'] })
      response.end(
        JSON.stringify({ method: request.method, url: request.url, host: request.headers.host, key: request.headers['x-api-key'], body }),
      )
    })
  })
  const answer = await fetchOut(`${server.origin}/v1/send?to=1`, {
    method: 'POST',
    headers: { 'x-api-key': 'k' },
    body: '{"text":"¡hola!"}',
    trustedOrigins: [server.origin],
  })
  assert.equal(answer.status, 201)
  assert.equal(answer.headers['x-kind'], 'echo')
  assert.equal(answer.headers['set-cookie'], 'a=1, b=2')
  const host = server.origin.replace('http://', '')
  assert.deepEqual(JSON.parse(answer.text()), { method: 'POST', url: '/v1/send?to=1', host, key: 'k', body: '{"text":"¡hola!"}' })
})

test('a redirect is an answer like another: nobody is led on, and no key with him', async () => {
  const asked: string[] = []
  await using server = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  })
  const answer = await fetchOut(`${server.origin}/a`, { headers: { authorization: 'Bearer x' }, trustedOrigins: [server.origin] })
  assert.deepEqual([answer.status, answer.headers.location, asked], [302, 'http://169.254.169.254/latest/meta-data', ['/a']])
})

test('an error says whether the request can have reached the other side', async () => {
  await using silent = await serve(() => {})
  await using drops = await serve((request) => void request.socket.destroy())
  await using breaks = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  await using floods = await serve((_request, response) => {
    response.writeHead(200)
    const more = () => {
      while (response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  })
  const gone = await serve(() => {})
  await gone[Symbol.asyncDispose]()
  const ask = (origin: string, options: FetchOutOptions = {}) => reasonOf(fetchOut(origin, { ...options, trustedOrigins: [origin] }))
  assert.deepEqual(await ask(gone.origin), ['refused', false])
  assert.deepEqual(await ask('http://no-such-host.invalid'), ['unknown_host', false])
  assert.deepEqual(await ask(silent.origin, { timeoutMs: 80 }), ['timeout', true])
  assert.deepEqual(await ask(drops.origin, { method: 'POST', body: 'x' }), ['reset', true])
  assert.deepEqual(await ask(breaks.origin), ['reset', true])
  assert.deepEqual(await ask(floods.origin, { maxBytes: 1_000_000 }), ['too_large', true])
  const leaving = new AbortController()
  const asked = ask(silent.origin, { signal: leaving.signal })
  leaving.abort()
  assert.equal((await asked)[0], 'aborted')
  assert.equal((await ask(silent.origin, { signal: AbortSignal.abort() }))[0], 'aborted')
})

test('time that runs out before there is a connection is a refusal: surely nothing arrived', async () => {
  // It takes the connection and never says a word of the greeting that https begins with.
  await using silent = await serve(() => {})
  const origin = silent.origin.replace('http:', 'https:')
  const began = performance.now()
  assert.deepEqual(await reasonOf(fetchOut(origin, { timeoutMs: 100, trustedOrigins: [origin] })), ['refused', false])
  assert.ok(performance.now() - began < 3000)
  await assert.rejects(network.resolve('shop.example', AbortSignal.abort()), { reason: 'unknown_host' })
})

test('https greets by name and takes the certificate of that name only', async () => {
  setDefaultCACertificates([certificate.cert])
  const greeted: unknown[] = []
  await using server = await serve(
    (request, response) => {
      greeted.push((request.socket as TLSSocket).servername)
      response.end('sealed')
    },
    { certificate },
  )
  const { port } = new URL(server.origin)
  const named = openFetchOut({ ...network, resolve: async () => ['127.0.0.1'] })
  for (const time of ['first', 'kept']) {
    const origin = `https://shop.example:${port}`
    assert.equal((await named(origin, { trustedOrigins: [origin] })).text(), 'sealed', time)
  }
  const origin = `https://other.example:${port}`
  assert.deepEqual(await reasonOf(named(origin, { method: 'POST', body: 'x', trustedOrigins: [origin] })), ['refused', false])
  assert.deepEqual(greeted, ['shop.example', 'shop.example'])
})

test('nobody who may name an address reaches the shop’s own machine or its neighbours, however it is written', async () => {
  let reached = 0
  await using server = await serve((_request, response) => {
    reached++
    response.end()
  })
  const { port } = new URL(server.origin)
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    'localhost',
    'LOCALHOST',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '169.254.169.254',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.100.100.200',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ]
  for (const host of hosts) {
    assert.deepEqual(await reasonOf(fetchOut(`http://${host}:${port}/`, { timeoutMs: 500 })), ['forbidden_address', false], host)
  }
  assert.equal(reached, 0)
  // What a store file or the environment names may be private, and only that very origin.
  const trustedOrigins = [server.origin]
  assert.equal((await fetchOut(server.origin, { trustedOrigins })).status, 200)
  assert.equal((await reasonOf(fetchOut(`http://localhost:${port}`, { trustedOrigins })))[0], 'forbidden_address')
  assert.equal((await reasonOf(fetchOut('http://127.0.0.1:1', { trustedOrigins })))[0], 'forbidden_address')
  assert.equal((await reasonOf(fetchOut('not a url')))[0], 'forbidden_address')
  assert.equal((await reasonOf(fetchOut('file:///etc/passwd')))[0], 'forbidden_address')
  assert.equal((await reasonOf(fetchOut(`http://user:word@127.0.0.1:${port}`, { trustedOrigins })))[0], 'forbidden_address')
})

test('public addresses are public', () => {
  for (const address of ['1.1.1.1', '157.240.22.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a03:2880::1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
  for (const address of ['', 'localhost', 'fe80::1%eth0', '::ffff:1.1.1.1']) assert.equal(isPublicAddress(address), false, address)
})

test('a name that leads elsewhere a moment later is followed to the address that was checked', async () => {
  await using server = await serve((_request, response) => response.end('inside'))
  const { port } = new URL(server.origin)
  let asked = 0
  const connectedTo: string[] = []
  const rebinding = openFetchOut({
    ...network,
    resolve: async () => (asked++ === 0 ? ['93.184.215.14'] : ['127.0.0.1']),
    exchange: async ({ address }) => {
      connectedTo.push(address)
      throw new FetchOutError('refused', 'far away')
    },
  })
  assert.deepEqual(await reasonOf(rebinding(`http://evil.example:${port}/`)), ['refused', false])
  assert.deepEqual([asked, connectedTo], [1, ['93.184.215.14']])
  const mixed = openFetchOut({ ...network, resolve: async () => ['93.184.215.14', '10.0.0.7'] })
  assert.equal((await reasonOf(mixed(`http://evil.example:${port}/`)))[0], 'forbidden_address')
})

test('a kept connection belongs to the address it was made to, not to the name', { skip }, async () => {
  await using first = await serve((_request, response) => response.end('first'))
  const { port } = new URL(first.origin)
  await using second = await serve((_request, response) => response.end('second'), { host: '127.0.0.2', port: Number(port) })
  let address = '127.0.0.1'
  const moving = openFetchOut({ ...network, resolve: async () => [address] })
  const origin = `http://shop.example:${port}`
  assert.equal((await moving(origin, { trustedOrigins: [origin] })).text(), 'first')
  address = '127.0.0.2'
  assert.equal((await moving(origin, { trustedOrigins: [origin] })).text(), 'second')
  assert.ok(second)
})

test('of several addresses the next one is tried when one cannot be reached, and no other when one may have heard', { skip }, async () => {
  let heard = 0
  await using server = await serve((request) => {
    heard++
    request.socket.destroy()
  })
  const { port } = new URL(server.origin)
  const origin = `http://shop.example:${port}`
  const several = openFetchOut({ ...network, resolve: async () => ['127.0.0.9', '127.0.0.1', '127.0.0.1'] })
  assert.deepEqual(await reasonOf(several(origin, { method: 'POST', body: 'x', trustedOrigins: [origin] })), ['reset', true])
  assert.equal(heard, 1)
})

test('no request leaves inside a unit: it would hold up everybody who writes', async () => {
  const inside = runInsideUnit({ name: 'orders.pay', over: false }, () => fetchOut('http://127.0.0.1:1'))
  await assert.rejects(inside, /orders\.pay/)
})

async function reasonOf(answer: Promise<unknown>): Promise<[FetchOutError['reason'], boolean]> {
  const error = await answer.then(
    () => assert.fail('it was answered'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof FetchOutError)) throw error
  return [error.reason, error.mayHaveArrived]
}

interface Served extends AsyncDisposable {
  origin: string
}

async function serve(
  listener: RequestListener,
  options: { host?: string; port?: number; certificate?: { key: string; cert: string } } = {},
): Promise<Served> {
  const { host = '127.0.0.1', port = 0 } = options
  const server = options.certificate ? createSecureServer(options.certificate, listener) : createServer(listener)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const origin = `${options.certificate ? 'https' : 'http'}://${host}:${(server.address() as AddressInfo).port}`
  return {
    origin,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
