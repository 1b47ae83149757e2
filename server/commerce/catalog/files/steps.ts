/**
 * Long work cut into short steps: whoever carries it out may let others in wherever it yields. What it yields is what came out on
 * the way, or null where only time has passed.
 */
export type Steps<Out, Result = void> = Generator<Out | null, Result, void>

/** For where nobody waits: tests, and a process that serves nobody yet. */
export function allAtOnce<Out, Result>(steps: Steps<Out, Result>): { out: Out[]; result: Result } {
  const out: Out[] = []
  for (;;) {
    const step = steps.next()
    if (step.done) return { out, result: step.value }
    if (step.value !== null) out.push(step.value)
  }
}
