import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { describeError } from '../platform/telemetry/telemetry.ts'
import { realWorld } from '../platform/world/real.ts'
import type { World } from '../platform/world/world.ts'
import { type Language, languageOfMachine, say } from './catalog-words.ts'
import { progress } from './progress.ts'
import { type Answered, openShopDoor, type ShopDoor } from './shop-door.ts'

const options = {
  tenant: { type: 'string' },
  language: { type: 'string' },
  'dry-run': { type: 'boolean' },
  replace: { type: 'boolean' },
  decimal: { type: 'string' },
  dates: { type: 'string' },
  encoding: { type: 'string' },
  format: { type: 'string' },
  category: { type: 'string' },
  brand: { type: 'string' },
  storefront: { type: 'string' },
  skus: { type: 'string' },
  round: { type: 'string' },
  ending: { type: 'string' },
  direction: { type: 'string' },
  apply: { type: 'boolean' },
} as const

type Options = ReturnType<typeof parseOptions>['values']

/** A percentage may be negative: what looks like a number is one, and no option. */
function parseOptions(args: readonly string[]) {
  const isNumber = (arg: string) => /^-\d/.test(arg)
  const { values, positionals } = parseArgs({ args: args.filter((arg) => !isNumber(arg)), allowPositionals: true, options })
  return { values, positionals: [...positionals, ...args.filter(isNumber)] }
}

interface Work {
  world: World
  door: ShopDoor
  language: Language
  values: Options
}

export async function catalog(args: readonly string[]): Promise<number> {
  const machine = languageOfMachine(process.env)
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(args)
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), say(machine, 'usage'))
  }
  const { values, positionals } = parsed
  const [action = '', subject, ...rest] = positionals
  const language = values.language === 'es' || values.language === 'pt' || values.language === 'en' ? values.language : machine
  const run = actions[action]
  if (!run || rest.length > 0 || (action !== 'export' && subject === undefined)) return complain(say(language, 'usage'))
  const read = readConfig(process.env)
  if (!read.ok) return complain(...read.problems)
  const world = realWorld()
  const opened = await openShopDoor(world, read.config, { tenant: values.tenant, key: process.env.MOSTRADOR_KEY })
  if (!opened.ok) return complain(opened.problem)
  try {
    return await run({ world, door: opened.door, language, values }, subject ?? '')
  } finally {
    await opened.door.close()
  }
}

const actions: Readonly<Record<string, (work: Work, subject: string) => Promise<number>>> = {
  import: bringIn,
  export: takeOut,
  prices: reprice,
}

async function bringIn(work: Work, path: string): Promise<number> {
  const { door, language, values, world } = work
  const file = basename(path)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    return complain(`${say(language, 'unread', { file: path })} (${describeError(error)})`)
  }
  tell(say(language, 'reading', { file, size: (bytes.length / 1024 / 1024).toFixed(1) }))
  const begun = world.monotonic()
  const query = {
    title: file,
    language,
    tenant: values.tenant,
    dry_run: values['dry-run'] ? 'true' : undefined,
    replace: values.replace ? 'true' : undefined,
    decimal: values.decimal,
    dates: values.dates,
    encoding: values.encoding,
  }
  const answer = await door.ask({ method: 'POST', path: '/catalog/imports', query, body: bytes })
  if (answer.status !== 201) return refused(work, file, answer)
  tellWhatWasRead(language, file, answer.body)
  if (values['dry-run']) {
    for (const { sku, change, fields } of answer.body.preview)
      tell(`  ${change} ${sku}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`)
    tell(say(language, 'wouldBe', answer.body.counts))
    return problemsOf(work, file, answer.body)
  }
  const ended = await follow(work, answer.body)
  tell(say(language, 'was', { ...ended.counts, seconds: Math.round((world.monotonic() - begun) / 100) / 10 }))
  return problemsOf(work, file, ended)
}

