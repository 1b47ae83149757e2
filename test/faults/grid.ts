import { type Cell, type CellResult, runCell } from './cell.ts'
import type { EngineName } from './database.ts'
import { type KillableShop, openShop, type ShopSettings } from './shop.ts'

/** Cells that live one after the other in a shop of the same kind. */
export interface Sheet {
  readonly title: string
  readonly settings: Omit<ShopSettings, 'engine'>
  readonly cells: readonly (Cell & { label: string })[]
  /** What happens in a cell: one conversation when left out. */
  readonly run?: (shop: KillableShop, cell: Cell) => Promise<CellResult>
}

export interface Row extends CellResult {
  sheet: string
  engine: EngineName
  label: string
  point: Cell['point']
  hit: number
}

/** Each piece has a shop of its own; more of them than two only wait for the machine. */
const sideBySide = 2
const cellsInPiece = 16

export async function runSheets(
  sheets: readonly Sheet[],
  engines: readonly EngineName[],
  tell: (row: Row) => void = () => {},
): Promise<Row[]> {
  const pieces = sheets.flatMap((sheet) => engines.flatMap((engine) => cut(sheet, engine)))
  const rows: Row[][] = pieces.map(() => [])
  let next = 0
  const work = async () => {
    for (let piece = next++; piece < pieces.length; piece = next++) {
      for await (const row of runPiece(pieces[piece] as Piece)) {
        rows[piece]?.push(row)
        tell(row)
      }
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, work))
  return rows.flat()
}

interface Piece {
  sheet: Sheet
  engine: EngineName
  cells: Sheet['cells']
}

function cut(sheet: Sheet, engine: EngineName): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < sheet.cells.length; at += cellsInPiece) {
    pieces.push({ sheet, engine, cells: sheet.cells.slice(at, at + cellsInPiece) })
  }
  return pieces
}

async function* runPiece({ sheet, engine, cells }: Piece): AsyncGenerator<Row> {
  let shop: KillableShop | null = null
  try {
    for (const cell of cells) {
      const place = { sheet: sheet.title, engine, label: cell.label, point: cell.point, hit: cell.hit }
      try {
        shop ??= await openShop({ ...sheet.settings, engine })
        const result = await (sheet.run ?? runCell)(shop, cell)
        yield { ...place, ...result, problems: withLog(result.problems, shop) }
      } catch (error) {
        const problems = withLog([error instanceof Error ? (error.stack ?? error.message) : String(error)], shop)
        yield { ...place, lost: 0, doubled: 0, marked: 0, givenUp: 0, kills: 0, ms: 0, problems }
        // What it is in now is no place for the next cell.
        await shop?.[Symbol.asyncDispose]()
        shop = null
      }
    }
  } finally {
    await shop?.[Symbol.asyncDispose]()
  }
}

function withLog(problems: readonly string[], shop: KillableShop | null): string[] {
  return problems.length === 0 ? [] : [...problems, ...(shop?.program.said() ?? []).slice(-10).map((line) => `  ${line}`)]
}
