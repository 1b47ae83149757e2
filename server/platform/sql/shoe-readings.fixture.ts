import { parentPort, workerData } from 'node:worker_threads'
import { reading } from './reading.ts'
import { addPair, listPairs, migrations } from './shoe-shop.fixture.ts'
import { serveReadings } from './sqlite-reader.ts'

export const pairsApart = reading('test-pairs-apart', async (look, least: number) => {
  const pairs = await look.read(listPairs, {})
  const built = await look.sql.selectFrom('pairs').select('id').where('tenant_id', '=', look.tenant).orderBy('id').execute()
  return { engine: look.engine, ids: built.map(({ id }) => id), many: pairs.filter(({ stock }) => (stock ?? 0) >= least).length }
})

export const forgetful = reading(
  'test-pairs-without-tenant',
  async (look, _: null) => await look.sql.selectFrom('pairs').select('id').execute(),
)

export const writing = reading('test-write-apart', async (look, _: null) => await look.read(addPair, { id: 'clogs', stock: 1 }))

export const failing = reading('test-fail-apart', async (_look, words: string): Promise<never> => {
  throw new TypeError(words)
})

/** In a thread of its own this ends the thread. */
export const dying = reading('test-die-apart', async (_look, _: null): Promise<never> => process.exit(1))

if (parentPort) serveReadings(parentPort, { path: (workerData as { path: string }).path, migrations })
