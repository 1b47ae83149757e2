import type { Figure, Figures, Goal, Row } from './row.ts'

/** By nearest rank: a value that was really measured, and that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** 1 is as good as the probe, 0.5 half as good, whether more or less of it is better. */
export function ratio({ better }: Pick<Figure, 'better'>, ours: number, probe: number): number {
  return better === 'more' ? ours / probe : probe / ours
}

export interface Compared {
  figure: string
  unit: string
  ours: number
  probe: number
  ratio: number
  goal: Goal | null
  reached: boolean | null
}

export interface Round<Name extends string = string> {
  ours: Figures<Name>
  probe: Figures<Name>
}

/** The ratio is the median of the rounds' own: what slows the machine down for a while meets both sides of a round. */
export function compare<Name extends string>(row: Pick<Row<Name>, 'figures'>, rounds: readonly Round<Name>[]): Compared[] {
  return (Object.keys(row.figures) as Name[]).map((name) => {
    const figure = row.figures[name]
    const ours = median(rounds.map((round) => round.ours[name]))
    const probe = median(rounds.map((round) => round.probe[name]))
    const compared = median(rounds.map((round) => ratio(figure, round.ours[name], round.probe[name])))
    const goal = figure.goal ?? null
    return { figure: name, unit: figure.unit, ours, probe, ratio: compared, goal, reached: goal && isReached(goal, ours, compared) }
  })
}

function isReached(goal: Goal, ours: number, compared: number): boolean {
  return 'share' in goal ? compared >= goal.share : ours < goal.under
}
