import type { ProductInput } from '../../server/commerce/catalog/product-input.ts'

/** The shelf of a shop as big as is wanted: a product by its number, believable and the same every time. */
export interface Good extends ProductInput {
  readonly name: string
  readonly description: string
  readonly category: string
  readonly brand: string
  readonly price: number
  readonly tags: readonly string[]
}

interface Kind {
  readonly noun: string
  readonly category: string
  readonly finishes: readonly string[]
  readonly sizes?: readonly string[]
}

const shoeSizes = ['36', '37', '38', '39', '40', '41', '42', '43']
const clothesSizes = ['S', 'M', 'L', 'XL']

/** One product in ten is a shoe of this kind: what a word finds that is in every shop's window. */
const common: Kind = {
  noun: 'zapatilla',
  category: 'Calzado/Zapatillas',
  finishes: ['urbana', 'de running', 'de lona', 'con plataforma'],
  sizes: shoeSizes,
}

const kinds: readonly Kind[] = [
  { noun: 'bota', category: 'Calzado/Botas', finishes: ['de cuero', 'de lluvia', 'con cierre'], sizes: shoeSizes },
  { noun: 'sandalia', category: 'Calzado/Sandalias', finishes: ['de cuero', 'con hebilla', 'baja'], sizes: shoeSizes },
  { noun: 'pantufla', category: 'Calzado/Pantuflas', finishes: ['con corderito', 'de polar'], sizes: shoeSizes },
  { noun: 'remera', category: 'Ropa/Remeras', finishes: ['de algodón', 'oversize', 'de modal'], sizes: clothesSizes },
  { noun: 'camisa', category: 'Ropa/Camisas', finishes: ['de lino', 'entallada', 'a cuadros'], sizes: clothesSizes },
  { noun: 'campera', category: 'Ropa/Abrigos', finishes: ['impermeable', 'inflable', 'de jean'], sizes: clothesSizes },
  { noun: 'pantalón', category: 'Ropa/Pantalones', finishes: ['cargo', 'de gabardina', 'de vestir'], sizes: clothesSizes },
  { noun: 'vestido', category: 'Ropa/Vestidos', finishes: ['largo', 'de noche', 'estampado'], sizes: clothesSizes },
  { noun: 'bufanda', category: 'Ropa/Accesorios', finishes: ['de lana', 'tejida'] },
  { noun: 'mochila', category: 'Equipaje/Mochilas', finishes: ['urbana', 'de trekking', 'para notebook'] },
  { noun: 'valija', category: 'Equipaje/Valijas', finishes: ['de cabina', 'rígida', 'con ruedas'] },
  { noun: 'cartera', category: 'Equipaje/Carteras', finishes: ['de cuero', 'bandolera'] },
  { noun: 'lámpara', category: 'Hogar/Iluminación', finishes: ['de pie', 'de escritorio', 'colgante'] },
  { noun: 'silla', category: 'Hogar/Muebles', finishes: ['de madera', 'plegable', 'tapizada'] },
  { noun: 'mesa', category: 'Hogar/Muebles', finishes: ['ratona', 'extensible', 'de roble'] },
  { noun: 'almohadón', category: 'Hogar/Textiles', finishes: ['de lino', 'bordado'] },
  { noun: 'acolchado', category: 'Hogar/Textiles', finishes: ['de dos plazas', 'de pluma'] },
  { noun: 'cortina', category: 'Hogar/Textiles', finishes: ['blackout', 'de voile'] },
  { noun: 'sartén', category: 'Cocina/Ollas', finishes: ['antiadherente', 'de hierro'] },
  { noun: 'cacerola', category: 'Cocina/Ollas', finishes: ['esmaltada', 'de acero'] },
  { noun: 'termo', category: 'Cocina/Mate', finishes: ['de acero', 'con manija'] },
  { noun: 'mate', category: 'Cocina/Mate', finishes: ['de calabaza', 'imperial'] },
  { noun: 'auricular', category: 'Tecnología/Audio', finishes: ['inalámbrico', 'con cable', 'deportivo'] },
  { noun: 'parlante', category: 'Tecnología/Audio', finishes: ['portátil', 'con bluetooth'] },
  { noun: 'teclado', category: 'Tecnología/Computación', finishes: ['mecánico', 'inalámbrico'] },
  { noun: 'cargador', category: 'Tecnología/Celulares', finishes: ['rápido', 'de pared'] },
  { noun: 'perfume', category: 'Belleza/Perfumes', finishes: ['floral', 'amaderado'] },
  { noun: 'labial', category: 'Belleza/Maquillaje', finishes: ['mate', 'en barra'] },
  { noun: 'pelota', category: 'Deportes/Pelotas', finishes: ['de fútbol', 'de vóley'] },
]

