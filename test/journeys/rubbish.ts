import type { Chance } from '../sim/chance.ts'

/** A route as the app has it. */
export interface Route {
  method: string
  path: string
}

export interface Rubbish {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
  /** Sent in pieces of an unknown number, instead of with its length. */
  chunked: boolean
}

/** What a well-formed request of each route would hold: rubbish that is nearly right gets further in. */
export interface Known {
  /** Real values for the parameters of a path, by route. */
  idsOf(route: Route): Readonly<Record<string, string>>
  bodyOf(route: Route): Record<string, unknown> | null
  queriesOf(route: Route): readonly string[]
}

/** What a door is sent by accident, by a broken client, or by somebody who tries it out. */
export function rubbishFor(route: Route, known: Known, chance: Chance): Rubbish {
  const method = route.method === 'ALL' ? chance.oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) : route.method
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return {
    method,
    path: pathOf(route, known, chance) + queryOf(route, known, chance),
    headers: { ...headersOf(chance), ...(hasBody ? { 'content-type': chance.oneOf(contentTypes) } : {}) },
    body: hasBody ? bodyOf(route, known, chance) : null,
    chunked: hasBody && below(chance, 6) === 0,
  }
}

const contentTypes = [
  ...Array.from({ length: 8 }, () => 'application/json'),
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/problem+json',
  'nonsense',
  '/',
  '',
]

const strangeValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  9.223372036854776e18,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202eevil',
  '🧉'.repeat(40),
  'x'.repeat(5000),
  "'; drop table messages; --",
  '%00',
  '../../etc/passwd',
  '${NAME}',
  '{{price:SKU}}',
  '<script>alert(1)</script>',
  [],
  {},
  [[]],
  [null],
  ['a', 1, {}],
  { $gt: '' },
  { constructor: { prototype: { polluted: true } } },
  '2026-99-99T99:99:99Z',
  'NaN',
  Array.from({ length: 300 }, (_, index) => index),
]

/** As text, since no object of JavaScript holds them. */
const strangeTexts: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":1,"toString":null,"hasOwnProperty":0,"text":"x"}',
  '{"text":1e999}',
  '{"text":-1e999,"labels":[1e400]}',
  '{"text":"\\ud800"}',
  '{"text":"\\u0000"}',
  '{"a\\u0000b":1}',
  '{"text":"x","text":"y","text":[]}',
  '{"text":123456789012345678901234567890}',
  '[1,2',
  '{"text":',
  '{"text":"x"',
  '{"text":"x"}}',
  "{'text':'x'}",
  '{text:1}',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  'undefined',
  'NaN',
  '\ufeff{"text":"x"}',
  '   ',
  '{"text":"x"} // and more',
  'text=x&labels=y',
  '<?xml version="1.0"?><a/>',
  '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nx\r\n--x--\r\n',
]

function bodyOf(route: Route, known: Known, chance: Chance): Buffer {
  const right = known.bodyOf(route)
  switch (below(chance, 10)) {
    case 0:
      return Buffer.from(chance.oneOf(strangeTexts))
    case 1:
      return Buffer.from(Array.from({ length: below(chance, 200) }, () => below(chance, 256)))
    case 2:
      return Buffer.from(nested(chance))
    case 3:
      return withBrokenUtf8(JSON.stringify(right ?? { text: 'hola' }), chance)
    case 4:
      return below(chance, 40) === 0 ? Buffer.alloc(1024 * 1024 + 1 + below(chance, 300_000), 0x61) : Buffer.alloc(below(chance, 3))
    case 5: {
      const text = JSON.stringify(right ?? { text: 'hola' })
      return Buffer.from(text.slice(0, below(chance, text.length)))
    }
    default:
      return Buffer.from(JSON.stringify(right ? changed(right, chance) : chance.oneOf(strangeValues)) ?? '')
  }
}

function nested(chance: Chance): string {
  const depth = chance.oneOf([63, 64, 65, 500, 5000, 100_000])
  const [open, middle, close] = chance.oneOf([
    ['[', '1', ']'],
    ['{"text":', '1', '}'],
    ['{"text":', '"\\u0000"', '}'],
    ['[', '"\\u0000"', ']'],
    ['[', '', ''],
  ] as const)
  return open.repeat(depth) + middle + close.repeat(depth)
}

function withBrokenUtf8(text: string, chance: Chance): Buffer {
  const bytes = Buffer.from(text)
  const broken = Buffer.from(chance.oneOf([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x00]]))
  const at = below(chance, bytes.length)
  return Buffer.concat([bytes.subarray(0, at), broken, bytes.subarray(at)])
}

