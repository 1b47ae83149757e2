import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * The thread that puts the log away, as far as nobody has to wait for it, each time it is told. In JavaScript: what reads TypeScript
 * would take forty megabytes here once more.
 */
const database = new DatabaseSync(workerData.path, { timeout: 50 })
const putAway = database.prepare('pragma wal_checkpoint(passive)')
parentPort?.on('message', () => {
  putAway.all()
  parentPort?.postMessage(null)
})
