import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { openMercadoPago, openStripe } from '../../../test/fakes/payment-providers.ts'
import type { Notice } from '../../../test/fakes/payment-server.ts'
import { openStreet, type Street, type StreetShop } from '../../../test/journeys/street.ts'
import { until } from '../../../test/until.ts'
import { realWorld } from '../../platform/world/real.ts'
import { putProducts } from '../catalog/catalog.ts'
import { startPayment } from './payments.ts'

const back = { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no', noticeUrl: 'https://shop.test/notices' }

for (const engine of engines)
  for (const open of [openStripe, openMercadoPago])
    describe(`two shops with ${open.name.slice(4)} on ${engine.name}`, { skip: engine.skip }, () => {
      test('neither waits for the other’s provider, and a notice at the wrong door moves nothing', async () => {
        await using fake = await open()
        await using street = await openStreet(engine, { world: realWorld(), moreOfBoth: `payments: { ${fake.settings} }\n` })
        const deliver = async ({ id }: StreetShop, { query, headers, body }: Notice) =>
          (await street.request(`/webhooks/payments/${fake.name}/${id}${query}`, { method: 'POST', headers, body })).status
        const { luna, sol } = street
        const [slow, quick] = [await order(street, luna), await order(street, sol)]
        for (const { page } of [slow, quick]) fake.pay(page)
        const [ofLuna, ofSol] = fake.notices.splice(0)
        assert.ok(ofLuna && ofSol)
        fake.server.troubles.push('is_silent')
        const heard = fake.server.heard.length
        assert.equal(await deliver(luna, ofLuna), 200)
        await until(() => fake.server.heard.length > heard, 'the provider is asked and says nothing')
        // The same account takes the money of both, so that even this is signed well.
        assert.equal(await deliver(sol, ofLuna), 200)
        assert.equal(await deliver(sol, ofSol), 200)
        await until(async () => (await statusOf(street, sol, quick.id)) === 'confirmed', 'the other shop goes on')
        assert.equal(await statusOf(street, luna, slow.id), 'pending')
        fake.server.hangUp()
        await until(async () => (await statusOf(street, luna, slow.id)) === 'confirmed', 'it is asked again')
      })
    })

async function order(street: Street, owner: StreetShop): Promise<{ id: string; page: string }> {
  const { desk } = street.house
  const shop = await desk.shop(owner.id, null)
  assert.ok(shop)
  const products = [{ sku: 'YER', name: 'Yerba', price: 320_050, stock: null }]
  await shop.transaction('test.put', (tx) => putProducts(tx, products, { kind: 'system', name: 'test' }))
  await street.ask(owner, 'PUT', '/api/v1/carts/cart/items/YER', { quantity: 1 })
  const { id } = (await street.ask(owner, 'POST', '/api/v1/orders', { conversation_id: 'cart' })).body
  const started = await startPayment(desk, shop, id, back)
  assert.ok(started.ok && started.value.kind === 'redirect', JSON.stringify(started))
  return { id, page: started.value.url }
}

async function statusOf(street: Street, owner: StreetShop, id: string): Promise<string> {
  return (await street.ask(owner, 'GET', `/api/v1/orders/${id}`)).body.status
}
