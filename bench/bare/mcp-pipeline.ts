/** A tool that runs the statements the program ran for such a call, and answers what that did. */
import { resultOf, serveTool } from './mcp.ts'
import { replay } from './replay.ts'

serveTool(async (number) => resultOf((await replay(number)).body))
