import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { loadProducts } from './load.ts'
import { isOnOffer, type Product, visible } from './product.ts'
import { activeIdsAfter, productMarksAfter, variantMarksBetween } from './walk.sql.ts'

/** So many are in memory at a time, however many there are. */
const atOnce = 200

/** All that is for sale, a handful at a time, by their ids: what is read while others change it is each product as it was at its moment. */
export async function* walkProducts(shop: Shop): AsyncGenerator<Product[]> {
  for (let after = ''; ; ) {
    const ids = (await shop.read(activeIdsAfter, { after, limit: atOnce })).map(({ id }) => id)
    const products = await loadProducts(lookIn(shop), ids)
    // Some may have been taken away between the two looks.
    const found = ids.flatMap((id) => products.get(id) ?? []).filter(({ state }) => state === 'active')
    if (found.length > 0) yield found.map(visible)
    const last = ids.at(-1)
    if (last === undefined || ids.length < atOnce) return
    after = last
  }
}

/** What a list of everything would say, in as few words as tell two lists apart: whether one is still as it was can be asked often. */
export async function* walkMarks(shop: Shop): AsyncGenerator<string> {
  const now = shop.clock.now()
  for (let after = ''; ; ) {
    const products = await shop.read(productMarksAfter, { after, limit: atOnce })
    const [first, last] = [products[0], products.at(-1)]
    if (!first || !last) return
    for (const { id, updated_at, is_offer, offer_from, offer_until } of products) {
      const offer = { isOffer: is_offer === 1, offerFrom: offer_from, offerUntil: offer_until }
      yield `${id} ${updated_at} ${isOnOffer(offer, now)}\n`
    }
    // Of a variant alone its stock changes without a word to its product.
    const variants = await shop.read(variantMarksBetween, { from: first.id, to: last.id })
    for (const { id, stock } of variants) yield `${id} ${stock === null || stock > 0}\n`
    if (products.length < atOnce) return
    after = last.id
  }
}
