import { z } from 'zod'
import { writeAmount } from './currency.ts'

/** With as many decimals as the currency has. */
export const MoneyJson = z.object({ amount: z.string().describe('a decimal text'), currency: z.string().describe('by ISO 4217') }).meta({
  id: 'Money',
  description: 'An amount, with as many decimals as its currency has.',
  example: { amount: '450.00', currency: 'ARS' },
})

export function moneyJson(minor: number, currency: string): z.input<typeof MoneyJson> {
  return { amount: writeAmount(minor, currency), currency }
}
