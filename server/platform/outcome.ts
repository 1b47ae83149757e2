/** What the shop may answer is a value, with the data a caller needs to help; what nobody planned is thrown. */
export type Outcome<Value, Refusal> = { ok: true; value: Value } | { ok: false; refusal: Refusal }

export function done<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function refuse<Refusal>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}

/** A refusal in words: one sentence for people, the fields it is about where it is about some, and by name what helps a program to go on. */
export interface Explained {
  detail: string
  errors?: { path: string; message: string }[]
  extra?: Readonly<Record<string, unknown>>
}
