import { describeError, type Log } from '../../platform/telemetry/telemetry.ts'

/** Text, or bytes, as the body of an answer, read only as fast as it is taken. What fails on the way ends it in the middle: the reader's JSON is broken, and says so. */
export function documentStream(log: Log, content: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const pieces = content[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      } catch (error) {
        log.error('http.failed', { endpoint: 'document', error: describeError(error) })
        controller.error(error)
      }
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
