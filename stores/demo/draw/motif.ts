import type { Colour } from './palette.ts'
import type { Svg } from './shapes.ts'

/** What a picture's name says after its motif: `tshirt-marino-blanco-rayas` is a tshirt with these inks. */
export interface Inks {
  main: Colour
  accent: Colour
  detail: string | undefined
}

/** Draws a product on its storefront's scene. The floor is at `floor`, the light comes from the upper left. */
export type Motif = (inks: Inks) => Svg
export type Motifs = Record<string, Motif>
