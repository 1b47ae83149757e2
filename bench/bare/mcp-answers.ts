/** A tool that does nothing: it has asked the shop what it answers, and answers the same. */
import type { CallToolResult } from '@modelcontextprotocol/server'
import type { Traffic } from '../load/traffic.ts'
import { resultOf, serveTool } from './mcp.ts'

const known = 50
const said = (await import(process.env.ROW ?? '')) as Record<string, Traffic>
const traffic = said[process.env.TRAFFIC ?? ''] as Traffic

const results: CallToolResult[] = []
for (let number = 0; number < known; number++) {
  const { path, ...asking } = traffic.request(number)
  const response = await fetch(`${process.env.SHOP}${path}`, asking)
  const body = await response.text()
  if (!response.ok) throw new Error(`the shop answered ${response.status}: ${body}`)
  results.push(resultOf(body))
}
serveTool(async (number) => results[number % known] as CallToolResult)
