/** The least that finds products by words: one FTS5 table, asked for what was typed as it stands. */
import { DatabaseSync } from 'node:sqlite'
import { shelf } from '../load/shelf.ts'
import { serve } from './serve.ts'

const database = new DatabaseSync(':memory:')
database.exec('create table products (id integer primary key, body text not null); create virtual table words using fts5 (name, sku)')
const add = database.prepare('insert into products (id, body) values (?, ?)')
const addWords = database.prepare('insert into words (rowid, name, sku) values (?, ?, ?)')
database.exec('begin')
for (const [id, product] of shelf().entries()) {
  add.run(id, JSON.stringify(product))
  addWords.run(id, product.name, product.sku)
}
database.exec('commit')

const find = database.prepare(
  'select p.body from words join products p on p.id = words.rowid where words match ? order by bm25(words) limit 20',
)

serve(async ({ path }) => {
  const typed = new URL(path, 'http://bare').searchParams.get('query') ?? ''
  const match = typed
    .split(' ')
    .map((word) => `"${word.replaceAll('"', '')}"*`)
    .join(' ')
  const found = find.all(match) as unknown as { body: string }[]
  return { status: 200, body: `{"items":[${found.map(({ body }) => body).join(',')}]}` }
})
