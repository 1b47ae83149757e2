import { z } from 'zod'
import {
  basisPointsOf,
  changePrices,
  encodingNames,
  explain,
  exportCatalog,
  type FileProblem,
  fileLimits,
  type Import,
  importCatalog,
  type Language,
  languageOf,
  listImports,
  type PriceOutlook,
  type PriceRule,
  previewPrices,
  type Rounding,
  readImport,
  roundingTo,
  roundingToEnding,
  type UnderWay,
} from '../../commerce/catalog/catalog.ts'
import { isoTime } from '../../platform/http/http.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Shop } from '../../shop/shop.ts'
import { listStorefronts } from '../../shop/tenants/tenants.ts'
import { ExportedProduct } from './exported-product.ts'
import { type Asked, type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const ProblemJson = z.object({
  line: z.int().nullable(),
  column: z.string().nullable().describe('as the file calls it, or the path in JSON'),
  code: z.string(),
  got: z.string().nullable(),
  message: z.string().describe('the whole of it in one sentence, in the language that was asked for'),
})

const ImportJson = z.object({
  id: z.string(),
  kind: z.enum(['file', 'prices']),
  state: z
    .enum(['reading', 'checked', 'refused', 'interrupted', 'applying', 'done'])
    .describe('only while `applying` and once `done` is anything changed; `checked` is a dry run that went well'),
  title: z.string(),
  recognised: z
    .object({
      format: z.enum(['csv', 'json']),
      encoding: z.string(),
      delimiter: z.string().nullable(),
      decimal: z.string().nullable(),
      rows: z.int(),
    })
    .nullable()
    .describe('as what the file was read'),
  counts: z.object({ created: z.int(), updated: z.int(), unchanged: z.int(), removed: z.int() }),
  preview: z
    .array(z.object({ sku: z.string(), change: z.enum(['created', 'updated', 'removed']), fields: z.array(z.string()) }))
    .describe('the first products that change, and what of them'),
  progress: z.object({ total: z.int(), done: z.int() }).describe('products that are to be written, and that are'),
  problem_count: z.int(),
  problems: z.array(ProblemJson).describe('the first 200 of them'),
  notes: z.array(ProblemJson).describe('what was left out or understood in a way of its own'),
  created_at: z.string(),
  finished_at: z.string().nullable(),
})

const ImportPath = z.object({ id: z.string().min(1).max(200) })
const Flag = z.enum(['true', 'false']).transform((flag) => flag === 'true')
const Speech = z.enum(['es', 'pt', 'en']).optional().describe('of the messages; the shop’s own when left out')
const OwnTenant = z.string().max(63).optional().describe('refused unless it is the key’s own')
const none = z.object({})
const tag = 'Catalogue files'

const ImportQuery = z.object({
  dry_run: Flag.optional().describe('tells what would happen, and changes nothing'),
  replace: Flag.optional().describe('what the file does not name is switched off; else it stays'),
  decimal: z.enum([',', '.']).optional().describe('the sign before decimals, where the file leaves it open'),
  dates: z.enum(['dmy', 'mdy']).optional().describe('whether 3/2/2026 is in February or in March'),
  encoding: z.enum(encodingNames as [string, ...string[]]).optional(),
  title: z.string().trim().min(1).max(200).optional().describe('what people call the file'),
  tenant: OwnTenant,
  language: Speech,
})

export const catalogFileOperations: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/catalog/imports',
    summary: 'Bring in a catalogue file: all of it is checked before the first product is changed',
    tag,
    scope: 'products:write',
    params: none,
    query: ImportQuery,
    body: null,
    upload: { name: 'file', types: ['text/csv', 'application/json'], maxBytes: fileLimits.bytes, means: 'a catalogue, CSV or JSON' },
    answer: {
      status: 201,
      means: 'It was taken and is being written, or was only looked at; ask for it again to follow it',
      schema: ImportJson,
    },
    refusals: { import_under_way: 409, file_refused: 422, tenant_not_found: 404 },
    run: bringIn,
  }),
  operation({
    method: 'get',
    path: '/catalog/imports',
    summary: 'Imports and changes of prices, the newest first',
    tag,
    scope: 'products:read',
    params: none,
    query: PageQuery.extend({ language: Speech }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(ImportJson) },
    refusals: {},
    run: async ({ shop, query }) => {
      const { items, next } = await listImports(shop, { limit: query.limit, before: query.cursor })
      return {
        status: 200,
        body: pageOf(
          items.map((item) => importJson(item, speechOf(shop, query.language))),
          next,
        ),
      }
    },
  }),
  operation({
    method: 'get',
    path: '/catalog/imports/{id}',
    summary: 'How far an import is, and what it found',
    tag,
    scope: 'products:read',
    params: ImportPath,
    query: z.object({ language: Speech }),
    body: null,
    answer: { status: 200, means: 'The import as it stands now', schema: ImportJson },
    refusals: { import_not_found: 404 },
    run: async ({ shop, params, query }) => {
      const found = await readImport(shop, params.id)
      if (!found) return { refusal: { code: 'import_not_found', detail: `no such import: ${params.id}` } }
      return { status: 200, body: importJson(found, speechOf(shop, query.language)) }
    },
  }),
  operation({
    method: 'get',
    path: '/catalog/export',
    summary: 'The whole catalogue as a file that an import takes back',
    tag,
    scope: 'products:read',
    params: none,
    query: z.object({
      format: z
        .enum(['csv', 'excel', 'json'])
        .default('csv')
        .describe('excel is a CSV with semicolons and decimal commas, as Excel opens it in Spanish and Portuguese'),
      tenant: OwnTenant,
    }),
    body: null,
    answer: { status: 200, means: 'The file', schema: null, document: { 'text/csv': null, 'application/json': z.array(ExportedProduct) } },
    refusals: { tenant_not_found: 404 },
    run: async ({ desk, shop, query: { format, tenant } }) => {
      if (isForeign(shop, tenant)) return foreign(tenant)
      const isJson = format === 'json'
      return {
        status: 200,
        document: {
          name: `catalog.${isJson ? 'json' : 'csv'}`,
          type: isJson ? 'application/json' : 'text/csv; charset=utf-8',
          content: exportCatalog(shop, desk.world, format),
        },
      }
    },
  }),
  operation({
    method: 'post',
    path: '/catalog/prices',
    summary: 'Raise or lower many prices by a percentage, rounded as shops round',
    tag,
    scope: 'products:write',
    params: none,
    query: z.object({
      dry_run: Flag.optional().describe('tells what would happen, and changes nothing'),
      language: Speech,
      tenant: OwnTenant,
    }),
    body: z
      .object({
        percent: z.number().describe('12.5 raises, -10 lowers'),
        category: z.string().trim().min(1).max(300).optional().describe('and all that lies in it'),
        brand: z.string().trim().min(1).max(200).optional(),
        storefront: z.string().min(1).max(63).optional(),
        skus: z.array(z.string().min(1).max(100)).min(1).max(10_000).optional().describe('of products or variants: their products'),
        round_to: z.string().max(13).optional().describe('a multiple of this amount: "10", "100", "0.10"'),
        ending: z.string().max(13).optional().describe('"90" is 90 of every 100, "0.99" of every 1'),
        direction: z
          .enum(['nearest', 'up', 'down'])
          .default('nearest')
          .describe('a raise never lowers a price and a reduction never raises one, whichever way this says'),
        preview: z.boolean().default(false).describe('tells what would happen, and changes nothing'),
        dry_run: z.boolean().default(false).describe('the same, as imports call it'),
      })
      .meta({ example: { percent: 12.5, category: 'Calzado', ending: '90', preview: true } }),
    answer: {
      status: 200,
      means: 'What changes; ask for the import to follow it',
      schema: z.object({
        import: ImportJson.nullable().describe('null where nothing is changed'),
        selected: z.int(),
        changed: z.int(),
        first: z.array(z.object({ sku: z.string(), name: z.string(), from: z.string(), to: z.string() })).describe('the first 50 prices'),
        unknown_skus: z.array(z.string()),
      }),
    },
    refusals: { import_under_way: 409, bad_percentage: 422, bad_rounding: 422, storefront_not_found: 422, tenant_not_found: 404 },
    run: reprice,
  }),
]

