/** A catalogue that is easy to make and not too easy to search: twenty kinds of things in many colours, of many makers. */
export const shelfSize = Number(process.env.BENCH_PRODUCTS ?? 10_000)

const kinds = ['Zapatilla', 'Remera', 'Campera', 'Pantalón', 'Mochila', 'Auricular', 'Lámpara', 'Cafetera', 'Teclado', 'Sartén']
const others = ['Crema', 'Perfume', 'Yerba', 'Galletita', 'Monitor', 'Silla', 'Mesa', 'Almohada', 'Botella', 'Reloj']
const makers = ['Andes', 'Patagonia', 'Pampa', 'Litoral', 'Cuyo', 'Norte', 'Río', 'Sol', 'Luna', 'Mar']
const colours = ['negra', 'blanca', 'roja', 'azul', 'verde', 'gris', 'beige', 'amarilla']
const ways = ['de cuero', 'de algodón', 'clásica', 'compacta', 'premium', 'de viaje', 'infantil', 'deportiva', 'eléctrica', 'artesanal']

export interface ShelfProduct {
  sku: string
  name: string
  category: string
  brand: string
  price: string
  stock: number
}

export function shelf(): ShelfProduct[] {
  return Array.from({ length: shelfSize }, (_, index) => {
    const kind = pick([...kinds, ...others], index)
    const brand = pick(makers, index >> 5)
    return {
      sku: `SKU-${index}`,
      name: `${kind} ${pick(ways, index >> 3)} ${brand} ${pick(colours, index >> 2)} ${index % 997}`,
      category: kind,
      brand,
      price: `${(index % 900) * 10 + 100}.00`,
      stock: 1_000_000,
    }
  })
}

/** What customers ask for: two words, one that a twentieth of the shelf has, a slip of the hand, a code. */
export function searchWords(number: number): string {
  const kind = pick([...kinds, ...others], number * 7)
  switch (number % 4) {
    case 0:
      return `${kind} ${pick(colours, number >> 2)}`
    case 1:
      return kind
    case 2:
      return `${kind.slice(0, 2)}${kind.slice(3)} ${pick(makers, number >> 3)}`
    default:
      return `SKU-${(number * 31) % shelfSize}`
  }
}

function pick<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item
}
