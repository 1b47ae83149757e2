export interface RateLimiter {
  /** Null when the call may go on, else how long to wait. */
  take(key: string): number | null
}

interface Bucket {
  tokens: number
  at: number
}

const mostKeys = 50_000

/** A bucket of tokens for each key, filled again as time passes. Memory is bounded: the keys longest unused are forgotten, full. */
export function rateLimiter(now: () => number, limit: { perSecond: number; burst: number }): RateLimiter {
  const buckets = new Map<string, Bucket>()
  return {
    take(key) {
      const time = now()
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: time }
      buckets.delete(key)
      bucket.tokens = Math.min(limit.burst, bucket.tokens + ((time - bucket.at) / 1000) * limit.perSecond)
      bucket.at = time
      buckets.set(key, bucket)
      if (buckets.size > mostKeys) buckets.delete(buckets.keys().next().value ?? '')
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) / limit.perSecond) * 1000)
      bucket.tokens--
      return null
    },
  }
}
