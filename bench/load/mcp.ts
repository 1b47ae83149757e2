import { jsonRequest } from './json.ts'
import type { Asking } from './traffic.ts'

const newest = '2026-07-28'
const older = '2025-11-25'
const accept = 'application/json, text/event-stream'

/** A tool as a client of the newest revision calls it: each request says for itself who asks and what he understands. */
export function toolCall(number: number, name: string, given: object): Asking {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': newest,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const call = { name, arguments: given, _meta: meta }
  return rpc(number, call, { 'mcp-protocol-version': newest, 'mcp-method': 'tools/call', 'mcp-name': name })
}

/** The same after a handshake of the older ones. */
export function olderToolCall(number: number, name: string, given: object): Asking {
  return rpc(number, { name, arguments: given }, { 'mcp-protocol-version': older })
}

function rpc(number: number, params: object, headers: Record<string, string>): Asking {
  const asking = jsonRequest(number, 'POST', '/mcp', { jsonrpc: '2.0', id: number, method: 'tools/call', params })
  return { ...asking, headers: { ...asking.headers, ...headers, accept } }
}
