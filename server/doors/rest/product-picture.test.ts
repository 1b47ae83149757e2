import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { openStreet, type Street } from '../../../test/journeys/street.ts'
import { gif, pixelOf, samplePicture, withExif } from '../../../test/picture-samples.ts'
import { memoryMedia } from '../../platform/media/media.ts'
import { noResizer, sniffPicture } from '../../platform/pictures/pictures.ts'
import { openResizer } from '../../platform/pictures/real.ts'

const sample = samplePicture(1200, 900)

interface Opened extends AsyncDisposable {
  street: Street
  send(body: Uint8Array | FormData, headers?: Record<string, string>, sku?: string): ReturnType<Street['request']>
  picture(address: string, headers?: Record<string, string>): Promise<Response>
  imageOf(sku: string): Promise<string | null>
}

async function openShop(engine: TestEngine, resizer = openResizer({ restMs: 100 })): Promise<Opened> {
  const street = await openStreet(engine, { pictures: { media: memoryMedia(), resizer }, keys: { reader: ['products:read'] } })
  const made = await street.ask(street.luna, 'POST', '/api/v1/products', { sku: 'B1', name: 'Botas', price: '450.00' })
  assert.equal(made.status, 201)
  return {
    street,
    send: (body, headers = {}, sku = 'B1') =>
      street.request(`/api/v1/products/${sku}/picture`, {
        method: 'POST',
        headers: { 'x-api-key': street.luna.key, ...headers },
        body: body instanceof FormData ? body : new Uint8Array(body),
      }),
    picture: async (address, headers = {}) => await street.house.app.fetch(new Request(address, { headers })),
    imageOf: async (sku) => (await street.ask(street.luna, 'GET', `/api/v1/products/${sku}`)).body.image_url,
    [Symbol.asyncDispose]: () => street[Symbol.asyncDispose](),
  }
}

for (const engine of engines) describe(`pictures of products on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a picture that is uploaded becomes the product’s, is shown in the sizes that pages ask for, and is the same one twice', async () => {
    await using shop = await openShop(engine)
    const { status, body } = await shop.send(sample.png, { 'content-type': 'image/png' })
    assert.equal(status, 200)
    assert.match(body.image_url, /^http:\/\/shop\.test\/pictures\/luna\/[0-9a-f]{32}\.jpg$/)
    for (const [query, width] of [
      ['', 1200],
      ['?w=960', 960],
      ['?w=480', 480],
      ['?w=160', 160],
    ] as const) {
      const answer = await shop.picture(body.image_url + query)
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg'], query)
      assert.deepEqual(sniffPicture(await answer.bytes()), { type: 'jpeg', width, height: (width * 3) / 4, orientation: 1 }, query)
    }
    assert.equal((await shop.send(sample.png)).body.image_url, body.image_url)
    const others = await Promise.all([sample.jpeg, sample.webp, gif].map(async (bytes) => (await shop.send(bytes)).status))
    assert.deepEqual(others, [200, 200, 200])
    assert.equal((await shop.picture(`${body.image_url}?w=500`)).status, 404)
  })

  test('a picture may come in a form, under whatever name, and without the place it was taken at', async () => {
    await using shop = await openShop(engine)
    const form = new FormData()
    form.set('note', 'una bota')
    form.set('photo', new Blob([new Uint8Array(withExif(sample.jpeg, 6))], { type: 'text/plain' }), 'botas.exe')
    const { status, body } = await shop.send(form)
    assert.equal(status, 200)
    const kept = await (await shop.picture(body.image_url)).bytes()
    assert.deepEqual(sniffPicture(kept), { type: 'jpeg', width: 900, height: 1200, orientation: 1 })
    assert.ok(!Buffer.from(kept).includes('GPS'))
    assert.ok((pixelOf(kept, 450, 100)[0] ?? 0) > 150, 'the left side is up')
  })

  test('a picture that is not one is refused by the name of its field, and nothing has changed', async () => {
    await using shop = await openShop(engine)
    const before = (await shop.send(sample.jpeg)).body.image_url
    const bomb = Buffer.from(sample.png)
    bomb.writeUInt32BE(50_000, 16)
    bomb.writeUInt32BE(50_000, 20)
    const words = new FormData()
    words.set('picture', 'words')
    const wrong: [Uint8Array | FormData, number, string][] = [
      [Buffer.from('hola'), 422, 'not_a_picture'],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 422, 'not_a_picture'],
      [Buffer.from('%PDF-1.7'), 422, 'not_a_picture'],
      [sample.png.subarray(0, 2000), 422, 'not_a_picture'],
      [bomb, 422, 'picture_too_large'],
      [new Uint8Array(), 422, 'invalid'],
      [words, 422, 'invalid'],
      [Buffer.alloc(15 * 1024 * 1024 + 1), 413, 'too_large'],
    ]
    for (const [bytes, status, code] of wrong) {
      const answer = await shop.send(bytes)
      assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
      assert.deepEqual(
        answer.body.errors.map(({ path }: { path: string }) => path),
        ['picture'],
        answer.text,
      )
    }
    assert.equal((await shop.send(Buffer.from('--x\r\nbroken'), { 'content-type': 'multipart/form-data; boundary=x' })).status, 422)
    assert.equal(await shop.imageOf('B1'), before)
  })

  test('who may not, and what is not there, is told before anything is kept', async () => {
    await using shop = await openShop(engine)
    assert.equal((await shop.send(sample.png, { 'x-api-key': 'nobody' })).status, 401)
    assert.equal((await shop.send(sample.png, { 'x-api-key': 'a-key-by-the-name-of-reader' })).status, 403)
    assert.equal((await shop.send(sample.png, { 'x-api-key': shop.street.sol.key })).status, 404)
    assert.equal((await shop.send(sample.png, {}, 'B2')).status, 404)
    assert.equal(await shop.imageOf('B1'), null)
  })
}

test('pictures are kept for good by whoever shows them, on any site, and can do nothing', async () => {
  const [engine] = engines
  assert.ok(engine)
  await using shop = await openShop(engine)
  const { body } = await shop.send(sample.jpeg)
  for (const query of ['', '?w=160']) {
    const { headers } = await shop.picture(body.image_url + query)
    assert.match(headers.get('cache-control') ?? '', /immutable/)
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/)
    const same = await shop.picture(body.image_url + query, { 'if-none-match': headers.get('etag') ?? '' })
    assert.equal(same.status, 304)
  }
  const name = body.image_url.split('/').at(-1)
  for (const path of [`sol/${name}`, `luna/${name.replace('jpg', 'png')}`, 'luna/0.jpg', '../luna/x.jpg', `luna/${name}.480.jpg`])
    assert.equal((await shop.picture(`http://shop.test/pictures/${path}`)).status, 404, path)
})

test('where too many pictures wait one is told so, and pages get the whole one meanwhile', async () => {
  const [engine] = engines
  assert.ok(engine)
  const real = openResizer({ restMs: 100 })
  let isBusy = false
  await using shop = await openShop(engine, { fit: (picture, wanted) => (isBusy ? noResizer : real).fit(picture, wanted) })
  const { body } = await shop.send(sample.jpeg)
  isBusy = true
  const refused = await shop.send(sample.png)
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5'])
  const whole = await shop.picture(`${body.image_url}?w=160`)
  assert.deepEqual([whole.status, whole.headers.get('cache-control'), sniffPicture(await whole.bytes())?.type], [200, 'no-store', 'jpeg'])
})
