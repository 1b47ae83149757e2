/** The least that brings a file in beside the messages: its cells are taken apart, and each row is one in the database. */
import { messageTaker } from './messages.ts'
import { type Heard, serve, type Told } from './serve.ts'
import { openBareStore } from './store.ts'

/** So many rows in one unit: whoever writes beside waits no longer. */
const atOnce = 32
const columns = 10

const store = await openBareStore()
const cells = Array.from({ length: columns }, (_, at) => `cell_${at} text${at === 0 ? ' primary key' : ''}`)
await store.exec(`create table bare_products (${cells.join(', ')})`)
const takeMessage = await messageTaker(store)
const sql = `insert into bare_products values (${Array.from({ length: columns }, (_, at) => `$${at + 1}`).join(', ')})`

serve((heard) => (heard.path.startsWith('/webhooks') ? takeMessage(heard) : takeFile(heard)))

async function takeFile({ body }: Heard): Promise<Told> {
  let unit: Parameters<typeof store.unit>[0][number][] = []
  for (const cells of rowsIn(body.toString())) {
    unit.push({ name: 'insert-product', sql, values: [cells[1] || (cells[0] ?? ''), ...cells.slice(1)] })
    if (unit.length < atOnce) continue
    await store.unit(unit)
    unit = []
  }
  await store.unit(unit)
  return { status: 201, body: '{"id":"bare","state":"done"}' }
}

/** Without the titles. A quote in a cell is written twice, and no cell here has a line's end in it. */
function* rowsIn(text: string): Generator<string[]> {
  let isTitle = true
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    if (!isTitle) yield cellsOf(text.slice(from, end))
    isTitle = false
    from = end + 1
  }
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return Array.from(
    line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
