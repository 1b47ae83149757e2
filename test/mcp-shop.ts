import type { CallToolResult } from '@modelcontextprotocol/client'
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { listen } from '../server/platform/http/listen.ts'
import { apiKey } from './counter.ts'
import type { TestEngine } from './engines.ts'
import { openToolShop, type ToolShop } from './tool-shop.ts'

/** A shop with everything that its tools reach, and its port open. */
export interface McpShop extends ToolShop {
  url: string
  /** JSON-RPC as nobody's client writes it. */
  post(message: unknown, headers?: Record<string, string>): Promise<Response>
}

export async function openMcpShop(engine: TestEngine): Promise<McpShop> {
  const shop = await openToolShop(engine)
  const { app, desk, streams } = shop.counter.house
  const door = await listen(desk.world, app, streams, { host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${door.port}`
  return {
    ...shop,
    url,
    post: (message, headers = {}) =>
      fetch(`${url}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'x-api-key': apiKey, ...headers },
        body: typeof message === 'string' ? message : JSON.stringify(message),
      }),
    async [Symbol.asyncDispose]() {
      await door.close()
      await shop[Symbol.asyncDispose]()
    },
  }
}

/** A client that others wrote, as far as a purchase needs it. */
export interface OthersClient extends AsyncDisposable {
  speaks: string
  tools(): Promise<{ name: string }[]>
  call(name: string, given: object): Promise<CallToolResult>
  read(uri: string): Promise<string>
  prompt(name: string, given: Record<string, string>): Promise<unknown>
}

const who = { name: 'a-test', version: '1' }
const requestInit = { headers: { 'x-api-key': apiKey } }

export const othersClients: readonly { name: string; connect(url: string): Promise<OthersClient> }[] = [
  { name: 'the v1 client', connect: connectOld },
  { name: 'the v2 client as it comes', connect: (url) => connectNew(url, {}) },
  { name: 'the v2 client in the newest protocol', connect: (url) => connectNew(url, { versionNegotiation: { mode: 'auto' } }) },
]

async function connectOld(url: string): Promise<OthersClient> {
  const client = new OldClient(who)
  const transport = new OldTransport(new URL(`${url}/mcp`), { requestInit })
  // The older package says of its own class that it may have no session, and of its interface that it must have one.
  await client.connect(transport as unknown as Parameters<OldClient['connect']>[0])
  return {
    speaks: transport.protocolVersion ?? '',
    tools: async () => (await client.listTools()).tools,
    call: async (name, given) => (await client.callTool({ name, arguments: { ...given } })) as CallToolResult,
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    prompt: (name, given) => client.getPrompt({ name, arguments: given }),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

async function connectNew(url: string, options: ConstructorParameters<typeof NewClient>[1]): Promise<OthersClient> {
  const client = new NewClient(who, options)
  await client.connect(new NewTransport(new URL(`${url}/mcp`), { requestInit }))
  return {
    speaks: client.getNegotiatedProtocolVersion() ?? '',
    tools: async () => (await client.listTools()).tools,
    call: (name, given) => client.callTool({ name, arguments: { ...given } }),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    prompt: (name, given) => client.getPrompt({ name, arguments: given }),
    [Symbol.asyncDispose]: () => client.close(),
  }
}

function textOf(contents: readonly object[]): string {
  const [first] = contents
  return first && 'text' in first ? String(first.text) : ''
}
