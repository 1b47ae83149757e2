import {
  type AuthInfo,
  createMcpHandler,
  isLegacyRequest,
  type McpHttpHandler,
  ProtocolError,
  Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { shopTools } from '../../conversation/tools/tools.ts'
import { answerCall, type Session } from './call.ts'
import { listProductResources, productTemplate, readProductResource } from './products.ts'
import { publish } from './published.ts'
import { sellMessages, sellPrompt } from './sell.ts'

/** What both eras of the protocol are answered with. */
export interface Protocol {
  answer(request: Request, body: unknown, session: Session): Promise<Response>
  close(): Promise<void>
}

/** Who names it in his header is of no older era, and the package need not look for that twice; batches are of an older one whatever they name. */
const newest = '2026-07-28'
const published = shopTools.map(publish)
/** What is listed changes with a new version of the program, products at any moment. */
const listsKept = { ttlMs: 300_000, cacheScope: 'private' } as const
const productsKept = { ttlMs: 10_000, cacheScope: 'private' } as const

/** Nothing is kept between requests: a cart is found again because the caller names it, in whichever process. */
export function openProtocol(version: string): Protocol {
  const handler: McpHttpHandler = createMcpHandler(({ authInfo }) => serverFor(sessionOf(authInfo), version))
  return {
    async answer(request, body, session) {
      const authInfo = infoOf(session)
      const isNewest = request.headers.get('mcp-protocol-version') === newest && !Array.isArray(body)
      if (body !== undefined && !isNewest && (await isLegacyRequest(request, body)))
        return answerOlder(serverFor(session, version), request, body)
      return handler.fetch(request, { authInfo, ...(body === undefined ? {} : { parsedBody: body }) })
    },
    close: () => handler.close(),
  }
}

/** As one JSON document, where the package would open a stream of events for one. */
async function answerOlder(server: Server, request: Request, parsedBody: unknown): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    return await transport.handleRequest(request, { parsedBody })
  } finally {
    await server.close()
  }
}

function serverFor(session: Session, version: string): Server {
  const server = new Server(
    { name: 'mostrador', title: session.shop.tenant.name, version },
    {
      capabilities: { tools: {}, resources: {}, prompts: {} },
      instructions: `The shop ${session.shop.tenant.name}: find products, fill a cart, order, book, ask. Choose one conversation_id for each customer and use it in every call.`,
      cacheHints: {
        'tools/list': listsKept,
        'prompts/list': listsKept,
        'resources/templates/list': listsKept,
        'server/discover': listsKept,
        'resources/list': productsKept,
        'resources/read': productsKept,
      },
    },
  )
  server.setRequestHandler('tools/list', () => ({ tools: published }))
  server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = shopTools.find(({ name }) => name === params.name)
    if (!tool) throw new ProtocolError(-32602, `there is no tool ${params.name}`)
    const outcome = await answerCall(session, tool, params.arguments ?? {})
    const answer = outcome.ok ? (outcome.value as Record<string, unknown>) : { error: outcome.refusal }
    return {
      content: [{ type: 'text', text: JSON.stringify(answer) }],
      structuredContent: answer,
      ...(outcome.ok ? {} : { isError: true }),
    }
  })
  server.setRequestHandler('resources/list', ({ params }) => listProductResources(session, params?.cursor))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: [productTemplate] }))
  server.setRequestHandler('resources/read', ({ params }) => readProductResource(session, params.uri))
  server.setRequestHandler('prompts/list', () => ({ prompts: [sellPrompt] }))
  server.setRequestHandler('prompts/get', ({ params }) => {
    if (params.name !== sellPrompt.name) throw new ProtocolError(-32602, `there is no prompt ${params.name}`)
    return sellMessages(session, params.arguments)
  })
  return server
}

/** The package hands on whose request it is in a form of its own; the key itself stays with its gate. */
function infoOf(session: Session): AuthInfo {
  return { token: '', clientId: session.caller.name, scopes: [...session.caller.scopes], extra: { session } }
}

function sessionOf(info: AuthInfo | undefined): Session {
  const session = info?.extra?.session as Session | undefined
  if (!session) throw new Error('a request came past the gate')
  return session
}
