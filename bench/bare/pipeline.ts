/** A request of the row's: its signature, its JSON, and the statements that the program ran for it. */
import { replay, traffic } from './replay.ts'
import { serve } from './serve.ts'

serve(async ({ number, headers, body }) => {
  if (traffic.checks?.({ headers, body }) === false) return { status: 401, body: '' }
  if (body.length > 0) JSON.parse(body.toString())
  return replay(number)
})
