import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { proves } from '../test/proves.ts'
import { root } from '../test/source.ts'
import { rows } from './rows/rows.ts'

function bench(...args: string[]): { status: number | null; said: string } {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const ran = spawnSync(process.execPath, [join(root, 'bin', 'mostrador.js'), join(root, 'bench', 'bench.ts'), ...args], {
    env,
    encoding: 'utf8',
  })
  return { status: ran.status, said: ran.stdout + ran.stderr }
}

/** One of each way of measuring: all rows would take minutes of every run of the tests. */
const chosen = ['inbound', 'turn', 'search-300', 'events', 'mcp-look']
const tried = rows.filter(({ name }) => chosen.includes(name))

test('each row is printed beside its probe with the ratio, and leaves its result', () => {
  const results = mkdtempSync(join(tmpdir(), 'mostrador-bench-results-'))
  try {
    const { status, said } = bench(...tried.map(({ name }) => name), '--rounds', '1', '--seconds', '0.2', '--results', results)
    assert.equal(status, 0, said)
    for (const { name, figures } of tried) {
      assert.match(said, new RegExp(`^${name} on sqlite: `, 'm'))
      const result = JSON.parse(readFileSync(join(results, `${name}.json`), 'utf8'))
      assert.deepEqual(
        Object.keys(figures),
        result.figures.map(({ figure }: { figure: string }) => figure),
      )
      for (const compared of result.figures) assert.ok('ours' in compared && 'probe' in compared && 'ratio' in compared, name)
      assert.ok(result.machine.cores > 0 && result.machine.node && result.machine.date && result.flush.p50 > 0)
    }
    assert.equal(said.match(/^ +ours +probe +ratio +goal$/gm)?.length, tried.length)
    assert.equal(readdirSync(results).length, tried.length)
    proves('bench.prints-ratios')
  } finally {
    rmSync(results, { recursive: true })
  }
})

test('a row or a database that does not exist is named, with those that do', () => {
  assert.match(bench('tea').said, /a row: got tea, takes start, memory, inbound, turn, events, search-300, /)
  assert.match(bench('turn', '--database', 'mongo').said, /--database: got mongo, takes sqlite, postgres/)
})