const colours = ['azul', 'verde', 'gris', 'beige', 'celeste', 'violeta', 'bordó', 'marrón', 'turquesa', 'coral', 'lila', 'mostaza']

const brands = [
  ...['Norte Suave', 'Andina', 'Patagón', 'Lunaria', 'Río Claro', 'Estancia', 'Quebracho', 'Ceibo', 'Tilcara', 'Puelche'],
  ...['Marisol', 'Alborada', 'Cardón', 'Jacarandá', 'Pampero', 'Sur Abierto', 'Yaguareté', 'Colibrí', 'Horizonte', 'Camino Real'],
]

const praises = [
  'Liviana y cómoda, pensada para todos los días.',
  'Terminación prolija y materiales que duran.',
  'Un clásico que combina con todo; se lava fácil.',
  'Hecha por artesanos, con garantía de seis meses.',
  'Elegida por quienes buscan buena calidad a buen precio.',
]

const tags = ['nuevo', 'regalo', 'oferta de temporada', 'hecho a mano', 'importado', 'nacional']

/** The same number for the same two, spread over all there are. */
export function chance(number: number, salt: number): number {
  let mixed = Math.imul(number ^ (salt * 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function pick<Item>(items: readonly Item[], number: number, salt: number): Item {
  return items[chance(number, salt) % items.length] as Item
}

export interface Traits {
  readonly noun: string
  readonly colour: string
  readonly brand: string
  readonly category: string
  readonly sku: string
}

/** What somebody who wants this very product may ask for. */
export function traitsOf(number: number): Traits {
  const { noun, category } = kindOf(number)
  return { noun, category, colour: pick(colours, number, 2), brand: pick(brands, number, 3), sku: skuOf(number) }
}

export const commonNoun = common.noun

function kindOf(number: number): Kind {
  return number % 10 === 0 ? common : pick(kinds, number, 1)
}

function skuOf(number: number): string {
  return `BZ-${String(number).padStart(7, '0')}`
}

/** Null for what is no SKU of this shelf. */
export function numberOfSku(sku: string): number | null {
  const digits = /^BZ-(\d{7})$/.exec(sku)?.[1]
  return digits === undefined ? null : Number(digits)
}

export function goodOf(number: number): Good {
  const kind = kindOf(number)
  const { sku, colour, brand } = traitsOf(number)
  const finish = pick(kind.finishes, number, 4)
  const name = `${kind.noun} ${finish} ${colour} ${brand}`
  const price = (50 + (chance(number, 5) % 2950)) * 10_000 - 1000
  const description = `${pick(praises, number, 6)} Color ${colour}. Modelo ${chance(number, 7) % 1000}.`
  const stock = chance(number, 8) % 8 === 0 ? 0 : 1 + (chance(number, 9) % 40)
  const values = { sku, name: name[0]?.toUpperCase() + name.slice(1), description, category: kind.category, brand, price }
  const sizes = number % 4 === 0 ? kind.sizes : undefined
  if (!sizes) return { ...values, tags: [pick(tags, number, 10)], stock }
  const variants = sizes.map((talle, at) => ({ sku: `${sku}-${talle}`, options: { talle }, stock: (stock + at) % 7 }))
  return { ...values, tags: [pick(tags, number, 10)], variants }
}
