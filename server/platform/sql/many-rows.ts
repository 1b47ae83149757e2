import type { Query } from './engine.ts'

/** Few lengths, so that a connection keeps few statements: any number of rows is a sum of these. */
const lengths = [16, 4, 1]

/** How a list is cut into those. */
export function* inLengths<Item>(items: readonly Item[]): Generator<Item[], void, void> {
  let from = 0
  for (const length of lengths) for (; items.length - from >= length; from += length) yield items.slice(from, from + length)
}

/**
 * The insert of one row as one of `rows`: its values are repeated, on PostgreSQL with numbers of their own. What is asked for on a conflict, and
 * what is returned, may speak of the row that was to be inserted, never of a value of its own.
 */
export function forRows({ name, sql }: Query, rows: number): Query {
  if (rows === 1) return { name, sql }
  const [, before = '', one = '', after = ''] = /^(insert into [^(]+\([^()]*\) values )(\([^()]*\))(.*)$/s.exec(sql) ?? []
  const count = one.match(/\$\d+|\?/g)?.length ?? 0
  if (count === 0 || /\$\d|\?/.test(after)) throw new Error(`statement "${name}" is no insert of one row, so it is none of many`)
  const all = Array.from({ length: rows }, (_, row) =>
    one.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + row * count}`),
  )
  return { name: `${name}-${rows}`, sql: `${before}${all.join(', ')}${after}` }
}
