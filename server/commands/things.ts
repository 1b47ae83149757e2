import { atShop, bodyOf, complain, everyItem, type Row, refusedBy, show, showOne, tell, type Work } from './at-shop.ts'

const money = (amount: { amount: string; currency: string } | null) => (amount ? `${amount.amount} ${amount.currency}` : null)

/** Things of the shop that are listed and looked at alike. */
interface Kind {
  path: string
  columns: Readonly<Record<string, (item: never) => unknown>>
  filters: readonly string[]
}

const kinds = {
  products: {
    path: '/products',
    filters: ['query', 'category', 'brand', 'limit'],
    columns: {
      sku: (item: Row) => item.sku,
      name: (item: Row) => item.name,
      price: (item: { price: { amount: string; currency: string } }) => money(item.price),
      stock: (item: Row) => item.stock ?? '∞',
      category: (item: Row) => item.category,
    },
  },
  orders: {
    path: '/orders',
    filters: ['status', 'customer_id', 'conversation_id', 'limit'],
    columns: {
      number: (item: Row) => item.number,
      status: (item: Row) => item.status,
      payment: (item: Row) => item.payment_status,
      total: (item: { total: { amount: string; currency: string } }) => money(item.total),
      created: (item: Row) => item.created_at,
      id: (item: Row) => item.id,
    },
  },
  conversations: {
    path: '/conversations',
    filters: ['status', 'line', 'team', 'address', 'limit'],
    columns: {
      id: (item: Row) => item.id,
      channel: (item: Row) => item.channel,
      status: (item: Row) => item.status,
      team: (item: Row) => item.team,
      last: (item: Row) => item.last_message_preview,
      at: (item: Row) => item.last_message_at,
    },
  },
} satisfies Record<string, Kind>

function optionsOf({ filters }: Kind) {
  return Object.fromEntries(filters.map((name) => [name.replace('_id', ''), { type: 'string' as const }]))
}

async function list({ door, values }: Work, kind: Kind): Promise<number> {
  const query = Object.fromEntries(kind.filters.map((name) => [name, text(values[name.replace('_id', '')])]))
  const answer = await door.ask({ method: 'GET', path: kind.path, query: { limit: '50', ...defined(query) } })
  if (answer.status !== 200) return refusedBy(answer)
  show(values, answer.body.items, kind.columns)
  if (answer.body.next_cursor !== null && !values.json) tell(`… and more: --limit takes up to 100`)
  return 0
}

async function look({ door, values, words }: Work, kind: Kind): Promise<number> {
  const answer = await door.ask({ method: 'GET', path: `${kind.path}/${encodeURIComponent(words[1] ?? '')}` })
  if (answer.status !== 200) return refusedBy(answer)
  showOne(values, answer.body)
  return 0
}

export function products(args: readonly string[]): Promise<number> {
  return atShop(args, optionsOf(kinds.products), async (work) => {
    const [action = 'list', id] = work.words
    if (action === 'list') return list(work, kinds.products)
    if (action === 'show' && id !== undefined) return look(work, kinds.products)
    return complain('mostrador products takes list, or show <id or SKU>')
  })
}

const moves = ['confirm', 'ship', 'deliver', 'cancel', 'refund']

export function orders(args: readonly string[]): Promise<number> {
  const options = { ...optionsOf(kinds.orders), carrier: { type: 'string' as const }, tracking: { type: 'string' as const } }
  return atShop(args, options, async (work) => {
    const { door, values, words } = work
    const [action = 'list', id] = words
    if (action === 'list') return list(work, kinds.orders)
    if (action === 'show' && id !== undefined) return look(work, kinds.orders)
    if (!moves.includes(action) || id === undefined)
      return complain(`mostrador orders takes list, show <id or number>, or one of ${moves.join(', ')} with an id or number`)
    const carrier = text(values.carrier)
    const body = action === 'ship' && carrier !== undefined ? { tracking: { carrier, number: text(values.tracking) ?? '' } } : {}
    const answer = await door.ask({ method: 'POST', path: `/orders/${encodeURIComponent(id)}/${action}`, body: bodyOf(body) })
    if (answer.status !== 200) return refusedBy(answer)
    if (values.json) showOne(values, answer.body)
    else tell(`${answer.body.number}: ${answer.body.status}`)
    return 0
  })
}

export function conversations(args: readonly string[]): Promise<number> {
  return atShop(args, optionsOf(kinds.conversations), async (work) => {
    const { door, values, words } = work
    const [action = 'list', id] = words
    if (action === 'list') return list(work, kinds.conversations)
    if (action !== 'show' || id === undefined) return complain('mostrador conversations takes list, or show <id>')
    const answer = await door.ask({ method: 'GET', path: `/conversations/${encodeURIComponent(id)}` })
    if (answer.status !== 200) return refusedBy(answer)
    for await (const message of everyItem(door, `/conversations/${encodeURIComponent(id)}/messages`))
      tell(values.json ? JSON.stringify(message) : `${message.at}  ${String(message.role).padEnd(8)}  ${message.text}`)
    return 0
  })
}

/** What goes wrong, as it happens: what there is, and with --follow what comes. */
export function events(args: readonly string[]): Promise<number> {
  const options = { follow: { type: 'boolean' as const }, level: { type: 'string' as const }, type: { type: 'string' as const } }
  return atShop(args, options, async ({ door, world, values, words }) => {
    if (words[0] !== 'tail') return complain('mostrador events takes tail')
    let since: string | undefined
    const seen = new Set<unknown>()
    for (;;) {
      const query = { level: text(values.level), type: text(values.type), since, limit: '100' }
      for (let cursor: string | undefined; ; ) {
        const page = await door.ask({ method: 'GET', path: '/events', query: { ...query, cursor } })
        if (page.status !== 200) return refusedBy(page)
        for (const item of page.body.items as Row[]) {
          since = String(item.created_at)
          if (seen.has(item.id)) continue
          seen.add(item.id)
          tell(
            values.json ? JSON.stringify(item) : `${item.created_at}  ${String(item.level).padEnd(5)}  ${item.event_type}  ${item.message}`,
          )
        }
        if (page.body.next_cursor === null) break
        cursor = page.body.next_cursor
      }
      if (!values.follow) return 0
      await world.sleep(followMs)
    }
  })
}

const followMs = 2000

/** Parked events: all of them with why, or some of them handled again. */
export function replay(args: readonly string[]): Promise<number> {
  return atShop(args, {}, async ({ door, values, words }) => {
    if (words.length === 0) {
      const answer = await door.ask({ method: 'GET', path: '/dead-letters', query: { limit: '100' } })
      if (answer.status !== 200) return refusedBy(answer)
      const columns = {
        id: (item: Row) => item.id,
        type: (item: Row) => item.type,
        handler: (item: Row) => item.handler,
        error: (item: Row) => item.error,
      }
      show(values, answer.body.items, columns)
      return 0
    }
    let failed = 0
    for (const id of words) {
      const answer = await door.ask({ method: 'POST', path: `/dead-letters/${encodeURIComponent(id)}/replay` })
      const isHandled = answer.status === 204
      if (!isHandled) failed++
      if (values.json) tell(JSON.stringify({ id, handled: isHandled, error: isHandled ? null : answer.body?.detail }))
      else tell(`${id}: ${isHandled ? 'handled' : answer.body?.detail}`)
    }
    return failed === 0 ? 0 : 1
  })
}

export function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function defined(query: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
