import { ProtocolError, ResourceNotFoundError } from '@modelcontextprotocol/server'
import { findProduct, type Product, productJson, searchProducts } from '../../commerce/catalog/catalog.ts'
import { closeCursor, openCursor } from '../../shop/cursors.ts'
import { allows } from '../../shop/keys/keys.ts'
import type { Session } from './call.ts'

const scheme = 'product://'
const mimeType = 'application/json'
const atOnce = 50

export const productTemplate = {
  uriTemplate: `${scheme}{sku}`,
  name: 'product',
  title: 'A product',
  description: 'Everything about one product, by its SKU or that of one of its variants.',
  mimeType,
}

/** The shelf as resources, a page at a time. */
export async function listProductResources(session: Session, given: string | undefined) {
  mayRead(session)
  const { shop } = session
  const proof = (place: string) => shop.linkToken('cursor', `resources ${place}`)
  const cursor = given === undefined ? undefined : openCursor(given, proof)
  if (cursor === null) throw new ProtocolError(-32602, 'the cursor is not one that this list gave')
  const found = await searchProducts(shop, { limit: atOnce, cursor })
  return {
    resources: found.items.map((product) => ({ uri: uriOf(product.sku), name: product.sku, title: product.name, mimeType })),
    ...(found.next === null ? {} : { nextCursor: closeCursor(found.next, proof) }),
  }
}

export async function readProductResource(session: Session, uri: string) {
  mayRead(session)
  const { shop, publicUrl } = session
  const sku = skuOf(uri)
  const product: Product | null = sku === null ? null : await findProduct(shop, sku)
  if (!product) throw new ResourceNotFoundError(uri)
  return { contents: [{ uri, mimeType, text: JSON.stringify(productJson(product, { publicUrl, tenant: shop.tenant.id })) }] }
}

function uriOf(sku: string): string {
  return `${scheme}${encodeURIComponent(sku)}`
}

/** Null for what names no product of any shop. */
function skuOf(uri: string): string | null {
  const written = uri.startsWith(scheme) ? uri.slice(scheme.length) : ''
  try {
    const sku = decodeURIComponent(written)
    return sku === '' || sku.length > 200 || sku.includes('\0') ? null : sku
  } catch {
    return null // a percent sign that begins no letter
  }
}

/** No tool is called, so there is no answer of a tool's to refuse it with. */
function mayRead({ caller }: Session): void {
  if (!allows(caller.scopes, 'products:read'))
    throw new ProtocolError(403, 'this needs the scope products:read', { scope: 'products:read' })
}