function tellWhatWasRead(language: Language, file: string, { recognised, notes }: Answered['body']): void {
  if (recognised) {
    const { format, encoding, delimiter, decimal, rows } = recognised
    const sign = decimal === null ? '' : `, ${say(language, 'decimal', { sign: decimal })}`
    const divided = delimiter === null ? '' : `, "${delimiter === '\t' ? 'TAB' : delimiter}"`
    tell(say(language, 'recognised', { file, format: format.toUpperCase(), encoding, delimiter: divided, decimal: sign, rows }))
  }
  for (const { message } of notes) tell(`  ${message}`)
}

/** Until all of it is written, or what wrote it gave up. */
async function follow({ world, door, language }: Work, made: Answered['body']): Promise<Answered['body']> {
  const bar = progress(process.stdout)
  let now = made
  while (now.state === 'applying') {
    bar.show(now.progress.done, now.progress.total)
    await world.sleep(200)
    const { status, body } = await door.ask({ method: 'GET', path: `/catalog/imports/${made.id}`, query: { language } })
    if (status === 200) now = body
  }
  bar.end()
  return now
}

const mostLines = 50

function problemsOf({ language }: Work, file: string, made: Answered['body']): number {
  if (made.state === 'interrupted') return fail(say(language, 'interrupted'))
  if (made.problem_count === 0) return 0
  const lines = made.problems.map(({ message }: { message: string }) => `${file}: ${message}`)
  return fail(
    ...someOf(language, lines, made.problem_count),
    say(language, made.state === 'done' ? 'failed' : 'refused', { count: made.problem_count }),
  )
}

function refused({ language }: Work, file: string, { body }: Answered): number {
  const errors: { message: string }[] = body.errors ?? []
  if (body.code !== 'file_refused') return fail(body.detail ?? body.code, ...errors.map(({ message }) => `  ${message}`))
  const count = Number(/^\d+/.exec(body.detail)?.[0] ?? errors.length)
  const lines = errors.map(({ message }) => `${file}: ${message}`)
  return fail(...someOf(language, lines, count), say(language, 'refused', { count }))
}

function someOf(language: Language, lines: readonly string[], count: number): string[] {
  const shown = lines.slice(0, mostLines)
  return count > shown.length ? [...shown, say(language, 'more', { count: count - shown.length })] : shown
}

async function takeOut({ door, language, values }: Work, path: string): Promise<number> {
  const byName = path.endsWith('.json') ? 'json' : 'csv'
  const asked = { method: 'GET', path: '/catalog/export', query: { format: values.format ?? byName, tenant: values.tenant } } as const
  // Without a file it goes where the shell sends it.
  const out = path === '' ? null : openSync(path, 'w')
  try {
    for await (const piece of door.read(asked)) {
      if (out === null) process.stdout.write(piece)
      else writeSync(out, piece)
    }
  } finally {
    if (out !== null) closeSync(out)
  }
  if (out !== null) tell(say(language, 'written', { file: path }))
  return 0
}

async function reprice(work: Work, percent: string): Promise<number> {
  const { door, language, values } = work
  const body = {
    percent: Number(percent.replace(/%$/, '').replace(',', '.')),
    category: values.category,
    brand: values.brand,
    storefront: values.storefront,
    skus: values.skus?.split(',').map((sku) => sku.trim()),
    round_to: values.round,
    ending: values.ending,
    direction: values.direction,
    preview: !values.apply,
  }
  const asked = {
    method: 'POST',
    path: '/catalog/prices',
    query: { language },
    body: new TextEncoder().encode(JSON.stringify(body)),
  } as const
  const { status, body: answer } = await door.ask(asked)
  if (status !== 200) return refused(work, '', { status, body: answer })
  const widest = Math.max(0, ...answer.first.map(({ sku }: { sku: string }) => sku.length))
  for (const { sku, name, from, to } of answer.first) tell(`  ${sku.padEnd(widest)}  ${from} → ${to}  ${name}`)
  tell(say(language, 'prices', answer))
  if (answer.unknown_skus.length > 0) tell(say(language, 'unknownSkus', { skus: answer.unknown_skus.join(', ') }))
  if (!answer.import) {
    tell(say(language, 'sayApply'))
    return 0
  }
  return problemsOf(work, '', await follow(work, answer.import))
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What was asked cannot be done as it is. */
function fail(...lines: string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 1
}

/** What was typed or set up is wrong. */
function complain(...lines: string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 2
}
