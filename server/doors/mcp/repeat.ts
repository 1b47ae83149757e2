/**
 * What two requests under one Idempotency-Key have to share. A client numbers each of them anew, and may send along a new trace or
 * progress token with each: neither is what it asks for. Null of what has nothing but its bytes: it is no message of the
 * protocol, or nested so deep that it is read and never written.
 */
export function whatIsAsked(body: unknown): Uint8Array | null {
  const messages = messagesIn(body)
  if (!messages.every(isObject)) return null
  const asked = messages.map(({ method, params }) => [method, isObject(params) ? { ...params, _meta: undefined } : params])
  try {
    return Buffer.from(JSON.stringify(Array.isArray(body) ? asked : asked[0]))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** As it is kept: each answer by the place of its request, whatever that was called. */
export function withPlaces(answer: unknown, body: unknown): unknown {
  const ids = messagesIn(body).map((message) => (isObject(message) ? message.id : undefined))
  return eachAnswer(answer, (id) => ids.indexOf(id))
}

/** As it is given to whoever asks again: by what its request is called now. */
export function withIds(kept: unknown, body: unknown): unknown {
  const messages = messagesIn(body)
  return eachAnswer(kept, (place) => {
    const message = typeof place === 'number' ? messages[place] : undefined
    return isObject(message) ? message.id : null
  })
}

function eachAnswer(answer: unknown, idOf: (id: unknown) => unknown): unknown {
  if (Array.isArray(answer)) return answer.map((one) => eachAnswer(one, idOf))
  return isObject(answer) ? { ...answer, id: idOf(answer.id) } : answer
}

/** The older protocol takes several at once. */
function messagesIn(body: unknown): unknown[] {
  return Array.isArray(body) ? body : [body]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
