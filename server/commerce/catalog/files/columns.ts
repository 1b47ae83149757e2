/** What a column of the file can hold. An option has its own name beside it. */
export type Field =
  | 'sku'
  | 'parent_sku'
  | 'variant_sku'
  | 'name'
  | 'description'
  | 'category'
  | 'brand'
  | 'storefront'
  | 'price'
  | 'currency'
  | 'compare_at_price'
  | 'is_offer'
  | 'offer_from'
  | 'offer_until'
  | 'image_url'
  | 'tags'
  | 'synonyms'
  | 'stock'

/** By what people call it in Spanish, Portuguese and English, without accents and capitals. The first is the name an export writes. */
const names: Readonly<Record<Field, readonly string[]>> = {
  sku: ['sku', 'codigo', 'cod', 'code', 'referencia', 'ref', 'reference', 'codigo de producto', 'codigo do produto', 'product code'],
  parent_sku: [
    'parent sku',
    'parent',
    'sku padre',
    'sku pai',
    'codigo padre',
    'codigo pai',
    'producto padre',
    'produto pai',
    'item group id',
  ],
  variant_sku: [
    'variant sku',
    'sku variante',
    'sku de variante',
    'sku de la variante',
    'sku da variante',
    'codigo de variante',
    'codigo variante',
    'codigo da variante',
  ],
  name: ['name', 'nombre', 'nome', 'producto', 'produto', 'product', 'titulo', 'title', 'articulo', 'artigo'],
  description: ['description', 'descripcion', 'descricao', 'detalle', 'detalhe', 'detalhes', 'detalles'],
  category: ['category', 'categoria', 'rubro', 'product type'],
  brand: ['brand', 'marca', 'fabricante', 'maker'],
  storefront: ['storefront', 'vidriera', 'vitrina', 'vitrine', 'tienda', 'loja'],
  price: ['price', 'precio', 'preco', 'valor', 'precio de venta', 'preco de venda', 'pvp'],
  currency: ['currency', 'moneda', 'moeda'],
  compare_at_price: [
    'compare at price',
    'precio anterior',
    'preco anterior',
    'precio antes',
    'preco antes',
    'precio de lista',
    'preco de lista',
    'precio tachado',
    'preco de',
    'list price',
    'price before',
  ],
  is_offer: ['is offer', 'oferta', 'en oferta', 'em oferta', 'on offer', 'offer', 'promocion', 'promocao'],
  offer_from: ['offer from', 'oferta desde', 'oferta de', 'inicio de oferta', 'inicio da oferta'],
  offer_until: ['offer until', 'oferta hasta', 'oferta ate', 'fin de oferta', 'fim da oferta'],
  image_url: ['image url', 'image', 'imagen', 'imagem', 'foto', 'picture', 'photo', 'url de imagen', 'url da imagem', 'image link'],
  tags: ['tags', 'etiquetas', 'palabras clave', 'palavras chave', 'keywords'],
  synonyms: ['synonyms', 'sinonimos'],
  stock: ['stock', 'existencias', 'existencia', 'estoque', 'cantidad', 'quantidade', 'quantity', 'inventario', 'inventory'],
}

const optionPrefix = /^(?:option|opcion|opcao|variante|variant|atributo)\s*:\s*(\S.*)$/

const fieldByName = new Map(Object.entries(names).flatMap(([field, all]) => all.map((name) => [name, field as Field] as const)))

export type Column =
  | { kind: 'field'; field: Field; title: string }
  | { kind: 'option'; name: string; title: string }
  /** Nothing that the shop knows: said and left out, unless it looks like a misspelt name. */
  | { kind: 'unknown'; title: string; perhaps: string | null }
  | { kind: 'empty' }

export function columnOf(title: string): Column {
  const shown = title.trim()
  if (shown === '') return { kind: 'empty' }
  const plain = plainName(shown)
  const field = fieldByName.get(plain)
  if (field) return { kind: 'field', field, title: shown }
  const named = optionPrefix.test(plain) ? shown.slice(shown.indexOf(':') + 1).trim() : ''
  if (named !== '') return { kind: 'option', name: named, title: shown }
  return { kind: 'unknown', title: shown, perhaps: nearest(plain) }
}

/** How an export calls it. */
export function titleOf(field: Field): string {
  return (names[field]?.[0] ?? field).replaceAll(' ', '_')
}

/** Of what a product calls it: `compareAtPrice` is what a file has as compare_at_price. */
export function fieldOf(key: string): Field {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as Field
}

/** How well a row would do as the row of titles: how many of its cells name something. */
export function knownTitles(cells: readonly string[]): number {
  const fields = cells
    .map(columnOf)
    .flatMap((column) => (column.kind === 'field' ? [column.field] : column.kind === 'option' ? [column.title] : []))
  return new Set(fields).size
}

export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_\-.]+/g, ' ')
    .trim()
}

/** One slip of the hand away from a name of four letters or more. */
function nearest(plain: string): string | null {
  for (const name of fieldByName.keys()) if (name.length >= 4 && isOneSlip(plain, name)) return name
  return null
}

/** One letter more, less, other, or two that changed places. */
function isOneSlip(given: string, wanted: string): boolean {
  if (Math.abs(given.length - wanted.length) > 1) return false
  let at = 0
  while (at < given.length && given[at] === wanted[at]) at++
  const [restGiven, restWanted] = [given.slice(at), wanted.slice(at)]
  if (given.length > wanted.length) return restGiven.slice(1) === restWanted
  if (given.length < wanted.length) return restGiven === restWanted.slice(1)
  if (restGiven.slice(1) === restWanted.slice(1)) return true
  return restGiven[0] === restWanted[1] && restGiven[1] === restWanted[0] && restGiven.slice(2) === restWanted.slice(2)
}
