import { until, whatIsUnderWay } from './quiet.ts'
import type { KillableShop } from './shop.ts'

/** What was said to the shop: what the oracle holds its answers against. */
export interface Told {
  customer: string
  /** The provider's id of each message, with its words. */
  messages: { id: string; text: string }[]
  handOvers: number
  /** The first reply need not come. */
  givesUp: boolean
}

/**
 * A conversation in rounds: words, a wish for a number (the tool that changes rows), then a person is called and lets go again.
 * Each round waits for what it must bring forth, however often the shop dies meanwhile.
 */
export async function converse(shop: KillableShop, rounds: number, told: Told): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    write(shop, told, `hola ${round}`)
    write(shop, told, `dame un número ${round}`)
    await answered(shop, told)
    const { id } = await conversationOf(shop, told.customer)
    told.handOvers++
    await shop.ask('POST', `/conversations/${id}/handoff`, { reason: 'asks for a person' })
    await until(shop, () => received(shop, told.customer).filter((text) => text.includes('persona')).length >= told.handOvers)
    await shop.ask('POST', `/conversations/${id}/release`, {})
  }
}

async function answered(shop: KillableShop, told: Told): Promise<void> {
  const onThePhone = () => received(shop, told.customer)
  if (!told.givesUp) await until(shop, () => told.messages.every(({ text }) => onThePhone().some((reply) => reply.includes(`«${text}»`))))
  // Where nobody can say what became of a send, it is not repeated once a person has taken over.
  const cannotTell = shop.settings.statuses === 'none' && !shop.settings.lookUp
  if (told.givesUp || cannotTell) await until(shop, async () => (await whatIsUnderWay(shop, told.customer)).length === 0)
}

function write(shop: KillableShop, told: Told, text: string): void {
  told.messages.push({ id: shop.provider.standIn.customerWrites(told.customer, text), text })
}

/** What the customer has on the phone. */
export function received(shop: KillableShop, customer: string): string[] {
  return shop.provider.standIn.accepted.filter(({ to }) => to === customer).map(({ text }) => text)
}

async function conversationOf(shop: KillableShop, customer: string): Promise<{ id: string }> {
  await shop.program.ready()
  const [row] = await shop.database.rows<{ id: string }>(`select id from conversations where address = '${customer}'`)
  if (!row) throw new Error(`${customer} has no conversation although an answer came`)
  return row
}
