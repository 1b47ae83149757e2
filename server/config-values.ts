import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** What a variable's text stands for; undefined when it stands for nothing we take. */
export type Reading<Value> = (text: string) => Value | undefined

export type DatabaseLocation = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string }
export type BusLocation = { kind: 'embedded' } | { kind: 'amqp'; url: string }
export type MediaLocation = { kind: 'folder'; path: string } | { kind: 's3'; bucket: string; prefix: string; endpoint: string | null }

export function wholeNumber(from: number, to: number): Reading<number> {
  return (text) => {
    const number = Number(text)
    return /^\d{1,9}$/.test(text) && number >= from && number <= to ? number : undefined
  }
}

export function oneOf<const Name extends string>(names: readonly Name[]): Reading<Name> {
  return (text) => names.find((name) => name === text)
}

export function listOf<Value>(read: Reading<Value>): Reading<Value[]> {
  return (text) => {
    const values = text.split(',').map((part) => read(part.trim()))
    return values.every((value) => value !== undefined) ? values : undefined
  }
}

export function url(...schemes: string[]): Reading<string> {
  return (text) => {
    const parsed = URL.parse(text)
    return parsed && schemes.includes(parsed.protocol) && /^[a-z]+:\/\//i.test(text) ? text : undefined
  }
}

/** Also with the slash that people copy along; what comes out has none. */
export const origin: Reading<string> = (text) => {
  const parsed = URL.parse(text)
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) return undefined
  return parsed.href === `${parsed.origin}/` ? parsed.origin : undefined
}

export const host: Reading<string> = (text) => (isIP(text) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text) ? text : undefined)

/** Anything with a scheme was meant for another variable, and would silently become a folder of that name. */
export const folder: Reading<string> = (text) => (/^[a-z][a-z\d+.-]+:/i.test(text) || text.includes('\0') ? undefined : resolve(text))

export const databaseLocation: Reading<DatabaseLocation> = (text) => {
  const postgres = url('postgres:', 'postgresql:')(text)
  if (postgres) return { kind: 'postgres', url: postgres }
  const [, path] = /^file:(?:\/\/(?=\/))?(?!\/\/)([^:?#]*[^:?#/])$/.exec(text) ?? []
  return path ? { kind: 'sqlite', path: resolve(path) } : undefined
}

export const busLocation: Reading<BusLocation> = (text) => {
  if (text === 'embedded') return { kind: 'embedded' }
  const amqp = url('amqp:', 'amqps:')(text)
  return amqp ? { kind: 'amqp', url: amqp } : undefined
}

export const mediaLocation: Reading<MediaLocation> = (text) => {
  if (!text.startsWith('s3://')) {
    const path = folder(text)
    return path ? { kind: 'folder', path } : undefined
  }
  const parsed = URL.parse(text)
  if (!parsed?.hostname) return undefined
  const endpoint = parsed.searchParams.get('endpoint')
  if (endpoint !== null && !url('http:', 'https:')(endpoint)) return undefined
  return { kind: 's3', bucket: parsed.hostname, prefix: parsed.pathname.slice(1), endpoint }
}

export const storeFile: Reading<string> = (text) => (/\.(ya?ml|json)$/i.test(text) ? resolve(text) : undefined)

export const mailbox: Reading<string> = (text) => (/^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? text : undefined)

export const addressRange: Reading<string> = (text) => {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return undefined
  if (prefix === undefined) return text
  return wholeNumber(0, family === 4 ? 32 : 128)(prefix) === undefined ? undefined : text
}

export const key32: Reading<Uint8Array> = (text) =>
  /^[A-Za-z\d+/]{43}=$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined

/** RFC 3339: with seconds and an offset, and a date that the calendar has. */
export const instant: Reading<number> = (text) => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return undefined
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A value as an error may show it: on one line, short, and without the passwords inside it. */
export function shown(text: string): string {
  const at = text.lastIndexOf('@')
  const password = text.search(/:(?!\/\/)/)
  const masked = at > password && password >= 0 ? `${text.slice(0, password)}:***${text.slice(at)}` : text
  const quiet = masked.replace(/((?:pass(?:word)?|secret|token|key)[^=&\s]*=)[^&\s]*/gi, '$1***')
  return JSON.stringify(quiet.length > 200 ? `${quiet.slice(0, 200)}…` : quiet)
}
