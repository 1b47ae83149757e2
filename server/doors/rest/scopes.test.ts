import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shopTools, type Tool } from '../../conversation/tools/tools.ts'
import { personalData as personalDataIn } from '../../personal-data.ts'
import { memoryMedia } from '../../platform/media/media.ts'
import { scopes } from '../../shop/keys/keys.ts'
import type { Operation } from './operation.ts'
import { allOperations } from './rest.ts'

test('what needs a scope that nobody can have does not compile', () => {
  // @ts-expect-error
  const operation: Operation['scope'] = 'foo:read'
  // @ts-expect-error
  const tool: Tool['scope'] = 'foo:read'
  assert.ok(operation === tool)
})

test('each scope that a key can be made for opens something', () => {
  const operations = allOperations({ personalData: personalDataIn(memoryMedia()), backupDays: 30 })
  const used = new Set<string>([...operations, ...shopTools].map(({ scope }) => scope))
  assert.deepEqual(
    scopes.filter((scope) => !used.has(scope)),
    [],
  )
})
