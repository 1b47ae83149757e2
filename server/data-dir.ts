import type { Config } from './config.ts'
import { type DataDirHold, holdDataDir } from './platform/sql/hold-data-dir.ts'
import { UnusableSetting } from './unusable.ts'

/** Somebody else works in the folder: for most commands a shop that runs. */
export class FolderInUse extends UnusableSetting {
  constructor(dataDir: string) {
    super('DATA_DIR', { got: dataDir, takes: 'a folder of its own', why: 'another process is using it' })
    this.name = 'FolderInUse'
  }
}

/** The folder for this process alone, where its database lives in it. PostgreSQL knows by itself who is at what. */
export function ownDataDir({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): DataDirHold {
  if (database.kind !== 'sqlite') return { release() {} }
  let hold: DataDirHold | null
  try {
    hold = holdDataDir(dataDir)
  } catch (error) {
    throw new UnusableSetting('DATA_DIR', { got: dataDir, takes: 'a folder that can be written', why: error })
  }
  if (hold) return hold
  throw new FolderInUse(dataDir)
}
