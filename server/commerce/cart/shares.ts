/**
 * Splits an amount by weights so that the parts are whole and sum to it exactly: each gets what it is due rounded down, and what
 * is left goes one by one to those who lost most by that, the earlier first. Nobody gets more than his weight where the amount
 * is no more than all weights together.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  const due = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = due.map((part) => Number(part / whole))
  const left = amount - parts.reduce((sum, part) => sum + part, 0)
  const byLoss = due
    .map((part, index) => ({ index, loss: part % whole }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss > b.loss ? -1 : 1))
  for (const { index } of byLoss.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}

/** So many percent of an amount, half a minor unit rounded up. Percentages have four decimals at the most. */
export function percentOf(amount: number, percent: number): number {
  const scaled = BigInt(amount) * BigInt(Math.round(percent * 10_000))
  return Number((scaled + 500_000n) / 1_000_000n)
}
