import pg from 'pg'
import type { Query } from './engine.ts'
import { judge } from './postgres-errors.ts'
import type { Value } from './placeholder.ts'
import type { Done } from './sql.ts'

/** Anything that answers queries: a client of the pool or one of its own. */
export type Client = Pick<pg.ClientBase, 'query'>

/** Numbers come back as numbers, truth as 0 and 1, JSON as text: as SQLite gives them. */
const parsers: Record<number, (text: string) => unknown> = {
  16: (text) => (text === 't' ? 1 : 0),
  20: wholeNumber,
  114: (text) => text,
  1700: (text) => (/^-?\d+$/.test(text) ? wholeNumber(text) : Number(text)),
  3802: (text) => text,
}

export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large a number to be read exactly`)
  return number
}

export async function runOn(client: Client, query: Query, values: readonly Value[]): Promise<Done<unknown>> {
  const asked = { text: query.sql, values: [...values] }
  const { rows, rowCount } = await client.query(query.name === null ? asked : { ...asked, name: query.name })
  return { rows, changes: rowCount ?? 0 }
}

/** A connection lent by the pool, until it is given back. */
export class Session {
  private readonly client: pg.PoolClient
  private broken = false

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  async run(query: Query, values: readonly Value[]): Promise<Done<unknown>> {
    try {
      return await runOn(this.client, query, values)
    } catch (error) {
      if (judge(error) === 'lost') this.broken = true
      throw error
    }
  }

  /** One or several commands in one round trip; answers with the last one's tag. */
  async command(text: string): Promise<string> {
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await this.client.query(text)
      return (Array.isArray(answer) ? answer.at(-1) : answer)?.command ?? ''
    } catch (error) {
      // A command of ours that fails leaves a transaction nobody knows the state of.
      this.broken = true
      throw error
    }
  }

  /** What is still open on it is rolled back; a connection that cannot even do that is thrown away. */
  async giveUp(): Promise<void> {
    try {
      if (!this.broken) await this.command('rollback')
    } finally {
      this.giveBack()
    }
  }

  giveBack(): void {
    this.client.release(this.broken)
  }
}
