import type { KillableShop } from './shop.ts'

/** A process starts in a second, and on a busy machine in ten: only what never comes is waited for so long. */
const usualPatienceMs = 60_000

export class NeverHappened extends Error {}

/** Looks again and again, for as long as this shop is worth waiting for. */
export async function until(shop: KillableShop, happened: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + (shop.settings.patienceMs ?? usualPatienceMs)
  while (!(await happened())) {
    if (performance.now() > end) throw new NeverHappened('what must come did not come in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Nothing is under way any more: all acknowledged, answered, delivered, and every status taken in. */
export async function untilQuiet(shop: KillableShop, customer: string): Promise<string[]> {
  let restless: string[] = []
  try {
    await until(shop, async () => {
      await shop.program.ready()
      restless = await whatIsUnderWay(shop, customer)
      if (restless.length > 0) await new Promise((resolve) => setTimeout(resolve, 15))
      return restless.length === 0
    })
    return []
  } catch (error) {
    if (error instanceof NeverHappened) return restless
    throw error
  }
}

export async function whatIsUnderWay(shop: KillableShop, customer: string): Promise<string[]> {
  const { database, provider, settings } = shop
  if (provider.standIn.unacknowledged > 0) return ['webhooks that were never acknowledged']
  const its = `tenant_id = 'demo' and conversation_id in (select id from conversations where address = '${customer}')`
  const last = settings.statuses === 'late' ? 'delivered' : 'read'
  const awaited = settings.statuses === 'none' ? 'false' : `state = 'accepted' and coalesce(mark, '') <> '${last}'`
  const [open] = await database.rows<{ turns: number; deliveries: number; cursors: number; marks: number }>(
    `select (select count(*) from turns where ${its} and state = 'open') as turns,
            (select count(*) from deliveries where ${its} and (due is not null or state in ('queued', 'sending', 'unknown'))) as deliveries,
            (select count(*) from deliveries where ${its} and ${awaited}) as marks,
            (select count(*) from cursors where due is not null) as cursors`,
  )
  return Object.entries(open ?? {}).flatMap(([what, count]) => (Number(count) > 0 ? [`${count} ${what} not at their end`] : []))
}