async function bringIn({ desk, shop, caller, about, query, bytes }: Asked<unknown, z.output<typeof ImportQuery>, unknown>): Promise<Reply> {
  if (isForeign(shop, query.tenant)) return foreign(query.tenant)
  const { dry_run: dryRun = false, replace = false, decimal, dates, encoding, title = 'catalog' } = query
  const plain = await desk.shop(shop.tenant.id, null)
  if (!plain) throw new Error(`tenant ${shop.tenant.id} was switched off under a request of its own`)
  const rules = { dryRun, replace, decimal, dates, encoding }
  const around = { world: desk.world, publicUrl: about.publicUrl() }
  const outcome = await importCatalog(plain, shop, around, { bytes, title }, rules, { kind: caller.kind, name: caller.name })
  if (!outcome.ok) return underWay(outcome.refusal)
  const made = outcome.value
  const language = speechOf(shop, query.language)
  if (made.state !== 'refused' || dryRun) return { status: 201, body: importJson(made, language) }
  const { problems, problemCount } = made.report
  const errors = problems.map((problem) => ({ path: pathOf(problem), message: explain(problem, language) }))
  const detail = `${problemCount} ${problemCount === 1 ? 'problem' : 'problems'} in the file; nothing was changed (import ${made.id})`
  return { refusal: { code: 'file_refused', detail, errors } }
}

