/** Of the protocol: what is spoken here, and what callers' profiles are held against. */
export const ucpVersion = '2026-08-25'

const site = `https://ucp.dev/${ucpVersion}`

/** What works here, and nothing that does not: each by its page and its schema. */
const capabilities = {
  'dev.ucp.shopping.catalog.search': 'catalog_search',
  'dev.ucp.shopping.catalog.lookup': 'catalog_lookup',
  'dev.ucp.shopping.cart': 'cart',
  'dev.ucp.shopping.checkout': 'checkout',
  'dev.ucp.shopping.order': 'order',
} as const

const pages: Readonly<Record<string, string>> = { catalog_search: 'catalog/search', catalog_lookup: 'catalog/lookup' }

/** What a shop says of itself at `/.well-known/ucp`. There are no `keys`: it sends no webhooks to platforms. */
export function businessProfile(address: string): object {
  return {
    ucp: {
      version: ucpVersion,
      services: {
        'dev.ucp.shopping': [
          {
            version: ucpVersion,
            transport: 'mcp',
            endpoint: `${address}/ucp/mcp`,
            spec: `${site}/specification/overview`,
            schema: `${site}/services/shopping/mcp.openrpc.json`,
          },
        ],
      },
      capabilities: Object.fromEntries(
        Object.entries(capabilities).map(([name, file]) => [
          name,
          [
            {
              version: ucpVersion,
              spec: `${site}/specification/shopping/${pages[file] ?? file}`,
              schema: `${site}/schemas/shopping/${file}.json`,
            },
          ],
        ]),
      ),
      payment_handlers: {},
    },
  }
}

export type Capabilities = Readonly<Record<string, readonly { version: string }[]>>

/** What both sides know, as every answer says it. */
export function shared(theirs: ReadonlySet<string>): Capabilities {
  const names = Object.keys(capabilities).filter((name) => theirs.has(name))
  return Object.fromEntries(names.map((name) => [name, [{ version: ucpVersion }]]))
}
