import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  type ColumnUpdateNode,
  type DeleteQueryNode,
  IdentifierNode,
  type InsertQueryNode,
  JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperatorNode,
  ParensNode,
  PrimitiveValueListNode,
  RawNode,
  ReferenceNode,
  type SelectQueryNode,
  TableNode,
  type UpdateQueryNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import { Placeholder } from './placeholder.ts'

/**
 * Refuses, while it is being built, a query that forgets its tenant: each tenant's table in it must be held against this
 * scope's tenant, directly or by equality with the `tenant_id` of another table that is. Null: against the placeholder.
 */
export function tenantGuard(tenant: string | null, tenantTables: ReadonlySet<string>): KyselyPlugin {
  const guard: Guard = {
    // SQLite knows a table by its name in any case.
    isTenantTable: (name) => tenantTables.has(name.toLowerCase()),
    isTenant: (node) => node !== undefined && ValueNode.is(node) && isTenantValue(node.value, tenant),
    isTenantValue: (value) => isTenantValue(value, tenant),
  }
  return {
    transformQuery: ({ node }) => {
      if (!isQuery(node)) throw new Error(`in a tenant's scope queries are built, not written: ${node.kind} is for migrations`)
      checkQuery(node, guard, nothing)
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
}

interface Guard {
  isTenantTable(name: string): boolean
  isTenant(node: OperationNode | undefined): boolean
  isTenantValue(value: unknown): boolean
}

type Query = SelectQueryNode | UpdateQueryNode | DeleteQueryNode | InsertQueryNode

/** The names under which tables stand in a query, as far as they are held against the tenant. */
type Held = ReadonlySet<string>
const nothing: Held = new Set()

interface Source {
  alias: string
  /** Null for what is no table: a subquery, a function. */
  table: string | null
}

function checkQuery(query: Query, guard: Guard, outer: Held): void {
  const sources = sourcesOf(query)
  if (query.kind === 'InsertQueryNode') {
    checkInsert(query, guard)
    checkInside(query, guard, new Set(tenantSources(sources, guard).map(({ alias }) => alias)))
    return
  }
  if (query.kind === 'UpdateQueryNode') checkUpdates(query.updates, guard)
  const safe = held(query, sources, guard, outer)
  const forgotten = tenantSources(sources, guard).find(({ alias }) => !safe.has(alias))
  if (forgotten) throw new Error(`a query on "${forgotten.table}" is built without its tenant`)
  checkInside(query, guard, safe)
}

/** Which of the query's tables are held, and which of the outer query's it may still lean on. */
function held(query: Exclude<Query, InsertQueryNode>, sources: readonly Source[], guard: Guard, outer: Held): Held {
  const own = new Set(sources.map(({ alias }) => alias))
  const found = new Set([...outer].filter((alias) => !own.has(alias)))
  const conditions = conditionsOf(query).flatMap((condition) => readCondition(condition, guard, ownerOfBare(sources, guard)))
  // An equality hands the hold on, in whatever order the conditions are written.
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { alias, from } of conditions) if (from === null || found.has(from)) found.add(alias)
  }
  return found
}

interface Condition {
  node: OperationNode
  /** Set for an outer join: its condition restricts what is joined, and nothing else. */
  only?: string
}

function conditionsOf(query: Exclude<Query, InsertQueryNode>): Condition[] {
  const found: Condition[] = []
  for (const join of query.joins ?? []) {
    if (!join.on || !/^(?:Inner|Left|LateralInner|LateralLeft)Join$/.test(join.joinType)) continue
    const joined = sourceOf(join.table)?.alias
    const outer = join.joinType.endsWith('LeftJoin')
    found.push(...conjuncts(join.on.on).map((node) => (outer ? { node, only: joined ?? '' } : { node })))
  }
  if (query.where) found.push(...conjuncts(query.where.where).map((node) => ({ node })))
  return found
}

/** What must all be true. Anything else (an `or`, a `not`, a `case`) holds nothing. */
function conjuncts(node: OperationNode): OperationNode[] {
  if (AndNode.is(node)) return [...conjuncts(node.left), ...conjuncts(node.right)]
  return ParensNode.is(node) ? conjuncts(node.node) : [node]
}

