import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { proves } from '../test/proves.ts'
import { type Config, demoStore, environmentVariables, publicUrl, readConfig, renderVariables, roleNames } from './config.ts'

const key = Buffer.alloc(32, 7).toString('base64')

/** For each variable what it refuses, as the message shows it, and some of what it takes. */
const variables: Record<string, { wrong: [text: string, shown: string][]; right: [text: string, expected: Partial<Config>][] }> = {
  PORT: {
    wrong: ['http', '-1', '65536', '80.5', '0x50', '8080 8081'].map(quoted),
    right: [
      ['0', { port: 0 }],
      [' 9090 ', { port: 9090 }],
    ],
  },
  HOST: {
    wrong: ['http://localhost', '0.0.0.0:80', 'two words', '-'].map(quoted),
    right: [
      ['0.0.0.0', { host: '0.0.0.0' }],
      ['::', { host: '::' }],
      ['shop-1.internal', { host: 'shop-1.internal' }],
    ],
  },
  PUBLIC_URL: {
    wrong: ['shop.example.com', 'ftp://shop.example.com', 'https://shop.example.com/es', 'https://', 'https://shop.example.com?a=1'].map(
      quoted,
    ),
    right: [
      ['https://shop.example.com', { publicUrl: 'https://shop.example.com' }],
      ['http://localhost:8080/', { publicUrl: 'http://localhost:8080' }],
    ],
  },
  DATA_DIR: {
    wrong: ['file:data', 's3://bucket'].map(quoted),
    right: [
      ['/var/lib/mostrador', { dataDir: '/var/lib/mostrador', database: { kind: 'sqlite', path: '/var/lib/mostrador/mostrador.db' } }],
      ['shop', { dataDir: resolve('shop'), media: { kind: 'folder', path: resolve('shop/media') } }],
    ],
  },
  DATABASE_URL: {
    wrong: [
      ...['mysql://db/shop', 'data/shop.db', 'file:', 'file:data/', 'file://host/shop.db', 'file::memory:', 'postgres:shop'].map(quoted),
      ['mysql://shop:hunter2@db/shop', '"mysql://shop:***@db/shop"'],
      ['postgresql//shop:hunter@2@db/shop', '"postgresql//shop:***@db/shop"'],
      ['host=db user=shop password=hunter2', '"host=db user=shop password=***"'],
    ],
    right: [
      ['file:shop.db', { database: { kind: 'sqlite', path: resolve('shop.db') } }],
      ['file:///srv/shop.db', { database: { kind: 'sqlite', path: '/srv/shop.db' } }],
      ['file:/srv/my shop.db', { database: { kind: 'sqlite', path: '/srv/my shop.db' } }],
    ],
  },
  BUS_URL: {
    wrong: [...['rabbit', 'redis://localhost', 'amqp:'].map(quoted), ['http://guest:hunter2@mq', '"http://guest:***@mq"']],
    right: [
      ['embedded', { bus: { kind: 'embedded' } }],
      ['amqps://guest:guest@mq:5671', { bus: { kind: 'amqp', url: 'amqps://guest:guest@mq:5671' } }],
    ],
  },
  REDIS_URL: {
    wrong: [...['localhost:6379', 'http://localhost'].map(quoted), ['redi://:hunter2@cache', '"redi://:***@cache"']],
    right: [['rediss://:pw@cache:6380/1', { redisUrl: 'rediss://:pw@cache:6380/1' }]],
  },
  STORE_FILE: {
    wrong: ['store.txt', 'one.yaml,,two.yaml', 'stores/demo'].map(quoted),
    right: [
      ['one.yaml, /srv/two.json', { storeFiles: [resolve('one.yaml'), '/srv/two.json'], simulator: false }],
      [demoStore, { storeFiles: [demoStore], simulator: true }],
      [`${demoStore},more.yml`, { simulator: false }],
    ],
  },
  ROLES: {
    wrong: ['sellers', 'gateway,', 'gateway seller', 'ALL'].map(quoted),
    right: [
      ['seller, gateway', { roles: ['gateway', 'seller'] }],
      ['all', { roles: roleNames }],
    ],
  },
  MASTER_KEY: {
    wrong: [
      ['correct horse', '*** (13 characters)'],
      [Buffer.alloc(31, 7).toString('base64'), '*** (44 characters)'],
      ['07'.repeat(32), '*** (64 characters)'],
    ],
    right: [[key, { masterKey: new Uint8Array(32).fill(7) }]],
  },
  MEDIA_URL: {
    wrong: [
      ...['s3:', 's3://', 's3://bucket?endpoint=minio', 'https://bucket/prefix'].map(quoted),
      ['gs://key:hunter2@bucket', '"gs://key:***@bucket"'],
    ],
    right: [
      ['/srv/media', { media: { kind: 'folder', path: '/srv/media' } }],
      ['s3://shop/media/a', { media: { kind: 's3', bucket: 'shop', prefix: 'media/a', endpoint: null } }],
      ['s3://shop?endpoint=http://minio:9000', { media: { kind: 's3', bucket: 'shop', prefix: '', endpoint: 'http://minio:9000' } }],
    ],
  },
  MAIL_URL: {
    wrong: [...['localhost', 'mail.example.com:25'].map(quoted), ['http://shop:hunter2@mail:587', '"http://shop:***@mail:587"']],
    right: [['smtp://shop:pw@mail:587', { mailUrl: 'smtp://shop:pw@mail:587' }]],
  },
  MAIL_FROM: {
    wrong: ['shop', 'shop@', 'The Shop shop@example.com', 'a@b@c'].map(quoted),
    right: [['The Shop <shop@example.com>', { mailFrom: 'The Shop <shop@example.com>' }]],
  },
  TRUSTED_PROXIES: {
    wrong: ['loopback', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.1,', '10.0.0.1/8/8'].map(quoted),
    right: [['10.0.0.0/8, ::1,192.168.0.7', { trustedProxies: ['10.0.0.0/8', '::1', '192.168.0.7'] }]],
  },
  CORS_ORIGINS: {
    wrong: ['*', 'www.example.com', 'https://www.example.com/shop', 'null'].map(quoted),
    right: [['https://www.example.com, http://localhost:3000/', { corsOrigins: ['https://www.example.com', 'http://localhost:3000'] }]],
  },
  SIMULATOR: {
    wrong: ['yes', 'true', '1', 'ON'].map(quoted),
    right: [
      ['off', { simulator: false }],
      ['on', { simulator: true }],
    ],
  },
  RETENTION_DAYS: {
    wrong: ['0', '-1', '1.5', 'forever'].map(quoted),
    right: [['30', { retentionDays: 30 }]],
  },
  BACKUP_DAYS: {
    wrong: ['0', '-1', 'a month'].map(quoted),
    right: [['90', { backupDays: 90 }]],
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    wrong: ['localhost:4318', 'grpc://collector:4317'].map(quoted),
    right: [['http://collector:4318/v1', { otelEndpoint: 'http://collector:4318/v1' }]],
  },
  LOG_LEVEL: {
    wrong: ['loud', 'INFO'].map(quoted),
    right: [['debug', { logLevel: 'debug' }]],
  },
  CLOCK_START: {
    wrong: ['yesterday', '2026-03-11', '2026-03-11T16:00:00', '2026-02-30T16:00:00Z', '2026-03-11T25:00:00Z', '1773244800000'].map(quoted),
    right: [
      ['2026-03-11T16:00:00-03:00', { clockStart: Date.UTC(2026, 2, 11, 19) }],
      ['2026-03-11T16:00:00.250Z', { clockStart: Date.UTC(2026, 2, 11, 16, 0, 0, 250) }],
    ],
  },
}

function quoted(text: string): [string, string] {
  return [text, JSON.stringify(text)]
}

for (const [name, { wrong, right }] of Object.entries(variables)) {
  test(`${name}: what it cannot take is refused in one line that says so`, () => {
    for (const [text, shown] of wrong) {
      const read = readConfig({ [name]: text })
      assert.ok(!read.ok, `${name}=${text} was taken`)
      const [problem = '', ...more] = read.problems
      assert.deepEqual(more, [])
      assert.ok(problem.startsWith(`${name}: got ${shown}, takes `), problem)
      assert.doesNotMatch(problem, /\n|hunter/)
    }
    proves('settings.passwords-are-masked')
  })

  test(`${name}: what it takes`, () => {
    for (const [text, expected] of right) {
      const config = configOf({ [name]: text })
      assert.deepEqual({ ...config, ...expected }, config)
    }
  })

  test(`${name}: empty is the same as left out`, () => {
    assert.deepEqual(configOf({ [name]: '' }), configOf({}))
  })
}

test('every variable has its test, and every one is documented', () => {
  assert.deepEqual(Object.keys(variables), environmentVariables)
  for (const name of environmentVariables) {
    assert.match(renderVariables('markdown'), new RegExp(`^\\| \`${name}\` \\|`, 'm'))
    assert.match(renderVariables('text'), new RegExp(`^ {2}${name} `, 'm'))
  }
})

test('with nothing set everything has its default', () => {
  assert.deepEqual(configOf({}), {
    port: 8080,
    host: '127.0.0.1',
    publicUrl: null,
    dataDir: resolve('data'),
    database: { kind: 'sqlite', path: resolve('data/mostrador.db') },
    bus: { kind: 'embedded' },
    redisUrl: null,
    storeFiles: [demoStore],
    roles: roleNames,
    masterKey: null,
    media: { kind: 'folder', path: resolve('data/media') },
    mailUrl: null,
    mailFrom: null,
    trustedProxies: [],
    corsOrigins: [],
    simulator: true,
    retentionDays: 365,
    backupDays: 30,
    otelEndpoint: null,
    logLevel: 'info',
    clockStart: null,
  })
  assert.equal(demoStore, join(import.meta.dirname, '..', 'stores', 'demo', 'store.yaml'))
  proves('settings.defaults')
})

test('several wrong values are one line each, in the order of the documentation', () => {
  const read = readConfig({ LOG_LEVEL: 'loud', PORT: 'http', SIMULATOR: 'perhaps', PATH: '/bin', UNKNOWN: '?' })
  assert.ok(!read.ok)
  assert.deepEqual(
    read.problems.map((problem) => problem.split(':')[0]),
    ['PORT', 'SIMULATOR', 'LOG_LEVEL'],
  )
})

test('PostgreSQL needs a MASTER_KEY', () => {
  for (const scheme of ['postgres', 'postgresql']) {
    const url = `${scheme}://shop:pw@db:5432/shop`
    const read = readConfig({ DATABASE_URL: url })
    assert.ok(!read.ok)
    assert.match(read.problems.join('\n'), /^MASTER_KEY: got nothing, takes 32 bytes in base64 .*; with PostgreSQL it is required$/)
    assert.deepEqual(configOf({ DATABASE_URL: url, MASTER_KEY: key }).database, { kind: 'postgres', url })
  }
  proves('settings.master-key-required-with-postgresql', 'settings.master-key-is-32-bytes')
})

test('the public address follows the port that was found', () => {
  assert.equal(publicUrl(configOf({}), 49_152), 'http://localhost:49152')
  assert.equal(publicUrl(configOf({ PUBLIC_URL: 'https://shop.example.com' }), 49_152), 'https://shop.example.com')
})

test('the page about the configuration says what the program does', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'configuration.md'), 'utf8')
  assert.ok(
    page.includes(renderVariables('markdown')),
    `docs/configuration.md is older than server/config.ts: put this table there\n${renderVariables('markdown')}`,
  )
})

function configOf(env: Record<string, string>): Config {
  const read = readConfig(env)
  assert.ok(read.ok, JSON.stringify(read))
  return read.config
}
