import { embeddedTransport, openEvents } from '../server/platform/events/events.ts'
import { openSecrets } from '../server/platform/secrets/secrets.ts'
import type { Database } from '../server/platform/sql/sql.ts'
import { openLog } from '../server/platform/telemetry/telemetry.ts'
import type { World } from '../server/platform/world/world.ts'
import { type Shop, shopOf } from '../server/shop/shop.ts'
import { findTenant, toTenant } from '../server/shop/tenants/tenants.ts'

/** A tenant's scope of an open database, for what is asked of a module itself; its store file was applied before. */
export async function shopIn(world: World, database: Database, tenant = 'demo'): Promise<Shop> {
  const row = (await database.tenant(tenant).read(findTenant, {}))[0]
  if (!row) throw new Error(`there is no tenant ${tenant}`)
  const parts = {
    world,
    database,
    events: openEvents(database, embeddedTransport(), []),
    secrets: openSecrets(new Uint8Array(32).fill(7), world.random),
    log: openLog({ level: 'error', now: world.machine, write: (line) => process.stderr.write(line) }),
  }
  return shopOf(parts, toTenant(row), null)
}
