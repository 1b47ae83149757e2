export interface Instrument {
  text(): string
}

/** More label sets than this would be a label that is not bounded: the rest is counted together. */
const mostLabelSets = 1000

type Labels<Name extends string> = Record<Name, string>

class Series<Name extends string, Value> {
  readonly name: string
  private readonly labels: readonly Name[]
  private readonly values = new Map<string, Value>()
  private readonly start: () => Value

  constructor(name: string, labels: readonly Name[], start: () => Value) {
    this.name = name
    this.labels = labels
    this.start = start
  }

  at(given: Labels<Name>): { value: Value; set(value: Value): void } {
    let key = this.labels.map((label) => `${label}="${escapeLabel(given[label])}"`).join(',')
    if (!this.values.has(key) && this.values.size >= mostLabelSets) key = this.labels.map((label) => `${label}="other"`).join(',')
    const known = this.values.get(key)
    const value = known ?? this.start()
    if (known === undefined) this.values.set(key, value)
    return { value, set: (next) => void this.values.set(key, next) }
  }

  entries(): [string, Value][] {
    return [...this.values]
  }
}

export class Counter<Name extends string> implements Instrument {
  private readonly series: Series<Name, number>
  private readonly help: string

  constructor(name: string, help: string, labels: readonly Name[]) {
    this.series = new Series(name, labels, () => 0)
    this.help = help
  }

  add(labels: Labels<Name>, more = 1): void {
    const at = this.series.at(labels)
    at.set(at.value + more)
  }

  text(): string {
    return (
      head(this.series.name, this.help, 'counter') +
      this.series
        .entries()
        .map(([labels, value]) => line(this.series.name, labels, value))
        .join('')
    )
  }
}

export class Gauge<Name extends string = never> implements Instrument {
  private readonly series: Series<Name, number>
  private readonly help: string

  constructor(name: string, help: string, labels: readonly Name[] = []) {
    this.series = new Series(name, labels, () => 0)
    this.help = help
  }

  set(labels: Labels<Name>, value: number): void {
    this.series.at(labels).set(value)
  }

  text(): string {
    return (
      head(this.series.name, this.help, 'gauge') +
      this.series
        .entries()
        .map(([labels, value]) => line(this.series.name, labels, value))
        .join('')
    )
  }
}

export class Histogram<Name extends string> implements Instrument {
  private readonly series: Series<Name, { buckets: number[]; sum: number; count: number }>
  private readonly help: string
  private readonly bounds: readonly number[]

  constructor(name: string, help: string, labels: readonly Name[], bounds: readonly number[]) {
    this.series = new Series(name, labels, () => ({ buckets: bounds.map(() => 0), sum: 0, count: 0 }))
    this.help = help
    this.bounds = bounds
  }

  observe(labels: Labels<Name>, value: number): void {
    const seen = this.series.at(labels).value
    seen.sum += value
    seen.count++
    for (const [index, bound] of this.bounds.entries()) if (value <= bound) seen.buckets[index] = (seen.buckets[index] ?? 0) + 1
  }

  text(): string {
    const { name } = this.series
    const body = this.series.entries().map(([labels, seen]) => {
      const comma = labels === '' ? '' : ','
      const buckets = this.bounds.map((bound, index) => line(`${name}_bucket`, `${labels}${comma}le="${bound}"`, seen.buckets[index] ?? 0))
      return [
        ...buckets,
        line(`${name}_bucket`, `${labels}${comma}le="+Inf"`, seen.count),
        line(`${name}_sum`, labels, seen.sum),
        line(`${name}_count`, labels, seen.count),
      ].join('')
    })
    return head(name, this.help, 'histogram') + body.join('')
  }
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

function line(name: string, labels: string, value: number): string {
  return labels === '' ? `${name} ${value}\n` : `${name}{${labels}} ${value}\n`
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
