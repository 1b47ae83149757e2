/**
 * The least that finds products: a full text index, the products as the JSON that is sent, and two indexes for two orders; one
 * product by its primary key. It is told the words as the shelf has them, so it neither corrects nor asks twice.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Good, goodOf, numberOfSku } from '../goods/goods.ts'
import { wordsHeader } from '../goods/questions.ts'
import { type Heard, serve, type Told } from './serve.ts'

const products = Number(process.env.PRODUCTS)
const database = new DatabaseSync(join(process.env.DATA_DIR ?? '', 'bare.db'))
database.exec(`
  pragma journal_mode = wal;
  create table products (id integer primary key, category text not null, price integer not null, name text not null, document text not null);
  create virtual table found_by using fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');
`)
fill()
database.exec('create index by_price on products (category, price); create index by_name on products (category, name)')

const best = database.prepare(
  'select document from (select rowid from found_by where found_by match ? order by rank limit ?) as found join products on id = found.rowid',
)
const cheapest = database.prepare('select document from products where category = ? order by price limit ?')
const byName = database.prepare('select document from products where category = ? order by name limit ?')
const one = database.prepare('select document from products where id = ?')

serve(answer)

function answer({ path, headers }: Heard): Promise<Told> {
  const { searchParams: query, pathname } = new URL(path, 'http://bare.test')
  const named = numberOfSku(pathname.slice(pathname.lastIndexOf('/') + 1))
  if (named !== null) return Promise.resolve({ status: 200, body: String(one.get(named + 1)?.document) })
  const limit = Number(query.get('limit'))
  const category = query.get('category')
  const rows =
    category === null ? best.all(decodeURIComponent(String(headers[wordsHeader])), limit) : shelf(category, query.get('sort'), limit)
  // A server that finds nothing is always fast.
  if (rows.length === 0) return Promise.resolve({ status: 404, body: '' })
  return Promise.resolve({ status: 200, body: `{"items":[${rows.map(({ document }) => document).join(',')}]}` })
}

function shelf(category: string, sort: string | null, limit: number): Record<string, unknown>[] {
  return (sort === 'name' ? byName : cheapest).all(category, limit)
}

function fill(): void {
  const insert = database.prepare('insert into products values (?, ?, ?, ?, ?)')
  const index = database.prepare('insert into found_by (rowid, words) values (?, ?)')
  database.exec('begin')
  for (let number = 0; number < products; number++) {
    const good = goodOf(number)
    const { name, category, brand, description, sku, tags } = good
    insert.run(number + 1, category, good.price, name, JSON.stringify(sent(good)))
    index.run(number + 1, [name, category, brand, description, sku, ...tags].join(' '))
  }
  database.exec('commit')
}

/** As long as our own answer's. */
function sent({ price, stock = null, variants, ...good }: Good): unknown {
  const money = { amount: (price / 100).toFixed(2), currency: 'ARS' }
  const nothing = { storefront: null, compare_at_price: null, is_offer: false, offer_from: null, offer_until: null, image_url: null }
  const then = { created_at: '2026-03-11T19:00:00.000Z', updated_at: '2026-03-11T19:00:00.000Z' }
  const id = '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11'
  return {
    id,
    ...good,
    price: money,
    stock,
    ...nothing,
    synonyms: [],
    variants: (variants ?? []).map((one) => ({ ...one, price: money })),
    ...then,
  }
}
