import type { EngineName } from '../../test/faults/database.ts'
import type { Load } from './load.ts'
import type { Server } from './server.ts'
import type { ShopOptions } from './shop.ts'

/**
 * One operation of the shop beside its probe: the least program that could do the same on this machine, at this minute. Absolute
 * figures belong to a machine; how far ours is from the probe belongs to the program.
 */
export interface Row<Name extends string = string> {
  readonly name: string
  /** What is measured, in a sentence. */
  readonly measures: string
  /** What the probe is. */
  readonly probe: string
  readonly figures: Readonly<Record<Name, Figure>>
  readonly databases: readonly EngineName[]
  /** Takes so long that it is measured only when it is asked for by its name. */
  readonly onlyByName?: boolean
  /** Starts both sides once; each is then measured several times, in turn. */
  open(bench: Bench): Promise<Sides<Name>>
}

export interface Figure {
  readonly unit: string
  readonly better: 'more' | 'less'
  readonly goal?: Goal
}

/** `share`: as good as this share of the probe. `under`: whatever the probe does. */
export type Goal = { readonly share: number } | { readonly under: number }

export type Figures<Name extends string = string> = Readonly<Record<Name, number>>

export interface Sides<Name extends string = string> {
  ours(): Promise<Figures<Name>>
  probe(): Promise<Figures<Name>>
}

/** What a row is given: everything opened through it ends with the row. */
export interface Bench {
  readonly engine: EngineName
  /** How often each side is measured. */
  readonly rounds: number
  /** How long one side is loaded in one round, and before that without being counted. */
  readonly runMs: number
  readonly warmMs: number
  /** How long a process is left alone before it counts as idle. */
  readonly idleMs: number
  /** The load generator in a process of its own; `row` is the file that says what it asks, `traffic` under which name when it says more. */
  load(row: string, traffic?: string): Promise<Load>
  /** The whole program, with the channel that speaks to the load generator's provider. */
  shop(options: ShopOptions): Promise<Server>
  /** The same statements without the program, for the requests of this row's file; `around` is a script that has more of it. */
  pipeline(row: string, options: ShopOptions, around?: string): Promise<Server>
  /** A script in a process of its own, beside a new database. */
  script(path: string, env?: Readonly<Record<string, string>>): Promise<Server>
  /** `mostrador start` with a database that outlives the process. */
  starts(command: string): Promise<Starts>
}

/** One program that is started again and again on the same database. */
export interface Starts {
  start(): Promise<Server>
  /** As on the first day. */
  forget(): Promise<void>
}
