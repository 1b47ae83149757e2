/** A cart's line as its price is found: what it costs on the shelf, what was promised, and what was seen when it was put in. */
export interface Priced {
  own_price: number | null
  price: number
  promised: number | null
  told_at: number | null
  until: number | null
  seen_price: number | null
  seen_at: number | null
}

/** What was promised holds; who finds it cheaper on the shelf pays that. `toldPrice` is null where the buyer knows what it costs. */
export function priceFor(line: Priced, now: number): { unitPrice: number; toldPrice: number | null } {
  const shelf = line.own_price ?? line.price
  const isPromised = line.promised !== null && (line.until ?? 0) > now
  const unitPrice = isPromised ? Math.min(shelf, line.promised ?? shelf) : shelf
  const told = lastTold(line)
  return { unitPrice, toldPrice: told === unitPrice ? null : told }
}

/** A promise given after he put it in is the last word; of one given before, what held of it then. */
function lastTold({ promised, told_at, until, seen_price, seen_at }: Priced): number | null {
  if (seen_price === null || seen_at === null) return promised
  if (promised === null) return seen_price
  if ((told_at ?? 0) >= seen_at) return promised
  return (until ?? 0) > seen_at ? Math.min(seen_price, promised) : seen_price
}
