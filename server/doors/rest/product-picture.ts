import { z } from 'zod'
import { changeProduct, findProduct, ProductJson, productJson } from '../../commerce/catalog/catalog.ts'
import { HttpProblem } from '../../platform/http/http.ts'
import { keepPicture, type PictureRefusal, pictureLimits } from '../../shop/pictures/pictures.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { actor, noProduct, picturesOf, productRefused } from './products.ts'

const upload = {
  name: 'picture',
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  maxBytes: pictureLimits.bytes,
  means: 'a JPEG, PNG, WebP or GIF picture',
} as const

export const productPictureOperations: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/products/{id}/picture',
    summary: 'Give a product a picture of its own, instead of the one it has',
    about:
      'Send the picture as the body, or as the one file of a form. What it is, its content tells, whatever it is called. It is kept as a JPEG, upright, on white, without the place it was taken at, and `image_url` is its address from then on; `?w=160`, `480` or `960` gives a smaller one. At most 15 MiB and 25 megapixels.',
    tag: 'Products',
    scope: 'products:write',
    params: z.object({ id: z.string().min(1).max(200).describe('its id or a SKU') }),
    query: z.object({}),
    body: null,
    upload,
    answer: { status: 200, means: 'The product with its picture', schema: ProductJson },
    refusals: { product_not_found: 404, sku_taken: 409, invalid_product: 422, not_a_picture: 422, picture_too_large: 422 },
    run: async (asked) => {
      const { desk, shop, caller, params, bytes } = asked
      const product = await findProduct(shop, params.id)
      if (!product) return noProduct(params.id)
      const kept = await keepPicture(desk.pictures, shop.tenant.id, bytes)
      if (!kept.ok) return refused(kept.refusal)
      const outcome = await changeProduct(shop, product.id, { imageUrl: kept.value }, actor(caller))
      return outcome.ok ? { status: 200, body: productJson(outcome.value, picturesOf(asked)) } : productRefused(outcome.refusal)
    },
  }),
]

function refused(refusal: PictureRefusal): Reply {
  if (refusal.code === 'pictures_busy') {
    throw new HttpProblem(503, { code: 'unavailable', detail: 'too many pictures are being read; try again' }, { 'retry-after': '5' })
  }
  const message = `takes ${refusal.takes}`
  return { refusal: { code: refusal.code, detail: `picture: ${message}`, errors: [{ path: upload.name, message }] } }
}
