import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  addressRange,
  type BusLocation,
  busLocation,
  type DatabaseLocation,
  databaseLocation,
  folder,
  host,
  instant,
  key32,
  listOf,
  type MediaLocation,
  mailbox,
  mediaLocation,
  oneOf,
  origin,
  type Reading,
  shown,
  storeFile,
  url,
  wholeNumber,
} from './config-values.ts'

export const roleNames = ['gateway', 'seller', 'assistant', 'catalog', 'orders', 'outreach', 'api', 'admin'] as const
export type Role = (typeof roleNames)[number]

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export const demoStore = resolve(import.meta.dirname, '..', 'stores', 'demo', 'store.yaml')

export const usualBackupDays = 30

interface Documentation {
  /** Finishes the sentence "takes …" of the variable's error. */
  takes: string
  /** What holds when it is left out, as the documentation writes it. */
  fallback: string
  meaning: string
  /** Its value is never shown, not even a wrong one. */
  secret?: boolean
}

const documented = z.registry<Documentation>()

function variable<Value>(read: Reading<Value>, documentation: Documentation) {
  return z
    .string()
    .transform((text, context) => {
      const value = read(text)
      if (value !== undefined) return value
      const got = documentation.secret ? `*** (${text.length} characters)` : shown(text)
      context.addIssue(`got ${got}, takes ${documentation.takes}`)
      return z.NEVER
    })
    .optional()
    .register(documented, documentation)
}

