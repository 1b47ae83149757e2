import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { proves } from '../../test/proves.ts'
import { TestShop } from '../chat/test/shop.ts'
import { assertAccessible, closeBrowser, eventually, phone, skipWithoutChromium, visit } from '../test/browser.ts'
import type { Status } from './api.ts'

const inBrowser = { skip: skipWithoutChromium }
after(closeBrowser)

const demoStatus: Status = {
  version: '0.1.0',
  engine: 'sqlite',
  roles: ['gateway', 'seller', 'api'],
  started_at: new Date(Date.now() - 93_784_000).toISOString(),
  lines: [
    { id: 'web', provider: 'webchat', address: 'web', seller: 'milo' },
    { id: 'ventas', provider: 'meta-whatsapp', address: '+5491155550000', seller: null },
  ],
  counts: { conversations: 1234, waiting: 2, dead_letters: 0 },
  degraded: [],
}

/** The doors that the admin page uses, as they promise to behave. */
class StaffDoor {
  status: Status | null = demoStatus
  /** Answers instead of the door's own, one by one. */
  readonly next: { status: number; retryAfter?: number; body?: unknown }[] = []
  #isSignedIn = false

  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url } = request
    if (url !== '/api/v1/session' && url !== '/api/v1/status') return false
    const trouble = this.next.shift()
    if (trouble) {
      if (trouble.retryAfter) response.setHeader('retry-after', String(trouble.retryAfter))
      send(response, trouble.status, trouble.body ?? { title: 'Trouble' })
    } else if (url === '/api/v1/status') {
      send(response, this.#isSignedIn && this.status ? 200 : 401, this.#isSignedIn ? this.status : { title: 'Sign in' })
    } else if (method === 'DELETE') {
      this.#isSignedIn = false
      response.writeHead(204).end()
    } else {
      void this.#signIn(request, response)
    }
    return true
  }

  expire(): void {
    this.#isSignedIn = false
  }

  async #signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const piece of request) text += piece
    const { email, password } = JSON.parse(text)
    this.#isSignedIn = email === 'owner@demo.test' && password === 'correct horse'
    send(response, this.#isSignedIn ? 200 : 401, {})
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
  response.end(JSON.stringify(body))
}

async function openShop(): Promise<{ shop: TestShop; door: StaffDoor }> {
  const shop = await TestShop.open()
  const door = new StaffDoor()
  shop.alsoServes = (request, response) => door.serve(request, response)
  return { shop, door }
}

