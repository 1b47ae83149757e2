import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Random } from '../world/world.ts'

/** Everything that is done with the installation's one key. Each purpose has a key of its own, so that none can speak for another. */
export interface Secrets {
  /** Sealed for one tenant and one field: copied to another row it does not open. */
  seal(tenant: string, field: string, plain: string): string
  open(tenant: string, field: string, sealed: string): string
  /** Tells whether two values are the same without keeping either. */
  fingerprint(purpose: string, value: string): string
  /** 256 bits of chance, safe in a URL. */
  token(): string
}

export function openSecrets(masterKey: Uint8Array, random: Random): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'mostrador', purpose, 32))
  const sealing = derive('seal')
  const keyId = createHash('sha256').update(sealing).digest('base64url').slice(0, 8)
  const fingerprinting = new Map<string, Buffer>()

  function keyFor(purpose: string): Buffer {
    const known = fingerprinting.get(purpose) ?? derive(`fingerprint ${purpose}`)
    fingerprinting.set(purpose, known)
    return known
  }

  return {
    seal(tenant, field, plain) {
      const nonce = Buffer.from(random.bytes(12))
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(aad(tenant, field))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${keyId}.${nonce.toString('base64url')}.${body.toString('base64url')}`
    },
    open(tenant, field, sealed) {
      const [id = '', nonce = '', text = ''] = sealed.split('.')
      if (id !== keyId) throw new Error(`${field} was sealed with another MASTER_KEY`)
      const body = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(nonce, 'base64url')).setAAD(aad(tenant, field))
      decipher.setAuthTag(body.subarray(-16))
      return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
    fingerprint: (purpose, value) => createHmac('sha256', keyFor(purpose)).update(value).digest('base64url'),
    token: () => Buffer.from(random.bytes(32)).toString('base64url'),
  }
}

/** For what is already pure chance (keys, session tokens): no salt or stretching would add anything. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** In a time that does not tell where two secrets differ. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

function aad(tenant: string, field: string): Buffer {
  return Buffer.from(JSON.stringify([tenant, field]))
}
