/** A shop's files without a mistake, each by its name. */
export interface StoreFolder {
  readonly 'store.yaml': string
  readonly [name: string]: string
}

export const variables = { LUNA_KEY: 'a-key-for-everything-luna', LUNA_TOKEN: 'the-token-of-luna' }

export const luna: StoreFolder = {
  'store.yaml': `version: 1
tenant:
  id: luna
  name: "Tienda Luna"
  locale: es-AR
  currency: ARS
  timezone: America/Argentina/Buenos_Aires
  hosts: [luna.test]
  website: https://luna.test
  knowledge: knowledge.md
apiKeys:
  - { name: all, key: "\${LUNA_KEY}", scopes: ["*"] }
staff:
  - { email: ada@luna.test, name: Ada, password: "the password of luna", role: owner }
teams:
  - { id: sales, name: Ventas }
storefronts:
  - { id: moda, name: Luna Moda }
sellers:
  - { id: milo, name: Milo, storefront: moda, handoff: { to: sales } }
lines:
  - { id: luna-web, provider: webchat, address: luna-web, team: sales, seller: milo }
  - id: luna-phone
    provider: twilio-whatsapp
    address: "+5491155550001"
    team: sales
    seller: milo
    quietPeriodMs: 1500
    credentials: { accountSid: AC1, authToken: "\${LUNA_TOKEN}" }
handoff: { lockHours: 12, message: { es: "Te paso con Ada." } }
payments: { provider: demo }
shipping:
  - { id: caba, name: CABA, price: "4500.00", freeFrom: "80000.00" }
promotions:
  - { code: HOLA10, percent: 10, from: 2026-01-01, to: 2026-12-31 }
faq:
  - { topic: shipping, answer: { es: "Sí, a todo el país." } }
agenda:
  services:
    - { id: asesoria, name: Asesoría, minutes: 30 }
  hours: { mon-fri: ["09:00-13:00"] }
  booked: [ { service: asesoria, starts_at: "2026-03-11T16:00:00-03:00" } ]
customers: customers.json
`,
  'customers.json': `[
  { "id": "C-1", "name": "Ana", "email": "ana@example.test", "phone": "+5491160001111" },
  { "id": "C-2", "name": "Beto" }
]
`,
  'knowledge.md': 'Abrimos a las nueve.\n',
}

/** A line of a store file, at the provider that knows it by an id of its own. */
export function meta(id: string, address: string, phoneNumberId: string): string {
  const credentials = `phoneNumberId: "${phoneNumberId}", accessToken: a, appSecret: s, verifyToken: v`
  return `  - { id: ${id}, provider: meta-whatsapp, address: "${address}", seller: null, credentials: { ${credentials} } }\n`
}

/** Another tenant of the same installation. */
export const sol: StoreFolder = {
  'store.yaml': `version: 1
tenant: { id: sol, name: "Tienda Sol", locale: pt-BR, currency: BRL, timezone: America/Sao_Paulo, hosts: [sol.test] }
apiKeys:
  - { name: all, key: a-key-for-everything-sol, scopes: ["*"] }
staff:
  - { email: ada@sol.test, name: Ada, password: "the password of sol", role: owner }
lines:
  - { id: sol-web, provider: webchat, address: sol-web, seller: null }
  - { id: sol-phone, provider: twilio-whatsapp, address: "+5511955550002", seller: null, credentials: { accountSid: AC2, authToken: t } }
${meta('sol-meta', '+5511955550003', '9000')}`,
}

export interface Mistake {
  /** Finishes "a store file …". */
  readonly what: string
  /** In which file; the store file when left out. */
  readonly file?: string
  /** The text that becomes another, and so is wrong; \`null\` for the whole file. */
  readonly from: string | null
  readonly to: string
  /** One for its kind: it is made in a real start too. */
  readonly atStart?: true
  /** What is said of it, from the file's name on. */
  readonly says: string | readonly string[]
}

