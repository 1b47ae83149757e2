import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '../engines.ts'
import { type McpShop, openMcpShop } from '../mcp-shop.ts'
import { runOthers, withKey } from '../others.ts'

/** What the official suite asks of a server that is no fixture of its own. */
const scenarios: readonly { era: string; names: readonly string[] }[] = [
  {
    era: '2025-11-25',
    names: ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection', 'resources-list', 'prompts-list'],
  },
  {
    era: '2026-07-28',
    names: [
      ...['tools-list', 'caching', 'dns-rebinding-protection', 'http-header-validation', 'server-sse-multiple-streams'],
      ...['sep-2164-resource-not-found', 'resources-list', 'prompts-list'],
    ],
  },
]

/** These need tools that exist for the suite alone. */
const onlyWithFixtures = [
  'sep-2575-http-server-no-independent-requests-on-stream',
  'sep-2575-missing-capability-http-400',
  'sep-2575-server-no-log-without-loglevel',
  'sep-2575-server-rejects-undeclared-capability',
]

const engine = engines.find(({ name }) => name === 'sqlite')

describe('the official conformance suite', () => {
  let shop: McpShop
  let door: { url: string } & AsyncDisposable
  before(async () => {
    assert.ok(engine)
    shop = await openMcpShop(engine)
    door = await withKey(shop.url)
  })
  after(async () => {
    await door[Symbol.asyncDispose]()
    await shop[Symbol.asyncDispose]()
  })

  const run = (era: string, scenario: string) =>
    runOthers('@modelcontextprotocol/conformance/dist/index.js', [
      ...['server', '--url', `${door.url}/mcp`],
      ...['--scenario', scenario, '--spec-version', era],
    ])

  for (const { era, names } of scenarios)
    for (const name of names)
      test(`${name} of ${era}`, async () => {
        const { code, out, err } = await run(era, name)
        assert.match(out + err, /Passed: (\d+)\/\1, 0 failed, 0 warnings/)
        assert.equal(code, 0)
      })

  test('server-stateless of 2026-07-28, as far as a shop can', async () => {
    const { out, err } = await run('2026-07-28', 'server-stateless')
    const checks = `${out}\n${err}`.split('\n').map((line) => /\[([\w-]+)\s*\]\s+(\S*)(SUCCESS|FAILURE|WARNING)/.exec(line))
    const withOutcome = (wanted: string) => checks.flatMap((check) => (check?.[3] === wanted ? [check[1]] : []))
    assert.ok(withOutcome('SUCCESS').length >= 24, `${withOutcome('SUCCESS').length} successes`)
    assert.deepEqual(withOutcome('FAILURE').toSorted(), onlyWithFixtures)
  })
})
