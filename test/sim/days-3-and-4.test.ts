import { liveDays } from './days.ts'

liveDays(3, 4)