function pathOf({ line, column }: FileProblem): string {
  return [...(line === null ? [] : [`line ${line}`]), ...(column === null ? [] : [column])].join(', ') || '(file)'
}

type PriceBody = {
  percent: number
  category?: string | undefined
  brand?: string | undefined
  storefront?: string | undefined
  skus?: string[] | undefined
  round_to?: string | undefined
  ending?: string | undefined
  direction: 'nearest' | 'up' | 'down'
  preview: boolean
  dry_run: boolean
}

interface PriceQuery {
  dry_run?: boolean | undefined
  language?: Language | undefined
  tenant?: string | undefined
}

async function reprice({ desk, shop, caller, query, body }: Asked<unknown, PriceQuery, PriceBody>): Promise<Reply> {
  if (isForeign(shop, query.tenant)) return foreign(query.tenant)
  const basisPoints = basisPointsOf(body.percent)
  if (basisPoints === null)
    return badField('bad_percentage', 'percent', 'takes a percentage above -100 and up to 1000, with two decimals at most')
  const rounding = roundingOf(body, shop.tenant.currency)
  if (rounding === null) {
    const field = body.ending === undefined ? 'round_to' : 'ending'
    return badField('bad_rounding', field, `takes an amount of ${shop.tenant.currency}; one of round_to and ending`)
  }
  const { category, brand, storefront, skus } = body
  if (storefront !== undefined && !(await shop.read(listStorefronts, {})).some(({ id }) => id === storefront))
    return badField('storefront_not_found', 'storefront', 'takes the id of one of the storefronts')
  const wanted = { selection: { category, brand, storefront, skus }, rule: { basisPoints, rounding } satisfies PriceRule }
  // Who says in any way that he only looks is believed.
  if (body.preview || body.dry_run || query.dry_run)
    return { status: 200, body: outlookJson(shop, await previewPrices(shop, desk.world, wanted.selection, wanted.rule), null) }
  const plain = (await desk.shop(shop.tenant.id, null)) ?? shop
  const title = `${body.percent > 0 ? '+' : ''}${body.percent} %`
  const outcome = await changePrices(plain, shop, desk.world, { ...wanted, title }, { kind: caller.kind, name: caller.name })
  if (!outcome.ok) return underWay(outcome.refusal)
  const { made, outlook } = outcome.value
  return { status: 200, body: outlookJson(shop, outlook, importJson(made, speechOf(shop, query.language))) }
}

function roundingOf({ round_to, ending, direction }: PriceBody, currency: string): Rounding | null {
  if (round_to !== undefined && ending !== undefined) return null
  if (round_to !== undefined) return roundingTo(round_to, currency, direction)
  return ending === undefined ? { kind: 'none' } : roundingToEnding(ending, currency, direction)
}

function outlookJson(shop: Shop, outlook: PriceOutlook | null, made: unknown): unknown {
  const { selected = 0, changed = 0, first = [], unknown = [] } = outlook ?? {}
  const money = (minor: number) => writeAmount(minor, shop.tenant.currency)
  return {
    import: made,
    selected,
    changed,
    first: first.map(({ sku, name, from, to }) => ({ sku, name, from: money(from), to: money(to) })),
    unknown_skus: unknown,
  }
}

function importJson(made: Import, language: Language): z.input<typeof ImportJson> {
  const { recognised, counts, preview, problemCount, problems, notes } = made.report
  const told = (found: FileProblem) => {
    const { line, column, code, got } = found
    return { line, column, code, got, message: explain(found, language) }
  }
  return {
    id: made.id,
    kind: made.kind,
    state: made.state,
    title: made.title,
    recognised,
    counts,
    preview: preview.map(({ sku, change, fields }) => ({ sku, change, fields: [...fields] })),
    progress: { total: made.total, done: made.done },
    problem_count: problemCount,
    problems: problems.map(told),
    notes: notes.map(told),
    created_at: isoTime(made.createdAt),
    finished_at: made.finishedAt === null ? null : isoTime(made.finishedAt),
  }
}

function speechOf(shop: Shop, asked: Language | undefined): Language {
  return asked ?? languageOf(shop.tenant.locale)
}

/** Whoever names a tenant does not want another one's catalogue changed by mistake. */
function isForeign(shop: Shop, tenant: string | undefined): tenant is string {
  return tenant !== undefined && tenant !== shop.tenant.id
}

function foreign(tenant: string): Reply {
  return { refusal: { code: 'tenant_not_found', detail: `this key is not of ${tenant}` } }
}

function underWay(refusal: UnderWay): Reply {
  return {
    refusal: { code: refusal.code, detail: `the catalogue is being changed already (import ${refusal.import}); wait until it is done` },
  }
}

function badField(code: string, path: string, message: string): Reply {
  return { refusal: { code, detail: message, errors: [{ path, message }] } }
}
