import type { Motifs } from '../motif.ts'
import { bath } from './bath.ts'
import { care } from './care.ts'
import { makeup } from './makeup.ts'
import { tools } from './tools.ts'

export const belleza: Motifs = { ...makeup, ...tools, ...care, ...bath }
