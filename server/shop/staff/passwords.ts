import { argon2 } from 'node:crypto'
import { sameSecret } from '../../platform/secrets/secrets.ts'
import type { Random } from '../../platform/world/world.ts'

const settings = { parallelism: 1, memory: 19_456, passes: 2, tagLength: 32 }

/** argon2id, about 30 ms on purpose; always before a transaction, never inside one. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = Buffer.from(random.bytes(16))
  return `argon2id.${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`
}

export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  const [, salt = '', tag = ''] = hash.split('.')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  return sameSecret(derived.toString('base64url'), tag)
}

/** Checked when an account does not exist, so that the time of an answer does not tell. */
export const nobodysHash = `argon2id.${Buffer.alloc(16).toString('base64url')}.${Buffer.alloc(32).toString('base64url')}`

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { ...settings, message: password, nonce }, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}
