import assert from 'node:assert/strict'
import { test } from 'node:test'
import { personalData as personalDataIn } from '../../personal-data.ts'
import { memoryMedia } from '../../platform/media/media.ts'
import { apiDocument, type DescribedContent, documentedOperations, type JsonSchema, problemExample, refusalTexts } from './rest.ts'
import { tagTexts } from './tags.ts'

const personalData = personalDataIn(memoryMedia())
const document = apiDocument({ version: '1.2.3', publicUrl: () => 'https://shop.example', personalData, backupDays: 30 })
const operations = documentedOperations({ personalData, backupDays: 30 })
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

test('every operation is in the document, under an id of its own', () => {
  assert.equal(described.length, operations.length)
  assert.equal(new Set(described.map(({ operationId }) => operationId)).size, operations.length)
  assert.deepEqual(document.servers, [{ url: 'https://shop.example/api/v1' }])
  for (const { path, parameters } of described) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    assert.deepEqual(
      parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
      inPath,
      path,
    )
  }
})

test('every part of the API and every word of refusal is explained', () => {
  const tags = new Set(operations.map(({ tag }) => tag))
  assert.deepEqual(
    [...tags].filter((tag) => !tagTexts[tag]),
    [],
  )
  const codes = operations.flatMap(({ refusals }) => Object.keys(refusals))
  assert.deepEqual(
    [...new Set(codes)].filter((code) => !refusalTexts[code]),
    [],
  )
})

test('an operation lists what it may be refused with, each with an answer as it would come', () => {
  for (const { path, method, responses, requestBody, security } of described) {
    const at = `${method} ${path}`
    for (const status of security.length > 0 ? ['401', '403', '422', '429', '503'] : ['503'])
      assert.ok(responses[status], `${at} ${status}`)
    const isUpload = requestBody?.content['multipart/form-data'] !== undefined
    assert.equal('400' in responses, requestBody !== undefined && !isUpload, at)
    assert.equal('413' in responses, requestBody !== undefined, at)
    for (const [status, { content, headers, ...answer }] of Object.entries(responses)) {
      if (Number(status) < 400) continue
      assert.equal(headers !== undefined, ['429', '503'].includes(status), `${at} ${status}`)
      const examples = content?.['application/problem+json']?.examples ?? {}
      assert.deepEqual(Object.keys(examples), Object.keys(answer['x-codes'] ?? {}), `${at} ${status}`)
      for (const [code, { value }] of Object.entries(examples)) assert.deepEqual(value, problemExample(Number(status), code))
    }
  }
  const [merge] = described.filter(({ operationId }) => operationId === 'postCustomersByIdMerge')
  assert.deepEqual(merge?.responses['404']?.['x-codes'], { customer_not_found: 'No customer has this id.' })
})

test('what is read has an ETag and may be asked for with If-None-Match; a document that is written as it is read has none', () => {
  for (const { path, method, responses, parameters } of described) {
    const isRead = method === 'get' && !operations.some((one) => one.method === 'get' && one.path === path && one.answer.document)
    const at = `${method} ${path}`
    assert.equal(responses['304'] !== undefined, isRead, at)
    assert.equal(
      parameters.some(({ name }) => name === 'If-None-Match'),
      isRead,
      at,
    )
    if (isRead) assert.deepEqual([responses['200']?.headers, responses['304']?.headers], [etag, etag], at)
  }
  assert.deepEqual(document.paths['/products/{id}']?.patch?.responses['200']?.headers, etag)
  const { content } = document.paths['/catalog/export']?.get?.responses['200'] ?? {}
  assert.deepEqual(content?.['text/csv']?.schema, { type: 'string', format: 'binary' })
  assert.deepEqual(content?.['application/json']?.schema, { type: 'array', items: { $ref: '#/components/schemas/ExportedProduct' } })
})

const etag = { ETag: { $ref: '#/components/headers/ETag' } }

test('the examples are taken by the very schemas that check requests and describe answers', () => {
  for (const operation of operations) {
    const at = `${operation.method} ${operation.path}`
    const its = document.paths[operation.path]?.[operation.method]
    assert.ok(its, at)
    const sent = its.requestBody?.content['application/json']?.example
    if (operation.body) assert.deepEqual(operation.body.safeParse(sent).error?.issues ?? [], [], `${at}: ${JSON.stringify(sent)}`)
    const answered = its.responses[operation.answer.status]?.content?.['application/json']?.example
    const { schema, document: documents = {} } = operation.answer
    for (const [type, inside] of Object.entries(documents)) {
      const told: DescribedContent | undefined = its.responses[operation.answer.status]?.content?.[type]
      if (inside) assert.deepEqual(inside.safeParse(told?.example).error?.issues ?? [], [], `${at}: ${type}`)
      else assert.deepEqual(told, { schema: { type: 'string', format: 'binary' } }, `${at}: ${type}`)
    }
    if (schema) assert.deepEqual(schema.safeParse(answered).error?.issues ?? [], [], `${at}: ${JSON.stringify(answered)}`)
  }
})

test('every reference leads to a schema with a description, and no answer forbids what may come later', () => {
  const { schemas } = document.components
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
  assert.ok(refs.length > operations.length)
  for (const name of refs) assert.ok((schemas[name] as JsonSchema | undefined)?.description, name)
  assert.doesNotMatch(JSON.stringify(schemas), /"additionalProperties":false/)
})
