import type { Shop } from '../../shop/shop.ts'

export interface Category {
  path: string
  parent: string
  name: string
  /** Products in it or below. */
  products: number
}

/** Those that hold something, in the order of their paths: a category stands before all that lies in it. */
export async function listCategories(shop: Shop, storefront?: string): Promise<Category[]> {
  let counting = shop.sql
    .selectFrom('products')
    .select((row) => ['category', row.fn.countAll<number>().as('products')])
    .where('tenant_id', '=', shop.tenant.id)
    .where('state', '=', 'active')
    .groupBy('category')
  if (storefront !== undefined) counting = counting.where('storefront', '=', storefront)
  const filled = await counting.execute()
  const all = await shop.sql
    .selectFrom('categories')
    .select(['path', 'parent', 'name'])
    .where('tenant_id', '=', shop.tenant.id)
    .orderBy('path')
    .execute()
  return all.flatMap((category) => {
    const inside = filled.filter(({ category: path }) => path === category.path || path.startsWith(`${category.path}/`))
    const products = inside.reduce((sum, row) => sum + Number(row.products), 0)
    return products > 0 ? [{ ...category, products }] : []
  })
}
