/** `node bin/mostrador.js stores/demo/draw/draw.ts` draws every picture that catalog.json names into stores/demo/pictures. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawProduct } from './picture.ts'
import { signs } from './signs.ts'

interface Product {
  name: string
  image_url: string
}

const store = join(import.meta.dirname, '..')

if (import.meta.main) {
  // Drawn first, written after: a product that nobody can draw leaves what is there as it is.
  const pictures = drawPictures(readCatalog())
  for (const path of globSync('pictures/**/*.svg', { cwd: store })) if (!pictures.has(path)) rmSync(join(store, path))
  for (const [path, svg] of pictures) {
    mkdirSync(dirname(join(store, path)), { recursive: true })
    writeFileSync(join(store, path), svg)
  }
  console.log(`stores/demo/pictures holds ${pictures.size} pictures`)
}

export function readCatalog(): Product[] {
  return JSON.parse(readFileSync(join(store, 'catalog.json'), 'utf8'))
}

/** Each picture by its path in the store's folder. The same catalogue gives the same bytes. */
export function drawPictures(catalog: readonly Product[]): Map<string, string> {
  return new Map([...signs, ...catalog.map((product) => [product.image_url, pictureOf(product)] as const)])
}

function pictureOf({ name, image_url: url }: Product): string {
  try {
    return drawProduct(url)
  } catch (cause) {
    throw new Error(`${name} (${url}) cannot be drawn`, { cause })
  }
}
