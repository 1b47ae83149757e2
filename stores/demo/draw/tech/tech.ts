import type { Motifs } from '../motif.ts'
import { computers } from './computers.ts'
import { gadgets } from './gadgets.ts'
import { phones } from './phones.ts'
import { sound } from './sound.ts'

export const tech: Motifs = { ...phones, ...computers, ...sound, ...gadgets }
