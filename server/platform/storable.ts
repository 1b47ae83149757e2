const deepest = 64

/** What would only fail further in: a NUL, which PostgreSQL takes in no text, and nesting that no function can follow down. */
export function findUnstorable(value: unknown): { path: string; message: string } | null {
  const left: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { path, depth } = next
    if (typeof next.value === 'string' && next.value.includes('\0')) return { path, message: 'a text may not hold a NUL' }
    if (typeof next.value !== 'object' || next.value === null) continue
    if (depth === deepest) return { path: '', message: `more than ${deepest} levels deep` }
    for (const [name, inner] of Object.entries(next.value)) {
      if (name.includes('\0')) return { path, message: 'a name may not hold a NUL' }
      left.push({ value: inner, path: path === '' ? name : `${path}.${name}`, depth: depth + 1 })
    }
  }
  return null
}
