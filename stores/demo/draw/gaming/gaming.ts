import { mug } from '../hogar/table.ts'
import { tshirt } from '../moda/tops.ts'
import type { Motifs } from '../motif.ts'
import { consoles } from './consoles.ts'
import { games } from './games.ts'
import { gear } from './gear.ts'
import { room } from './room.ts'

export const gaming: Motifs = { ...consoles, ...gear, ...room, ...games, mug, tshirt }
