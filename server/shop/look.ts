import type { Tx } from '../platform/events/events.ts'
import type { Statement, StatementParams } from '../platform/sql/statement.ts'
import type { Shop } from './shop.ts'

export type Look = <Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params) => Promise<Row[]>

/** A unit sees what it has written itself; beside it is seen what is committed. */
export function lookIn(place: Shop | Tx): Look {
  if ('run' in place) return async (statement, params) => (await place.run(statement, params)).rows
  return (statement, params) => place.read(statement, params)
}

/** Whose rows a query of a unit, or of beside one, is about. */
export function tenantOf(place: Shop | Tx): string {
  return 'run' in place ? place.tenant : place.tenant.id
}
