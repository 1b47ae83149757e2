import { parentPort, workerData } from 'node:worker_threads'
import './commerce/catalog/search/find-products.ts'
import './commerce/catalog/search/recommend.ts'
import { migrations } from './migrations/migrations.ts'
import { serveReadings } from './platform/sql/sqlite-reader.ts'

/** The thread in which readings are answered: it knows those that are imported here, and nothing else of the program. */
if (parentPort) serveReadings(parentPort, { path: (workerData as { path: string }).path, migrations })
