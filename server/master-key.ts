import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Random } from './platform/world/world.ts'
import { UnusableSetting } from './unusable.ts'

/** The installation's key: given, or made once and kept beside the embedded database where only its owner may read it. */
export function masterKey(config: Pick<Config, 'masterKey' | 'dataDir'>, random: Random): Uint8Array {
  if (config.masterKey) return config.masterKey
  const file = join(config.dataDir, 'master.key')
  mkdirSync(config.dataDir, { recursive: true })
  try {
    writeFileSync(file, Buffer.from(random.bytes(32)).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length === 32) return key
  throw new UnusableSetting('MASTER_KEY', { got: file, takes: 'a file with 32 bytes in base64', why: `it holds ${key.length}` })
}
