import type { Motifs } from '../motif.ts'
import { decor } from './decor.ts'
import { furniture } from './furniture.ts'
import { kitchen } from './kitchen.ts'
import { lights } from './lights.ts'
import { table } from './table.ts'
import { textiles } from './textiles.ts'

export const hogar: Motifs = { ...furniture, ...lights, ...table, ...kitchen, ...textiles, ...decor }
