import type { Language } from '../web/web.ts'

export interface StorefrontTexts {
  available: string
  soldOut: string
  /** Few enough that it helps to know. */
  left: (count: number) => string
  offer: (percent: number) => string
  until: (date: string) => string
  before: string
  from: string
  gone: string
  ask: string
  /** The first words of the conversation, for the customer to change or send. */
  draft: (name: string, sku: string) => string
  details: string
  sku: string
  brand: string
  category: string
  goesWith: string
  missingTitle: string
  missing: string
}

export const textsIn: Record<Language, StorefrontTexts> = {
  es: {
    available: 'Disponible',
    soldOut: 'Sin stock',
    left: (count) => (count === 1 ? 'Última unidad' : `Últimas ${count} unidades`),
    offer: (percent) => `${percent} % menos`,
    until: (date) => `hasta el ${date}`,
    before: 'Antes',
    from: 'desde',
    gone: 'sin stock',
    ask: 'Consultar por chat',
    draft: (name, sku) => `Hola, me interesa «${name}» (${sku}).`,
    details: 'Detalles',
    sku: 'Código',
    brand: 'Marca',
    category: 'Categoría',
    goesWith: 'Combina con',
    missingTitle: 'Este producto no está',
    missing: 'Puede que ya no se venda, o que la dirección tenga un error.',
  },
  pt: {
    available: 'Disponível',
    soldOut: 'Esgotado',
    left: (count) => (count === 1 ? 'Última unidade' : `Últimas ${count} unidades`),
    offer: (percent) => `${percent}% a menos`,
    until: (date) => `até ${date}`,
    before: 'Antes',
    from: 'a partir de',
    gone: 'esgotado',
    ask: 'Perguntar no chat',
    draft: (name, sku) => `Olá, tenho interesse em “${name}” (${sku}).`,
    details: 'Detalhes',
    sku: 'Código',
    brand: 'Marca',
    category: 'Categoria',
    goesWith: 'Combina com',
    missingTitle: 'Este produto não está aqui',
    missing: 'Talvez não seja mais vendido, ou o endereço tenha um erro.',
  },
  en: {
    available: 'In stock',
    soldOut: 'Sold out',
    left: (count) => (count === 1 ? 'The last one' : `The last ${count}`),
    offer: (percent) => `${percent}% off`,
    until: (date) => `until ${date}`,
    before: 'Before',
    from: 'from',
    gone: 'sold out',
    ask: 'Ask in the chat',
    draft: (name, sku) => `Hello, I am interested in “${name}” (${sku}).`,
    details: 'Details',
    sku: 'Code',
    brand: 'Brand',
    category: 'Category',
    goesWith: 'Goes with it',
    missingTitle: 'This product is not here',
    missing: 'It may no longer be sold, or the address has a mistake in it.',
  },
}