/** Every variable of the environment that the program knows. */
const environment = z.object({
  PORT: variable(wholeNumber(0, 65_535), {
    takes: 'a port from 1 to 65535, or 0 for any free one',
    fallback: '8080',
    meaning: 'where HTTP listens',
  }),
  HOST: variable(host, {
    takes: 'an address or a host name of this machine, such as 127.0.0.1 or 0.0.0.0',
    fallback: '127.0.0.1',
    meaning: 'the address HTTP listens on; `0.0.0.0` lets other machines in',
  }),
  PUBLIC_URL: variable(origin, {
    takes: 'an http:// or https:// address without a path, such as https://shop.example.com',
    fallback: '`http://localhost:$PORT`',
    meaning: 'how customers and providers reach the shop: links and signature checks use it',
  }),
  DATA_DIR: variable(folder, {
    takes: 'a folder',
    fallback: '`data`',
    meaning: 'the SQLite file, media and backups of the embedded default',
  }),
  DATABASE_URL: variable(databaseLocation, {
    takes: 'file:path/to/shop.db or postgres://user:password@host:port/database',
    fallback: '`file:$DATA_DIR/mostrador.db`',
    meaning: 'the database: an SQLite file, or PostgreSQL',
  }),
  BUS_URL: variable(busLocation, {
    takes: 'embedded or amqp://user:password@host:port',
    fallback: '`embedded`',
    meaning: 'what wakes other processes: nothing, or RabbitMQ',
  }),
  REDIS_URL: variable(url('redis:', 'rediss:'), {
    takes: 'redis://host:port or rediss://host:port',
    fallback: 'none',
    meaning: 'shared cache, rate limits and realtime fan-out when there is more than one process',
  }),
  STORE_FILE: variable(listOf(storeFile), {
    takes: 'one or more .yaml or .json files, separated by commas',
    fallback: '`stores/demo/store.yaml` of the program',
    meaning: 'the store files, applied at every start; applying one again changes nothing',
  }),
  ROLES: variable(listOf(oneOf([...roleNames, 'all'])), {
    takes: `all, or names separated by commas out of ${roleNames.join(', ')}`,
    fallback: '`all`',
    meaning: 'which parts of the program this process runs',
  }),
  MASTER_KEY: variable(key32, {
    takes: '32 bytes in base64 (openssl rand -base64 32 makes one)',
    fallback: 'made and kept in `DATA_DIR`; required with PostgreSQL',
    meaning: 'encrypts stored credentials',
    secret: true,
  }),
  MEDIA_URL: variable(mediaLocation, {
    takes: 'a folder or s3://bucket/prefix?endpoint=https://host',
    fallback: '`$DATA_DIR/media`',
    meaning: 'where pictures and recordings are kept; several processes must share it',
  }),
  MAIL_URL: variable(url('smtp:', 'smtps:'), {
    takes: 'smtp://user:password@host:port or smtps://user:password@host:port',
    fallback: 'none',
    meaning: 'the mail server for invites, resets and hand-over mail (a tenant may bring its own)',
  }),
  MAIL_FROM: variable(mailbox, {
    takes: 'a mail address, such as shop@example.com, or a name with the address in <> after it',
    fallback: 'none',
    meaning: 'the sender of that mail',
  }),
  TRUSTED_PROXIES: variable(listOf(addressRange), {
    takes: 'addresses or ranges separated by commas, such as 10.0.0.0/8, ::1',
    fallback: 'none',
    meaning: 'proxies whose `X-Forwarded-*` are believed',
  }),
  CORS_ORIGINS: variable(listOf(origin), {
    takes: 'origins separated by commas, such as https://www.example.com',
    fallback: 'none',
    meaning: "origins whose pages may call the API (the widget's come from its line)",
  }),
  SIMULATOR: variable(oneOf(['on', 'off']), {
    takes: 'on or off',
    fallback: '`on` with the demo store only',
    meaning: 'the phone simulator and its stand-in providers',
  }),
  RETENTION_DAYS: variable(wholeNumber(1, 999_999), {
    takes: 'a whole number of days from 1 on',
    fallback: '365',
    meaning: 'conversations, media and events older than this are erased (a tenant may set less)',
  }),
  BACKUP_DAYS: variable(wholeNumber(1, 9999), {
    takes: 'a whole number of days from 1 on',
    fallback: '30',
    meaning: 'how long you keep backups: told to whoever is erased, as the time until the last one that holds him is deleted',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(url('http:', 'https:'), {
    takes: 'an http:// or https:// address',
    fallback: 'none',
    meaning: 'turns traces on, and says where they go',
  }),
  LOG_LEVEL: variable(oneOf(logLevels), {
    takes: `one of ${logLevels.join(', ')}`,
    fallback: '`info`',
    meaning: 'how much is logged: one JSON object a line (easier to read on a terminal)',
  }),
  CLOCK_START: variable(instant, {
    takes: 'an RFC 3339 time with its offset, such as 2026-03-11T16:00:00-03:00',
    fallback: 'none',
    meaning: "for tests and demos: the shop's clock begins at this instant and runs on from there",
  }),
})

export type VariableName = keyof typeof environment.shape

/** The store file may not read these: a credential of the program is none of a shop's. */
export const environmentVariables = Object.keys(environment.shape) as readonly VariableName[]

const documentation: readonly (Documentation & { name: VariableName })[] = environmentVariables.map((name) => {
  const entry = documented.get(environment.shape[name])
  if (!entry) throw new Error(`${name} is not documented`)
  return { name, ...entry }
})

export interface Config {
  /** 0 is any free one. */
  port: number
  host: string
  /** Null is `http://localhost:` and the port: `publicUrl(config, port)` says it once the port is known. */
  publicUrl: string | null
  dataDir: string
  database: DatabaseLocation
  bus: BusLocation
  redisUrl: string | null
  storeFiles: readonly string[]
  roles: readonly Role[]
  /** Null with SQLite only: then it is made and kept in `dataDir`. */
  masterKey: Uint8Array | null
  media: MediaLocation
  mailUrl: string | null
  mailFrom: string | null
  trustedProxies: readonly string[]
  corsOrigins: readonly string[]
  simulator: boolean
  retentionDays: number
  backupDays: number
  otelEndpoint: string | null
  logLevel: LogLevel
  /** Milliseconds UTC at which the shop's clock begins. */
  clockStart: number | null
}

export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: string[] }

/** One problem a variable, each one line: its name, what it got, what it takes. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const given = environmentVariables.flatMap((name) => {
    const text = env[name]?.trim()
    return text ? [[name, text] as const] : []
  })
  const read = environment.safeParse(Object.fromEntries(given))
  if (!read.success) return { ok: false, problems: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
  const config = complete(read.data)
  if (config.database.kind === 'postgres' && config.masterKey === null) {
    const takes = documented.get(environment.shape.MASTER_KEY)?.takes
    return { ok: false, problems: [`MASTER_KEY: got nothing, takes ${takes}; with PostgreSQL it is required`] }
  }
  return { ok: true, config }
}

function complete(given: z.infer<typeof environment>): Config {
  const dataDir = given.DATA_DIR ?? resolve('data')
  const storeFiles = given.STORE_FILE ?? [demoStore]
  const roles = given.ROLES ?? ['all']
  return {
    port: given.PORT ?? 8080,
    host: given.HOST ?? '127.0.0.1',
    publicUrl: given.PUBLIC_URL ?? null,
    dataDir,
    database: given.DATABASE_URL ?? { kind: 'sqlite', path: join(dataDir, 'mostrador.db') },
    bus: given.BUS_URL ?? { kind: 'embedded' },
    redisUrl: given.REDIS_URL ?? null,
    storeFiles,
    roles: roleNames.filter((role) => roles.includes('all') || roles.includes(role)),
    masterKey: given.MASTER_KEY ?? null,
    media: given.MEDIA_URL ?? { kind: 'folder', path: join(dataDir, 'media') },
    mailUrl: given.MAIL_URL ?? null,
    mailFrom: given.MAIL_FROM ?? null,
    trustedProxies: given.TRUSTED_PROXIES ?? [],
    corsOrigins: given.CORS_ORIGINS ?? [],
    simulator: given.SIMULATOR === undefined ? storeFiles.every((file) => file === demoStore) : given.SIMULATOR === 'on',
    retentionDays: given.RETENTION_DAYS ?? 365,
    backupDays: given.BACKUP_DAYS ?? usualBackupDays,
    otelEndpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    logLevel: given.LOG_LEVEL ?? 'info',
    clockStart: given.CLOCK_START ?? null,
  }
}

/** How the shop is reached, once it listens. */
export function publicUrl(config: Pick<Config, 'publicUrl'>, port: number): string {
  return config.publicUrl ?? `http://localhost:${port}`
}

/** The variables for `docs/configuration.md`, and as plain text for `mostrador --help`. */
export function renderVariables(format: 'markdown' | 'text'): string {
  const rows = documentation.map(({ name, fallback, takes, meaning }) => ({ name, fallback, takes, meaning }))
  if (format === 'text') {
    const width = Math.max(...rows.map(({ name }) => name.length)) + 2
    const plain = (text: string) => text.replaceAll('`', '')
    return rows.map((row) => `  ${row.name.padEnd(width)}${plain(row.meaning)} (${plain(row.fallback)})`).join('\n')
  }
  const lines = rows.map((row) => `| \`${row.name}\` | ${row.fallback} | ${row.takes} | ${row.meaning} |`)
  return ['| variable | default | takes | what it is for |', '|---|---|---|---|', ...lines].join('\n')
}
