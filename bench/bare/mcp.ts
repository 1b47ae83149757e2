import { type CallToolResult, createMcpHandler, Server } from '@modelcontextprotocol/server'
import { numberHeader } from '../load/traffic.ts'
import { serve } from './serve.ts'

/** The package that speaks MCP, used as the shop uses it, around one tool that is told the number of its request. */
export function serveTool(tool: (number: number) => Promise<CallToolResult>): void {
  const handler = createMcpHandler(({ requestInfo }) => {
    const number = Number(requestInfo?.headers.get(numberHeader))
    const server = new Server({ name: 'bare', version: '1' }, { capabilities: { tools: {} } })
    server.setRequestHandler('tools/call', () => tool(number))
    return server
  })
  serve(async ({ headers, body, path }) => {
    const request = new Request(`http://bare.test${path}`, { method: 'POST', headers: headers as Record<string, string> })
    const response = await handler.fetch(request, { parsedBody: JSON.parse(body.toString()) })
    return { status: response.status, body: await response.text() }
  })
}

/** What the tool gave of a whole answer; the package adds the rest again. */
export function resultOf(body: string): CallToolResult {
  const { content, structuredContent } = (JSON.parse(body) as { result: CallToolResult }).result
  return { content, structuredContent }
}
