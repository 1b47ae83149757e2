import type { Random } from '../../platform/world/world.ts'

/** Makes and reads the secrets of visitors. Nothing is stored: the token carries the visitor and a proof that we made it. */
export interface Visitors {
  welcome(tenant: string, line: string): string
  /** The visitor's address on the line, or null when the token is not one of ours for this line. */
  recognise(tenant: string, line: string, token: string): string | null
}

/** `mac` is keyed with the installation's master key. */
export function visitors(random: Random, mac: (value: string) => string, same: (left: string, right: string) => boolean): Visitors {
  const proof = (tenant: string, line: string, visitor: string) => mac(`webchat visitor\n${tenant}\n${line}\n${visitor}`)
  return {
    welcome(tenant, line) {
      const visitor = `v${Buffer.from(random.bytes(16)).toString('base64url')}`
      return `${visitor}.${proof(tenant, line, visitor)}`
    },
    recognise(tenant, line, token) {
      const [visitor, mac, more] = token.split('.')
      if (!visitor || !mac || more !== undefined || !/^v[\w-]{22}$/.test(visitor)) return null
      return same(mac, proof(tenant, line, visitor)) ? visitor : null
    },
  }
}
