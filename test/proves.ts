import { appendFileSync } from 'node:fs'
import { getTestContext } from 'node:test'
import { type PromiseId, promiseIds } from './promises.ts'

/** One line of the file that `PROMISES_LOG` names. */
export interface Proof {
  id: PromiseId
  file: string
  test: string
}

/** Said inside the test that shows these promises to hold. It counts once that test has passed. */
export function proves(...ids: PromiseId[]): void {
  const context = getTestContext()
  if (!context || !('after' in context)) throw new Error('proves() belongs inside a test')
  for (const id of ids) {
    if (!promiseIds.has(id)) throw new Error(`no promise is called ${id}: test/promises.ts lists them`)
  }
  const log = process.env.PROMISES_LOG
  if (!log) return
  context.after(() => {
    if (!context.passed) return
    const file = context.filePath ?? ''
    // One write a line, since the files of a run append to it side by side.
    for (const id of ids) appendFileSync(log, `${JSON.stringify({ id, file, test: context.fullName } satisfies Proof)}\n`)
  })
}
