import pg from 'pg'
import type { Query } from './engine.ts'
import type { Value } from './placeholder.ts'
import { asInterruption } from './postgres-errors.ts'
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
      throw asInterruption(error)
    }
  }

  /** One or several commands in one round trip; answers with the last one's tag. */
  async command(text: string): Promise<string> {
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await this.client.query(text)
      return (Array.isArray(answer) ? answer.at(-1) : answer)?.command ?? ''
    } catch (error) {
      // Nobody knows what a command of ours that failed has left behind.
      this.broken = true
      throw asInterruption(error)
    }
  }

  /** What is open on it is rolled back, by the server itself where the connection is thrown away. */
  async giveUp(): Promise<void> {
    try {
      if (!this.broken) await this.command('rollback')
    } catch {
      this.broken = true
    }
    this.giveBack()
  }

  giveBack(): void {
    this.client.release(this.broken)
  }
}