/** One of each kind. */
export const mistakes: readonly Mistake[] = [
  {
    what: 'that is no YAML',
    atStart: true,
    from: 'version: 1',
    to: 'version: [1',
    says: 'store.yaml:2 (file): got Flow sequence in block collection must be sufficiently indented and end with a ], takes YAML or JSON',
  },
  { what: 'that is empty', atStart: true, from: null, to: '', says: 'store.yaml:1 (file): got null, takes a group of keys' },
  { what: 'that is a list', from: null, to: '- version: 1\n', says: 'store.yaml:1 (file): got [{"version":1}], takes a group of keys' },
  {
    what: 'that holds a key twice',
    from: 'teams:',
    to: 'version: 2\nteams:',
    says: 'store.yaml:15 (file): got Map keys must be unique, takes YAML or JSON',
  },
  {
    what: 'with a key that nobody knows',
    atStart: true,
    from: 'teams:',
    to: 'colour: red\nteams:',
    says: 'store.yaml:15 colour: got a key nobody knows, takes only the keys of the published schema (/schemas/store.json)',
  },
  {
    what: 'with a key that nobody knows further in',
    from: 'quietPeriodMs: 1500',
    to: 'quietPeriod: 1500',
    says: 'store.yaml:28 lines[1].quietPeriod: got a key nobody knows, takes only the keys of the published schema (/schemas/store.json)',
  },
  { what: 'of another version', from: 'version: 1', to: 'version: 2', says: 'store.yaml:1 version: got 2, takes 1' },
  { what: 'without a version', from: 'version: 1\n', to: '', says: 'store.yaml:1 version: got nothing, takes 1' },
  {
    what: 'without a tenant’s name',
    atStart: true,
    from: '  name: "Tienda Luna"\n',
    to: '',
    says: 'store.yaml:2 tenant.name: got nothing, takes text',
  },
  {
    what: 'without a line’s seller',
    from: '    seller: milo\n',
    to: '',
    says: 'store.yaml:23 lines[1].seller: got nothing, takes a short name',
  },
  {
    what: 'without an id',
    from: '{ id: sales, name: Ventas }',
    to: '{ name: Ventas }',
    says: 'store.yaml:16 teams[0].id: got nothing, takes a short name',
  },
  {
    what: 'without a service’s minutes',
    from: ', minutes: 30',
    to: '',
    says: 'store.yaml:40 agenda.services[0].minutes: got nothing, takes a whole number from 5 to 1440',
  },
  {
    what: 'with a word where a number belongs',
    atStart: true,
    from: 'quietPeriodMs: 1500',
    to: 'quietPeriodMs: soon',
    says: 'store.yaml:28 lines[1].quietPeriodMs: got "soon", takes a whole number from 0 to 600000',
  },
  {
    what: 'with a number out of bounds',
    from: 'quietPeriodMs: 1500',
    to: 'quietPeriodMs: -1',
    says: 'store.yaml:28 lines[1].quietPeriodMs: got -1, takes at least 0',
  },
  {
    what: 'with a group where a list belongs',
    from: 'teams:\n  - { id: sales, name: Ventas }',
    to: 'teams: { id: sales }',
    says: 'store.yaml:15 teams: got {"id":"sales"}, takes a list',
  },
  {
    what: 'with a provider that nobody knows',
    from: 'provider: twilio-whatsapp',
    to: 'provider: pigeon',
    says: 'store.yaml:24 lines[1].provider: got "pigeon", takes one of meta-whatsapp, twilio-whatsapp, ycloud-whatsapp, messenger, instagram, webchat, chatwoot',
  },
  {
    what: 'with a time zone that is none',
    atStart: true,
    from: 'timezone: America/Argentina/Buenos_Aires',
    to: 'timezone: Buenos Aires',
    says: 'store.yaml:7 tenant.timezone: got "Buenos Aires", takes a time zone such as America/Argentina/Buenos_Aires',
  },
  {
    what: 'with a currency that is none',
    atStart: true,
    from: 'currency: ARS',
    to: 'currency: PESOS',
    says: 'store.yaml:6 tenant.currency: got "PESOS", takes a currency of ISO 4217, such as ARS',
  },
  {
    what: 'with a locale that is none',
    atStart: true,
    from: 'locale: es-AR',
    to: 'locale: castellano',
    says: 'store.yaml:5 tenant.locale: got "castellano", takes a locale such as es-AR, pt-BR or en-US',
  },
  {
    what: 'with a host that is none',
    from: '[luna.test]',
    to: '["https://luna.test/"]',
    says: 'store.yaml:8 tenant.hosts[0]: got "https://luna.test/", takes a host name such as shop.example.com',
  },
  {
    what: 'with an address that is none',
    from: 'website: https://luna.test',
    to: 'website: luna',
    says: 'store.yaml:9 tenant.website: got "luna", takes an http or https address',
  },
  {
    what: 'with a variable that is not set',
    atStart: true,
    from: '${LUNA_KEY}',
    to: '${LUNA_KEYS}',
    says: 'store.yaml:12 apiKeys[0].key: got ${LUNA_KEYS}, takes a variable that is set in the environment',
  },
  {
    what: 'with a variable of the program itself',
    atStart: true,
    from: '${LUNA_TOKEN}',
    to: '${MASTER_KEY}',
    says: 'store.yaml:29 lines[1].credentials.authToken: got ${MASTER_KEY}, takes a variable that is not the installation’s own',
  },
  {
    what: 'with a short API key',
    atStart: true,
    from: '"${LUNA_KEY}"',
    to: 'too-short',
    says: 'store.yaml:12 apiKeys[0].key: got a secret, takes a key of 16 characters or more',
  },
  {
    what: 'with a scope that is none',
    from: '["*"]',
    to: '["everything"]',
    says: 'store.yaml:12 apiKeys[0].scopes[0]: got "everything", takes a scope such as conversations:read, or *',
  },
  {
    what: 'with a short password',
    from: '"the password of luna"',
    to: 'short',
    says: 'store.yaml:14 staff[0].password: got a secret, takes a password of 8 characters or more',
  },
  {
    what: 'with a role that is none',
    from: 'role: owner',
    to: 'role: boss',
    says: 'store.yaml:14 staff[0].role: got "boss", takes one of owner, supervisor, agent',
  },
  {
    what: 'with a mail address that is none',
    from: 'ada@luna.test',
    to: 'ada',
    says: 'store.yaml:14 staff[0].email: got "ada", takes an e-mail address',
  },
  {
    what: 'without a credential of its provider',
    atStart: true,
    from: 'accountSid: AC1, ',
    to: '',
    says: 'store.yaml:29 lines[1].credentials.accountSid: got nothing, takes the accountSid of twilio-whatsapp',
  },
  {
    what: 'with a team of a line that is not there',
    atStart: true,
    from: 'team: sales, seller: milo }',
    to: 'team: support, seller: milo }',
    says: 'store.yaml:22 lines[0].team: got "support", takes the id of one of the teams',
  },
  {
    what: 'with a seller of a line that is not there',
    atStart: true,
    from: '    seller: milo\n',
    to: '    seller: nadie\n',
    says: 'store.yaml:27 lines[1].seller: got "nadie", takes the id of one of the sellers',
  },
  {
    what: 'with a storefront of a seller that is not there',
    from: 'storefront: moda',
    to: 'storefront: hogar',
    says: 'store.yaml:20 sellers[0].storefront: got "hogar", takes the id of one of the storefronts',
  },
  {
    what: 'with a team of a hand-over that is not there',
    from: '{ to: sales }',
    to: '{ to: support }',
    says: 'store.yaml:20 sellers[0].handoff.to: got "support", takes the id of one of the teams',
  },
  {
    what: 'with a booked service that is not there',
    from: '{ service: asesoria,',
    to: '{ service: corte,',
    says: 'store.yaml:42 agenda.booked[0].service: got "corte", takes the id of one of the services',
  },
  {
    what: 'with two keys of one name',
    from: 'staff:',
    to: '  - { name: all, key: another-key-of-luna, scopes: ["*"] }\nstaff:',
    says: 'store.yaml:13 apiKeys[1].name: got "all", takes a name that no other entry has',
  },
  {
    what: 'with one person twice',
    from: 'teams:',
    to: '  - { email: ADA@luna.test, name: Ada, password: "her second one", role: agent }\nteams:',
    says: 'store.yaml:15 staff[1].email: got "ADA@luna.test", takes an email that no other entry has',
  },
  {
    what: 'with two teams of one id',
    from: 'storefronts:',
    to: '  - { id: sales }\nstorefronts:',
    says: 'store.yaml:17 teams[1].id: got "sales", takes an id that no other entry has',
  },
  {
    what: 'with two storefronts of one id',
    from: 'sellers:',
    to: '  - { id: moda }\nsellers:',
    says: 'store.yaml:19 storefronts[1].id: got "moda", takes an id that no other entry has',
  },
  {
    what: 'with two sellers of one id',
    from: 'lines:',
    to: '  - { id: milo }\nlines:',
    says: 'store.yaml:21 sellers[1].id: got "milo", takes an id that no other entry has',
  },
  {
    what: 'with two lines of one id',
    atStart: true,
    from: 'handoff: { lock',
    to: '  - { id: luna-web, provider: webchat, address: more, seller: milo }\nhandoff: { lock',
    says: 'store.yaml:30 lines[2].id: got "luna-web", takes an id that no other entry has',
  },
  {
    what: 'with two ways of shipping of one id',
    from: 'promotions:',
    to: '  - { id: caba, name: CABA, price: "1.00" }\npromotions:',
    says: 'store.yaml:34 shipping[1].id: got "caba", takes an id that no other entry has',
  },
  {
    what: 'with two services of one id',
    from: '  hours:',
    to: '    - { id: asesoria, name: Otra, minutes: 10 }\n  hours:',
    says: 'store.yaml:41 agenda.services[1].id: got "asesoria", takes an id that no other entry has',
  },
  {
    what: 'with two lines of one address',
    atStart: true,
    from: 'handoff: { lock',
    to: '  - { id: more, provider: twilio-whatsapp, address: "+54 11 5555-0001", seller: milo, credentials: { accountSid: AC1, authToken: t } }\nhandoff: { lock',
    says: 'store.yaml:30 lines[2].address: got "+54 11 5555-0001", takes an address that no other line of the installation has',
  },
  {
    what: 'with two lines of one address and different ids at their provider',
    from: 'handoff: { lock',
    to: `${meta('more', '+5491155550000', '1')}${meta('most', '+54 11 5555-0000', '2')}handoff: { lock`,
    says: 'store.yaml:31 lines[3].address: got "+54 11 5555-0000", takes an address that no other line of the installation has',
  },
  {
    what: 'with two lines of one id at their provider',
    from: 'handoff: { lock',
    to: `${meta('more', '+5491155550000', '1')}${meta('most', '+5491155550009', '1')}handoff: { lock`,
    says: 'store.yaml:31 lines[3].credentials.phoneNumberId: got a secret, takes a phoneNumberId that no other line of the installation has',
  },
  {
    what: 'with a line’s address that another tenant uses under another id of the provider',
    from: 'handoff: { lock',
    to: `${meta('more', '+551155550003', '1')}handoff: { lock`,
    says: 'store.yaml:30 lines[2].address: got "+551155550003", takes an address that no other tenant has',
  },
  {
    what: 'with a line’s id at the provider that another tenant uses',
    from: 'handoff: { lock',
    to: `${meta('more', '+5491155550000', '9000')}handoff: { lock`,
    says: 'store.yaml:30 lines[2].credentials.phoneNumberId: got a secret, takes a phoneNumberId that no other tenant has',
  },
  {
    what: 'with a line’s id that another tenant uses',
    from: 'id: luna-web',
    to: 'id: sol-web',
    says: 'store.yaml:22 lines[0].id: got "sol-web", takes a line id that no other tenant has',
  },
  {
    what: 'with a line’s address that another tenant uses',
    atStart: true,
    from: '"+5491155550001"',
    to: '"+551155550002"',
    says: 'store.yaml:25 lines[1].address: got "+551155550002", takes an address that no other tenant has',
  },
  {
    what: 'with a person of another tenant',
    from: 'ada@luna.test',
    to: 'Ada@Sol.test',
    says: 'store.yaml:14 staff[0].email: got "Ada@Sol.test", takes an e-mail address that no other tenant has',
  },
  {
    what: 'with a key of another tenant',
    atStart: true,
    from: '"${LUNA_KEY}"',
    to: 'a-key-for-everything-sol',
    says: 'store.yaml:12 apiKeys[0].key: got a secret, takes a key that no other tenant uses',
  },
  {
    what: 'with an address that has been applied under another id',
    from: 'id: luna-phone',
    to: 'id: luna-mobile',
    says: 'store.yaml:23 lines[1].id: got "luna-mobile", takes the id under which this address was applied before',
  },
  {
    what: 'with an amount that is none',
    from: 'price: "4500.00"',
    to: 'price: "$4500"',
    says: 'store.yaml:33 shipping[0].price: got "$4500", takes an amount such as "4500.00"',
  },
  {
    what: 'with an amount that is a number',
    from: 'price: "4500.00"',
    to: 'price: 4500.00',
    says: 'store.yaml:33 shipping[0].price: got 4500, takes an amount in quotes, such as "4500.00"',
  },
  {
    what: 'with an amount finer than its currency',
    from: 'price: "4500.00"',
    to: 'price: "4500.005"',
    says: 'store.yaml:33 shipping[0].price: got "4500.005", takes at most 2 decimals, as ARS has',
  },
  {
    what: 'with a percentage above a hundred',
    from: 'percent: 10,',
    to: 'percent: 110,',
    says: 'store.yaml:35 promotions[0].percent: got 110, takes at most 100',
  },
  {
    what: 'with a day that the calendar does not have',
    from: '2026-12-31',
    to: '2026-02-30',
    says: 'store.yaml:35 promotions[0].to: got "2026-02-30", takes a day such as 2026-01-31',
  },
  {
    what: 'with a moment without its offset',
    from: 'T16:00:00-03:00',
    to: 'T16:00:00',
    says: 'store.yaml:42 agenda.booked[0].starts_at: got "2026-03-11T16:00:00", takes a moment with its offset, such as 2026-03-11T16:00:00-03:00',
  },
  {
    what: 'with hours that end before they begin',
    from: '09:00-13:00',
    to: '13:00-09:00',
    says: 'store.yaml:41 agenda.hours.mon-fri[0]: got "13:00-09:00", takes hours such as "09:00-13:00", the end after the beginning',
  },
  {
    what: 'with a day of the week that is none',
    from: 'mon-fri',
    to: 'lunes',
    says: 'store.yaml:41 agenda.hours.lunes: got ["09:00-13:00"], takes a day such as sat, or days such as mon-fri',
  },
  {
    what: 'with a text in a language that is not spoken',
    from: '{ es: "Te paso con Ada." }',
    to: '{ fr: "Je vous passe Ada." }',
    says: 'store.yaml:30 handoff.message.fr: got a key nobody knows, takes only the keys of the published schema (/schemas/store.json)',
  },
  {
    what: 'with a way to pay that lacks its secret',
    from: '{ provider: demo }',
    to: '{ provider: stripe, secretKey: sk }',
    says: 'store.yaml:31 payments.webhookSecret: got nothing, takes text',
  },
  {
    what: 'with a file of customers that is not there',
    atStart: true,
    from: 'customers: customers.json',
    to: 'customers: clients.json',
    says: 'store.yaml:43 customers: got "clients.json", takes a file that is there, beside the store file',
  },
  {
    what: 'with a catalogue that is not there',
    atStart: true,
    from: 'customers: customers.json',
    to: 'catalog: catalog.csv',
    says: 'store.yaml:43 catalog: got "catalog.csv", takes a file that is there, beside the store file',
  },
  {
    what: 'with knowledge that is not there',
    from: 'knowledge: knowledge.md',
    to: 'knowledge: everything.md',
    says: 'store.yaml:10 tenant.knowledge: got "everything.md", takes a file that is there, beside the store file',
  },
  {
    what: 'with customers that are no JSON',
    atStart: true,
    file: 'customers.json',
    from: '"name": "Beto" }',
    to: '"name": "Beto"',
    says: 'customers.json:4 (file): got Flow map in block collection must be sufficiently indented and end with a }, takes JSON',
  },
  {
    what: 'with customers that are no list',
    file: 'customers.json',
    from: null,
    to: '{ "id": "C-1" }\n',
    says: 'customers.json:1 (file): got {"id":"C-1"}, takes a list',
  },
  {
    what: 'with a customer of a wrong kind',
    atStart: true,
    file: 'customers.json',
    from: '"name": "Beto"',
    to: '"name": 7',
    says: 'customers.json:3 [1].name: got 7, takes text',
  },
  {
    what: 'with a customer’s phone that is none',
    file: 'customers.json',
    from: '+5491160001111',
    to: 'five',
    says: 'customers.json:2 [0].phone: got "five", takes a phone number of 6 to 20 digits',
  },
  {
    what: 'with two customers of one id',
    file: 'customers.json',
    from: '"C-2"',
    to: '"C-1"',
    says: 'customers.json:3 [1].id: got "C-1", takes an id that no other entry has',
  },
  {
    what: 'with three mistakes',
    atStart: true,
    from: 'quietPeriodMs: 1500',
    to: 'quietPeriodMs: soon\n    maxWaitMs: late\n    doubt: 1',
    says: [
      'store.yaml:28 lines[1].quietPeriodMs: got "soon", takes a whole number from 0 to 600000',
      'store.yaml:29 lines[1].maxWaitMs: got "late", takes a whole number from 0 to 3600000',
      'store.yaml:30 lines[1].doubt: got a key nobody knows, takes only the keys of the published schema (/schemas/store.json)',
    ],
  },
]
