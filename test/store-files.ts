import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Media } from '../server/platform/media/media.ts'
import { openSecrets } from '../server/platform/secrets/secrets.ts'
import type { Database } from '../server/platform/sql/sql.ts'
import type { World } from '../server/platform/world/world.ts'
import { applyStoreFiles } from '../server/shop/store-file/store-file.ts'
import { storeContents } from '../server/store-contents.ts'

export interface StoreFiles {
  world: World
  database: Database
  masterKey?: Uint8Array
  store: string
  /** What the store file names, each by its name beside it. */
  files?: Readonly<Record<string, string | Uint8Array>>
  media?: Media
}

/** Applies a store file as a start does; answers with how many records were written. */
export async function applyStore({ world, database, masterKey, store, files, media }: StoreFiles): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-store-'))
  for (const [name, content] of Object.entries({ ...files, 'store.yaml': store })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  try {
    const applied = await applyStoreFiles([join(folder, 'store.yaml')], {
      database,
      secrets: openSecrets(masterKey ?? new Uint8Array(32).fill(7), world.random),
      random: world.random,
      ...(media ? { media } : {}),
      env: {},
      refusedVariables: [],
      extraProviders: ['stand-in'],
      contents: storeContents,
    })
    return applied.reduce((sum, { written }) => sum + written, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
