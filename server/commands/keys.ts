import { atShop, bodyOf, complain, everyItem, type Row, refusedBy, show, tell } from './at-shop.ts'
import { text } from './things.ts'

/** Keys of a shop, or with --operator of whoever runs the installation. */
export function keys(args: readonly string[]): Promise<number> {
  const options = { operator: { type: 'boolean' as const }, scopes: { type: 'string' as const }, name: { type: 'string' as const } }
  return atShop(args, options, async ({ door, values, words }) => {
    const [action, given] = words
    const name = given ?? text(values.name) ?? (values.operator ? 'operator' : undefined)
    const path = values.operator ? '/operator-keys' : '/keys'
    if (action === 'list') {
      const items: Row[] = []
      for await (const item of everyItem(door, path)) items.push(item)
      const scopes = values.operator ? {} : { scopes: (item: { scopes: string[] }) => item.scopes.join(', ') }
      show(values, items, { name: (item: Row) => item.name, ...scopes })
      return 0
    }
    if (action === 'create' && name !== undefined) {
      const wanted = values.operator ? { name } : { name, scopes: (text(values.scopes) ?? '*').split(',').map((scope) => scope.trim()) }
      const answer = await door.ask({ method: 'POST', path, body: bodyOf(wanted) })
      if (answer.status !== 201) return refusedBy(answer)
      if (values.json) tell(JSON.stringify(answer.body))
      else {
        process.stderr.write(`The key ${name}, shown this once:\n`)
        tell(answer.body.key)
      }
      return 0
    }
    if (action === 'revoke' && name !== undefined) {
      const answer = await door.ask({ method: 'DELETE', path: `${path}/${encodeURIComponent(name)}` })
      if (answer.status !== 204) return refusedBy(answer)
      tell(values.json ? JSON.stringify({ name, revoked: true }) : `${name} opens nothing any more.`)
      return 0
    }
    return complain(
      'mostrador keys takes list, create <name> [--scopes orders:read,…] or revoke <name>, and --operator for those of operators',
    )
  })
}
