/** Red, green and blue from 0 to 255. */
type Colour = readonly [number, number, number]

/** The colours of the page that a shop's own colour meets, as the tokens have them at that hour. */
export interface Ground {
  paper: string
  card: string
  ink: string
  inkSoft: string
}

/** Under the names that the style sheets know. */
export interface Palette {
  /** The awning and the buttons, its second stripe, and the text on both. */
  '--tone': string
  '--tone-stripe': string
  '--on-tone': string
  /** The visitor's own words: their ground, and a coloured sign on it. */
  '--own': string
  '--own-sign': string
  /** Links and signs on paper and cards. */
  '--accent': string
}

/** The least contrast that text of any size may have (WCAG 2, AA). */
const readable = 4.5

const white: Colour = [255, 255, 255]
const black: Colour = [0, 0, 0]

/** A shop brings one colour, any colour: everything that is read stays readable, by day and by night. */
export function paletteOf(shopColour: string, ground: Ground): Palette | null {
  const [shop, paper, card, ink, inkSoft] = [shopColour, ground.paper, ground.card, ground.ink, ground.inkSoft].map(parse)
  if (!shop || !paper || !card || !ink || !inkSoft) return null
  const isNight = luminance(paper) < luminance(ink)
  const calm = isNight ? mix(shop, black, 0.35) : shop
  // White text where a little darkening allows it, which looks like the shop; dark text on what is truly light.
  const isLight = contrast(calm, white) < 2.2
  const seen = isNight ? until(calm, white, (tried) => contrast(tried, paper) >= 1.3) : calm
  const tone = isLight ? calm : until(seen, black, (tried) => contrast(tried, white) >= readable)
  const onTone = isLight ? (isNight ? paper : ink) : white
  const own = until(mix(card, shop, isNight ? 0.3 : 0.16), card, (tried) => contrast(tried, inkSoft) >= readable)
  const away = isNight ? white : black
  return {
    '--tone': css(tone),
    '--tone-stripe': css(mix(tone, isLight ? white : black, 0.1)),
    '--on-tone': css(onTone),
    '--own': css(own),
    '--own-sign': css(until(shop, away, (tried) => contrast(tried, own) >= readable)),
    '--accent': css(until(shop, away, (tried) => Math.min(contrast(tried, paper), contrast(tried, card)) >= readable)),
  }
}

/** Mixed towards `other`, as little as it takes. */
function until(start: Colour, other: Colour, isGood: (tried: Colour) => boolean): Colour {
  let tried = start
  for (let share = 0.04; share < 1 && !isGood(tried); share += 0.04) tried = mix(start, other, share)
  return isGood(tried) ? tried : other
}

function mix(one: Colour, other: Colour, share: number): Colour {
  return one.map((part, index) => Math.round(part + ((other[index] ?? 0) - part) * share)) as unknown as Colour
}

export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05]
  return a > b ? a / b : b / a
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Colour
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** `#0a7` or `#00aa77`. */
export function parse(text: string): Colour | null {
  const long = text.trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  const parts = /^#(..)(..)(..)$/
    .exec(long)
    ?.slice(1)
    .map((part) => Number.parseInt(part, 16))
  return parts?.every((part) => part >= 0) ? (parts as unknown as Colour) : null
}

function css(colour: Colour): string {
  return `rgb(${colour.join(' ')})`
}
