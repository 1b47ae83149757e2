import { liveDays } from './days.ts'

liveDays(5, 8)
