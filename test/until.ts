import assert from 'node:assert/strict'

/** Looks again and again; `what` is said where it never happened. */
export async function until(happened: () => boolean | Promise<boolean>, what: string, patienceMs = 30_000): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await happened()); ) {
    assert.ok(performance.now() < end, `it did not happen in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
