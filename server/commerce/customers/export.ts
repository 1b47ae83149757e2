import { isoTime } from '../../platform/iso-time.ts'
import type { Shop } from '../../shop/shop.ts'
import { currentCustomerId, everyIdOf } from './find.ts'
import { callersIdsOf, type Person, type PersonalData } from './personal-data.ts'

/** Small enough to wait for whoever reads slowly, large enough not to be felt. */
const pieceLength = 16_384

/**
 * Everything that is held of a person, as the text of one JSON document; null when nobody has this id. It is read as it is written,
 * page by page: however much somebody has said, no more than a page of it is in memory.
 */
export async function exportPerson(shop: Shop, parts: readonly PersonalData[], id: string): Promise<AsyncIterable<string> | null> {
  const customers = await everyIdOf(shop, await currentCustomerId(shop, id))
  if (customers.length === 0) return null
  const conversations = await callersIdsOf(shop, parts, customers)
  for (const part of parts) conversations.push(...((await part.conversations?.of(shop, customers)) ?? []))
  return inPieces(write(shop, parts, { customers, conversations }))
}

async function* write(shop: Shop, parts: readonly PersonalData[], person: Person): AsyncGenerator<string> {
  const { id, name } = shop.tenant
  const head = { exported_at: isoTime(shop.clock.now()), shop: { id, name }, customer_ids: person.customers }
  yield JSON.stringify(head).slice(0, -1)
  for (const { name, collect } of parts.flatMap(({ sections }) => sections)) {
    yield `,\n${JSON.stringify(name)}:[`
    let between = '\n'
    for await (const record of collect(shop, person)) {
      yield between + JSON.stringify(record)
      between = ',\n'
    }
    yield ']'
  }
  yield '}\n'
}

async function* inPieces(text: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = ''
  for await (const more of text) {
    piece += more
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield piece
}
