import type { Config } from './config.ts'
import { type DataDirHold, holdDataDir } from './platform/sql/hold-data-dir.ts'
import { UnusableSetting } from './unusable.ts'

/** The folder for this process alone, where its database lives in it. PostgreSQL knows by itself who is at what. */
export function ownDataDir({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): DataDirHold {
  if (database.kind !== 'sqlite') return { release() {} }
  const unusable = (takes: string, why: unknown) => new UnusableSetting('DATA_DIR', { got: dataDir, takes, why })
  let hold: DataDirHold | null
  try {
    hold = holdDataDir(dataDir)
  } catch (error) {
    throw unusable('a folder that can be written', error)
  }
  if (hold) return hold
  throw unusable('a folder of its own', 'another process is using it')
}
