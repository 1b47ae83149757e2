import assert from 'node:assert/strict'

/** Somebody at the web chat of a running shop. */
export interface Visitor {
  readonly headers: Readonly<Record<string, string>>
  /** Stored when this resolves; `more` are headers of the request. */
  write(text: string, more?: Readonly<Record<string, string>>): Promise<void>
  read(): Promise<{ text: string; at: string; role: string }[]>
  /** The same one, at the shop's new address. */
  at(url: string): Visitor
}

export async function arrive(url: string, line = '-'): Promise<Visitor> {
  const { token } = (await (await fetch(`${url}/webchat/${line}/visitors`, { method: 'POST' })).json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const at = (url: string): Visitor => ({
    headers,
    async write(text, more = {}) {
      const body = JSON.stringify({ id: crypto.randomUUID(), text })
      const answer = await fetch(`${url}/webchat/${line}/messages`, { method: 'POST', headers: { ...headers, ...more }, body })
      assert.equal(answer.status, 201, await answer.text())
    },
    async read() {
      const answer = await fetch(`${url}/webchat/${line}/messages`, { headers })
      assert.equal(answer.status, 200)
      return ((await answer.json()) as { items: Awaited<ReturnType<Visitor['read']>> }).items
    },
    at,
  })
  return at(url)
}
