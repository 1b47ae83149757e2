/** What is known of one name of the Prometheus text format, and the lines that say it. */
export interface Instrument {
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  text(): string
}

export type Labels<Name extends string> = Readonly<Record<Name, string>>

/** More label sets than this would be a label that is not bounded: what comes after is counted together. */
const mostLabelSets = 1000
const other = 'other'

/** The values of one name, by what their labels say. */
class Series<Name extends string, Value> {
  private readonly names: readonly Name[]
  private readonly values = new Map<string, { labels: Labels<Name>; value: Value }>()
  private readonly start: () => Value

  constructor(names: readonly Name[], start: () => Value) {
    this.names = names
    this.start = start
  }

  at(labels: Labels<Name>): { value: Value } {
    const known = this.values.get(this.key(labels))
    if (known) return known
    const isFull = this.values.size >= mostLabelSets
    const kept = Object.fromEntries(this.names.map((name) => [name, isFull ? other : labels[name]])) as Record<Name, string>
    const key = this.key(kept)
    const made = this.values.get(key) ?? { labels: kept, value: this.start() }
    this.values.set(key, made)
    return made
  }

  /** Built anew for every request that is counted: so no escaping here. */
  private key(labels: Labels<Name>): string {
    let key = ''
    for (const name of this.names) key += `${labels[name]}\n`
    return key
  }

  text(write: (labels: string, value: Value) => string): string {
    return [...this.values.values()]
      .map(({ labels, value }) => write(this.names.map((name) => `${name}="${escaped(labels[name])}"`).join(','), value))
      .join('')
  }
}

export class Counter<Name extends string> implements Instrument {
  readonly name: string
  readonly help: string
  readonly labels: readonly Name[]
  private readonly series: Series<Name, number>

  constructor(name: string, help: string, labels: readonly Name[]) {
    this.name = name
    this.help = help
    this.labels = labels
    this.series = new Series(labels, () => 0)
  }

  add(labels: Labels<Name>, more = 1): void {
    this.series.at(labels).value += more
  }

  text(): string {
    return head(this.name, this.help, 'counter') + this.series.text((labels, value) => line(this.name, labels, value))
  }
}

export class Gauge<Name extends string = never> implements Instrument {
  readonly name: string
  readonly help: string
  readonly labels: readonly Name[]
  private readonly series: Series<Name, number>

  constructor(name: string, help: string, labels: readonly Name[]) {
    this.name = name
    this.help = help
    this.labels = labels
    this.series = new Series(labels, () => 0)
  }

  set(labels: Labels<Name>, value: number): void {
    this.series.at(labels).value = value
  }

  text(): string {
    return head(this.name, this.help, 'gauge') + this.series.text((labels, value) => line(this.name, labels, value))
  }
}

interface Seen {
  /** How many fell into each bucket; the last one is for what is above all bounds. */
  buckets: number[]
  sum: number
}

export class Histogram<Name extends string> implements Instrument {
  readonly name: string
  readonly help: string
  readonly labels: readonly Name[]
  private readonly series: Series<Name, Seen>
  private readonly bounds: readonly number[]

  constructor(name: string, help: string, labels: readonly Name[], bounds: readonly number[]) {
    this.name = name
    this.help = help
    this.labels = labels
    this.series = new Series(labels, () => ({ buckets: [...bounds, Number.POSITIVE_INFINITY].map(() => 0), sum: 0 }))
    this.bounds = bounds
  }

  observe(labels: Labels<Name>, value: number): void {
    const seen = this.series.at(labels).value
    let bucket = 0
    while (bucket < this.bounds.length && value > (this.bounds[bucket] ?? 0)) bucket++
    seen.buckets[bucket] = (seen.buckets[bucket] ?? 0) + 1
    seen.sum += value
  }

  text(): string {
    return head(this.name, this.help, 'histogram') + this.series.text((labels, seen) => this.lines(labels, seen))
  }

  /** Prometheus' buckets hold everything up to their bound. */
  private lines(labels: string, { buckets, sum }: Seen): string {
    const { name } = this
    let count = 0
    const lines = buckets.map((inside, index) => {
      count += inside
      const bound = `le="${this.bounds[index] ?? '+Inf'}"`
      return line(`${name}_bucket`, labels === '' ? bound : `${labels},${bound}`, count)
    })
    return [...lines, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, count)].join('')
  }
}

export function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

export function line(name: string, labels: string, value: number): string {
  return labels === '' ? `${name} ${value}\n` : `${name}{${labels}} ${value}\n`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
