export interface PageRules {
  /** `'none'` keeps a page out of every frame. */
  frames: 'none' | 'any'
  /** Pages behind a sign-in or a token are kept by nobody. */
  store: boolean
}

/** The headers of a page of ours: its own scripts and styles and nothing inline. */
export function pageHeaders(rules: PageRules): Record<string, string> {
  const frames = rules.frames === 'none' ? "'none'" : '*'
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`,
    'referrer-policy': 'same-origin',
    ...(rules.frames === 'none' ? { 'x-frame-options': 'DENY' } : {}),
    ...(rules.store ? {} : { 'cache-control': 'no-store' }),
  }
}
