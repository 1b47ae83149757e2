export interface RateLimiter {
  /** Null when the call may go on, else how many milliseconds to wait. */
  take(key: string): number | null
}

interface Bucket {
  tokens: number
  at: number
}

/** At twice as many keys those longest unused are forgotten, as if their buckets had filled again. */
const generation = 25_000

/**
 * A bucket of tokens for each key, filled again as time passes. Keys are kept in two generations and the elder goes as a whole:
 * a flood of new keys costs neither memory nor a search for what to forget.
 */
export function rateLimiter(now: () => number, limit: { perSecond: number; burst: number }): RateLimiter {
  let young = new Map<string, Bucket>()
  let elder = new Map<string, Bucket>()

  function bucketOf(key: string, time: number): Bucket {
    const known = young.get(key)
    if (known) return known
    const bucket = elder.get(key) ?? { tokens: limit.burst, at: time }
    if (young.size >= generation) {
      elder = young
      young = new Map()
    }
    young.set(key, bucket)
    return bucket
  }

  return {
    take(key) {
      const time = now()
      const bucket = bucketOf(key, time)
      bucket.tokens = Math.min(limit.burst, bucket.tokens + ((time - bucket.at) / 1000) * limit.perSecond)
      bucket.at = time
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / limit.perSecond) * 1000)
      bucket.tokens--
      return null
    },
  }
}
