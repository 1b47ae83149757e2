import { AsyncLocalStorage } from 'node:async_hooks'

export interface RunningUnit {
  readonly name: string
  over: boolean
}

const running = new AsyncLocalStorage<RunningUnit>()

/** The name of the unit that this code runs in; whatever waits for the outside is refused there. */
export function insideUnit(): string | undefined {
  const unit = running.getStore()
  return unit && !unit.over ? unit.name : undefined
}

export function runInsideUnit<Result>(unit: RunningUnit, work: () => Result): Result {
  return running.run(unit, work)
}

export function refuseInsideUnit(what: string): void {
  const unit = insideUnit()
  if (unit !== undefined) throw new Error(`unit "${unit}": ${what} inside a unit, which would wait for itself or not see its own writes`)
}
