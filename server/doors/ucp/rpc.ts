import { z } from 'zod'
import { HttpProblem, jsonFrom } from '../../platform/http/http.ts'
import { findUnstorable } from '../../platform/storable.ts'

const Message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number()]).optional(),
  method: z.string().max(200),
  params: z.looseObject({}).optional(),
})

export type RpcMessage = z.output<typeof Message>

export const rpcCodes = {
  notJson: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  profile: -32001,
} as const

/** An answer of the protocol below the operations: the call itself could not be taken. */
export class RpcError extends Error {
  readonly code: number
  readonly data: object | undefined
  constructor(code: number, message: string, data?: object) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

export function readMessage(bytes: Uint8Array): RpcMessage {
  let body: unknown
  try {
    body = jsonFrom(bytes)
  } catch (error) {
    if (error instanceof HttpProblem) throw new RpcError(rpcCodes.notJson, error.message)
    throw error
  }
  const unstorable = findUnstorable(body)
  if (unstorable) throw new RpcError(rpcCodes.invalidRequest, unstorable.message)
  const read = Message.safeParse(body)
  if (!read.success) throw new RpcError(rpcCodes.invalidRequest, 'the body is no request of JSON-RPC 2.0')
  return read.data
}

export function rpcResult(id: RpcMessage['id'], result: object): object {
  return { jsonrpc: '2.0', id, result }
}

export function rpcError(id: RpcMessage['id'] | null, { code, message, data }: RpcError): object {
  return { jsonrpc: '2.0', id: id ?? null, error: { code, message, ...(data === undefined ? {} : { data }) } }
}