async function signIn(page: Page, password = 'correct horse'): Promise<void> {
  await page.getByLabel('Correo').fill('owner@demo.test')
  await page.getByLabel('Contraseña', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Ingresar' }).click()
}

test('staff sign in, see what runs, and leave', inBrowser, async () => {
  proves('pages.admin')
  const { shop } = await openShop()
  await using _ = shop
  await using visitor = await visit()
  const { page, complaints } = visitor
  await page.goto(`${shop.url}/admin`)
  await page.getByRole('heading', { name: 'Administración' }).waitFor()
  await signIn(page)
  await page.getByRole('heading', { name: 'Qué está en marcha' }).waitFor()
  const facts = await page.locator('.facts').innerText()
  for (const fact of ['0.1.0', 'sqlite', 'gateway, seller, api', '1 día, 2 horas', 'milo'])
    assert.ok(facts.includes(fact), `${fact} in ${facts}`)
  assert.match(await page.locator('.counts').innerText(), /Conversaciones abiertas\s1\.234\sEsperan respuesta\s2\sEventos apartados\s0/)
  const lines = await page.getByRole('row').allInnerTexts()
  assert.deepEqual(
    lines.map((line) => line.split(/\s+/)),
    [
      ['Línea', 'Canal', 'Dirección', 'Vendedor'],
      ['web', 'webchat', 'web', 'milo'],
      ['ventas', 'meta-whatsapp', '+5491155550000', 'personas'],
    ],
  )
  await page.getByText('Todo funciona.').waitFor()
  await page.getByText('<script src="https://shop.example/widget.js" async></script>').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Qué está en marcha' }).waitFor()
  await page.getByRole('button', { name: 'Salir' }).click()
  await page.getByRole('heading', { name: 'Administración' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Administración' }).waitFor()
  assert.deepEqual(complaints, [])
})

test('a refused sign-in says why, and how long to wait', inBrowser, async () => {
  const { shop, door } = await openShop()
  await using _ = shop
  await using visitor = await visit()
  const { page } = visitor
  await page.goto(`${shop.url}/admin`)
  const alert = page.getByRole('alert')
  await page.getByRole('button', { name: 'Ingresar' }).click()
  await eventually(() => alert.innerText(), 'Completa el correo y la contraseña.')
  await signIn(page, 'wrong')
  await eventually(() => alert.innerText(), 'El correo o la contraseña no son correctos.')
  for (const [trouble, text] of [
    [{ status: 429, retryAfter: 750 }, 'Demasiados intentos. Prueba de nuevo en 12 minutos, 30 segundos.'],
    [{ status: 503 }, 'La tienda no responde. Revisa que esté en marcha y prueba de nuevo.'],
    [{ status: 422, body: { detail: 'email: not an address' } }, 'No se pudo. email: not an address'],
  ] as const) {
    door.next.push(trouble)
    await signIn(page)
    await eventually(() => alert.innerText(), text)
  }
  assert.equal(await page.getByLabel('Contraseña', { exact: true }).evaluate((element) => element === document.activeElement), true)
  await signIn(page)
  await page.getByRole('heading', { name: 'Qué está en marcha' }).waitFor()
})

test('what needs a look is named, and a shop that stops answering is not mistaken for a well one', inBrowser, async () => {
  const { shop, door } = await openShop()
  await using _ = shop
  await using visitor = await visit()
  const { page } = visitor
  door.status = { ...demoStatus, counts: { ...demoStatus.counts, dead_letters: 3 }, degraded: ['bus: not reachable'], lines: [] }
  await page.clock.install()
  await page.goto(`${shop.url}/admin`)
  await signIn(page)
  await page.getByText('bus: not reachable').waitFor()
  await page.getByText('Eventos que fallaron varias veces y esperan una decisión.').waitFor()
  await page.getByText('Todavía no hay líneas.').waitFor()
  door.next.push({ status: 503 })
  await page.clock.runFor(10_500)
  await page.getByText(/Sin noticias de la tienda/).waitFor()
  door.status = demoStatus
  await page.clock.runFor(10_500)
  await page.getByText('Todo funciona.').waitFor()
  assert.equal(await page.getByText(/Sin noticias/).count(), 0)
  door.expire()
  await page.clock.runFor(10_500)
  await page.getByText('Tu sesión terminó. Ingresa otra vez.').waitFor()
})

test('a shop that does not answer at all says so and is asked again', inBrowser, async () => {
  const { shop, door } = await openShop()
  await using _ = shop
  await using visitor = await visit({ locale: 'en-US' })
  const { page } = visitor
  door.next.push({ status: 500, body: { title: 'Something broke' } })
  await page.goto(`${shop.url}/admin`)
  await page.getByText('That did not work. Something broke').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Administration' }).waitFor()
})

test('everybody can use the admin page and the page of doors, on a phone too', inBrowser, async () => {
  for (const size of [{}, phone]) {
    const { shop } = await openShop()
    await using _ = shop
    await using visitor = await visit(size)
    const { page } = visitor
    await page.goto(shop.url)
    await assertAccessible(page)
    await page.goto(`${shop.url}/admin`)
    await page.getByRole('button', { name: 'Ingresar' }).click()
    await assertAccessible(page)
    await page.keyboard.type('owner@demo.test')
    await page.keyboard.press('Tab')
    await page.keyboard.type('correct horse')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Qué está en marcha' }).waitFor()
    await assertAccessible(page)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  }
})
