import type { Motifs } from '../motif.ts'
import { drinks } from './drinks.ts'
import { fresh } from './fresh.ts'
import { aroundTheMate } from './mate.ts'
import { pantry } from './pantry.ts'
import { treats } from './treats.ts'

export const almacen: Motifs = { ...aroundTheMate, ...pantry, ...treats, ...drinks, ...fresh }
