import type { Tx } from '../../platform/events/events.ts'

/** What is searched by is written in the unit of the change that it follows from. */
export async function indexProducts(_tx: Tx, _products: readonly string[]): Promise<void> {}
