import { type Good, goodOf } from './goods.ts'

const titles = ['sku', 'variant_sku', 'name', 'description', 'category', 'brand', 'price', 'stock', 'tags', 'option:talle']

/** A file of so many rows as a shop brings it: each product from this number on, and each of its variants, has one. */
export function csvOf({ from, rows }: { from: number; rows: number }): string {
  const lines = [titles]
  for (let number = from; lines.length <= rows; number++) lines.push(...rowsOf(goodOf(number)))
  return lines
    .slice(0, rows + 1)
    .map((cells) => `${cells.map(cell).join(',')}\n`)
    .join('')
}

function rowsOf({ sku, name, description, category, brand, price, stock, tags, variants }: Good): string[][] {
  const own = [sku, '', name, description, category, brand, (price / 100).toFixed(2), String(stock ?? ''), tags.join(';'), '']
  const sizes = (variants ?? []).map((size) => [sku, size.sku, '', '', '', '', '', String(size.stock), '', size.options?.talle ?? ''])
  return [own, ...sizes]
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
