import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const flushes = 40
const page = Buffer.alloc(4096, 7)

/** How long this disk takes to keep one page for good, in milliseconds: under it no commit can be, whoever makes it. */
export function flushTimes(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-flush-'))
  const file = openSync(join(folder, 'pages'), 'w')
  try {
    return Array.from({ length: flushes }, () => {
      const began = performance.now()
      writeSync(file, page)
      fdatasyncSync(file)
      return performance.now() - began
    })
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}
