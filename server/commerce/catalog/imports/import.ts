import type { Actor } from '../../../shop/audit/audit.ts'
import type { RecognisedFile } from '../files/file-product.ts'
import type { FileProblem } from '../files/problem.ts'

/**
 * `reading`: held against the shop, nothing changed yet. `checked`: it was only to be looked at. `refused`: something in it cannot be
 * taken, nothing was changed. `interrupted`: its process died while it read, nothing was changed. `applying`: whoever reads meanwhile
 * finds each product as it was or as it will be; a kill only makes it longer. `done`.
 */
export type ImportState = 'reading' | 'checked' | 'refused' | 'interrupted' | 'applying' | 'done'

/** How a file is to be taken. */
export interface ImportRules {
  dryRun: boolean
  /** What the file does not name is switched off; else it stays. */
  replace: boolean
  decimal?: ',' | '.' | undefined
  dates?: 'dmy' | 'mdy' | undefined
  encoding?: string | undefined
}

export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  removed: number
}

/** One product as an import will change it, for those who look before they leap. */
export interface ImportPreview {
  sku: string
  change: 'created' | 'updated' | 'removed'
  fields: readonly string[]
}

export interface ImportReport {
  recognised: RecognisedFile | null
  counts: ImportCounts
  /** The first of them; how many there are in all stands beside it. */
  problems: readonly FileProblem[]
  problemCount: number
  notes: readonly FileProblem[]
  preview: readonly ImportPreview[]
}

export interface Import {
  id: string
  kind: 'file' | 'prices'
  state: ImportState
  title: string
  rules: Readonly<Record<string, unknown>>
  report: ImportReport
  by: Actor
  /** Products to be written, and those that are. */
  total: number
  done: number
  createdAt: number
  finishedAt: number | null
}

export const emptyReport: ImportReport = {
  recognised: null,
  counts: { created: 0, updated: 0, unchanged: 0, removed: 0 },
  problems: [],
  problemCount: 0,
  notes: [],
  preview: [],
}

const mostProblems = 200
const mostNotes = 50
const mostPreviews = 20

/** Gathers what is found on the way, and keeps as much of it as a person can use. */
export class Findings {
  readonly counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, removed: 0 }
  problemCount = 0
  private readonly problems: FileProblem[] = []
  private readonly notes: FileProblem[] = []
  private readonly previews: ImportPreview[] = []

  problem(found: FileProblem): void {
    this.problemCount++
    if (this.problems.length < mostProblems) this.problems.push(found)
  }

  note(found: FileProblem): void {
    if (this.notes.length < mostNotes) this.notes.push(found)
  }

  change(preview: ImportPreview): void {
    this.counts[preview.change]++
    if (this.previews.length < mostPreviews) this.previews.push(preview)
  }

  report(recognised: RecognisedFile | null): ImportReport {
    const { counts, problems, problemCount, notes, previews: preview } = this
    const byLine = (a: FileProblem, b: FileProblem) => (a.line ?? 0) - (b.line ?? 0)
    return { recognised, counts, problems: problems.toSorted(byLine), problemCount, notes, preview }
  }
}
