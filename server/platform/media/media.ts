/**
 * Where pictures and recordings are kept, each whole under a key. What everybody may see has a key made from its content, which
 * never becomes something else; what is somebody's own has one of its own, and goes when he is forgotten.
 */
export interface Media {
  read(key: MediaKey): Promise<Uint8Array<ArrayBuffer> | null>
  has(key: MediaKey): Promise<boolean>
  /** Durable when it resolves. Writing what is there already is no error. */
  write(key: MediaKey, content: Uint8Array): Promise<void>
  /** Gone for good; what is not there is no error. */
  remove(key: MediaKey): Promise<void>
}

/** `demo/0f3a….jpg`: the tenant and a name, made here alone, so that no key ever leads out of its place. */
export type MediaKey = string & { readonly __key: 'media' }

const part = /^[A-Za-z0-9][\w.-]*$/

export function mediaKey(tenant: string, name: string): MediaKey {
  if (!part.test(tenant) || !part.test(name)) throw new Error(`${JSON.stringify(`${tenant}/${name}`)} is no place to keep something`)
  return `${tenant}/${name}` as MediaKey
}

/** For shops that live as long as their process. */
export function memoryMedia(): Media {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    read: async (key) => kept.get(key) ?? null,
    has: async (key) => kept.has(key),
    write: async (key, content) => void kept.set(key, new Uint8Array(content)),
    remove: async (key) => void kept.delete(key),
  }
}
