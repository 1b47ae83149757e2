import { liveDays } from './days.ts'

liveDays(11, 20)
