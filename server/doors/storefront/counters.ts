/** A line of the shop that customers can open in a browser, and what is sold there: null is everything. */
export interface Counter {
  id: string
  storefront: string | null
}

/** Where a product is best asked about: where it alone is sold, else where everything is. Null where nobody sells it. */
export function counterFor(counters: readonly Counter[], storefront: string | null): string | null {
  const own = counters.find((counter) => storefront !== null && counter.storefront === storefront)
  return (own ?? counters.find((counter) => counter.storefront === null))?.id ?? null
}
