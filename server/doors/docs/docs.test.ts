import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { proves } from '../../../test/proves.ts'
import { personalData as personalDataIn } from '../../personal-data.ts'
import type { HttpEnv } from '../../platform/http/http.ts'
import { memoryMedia } from '../../platform/media/media.ts'
import { apiDocument, documentedOperations, refusalTexts } from '../rest/rest.ts'
import { Files } from '../web/web.ts'
import { docsRoutes } from './docs.ts'

const names = ['docs.css', 'docs.js', 'icon.svg']
const files = new Files(new Map(names.map((name) => [name, new TextEncoder().encode(name)])))
const publicUrl = () => 'https://shop.example'
const personalData = personalDataIn(memoryMedia())
const operations = documentedOperations({ personalData, backupDays: 30 })
const document = apiDocument({ version: '1.2.3', publicUrl, personalData, backupDays: 30 })
const app = new Hono<HttpEnv>()
docsRoutes(app, { files, publicUrl, document: () => document })

test('whoever reads /api/docs finds every operation with its scope, a line to copy and what may be answered', async () => {
  proves('rest.openapi')
  const page = await app.request('/api/docs', { headers: { 'accept-language': 'en' } })
  assert.equal(page.status, 200)
  const html = await page.text()
  const articles = html.split('data-operation="').slice(1)
  assert.equal(articles.length, operations.length)
  for (const operation of operations) {
    const { operationId, responses } = document.paths[operation.path]?.[operation.method] ?? assert.fail()
    const article = articles.find((one) => one.startsWith(`${operationId}"`)) ?? assert.fail(operationId)
    for (const text of [
      operation.scope ?? 'It needs no key.',
      'https://shop.example/api/v1/',
      ...Object.keys(responses),
      ...Object.keys(operation.refusals),
    ])
      assert.ok(article.includes(text), `${operationId} tells of ${text}`)
  }
  for (const code of Object.keys(refusalTexts)) assert.ok(html.includes(`id="problem-${code}"`), code)
})

test('the page comes in the reader’s language, small, and not again while it is the same', async () => {
  for (const [language, title] of [
    ['es', 'Primeros pasos'],
    ['pt', 'Primeiros passos'],
    ['en', 'Getting started'],
  ] as const) {
    const page = await app.request('/api/docs', { headers: { 'accept-language': language } })
    assert.equal(page.headers.get('content-language'), language)
    assert.match(await page.text(), new RegExp(`<html lang="${language}">[^]*<h2>${title}</h2>`))
  }
  const page = await app.request('/api/docs', { headers: { 'accept-encoding': 'gzip' } })
  assert.ok((await page.bytes()).length < 60_000)
  const again = await app.request('/api/docs', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
})

test('nothing in the page runs that is not a file of ours, and nothing comes from elsewhere', async () => {
  const page = await app.request('/api/docs')
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'; style-src 'self'/)
  const html = await page.text()
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc="\/assets\/)/)
  assert.doesNotMatch(html, /(?:src|href)="https?:/)
})

test('the type of a problem leads to where its word is explained', async () => {
  const answer = await app.request('/problems/customer-not-found')
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/api/docs#problem-customer_not_found'])
})
