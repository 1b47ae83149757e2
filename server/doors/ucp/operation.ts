import type { z } from 'zod'
import type { UcpAnswer, UcpCall } from './answers.ts'

/** One operation of the protocol: a tool by its name, what it takes beside `meta`, and what it does. */
export interface UcpOperation<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly readOnly: boolean
  readonly input: Input
  run(call: UcpCall, given: z.output<Input>): Promise<UcpAnswer>
}

/** Keeps the types of one operation together while a list holds them all. */
export function ucpOperation<Input extends z.ZodObject>(operation: UcpOperation<Input>): UcpOperation {
  return operation as unknown as UcpOperation
}
