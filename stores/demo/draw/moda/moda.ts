import type { Motifs } from '../motif.ts'
import { accessories } from './accessories.ts'
import { coats } from './coats.ts'
import { dresses } from './dresses.ts'
import { legwear } from './legwear.ts'
import { shoes } from './shoes.ts'
import { tops } from './tops.ts'

export const moda: Motifs = { ...shoes, ...tops, ...dresses, ...legwear, ...coats, ...accessories }
