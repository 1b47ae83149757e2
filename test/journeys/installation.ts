import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentVariables } from '../../server/config.ts'
import { openSecrets } from '../../server/platform/secrets/secrets.ts'
import type { Database } from '../../server/platform/sql/sql.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { applyStoreFiles } from '../../server/shop/store-file/store-file.ts'
import { storeContents } from '../../server/store-contents.ts'
import { migrations } from '../counter.ts'
import type { TestDatabase } from '../engines.ts'
import { newFolder } from '../program.ts'
import { everyKeysVariables } from './every-key.ts'
import { type StoreFolder, variables } from './store-mistakes.ts'

const masterKey = new Uint8Array(32).fill(7)

/** Puts the files where they can be read; answers with the store file's path. */
export function write(folder: string, files: StoreFolder): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return join(folder, 'store.yaml')
}

/** A database that store files are applied to, as a start does. */
export interface Installation extends AsyncDisposable {
  readonly url: string
  /** Where a store file lies when it is the only one. */
  readonly folder: string
  readonly database: Database
  /** How many rows were written, of all files. */
  apply(...files: StoreFolder[]): Promise<number>
}

export async function openInstallation(created: TestDatabase): Promise<Installation> {
  const world = realWorld()
  const folder = newFolder()
  const database = await created.open({ migrations, world })
  let places = 0
  return {
    url: created.url,
    database,
    folder: folder.path,
    async apply(...all) {
      const paths = all.map((files) => {
        const place = all.length === 1 ? folder.path : join(folder.path, String(places++))
        mkdirSync(place, { recursive: true })
        return write(place, files)
      })
      const applied = await applyStoreFiles(paths, {
        database,
        secrets: openSecrets(masterKey, world.random),
        random: world.random,
        env: { ...variables, ...everyKeysVariables },
        refusedVariables: environmentVariables,
        contents: storeContents,
      })
      return applied.reduce((sum, { written }) => sum + written, 0)
    },
    async [Symbol.asyncDispose]() {
      await database.close()
      folder[Symbol.dispose]()
    },
  }
}
