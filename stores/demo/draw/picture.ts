import { almacen } from './almacen/almacen.ts'
import { belleza } from './belleza/belleza.ts'
import { gaming } from './gaming/gaming.ts'
import { hogar } from './hogar/hogar.ts'
import { moda } from './moda/moda.ts'
import type { Inks, Motifs } from './motif.ts'
import { type Colour, colour, gradientsOf, isColourWord } from './palette.ts'
import { patternsOf } from './prints.ts'
import { drawScene, liftFilter, scenes } from './scene.ts'
import type { Svg } from './shapes.ts'
import { tech } from './tech/tech.ts'

const motifs: Record<keyof typeof scenes, Motifs> = { moda, tech, hogar, belleza, gaming, almacen }

/** The picture that a product's `image_url` names: `pictures/<storefront>/<motif>-<colour>-<colour>[-<detail>].svg`. */
export function drawProduct(url: string): Svg {
  const { storefront, motif, inks } = read(url)
  const draw = Object.hasOwn(motifs[storefront], motif) ? motifs[storefront][motif] : undefined
  if (!draw) throw new Error(`${storefront} has no motif called ${JSON.stringify(motif)}`)
  return file(drawScene(scenes[storefront]) + draw(inks))
}

interface Named {
  storefront: keyof typeof scenes
  motif: string
  inks: Inks
}

function read(url: string): Named {
  const [, storefront = '', name = ''] = /^pictures\/([a-z]+)\/([a-z]+(?:-[a-z]+){2,3})\.svg$/.exec(url) ?? []
  const [motif = '', main = '', accent = '', detail] = name.split('-')
  if (!isStorefront(storefront)) throw new Error('no picture is named like this')
  return { storefront, motif, inks: { main: inkOf(main), accent: inkOf(accent), detail } }
}

function inkOf(word: string): Colour {
  if (!isColourWord(word)) throw new Error(`no colour is called ${JSON.stringify(word)}`)
  return colour(word)
}

const isStorefront = (word: string): word is keyof typeof scenes => Object.hasOwn(scenes, word)

/** A whole file: a drawing with the gradients and prints it uses. One element a line, so that a change can be read. */
export function file(drawing: Svg): Svg {
  const body = numbered(drawing)
  const lift = body.includes('url(#lift)') ? liftFilter : ''
  const defs = `<defs>${lift}${patternsOf(body)}${gradientsOf(body)}</defs>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 640 640">${defs}${body}</svg>`
  return `${svg.replaceAll('><', '>\n<')}\n`
}

/** Pieces are named after their content, which is long to read: here they become `p1`, `p2` … */
function numbered(drawing: Svg): Svg {
  const names = new Map<string, string>()
  return drawing.replaceAll(/piece-[0-9a-f]{12}/g, (name) => {
    const short = names.get(name) ?? `p${names.size + 1}`
    names.set(name, short)
    return short
  })
}