/** Somewhere inside something else stands, goes away, or comes on top. */
function changed(value: Record<string, unknown>, chance: Chance): unknown {
  const copy = structuredClone(value)
  let place: Record<string, unknown> = copy
  for (;;) {
    const names = Object.keys(place)
    const name = names.length > 0 ? chance.oneOf(names) : 'text'
    const inner = place[name]
    if (typeof inner === 'object' && inner !== null && below(chance, 3) > 0) {
      place = inner as Record<string, unknown>
      continue
    }
    if (below(chance, 5) === 0) delete place[name]
    else place[name] = chance.oneOf(strangeValues)
    if (below(chance, 4) === 0)
      place[chance.oneOf(['extra', 'price', 'tenant_id', 'id', '__proto__x', ' ', 'é'])] = chance.oneOf(strangeValues)
    return copy
  }
}

/** As they stand in an address. */
const strangeSegments = [
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  '%ed%a0%80',
  '%c0%80',
  '%2e%2e%2f',
  '..%2f..',
  '%252e',
  '%E2%82%AC',
  "'%20or%201=1",
  'x'.repeat(201),
  'x'.repeat(3000),
  '-',
  '~',
  '*',
  '%20',
  '%0d%0aset-cookie:x',
  '%F0%9F%A7%89',
  '__proto__',
  'constructor',
  'null',
  ';a=b',
  '%3Fx=%23',
  '00000000-0000-0000-0000-000000000000',
]

function pathOf(route: Route, known: Known, chance: Chance): string {
  const ids = known.idsOf(route)
  return route.path
    .split('/')
    .map((part) => {
      if (part === '*') return chance.oneOf(strangeSegments)
      if (!part.startsWith(':')) return part
      const name = part.slice(1).replace(/\{.*$|\?$/g, '')
      return ids[name] !== undefined && below(chance, 5) > 0 ? encodeURIComponent(ids[name]) : chance.oneOf(strangeSegments)
    })
    .join('/')
}

const strangeCursors = [
  'abc',
  '',
  'after:',
  'after:x',
  'after:-1',
  'after:1e300',
  'after:9223372036854775808',
  'after:0.5',
  'after:\0',
  'after: ',
  'after:NaN x',
]

function queryOf(route: Route, known: Known, chance: Chance): string {
  if (below(chance, 3) > 0 && route.method !== 'GET') return ''
  const names = [...known.queriesOf(route), 'limit', 'cursor', 'after', 'line', '__proto__', 'a[b]', '%ff']
  const pairs = Array.from({ length: 1 + below(chance, 3) }, () => {
    const name = chance.oneOf(names)
    if (name === 'cursor' && below(chance, 2) === 0) return `cursor=${Buffer.from(chance.oneOf(strangeCursors)).toString('base64url')}`
    return `${name}=${chance.oneOf([...strangeSegments, '0', '-1', '101', '1e9', '1e400', '99999999999999999999', '1.5', 'NaN', '', '+', '%2B549', 'closed', '2026-13-45'])}`
  })
  return `?${pairs.join(chance.oneOf(['&', '&', '&&', ';', '&=']))}`
}

const strangeHeaders: readonly (readonly [string, readonly string[]])[] = [
  ['x-request-id', ['', 'x', 'a b', '\u00ff\u00fe', 'x'.repeat(4000), '"><script>']],
  ['traceparent', ['00', '00-0-0-0', 'x'.repeat(300)]],
  ['idempotency-key', ['', ' ', 'x'.repeat(256), '\u00e9\u00ff', 'a'.repeat(255), '"']],
  ['accept', ['', 'text/html;q=NaN', ',,,', 'application/json;q=1e9', '*'.repeat(2000)]],
  ['accept-language', ['', 'x'.repeat(3000), 'es;q=', ';;;,,,', '\u00ff']],
  ['cookie', ['mostrador_session=', 'mostrador_session=%zz', '=;=;', 'a'.repeat(4000), 'mostrador_session="\u00ff"']],
  ['x-forwarded-for', ['', 'unknown', '::::', '1.2.3.4, , 5', 'x'.repeat(2000)]],
  ['origin', ['null', '', 'http://', 'https://evil.test']],
  ['if-none-match', ['"', 'W/', '*']],
  ['range', ['bytes=0-', 'bytes=-1', 'x']],
  ['expect', ['100-continue']],
  ['x-http-method-override', ['DELETE']],
  ['content-encoding', ['gzip', 'br', 'nonsense']],
  ['last-event-id', ['', '-1', '1e400', 'x', '99999999999999999999']],
  ['x-tenant-id', ['sol', '', "'", '\u00ff']],
  ['upgrade', ['websocket']],
]

function headersOf(chance: Chance): Record<string, string> {
  const found: Record<string, string> = {}
  while (below(chance, 3) === 0) {
    const [name, values] = chance.oneOf(strangeHeaders)
    found[name] = chance.oneOf(values)
  }
  return found
}

function below(chance: Chance, limit: number): number {
  return chance.between(0, limit - 1)
}
