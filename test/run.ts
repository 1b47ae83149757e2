/**
 * `npm test`: type check, lint and every `*.test.ts`. `npm test -- server/platform` runs the tests under that path only,
 * `npm test -- types` or `-- lint` that step only, `npm test -- --promises` ends with the whole list of promises.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { parseArgs } from 'node:util'
import { type Proof, renderPromises, unproved } from './promise-report.ts'
import { mustHold, type PromiseId } from './promises.ts'
import { report } from './reporter.ts'
import { findServices, type Service } from './services.ts'
import { compileCache, root } from './source.ts'

const { values: options, positionals: wanted } = parseArgs({ allowPositionals: true, options: { promises: { type: 'boolean' } } })
const paths = wanted.filter((word) => word !== 'types' && word !== 'lint')
const everything = wanted.length === 0
const failures: string[] = []

if (everything || wanted.includes('types')) checkTypes()
if (everything || wanted.includes('lint')) checkStyle()
if (everything || paths.length > 0) await runTests()

for (const failure of failures) console.log(`✖ ${failure}`)
process.exitCode = failures.length === 0 ? 0 : 1

function checkTypes(): void {
  for (const project of ['tsconfig.json', 'web/tsconfig.json', 'web/tsconfig.tests.json']) {
    if (existsSync(join(root, project))) step(`types of ${project}`, 'node_modules/typescript/bin/tsc', '--project', project)
  }
}

function checkStyle(): void {
  const colours = process.stdout.isTTY ? 'force' : 'off'
  step('lint', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', `--colors=${colours}`, '.')
}

function step(name: string, script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  console.log(status === 0 ? `✔ ${name}` : `✖ ${name}`)
  if (status !== 0) failures.push(name)
}

async function runTests(): Promise<void> {
  const files = findTests()
  if (files.length === 0) {
    failures.push(`no test is under ${paths.join(', ')}`)
    return
  }
  const folder = mkdtempSync(join(quickFolder(), 'mostrador-tests-'))
  // A server that runs as somebody else passes through it.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  process.env.NODE_COMPILE_CACHE = compileCache
  const log = join(folder, 'promises')
  let services: Service[] = []
  try {
    services = await findServices()
    tellServices(services)
    for (const { variable, value } of services) process.env[variable] = value ?? ''
    process.env.PROMISES_LOG = log
    await runFiles(files)
    tellPromises(existsSync(log) ? readFileSync(log, 'utf8') : '', services)
  } finally {
    for (const service of services) await service.stop?.()
    rmSync(folder, { recursive: true })
  }
}

/** Tests make thousands of small databases: where memory serves as a disk, nobody waits for a real one. */
function quickFolder(): string {
  const memory = '/dev/shm'
  const neededBytes = 2 * 1024 ** 3
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= neededBytes ? memory : tmpdir()
}

function findTests(): string[] {
  const all = globSync('{bin,server,test,web,bench,stores}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.slow.test.ts'],
  })
  const under = paths.map((path) => relative(root, resolve(path)))
  const isWanted = (file: string) => paths.length === 0 || under.some((path) => file === path || file.startsWith(path))
  // What takes longest begins first: at the end nothing is waited for alone.
  const isLong = (file: string) => file.startsWith(join('test', 'sim'))
  return all
    .filter(isWanted)
    .sort()
    .sort((one, other) => Number(isLong(other)) - Number(isLong(one)))
}

function tellServices(services: readonly Service[]): void {
  const missing = services.filter(({ value }) => value === null).map(({ name }) => name)
  for (const { name, value, variable } of services) {
    console.log(value === null ? `- ${name} was not found: its tests are skipped (${variable} says where one is)` : `✔ ${name}: ${value}`)
  }
  if (process.env.CI === 'true' && missing.length > 0) failures.push(`with CI=true nothing may be skipped: ${missing.join(', ')}`)
}

async function runFiles(files: readonly string[]): Promise<void> {
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      failures.push(`interrupted by ${signal}`)
      interrupted.abort()
    })
  }
  const events = run({
    files: files.map((file) => join(root, file)),
    // More than there are processors: a test waits for its processes, its databases and its browser much of the time.
    concurrency: Math.min(availableParallelism() + 2, 6),
    // For a file that hangs: it is ended and named.
    timeout: 300_000,
    signal: interrupted.signal,
  })
  events.on('test:summary', ({ file, success }) => {
    if (file === undefined && !success) failures.push('tests')
  })
  for await (const text of report(events, root)) process.stdout.write(text)
}

function tellPromises(log: string, services: readonly Service[]): void {
  const proofs = log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Proof)
  console.log(renderPromises(proofs, { root, whole: options.promises === true }))
  // A part of the tests proves a part; so does a machine where some were skipped, which says so above.
  if (!everything || services.some(({ value }) => value === null)) return
  const open: PromiseId[] = unproved(proofs, mustHold)
  if (open.length > 0) failures.push(`promises that must hold were not proved: ${open.join(', ')}`)
}
