import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines } from '../../../test/engines.ts'
import { realWorld } from '../../platform/world/real.ts'
import { receiveMessage } from '../inbox/inbox.ts'
import type { Engine } from '../seller/seller.ts'
import { takeTurn } from './take-turn.ts'

const failing: Engine = { name: 'test', step: () => Promise.reject(new Error('no thought came')) }

for (const engine of engines)
  describe(`a seller who fails on ${engine.name}`, { skip: engine.skip }, () => {
    test('it is handed to people the fifth time, but not by whom another has taken over from', async () => {
      const world = realWorld()
      await using database = await engine.open({ migrations, world })
      // Nobody claims turns but this test.
      const counter = await openCounter({ world, database, store: storeText(), engine: failing, roles: ['gateway'], hear: () => undefined })
      try {
        const { desk } = counter.house
        const shop = await desk.shop('demo', null)
        const line = shop && (await desk.line(shop, 'web'))
        assert.ok(shop && line)
        const message = {
          providerId: 'm1',
          address: 'visitor',
          name: null,
          writtenAt: null,
          kind: 'text' as const,
          text: 'hola',
          language: null,
        }
        const received = await receiveMessage(world, shop, line, message)
        assert.ok('message' in received)
        const { conversation, turn: id } = received.message
        const status = async () => ((await counter.ask('GET', `/api/v1/conversations/${conversation}`)).body as { status: string }).status
        const fail = (epoch: number) => takeTurn(desk, 'demo', { id, conversation, epoch, attempts: 4, correlation: null })
        await fail(7)
        assert.equal(await status(), 'bot')
        await fail(0)
        assert.equal(await status(), 'human')
      } finally {
        await counter.loops.stop()
      }
    })
  })
