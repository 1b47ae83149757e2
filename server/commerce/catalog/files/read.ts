import { readCsv } from './csv.ts'
import type { FileOut, ReadingRules, RecognisedFile } from './file-product.ts'
import { readJson } from './json.ts'
import { problem, Unreadable } from './problem.ts'
import { limits } from './rows.ts'
import type { Steps } from './steps.ts'

/** Reads a catalogue, CSV or JSON by what it begins with. Every problem comes out beside the products that have none. */
export function* readCatalogFile(bytes: Uint8Array, rules: ReadingRules): Steps<FileOut, RecognisedFile | null> {
  try {
    if (bytes.length > limits.bytes) throw new Unreadable(problem('too_big', { about: { most: limits.bytes / 1024 / 1024 } }))
    return yield* looksLikeJson(bytes) ? readJson(bytes, rules) : readCsv(bytes, rules)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    yield { kind: 'problem', problem: error.problem }
    return null
  }
}

/** No table begins with a bracket; the mark of an encoding and blanks may stand before it. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, 256).find((byte) => byte > 0x20 && byte < 0x7f)
  return first === 0x5b || first === 0x7b
}
