import { liveDays } from './days.ts'

liveDays(1, 2)
