import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { shopTools, toolRefusals } from './tools.ts'

const page = readFileSync(new URL('../../../docs/tools.md', import.meta.url), 'utf8')

/** Sellers' prompts, other people's programs and the documentation all name these: a change here is a change for them. */
const names = [
  ...['list_products', 'get_product', 'create_cart', 'get_cart', 'update_cart_item', 'clear_cart', 'checkout', 'get_checkout_link'],
  ...['find_orders', 'find_customer', 'save_customer', 'request_human', 'find_slots', 'book_appointment', 'cancel_appointment'],
  'answer_question',
]

test('the tools are these, each with a line in the documentation that names its arguments, its answer and its scope', () => {
  assert.deepEqual(
    shopTools.map(({ name }) => name),
    names,
  )
  const rows = page.split('\n').filter((line) => /^\| `\w+` \|.*\|.*\|.*\|/.test(line))
  for (const tool of shopTools) {
    const [, , takes = '', answers = '', scope = ''] = rows.find((row) => row.startsWith(`| \`${tool.name}\` |`))?.split('|') ?? []
    const missing = [...(tool.inConversation ? ['conversation_id'] : []), ...Object.keys(tool.input.shape)].filter(
      (argument) => !new RegExp(`\`${argument}\\??\``).test(takes),
    )
    assert.deepEqual(missing, [], `${tool.name} takes what the page does not say`)
    assert.deepEqual(
      Object.keys(tool.output.shape).filter((field) => !new RegExp(`\`${field}\\??\``).test(answers)),
      [],
      `${tool.name} answers what the page does not say`,
    )
    assert.ok(scope.includes(`\`${tool.scope}\``), `${tool.name} needs ${tool.scope}`)
  }
})

test('the codes of refusals are these, each with its sentence in the documentation', () => {
  const rows = page.split('\n').filter((line) => /^\| `\w+` \| [^|]+ \|$/.test(line))
  assert.deepEqual(
    rows,
    Object.entries(toolRefusals).map(([code, means]) => `| \`${code}\` | ${means} |`),
  )
  assert.deepEqual(Object.keys(toolRefusals), Object.keys(toolRefusals).toSorted())
})

test('a tool says enough for a model to use it, and says it shortly', () => {
  for (const { name, description, title } of shopTools) {
    assert.ok(description.length > 40 && description.length < 400, `${name}: ${description.length} characters`)
    assert.ok(title.length < 50, name)
  }
})
