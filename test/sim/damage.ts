import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Damage {
  file: string
  find: string
  put: string
  /** The day that it takes to notice, where a short one does not. */
  needs?: { conversations: number; hours: number }
}

/** Each takes one guard away. A simulation that does not notice would not notice the real thing either. */
export const damages = {
  'a reply without the messages it has not read': {
    file: 'conversation/turns/take-turn.ts',
    find: "if (lastSeq > entry.readTo) return 'read_on'",
    put: 'entry = { ...entry, readTo: lastSeq }',
  },
  'a repeat without asking what became of the first': {
    file: 'conversation/delivery/rules.ts',
    find: "if (fate.kind === 'accepted') return",
    put: "if ((fate.kind as string) === 'never') return",
  },
  'a claim whose epoch nobody checks': {
    file: 'conversation/inbox/turns.sql.ts',
    find: "claimed: 1, due: p.lapses, epoch: row('epoch', '+', 1)",
    put: "claimed: 1, due: p.lapses, epoch: row('epoch', '+', 0)",
  },
  'a handler whose place is sometimes lost after its effect': {
    file: 'platform/events/handling.ts',
    find: "await world.fault('event.inside')",
    put: 'if (next && world.random.fraction() < 0.3) return',
  },
  'an acknowledgement before the message is kept': {
    file: 'doors/webhooks/intake.ts',
    find: 'const received = await receiveMessage(',
    put: "const received: any = { kind: 'stored', message: { seq: 0 } }; void receiveMessage(",
    needs: { conversations: 150, hours: 18 },
  },
} as const satisfies Record<string, Damage>

export function damage(name: string): void {
  const found = (damages as Record<string, Damage>)[name]
  if (!found) throw new Error(`no damage is called "${name}"; there are: ${Object.keys(damages).join(', ')}`)
  const target = pathToFileURL(resolve(import.meta.dirname, '../../server', found.file)).href
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (url !== target) return loaded
      const source = String(loaded.source)
      if (source.split(found.find).length !== 2) throw new Error(`${found.file} does not hold «${found.find}» exactly once`)
      return { ...loaded, source: source.replace(found.find, found.put) }
    },
  })
}
