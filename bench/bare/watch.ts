import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../server/config.ts'
import { openHouse } from '../../server/house.ts'
import { masterKey } from '../../server/master-key.ts'
import { openDatabase } from '../../server/open-database.ts'
import { embeddedTransport } from '../../server/platform/events/events.ts'
import { openSecrets } from '../../server/platform/secrets/secrets.ts'
import type { Database } from '../../server/platform/sql/sql.ts'
import { openLog, openMetrics } from '../../server/platform/telemetry/telemetry.ts'
import type { FetchOut, World } from '../../server/platform/world/world.ts'
import { applyStoreFiles } from '../../server/shop/store-file/store-file.ts'
import { storeContents } from '../../server/store-contents.ts'
import { standInChannel } from '../../test/fakes/stand-in-channel.ts'
import type { Traffic } from '../load/traffic.ts'
import { recorder } from './recorder.ts'
import type { Recorded } from './steps.ts'

/** Nothing more happened for so long: it is over. */
const quietMs = 300

/** Everything the program does for one request, seen at its database and its way out. */
export async function watchOne(real: World, traffic: Traffic): Promise<Recorded> {
  const watched = recorder(real, takeEverything)
  const { world, steps, ids } = watched
  const opened = await open(world, watched.watch)
  // At the first request some things are looked up that are known at the second.
  for (const number of [0, 1]) {
    watched.begin()
    const { path, ...asking } = traffic.request(number)
    const response = await opened.fetch(new Request(`http://shop.test${path}`, asking))
    watched.note({ kind: 'answer', status: response.status, body: await response.text() })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    for (let seen = 0; seen !== steps.length; await sleep(quietMs)) seen = steps.length
  }
  await opened.close()
  return { steps, number: 1, ids, marks: traffic.marks ?? (() => []) }
}

/** The whole program, on the database and with the store file that the environment names. */
async function open(world: World, watch: (database: Database) => void) {
  const read = readConfig(process.env)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { config } = read
  const secrets = openSecrets(masterKey(config, world.random), world.random)
  const database = await openDatabase(world, config)
  const extraProviders = ['stand-in']
  const applied = { database, secrets, random: world.random, env: {}, refusedVariables: [], extraProviders, contents: storeContents }
  await applyStoreFiles(config.storeFiles, applied)
  watch(database)
  const house = openHouse({
    world,
    database,
    transport: embeddedTransport(),
    log: openLog({ level: 'error', now: world.machine, write: (line) => process.stderr.write(line) }),
    metrics: openMetrics(),
    secrets,
    channels: [standInChannel({ lookUp: true })],
    roles: config.roles,
    version: 'bench',
    publicUrl: () => 'http://shop.test',
    webFiles: null,
    storeFileSchema: () => ({}),
  })
  const loops = await house.start()
  return {
    fetch: house.app.fetch,
    close: async () => {
      await loops.stop()
      await database.close()
    },
  }
}

function takeEverything(...[, options]: Parameters<FetchOut>): ReturnType<FetchOut> {
  const { to } = JSON.parse(String(options?.body)) as { to: string }
  const text = JSON.stringify({ id: `out-${to}` })
  return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(text), text: () => text })
}