/** `alias` is held when `from` is; null: it is held by itself. */
interface Hold {
  alias: string
  from: string | null
}

function readCondition({ node, only }: Condition, guard: Guard, bare: string | undefined): Hold[] {
  if (!BinaryOperationNode.is(node) || !OperatorNode.is(node.operator) || node.operator.operator !== '=') return []
  const left = tenantColumn(node.leftOperand, bare)
  const right = tenantColumn(node.rightOperand, bare)
  const holds: Hold[] = []
  if (left !== undefined && guard.isTenant(node.rightOperand)) holds.push({ alias: left, from: null })
  if (right !== undefined && guard.isTenant(node.leftOperand)) holds.push({ alias: right, from: null })
  if (left !== undefined && right !== undefined) holds.push({ alias: left, from: right }, { alias: right, from: left })
  return holds.filter(({ alias }) => only === undefined || alias === only)
}

function tenantSources(sources: readonly Source[], guard: Guard): readonly Source[] {
  return sources.filter(({ table }) => table !== null && guard.isTenantTable(table))
}

/** Whose column a `tenant_id` without a table's name is: the database itself refuses it where it could be two tables'. */
function ownerOfBare(sources: readonly Source[], guard: Guard): string | undefined {
  const [first, ...others] = tenantSources(sources, guard)
  return others.length === 0 ? first?.alias : undefined
}

/** Whose `tenant_id` it is; a bare one is that of the only table that has one. */
function tenantColumn(node: OperationNode, bare: string | undefined): string | undefined {
  if (!ReferenceNode.is(node) || !ColumnNode.is(node.column) || node.column.column.name !== 'tenant_id') return undefined
  return node.table ? node.table.table.identifier.name : bare
}

function checkInsert(query: InsertQueryNode, guard: Guard): void {
  const table = query.into?.table.identifier.name ?? ''
  if (!guard.isTenantTable(table)) return
  const at = (query.columns ?? []).findIndex((column) => column.column.name === 'tenant_id')
  if (at < 0 || !query.values) throw new Error(`an insert into "${table}" is built without its tenant`)
  if (query.replace || query.orAction?.action === 'replace') throw new Error(`a replace into "${table}" could replace another tenant's row`)
  if (ValuesNode.is(query.values)) {
    for (const row of query.values.values) {
      const isOurs = PrimitiveValueListNode.is(row) ? guard.isTenantValue(row.values[at]) : guard.isTenant(row.values[at])
      if (!isOurs) throw new Error(`an insert into "${table}" is for another tenant`)
    }
  } else if (!selectsTenant(query.values, at, guard))
    throw new Error(`an insert into "${table}" takes its tenant from a query that does not hold it`)
  checkConflict(query, table, guard)
}

/** Whether a query's column at this place is the tenant: its value, or the `tenant_id` of a table that is held. */
function selectsTenant(query: OperationNode, at: number, guard: Guard): boolean {
  if (query.kind !== 'SelectQueryNode') return false
  const select = query as SelectQueryNode
  const selection = select.selections?.[at]?.selection
  if (!selection || select.setOperations || select.selections?.some(({ selection }) => isSelectAll(selection))) return false
  const column = AliasNode.is(selection) ? selection.node : selection
  if (guard.isTenant(column)) return true
  const sources = sourcesOf(select)
  const alias = tenantColumn(column, ownerOfBare(sources, guard))
  return alias !== undefined && held(select, sources, guard, nothing).has(alias)
}

function isSelectAll(node: OperationNode): boolean {
  return node.kind === 'SelectAllNode' || (ReferenceNode.is(node) && node.column.kind === 'SelectAllNode')
}

/** The row that is in the way may be another tenant's, unless the tenant is part of what conflicts. */
function checkConflict({ onConflict }: InsertQueryNode, table: string, guard: Guard): void {
  if (!onConflict?.updates) return
  checkUpdates(onConflict.updates, guard)
  if (onConflict.columns?.some((column) => column.column.name === 'tenant_id')) return
  const where = onConflict.updateWhere ? conjuncts(onConflict.updateWhere.where) : []
  if (where.some((node) => readCondition({ node }, guard, undefined).some(({ alias, from }) => alias === table && from === null))) return
  throw new Error(`an insert into "${table}" could update another tenant's row`)
}

