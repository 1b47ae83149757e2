import { type FileProblem, problem } from '../files/problem.ts'
import type { CatalogRefusal, PutOutcome } from '../put.ts'

/** What was fine when the file was read and is not any more: somebody gave away a SKU meanwhile, or closed a storefront. */
export function failuresOf(
  outcomes: readonly PutOutcome[],
  placeOf: (index: number) => { sku: string; line: number | null },
): FileProblem[] {
  return outcomes.flatMap((outcome, index) => {
    if (outcome.ok || outcome.refusal.code === 'product_not_found') return []
    const { sku, line } = placeOf(index)
    return [problem('not_taken', { line, got: sku, about: { takes: takesOf(outcome.refusal) } })]
  })
}

function takesOf(refusal: CatalogRefusal): string {
  if (refusal.code === 'sku_taken') return `a SKU that is still free: ${refusal.sku}`
  return refusal.code === 'invalid_product' ? refusal.mistakes.map(({ path, takes }) => `${path.join('.')}: ${takes}`).join('; ') : ''
}
