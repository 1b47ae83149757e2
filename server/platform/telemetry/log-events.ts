/** Every event that a log line can name. Operators search and alert on these names, so the list only grows. */
export const logEvents = {
  'shop.starting': 'The process begins, with what it was told to run.',
  'shop.ready': 'Every role of this process is at work.',
  'shop.stopping': 'The process was asked to end and finishes what it began.',
  'store.applied': 'A store file was brought into the database.',
  'http.request': 'A request was answered (debug; errors are logged on their own).',
  'http.failed': 'A request met an error nobody planned; its reference is the request id.',
  'webhook.stored': 'A provider’s webhook was taken in.',
  'webhook.refused': 'A webhook was signed by no secret we know.',
  'webhook.not_understood': 'A signed webhook has a form that its channel does not know.',
  'session.refused': 'Somebody failed to sign in.',
  'turn.done': 'A turn ended, with its outcome.',
  'turn.failed': 'A turn could not be carried; it is tried again or given to people.',
  'turn.tool': 'A seller used a tool (debug).',
  'delivery.done': 'A provider accepted a message.',
  'delivery.trouble': 'A send was put off, refused or lost its answer.',
  'delivery.repeated': 'A reply was sent once more because its first send was never confirmed.',
  'delivery.lookup_failed': 'A provider could not be asked what became of a send.',
  'delivery.failed': 'A delivery met an error nobody planned.',
  'event.handler_failed': 'A handler failed and will be tried again.',
  'event.parked': 'A handler failed too often; its event waits for an operator.',
  'loop.failed': 'A background loop met an error and goes on.',
  'database.trouble': 'A database connection broke and was replaced.',
} as const

export type LogEvent = keyof typeof logEvents