function checkUpdates(updates: readonly ColumnUpdateNode[] | undefined, guard: Guard): void {
  for (const { column, value } of updates ?? []) {
    if (ColumnNode.is(column) && column.column.name === 'tenant_id' && !guard.isTenant(value))
      throw new Error('a row does not change its tenant')
  }
}

/** Subqueries and raw fragments. A subquery in a condition or a column sees this query's tables; one that stands as a table does not. */
function checkInside(node: OperationNode, guard: Guard, visible: Held): void {
  for (const [key, part] of Object.entries(node)) {
    const sees = key === 'with' || key === 'setOperations' || key === 'from' || key === 'using' || key === 'values' ? nothing : visible
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) checkPart(child, guard, sees)
  }
}

function checkPart(node: OperationNode, guard: Guard, visible: Held): void {
  if (isQuery(node)) checkQuery(node, guard, visible)
  else if (node.kind.endsWith('QueryNode')) throw new Error(`in a tenant's scope there is no ${node.kind}`)
  else if (JoinNode.is(node)) {
    checkPart(node.table, guard, node.joinType.startsWith('Lateral') ? visible : nothing)
    if (node.on) checkPart(node.on, guard, visible)
  } else {
    if (RawNode.is(node)) checkRaw(node, guard)
    checkInside(node, guard, visible)
  }
}

function checkRaw(raw: RawNode, guard: Guard): void {
  const text = raw.sqlFragments.join('?').replace(/'(?:[^']|'')*'/g, "''")
  if (breaksOut(text)) throw new Error(`raw SQL could change what stands around it, and with it whose rows are seen: ${text}`)
  const names = raw.parameters.flatMap((parameter) =>
    TableNode.is(parameter) ? [parameter.table.identifier.name] : IdentifierNode.is(parameter) ? [parameter.name] : [],
  )
  const table = [...(text.match(/\w+/g) ?? []), ...names].find((name) => guard.isTenantTable(name))
  if (table) throw new Error(`raw SQL names "${table}", where nobody can see whether its tenant is held`)
}

/** An `or` beside the tenant's condition, a bracket that closes one it has not opened, a comment or a second command. */
function breaksOut(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/[()]|\bor\b|--|\/\*|;/gi)) {
    if (token === '(') depth++
    else if (token !== ')') {
      if (depth === 0 || token.toLowerCase() !== 'or') return true
    } else if (--depth < 0) return true
  }
  return depth !== 0
}

function sourcesOf(query: Query): Source[] {
  const nodes = [...tablesOf(query), ...('joins' in query ? (query.joins ?? []).map(({ table }) => table) : [])]
  return nodes.flatMap((node) => sourceOf(node) ?? [])
}

function tablesOf(query: Query): readonly OperationNode[] {
  switch (query.kind) {
    case 'SelectQueryNode':
      return query.from?.froms ?? []
    case 'UpdateQueryNode':
      return [...(query.table ? listed(query.table) : []), ...(query.from?.froms ?? [])]
    case 'DeleteQueryNode':
      return [...query.from.froms, ...(query.using?.tables ?? [])]
    case 'InsertQueryNode':
      return query.into ? [query.into] : []
  }
}

function listed(node: OperationNode): readonly OperationNode[] {
  return 'items' in node ? (node.items as readonly OperationNode[]) : [node]
}

function sourceOf(node: OperationNode): Source | null {
  if (TableNode.is(node)) return { alias: node.table.identifier.name, table: node.table.identifier.name }
  if (!AliasNode.is(node) || !IdentifierNode.is(node.alias)) return null
  return { alias: node.alias.name, table: TableNode.is(node.node) ? node.node.table.identifier.name : null }
}

function isTenantValue(value: unknown, tenant: string | null): boolean {
  return tenant === null ? value instanceof Placeholder && value.name === 'tenant' : value === tenant
}

function isQuery(node: OperationNode): node is Query {
  return ['SelectQueryNode', 'UpdateQueryNode', 'DeleteQueryNode', 'InsertQueryNode'].includes(node.kind)
}

function isNode(value: unknown): value is OperationNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && value.kind.endsWith('Node')
}
