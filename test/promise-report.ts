import { relative } from 'node:path'
import { type PromiseId, promiseIds, promises } from './promises.ts'
import type { Proof } from './proves.ts'

export type { Proof } from './proves.ts'

export function unproved(proofs: readonly Proof[], ids: readonly PromiseId[]): PromiseId[] {
  const proved = new Set(proofs.map(({ id }) => id))
  return ids.filter((id) => !proved.has(id))
}

/** The count, or the whole list with the test that proved each. */
export function renderPromises(proofs: readonly Proof[], { root, whole }: { root: string; whole: boolean }): string {
  const tests = new Map<string, string[]>()
  for (const { id, file, test } of proofs) tests.set(id, [...(tests.get(id) ?? []), `${relative(root, file)}: ${test}`])
  const count = `promises: ${tests.size} of ${promiseIds.size} proved, ${promiseIds.size - tests.size} open`
  if (!whole) return `${count} (npm test -- --promises lists them)`
  const sections = Object.entries(promises).map(([section, sentences]) => {
    const lines = Object.entries(sentences).map(([id, sentence]) => {
      const by = (tests.get(id) ?? []).map((test) => `\n      ${test}`).join('')
      return `  ${by ? '✔' : '·'} ${id}: ${sentence}${by}`
    })
    return `${section}\n${lines.join('\n')}\n`
  })
  return `${sections.join('\n')}\n${count}`
}
