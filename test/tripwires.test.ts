import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { importsOf, type Kind, lineOf, only, type SourceFile, sourceFiles } from './source.ts'

/** Everything of chance and time comes from the World; only files called real.ts ask the machine. */
const bans: { what: string; instead: string; in: Kind[]; pattern: RegExp }[] = [
  { what: 'Date.now', instead: 'clock.now() or machine()', in: ['code'], pattern: /\bDate\s*\.\s*now\b/g },
  {
    what: 'new Date() of now',
    instead: 'new Date(clock.now())',
    in: ['code'],
    pattern: /\bnew\s+Date\b(?!\s*\(\s*[^)\s])|(?<![\w.$]|new\s)Date\(/g,
  },
  { what: 'Temporal.Now', instead: 'clock.now()', in: ['code'], pattern: /\bTemporal\s*\.\s*Now\b/g },
  { what: 'Math.random', instead: 'world.random', in: ['code'], pattern: /\bMath\s*\.\s*random\b/g },
  {
    what: 'a timer',
    instead: 'world.schedule, world.sleep or world.soon',
    in: ['code'],
    pattern: /(?:(?<![\w.$])|\bglobalThis\s*\.\s*)set(?:Timeout|Interval|Immediate)\b/g,
  },
  {
    what: 'a stopwatch',
    instead: 'world.monotonic()',
    in: ['code'],
    pattern: /(?:(?<![\w.$])|\bglobalThis\s*\.\s*)performance\b|\bprocess\s*\.\s*(?:hrtime|uptime)\b/g,
  },
  {
    what: 'fetch',
    instead: 'world.fetchOut',
    in: ['code'],
    pattern: /(?:(?<![\w.$]|async\s|function\s)|\bglobalThis\s*\.\s*)fetch\s*\((?![^()]*\)\s*[:{])/g,
  },
  { what: 'AbortSignal.timeout', instead: 'world.schedule', in: ['code'], pattern: /\bAbortSignal\s*\.\s*timeout\b/g },
  { what: 'asynchronous cryptography', instead: 'createHmac and the like', in: ['code'], pattern: /\bsubtle\b|\bwebcrypto\b/g },
  {
    what: 'chance',
    instead: 'world.random or world.ids()',
    in: ['code'],
    pattern: /\b(?:randomUUID(?:v7)?|randomBytes|randomInt|randomFill(?:Sync)?|getRandomValues)\b/g,
  },
  {
    what: "SQL's own time or chance",
    instead: 'a parameter from the scope',
    in: ['string'],
    pattern:
      /\b(?:now|random|randomblob|gen_random_uuid|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\bcurrent_(?:timestamp|date|time)\b|\b(?:datetime|date|time|strftime|julianday|unixepoch)\s*\([^)]*'now'/gi,
  },
  {
    what: "SQL's own time or chance",
    instead: 'a parameter from the scope',
    in: ['code', 'string'],
    pattern: /\bfn(?:<[^>]*>)?\(\s*'(?:now|random)'/g,
  },
]

/** Asynchronous files and compression would let the event loop turn where a simulated kill must not fall. */
const asynchronous =
  /^(?!.*Sync$)(?:read|write|open|append|copy|mkdir|rm|rename|stat|lstat|unlink|access|watch|g?un?zip|gzip|deflate|inflate|brotli|zstd|create)/

const exceptions: { file: string; what: string; reason: string }[] = [
  {
    file: 'server/platform/sql/postgres-time.ts',
    what: "SQL's own time or chance",
    reason: 'the database’s clock is the one that all processes on it can agree on',
  },
]

interface Finding {
  file: string
  line: number
  what: string
  instead: string
}

const watched = sourceFiles('server/**/*.ts').filter(({ path }) => posix.basename(path) !== 'real.ts' && !path.endsWith('.test.ts'))

function findingsIn({ path, text }: SourceFile): Finding[] {
  const named = bans.flatMap(({ what, instead, in: kinds, pattern }) =>
    [...only(text, ...kinds).matchAll(pattern)].map((match) => ({ file: path, line: lineOf(text, match.index), what, instead })),
  )
  return [...named, ...asynchronousIn({ path, text })]
}

function asynchronousIn({ path, text }: SourceFile): Finding[] {
  const finding = (line: number): Finding => ({
    file: path,
    line,
    what: 'asynchronous files or compression',
    instead: 'the …Sync function',
  })
  const modules = importsOf(text).filter(({ specifier }) => ['node:fs/promises', 'node:stream/promises'].includes(specifier))
  const pattern = /import\s*\{([^}]*)\}\s*from\s*'node:(?:fs|zlib)'/g
  const names = [...only(text, 'code', 'string').matchAll(pattern)].filter(([, list = '']) =>
    list.split(',').some((name) => asynchronous.test(name.trim().split(/\s/)[0] ?? '')),
  )
  return [...modules.map(({ line }) => finding(line)), ...names.map((match) => finding(lineOf(text, match.index)))]
}

const isExcepted = ({ file, what }: Finding) => exceptions.some((exception) => exception.file === file && exception.what === what)

test('only real.ts files ask the machine for time, chance, timers and the network', () => {
  const findings = watched.flatMap(findingsIn).filter((finding) => !isExcepted(finding))
  assert.deepEqual(
    findings.map(({ file, line, what, instead }) => `${file}:${line} uses ${what}; instead: ${instead}`),
    [],
  )
})

test('no exception has outlived what it was made for', () => {
  const findings = watched.flatMap(findingsIn)
  const idle = exceptions.filter(({ file, what }) => !findings.some((finding) => finding.file === file && finding.what === what))
  assert.deepEqual(idle, [])
})

test('no error is swallowed: a catch does something, or says why it does nothing', () => {
  const pattern = /\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}|\.catch\(\s*\(\w*\)\s*=>\s*(?:\{\s*\}|null|undefined)\s*\)/g
  const swallowed = sourceFiles('{bin,server,web}/**/*.{ts,tsx,js}').flatMap(({ path, text }) =>
    [...only(text, 'code', 'comment').matchAll(pattern)].map((match) => `${path}:${lineOf(text, match.index)}`),
  )
  assert.deepEqual(swallowed, [])
})

test('what the tripwires see, and what they let pass', () => {
  const caught = [
    'const at = Date.now()',
    'const at = new Date()',
    'const at = new Date',
    'const at = Date()',
    'const chance = Math.random()',
    'setTimeout(run, 5)',
    'globalThis.setTimeout(run, 5)',
    'const { setInterval } = globalThis',
    'const ms = performance.now()',
    'const answer = await fetch(url)',
    'const signal = AbortSignal.timeout(5)',
    'await crypto.subtle.digest("SHA-256", bytes)',
    "import { randomBytes } from 'node:crypto'",
    'sql`select now()`',
    "sql.raw('select random()')",
    "const query = 'insert into t values (current_timestamp)'",
    "const query = `select datetime('now')`",
    "const now = row.fn('now')",
    "import { readFile } from 'node:fs/promises'",
    "import { existsSync, readFile } from 'node:fs'",
    "import { gzip } from 'node:zlib'",
  ]
  const passed = [
    '// Date.now() is for real.ts',
    "log('setTimeout(run) was here')",
    'const at = new Date(world.clock.now())',
    'const at = new Date( Date.UTC(2026, 0) )',
    'request.setTimeout(5000)',
    'const answer = app.fetch(request)',
    'const doors = { fetch: app.fetch, async fetch(request) { return app.fetch(request) } }',
    'const at = unit.now()',
    "import { existsSync, readFileSync } from 'node:fs'",
    "import { gzipSync } from 'node:zlib'",
    "import { createHmac } from 'node:crypto'",
  ]
  const file = (text: string) => ({ path: 'server/example.ts', text })
  for (const text of caught) assert.equal(findingsIn(file(text)).length, 1, text)
  for (const text of passed) assert.deepEqual(findingsIn(file(text)), [], text)
})
