import type { Channel } from './channels.ts'

/** What callers carry themselves: they bring each message to the API and take the turn's replies with the answer. */
export const carried: Pick<Channel, 'provider' | 'name' | 'local'> = { provider: 'api', name: 'api', local: true }
