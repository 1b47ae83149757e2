import { decimalsOf } from '../currency.ts'
import type { StoreFileError } from './document.ts'
import { aOrAn, namesOf } from './line-names.ts'
import { mistake, type ReadStoreFile } from './mistakes.ts'
import { providerCredentials } from './schema.ts'

/** Whether a file that a store file names is there. */
export interface Files {
  exists(path: string, besides: string): boolean
}

/** What no schema can see: that ids are used once, that what is named is there, within a file and between the files. */
export function crossChecks(files: readonly ReadStoreFile[], reading: Files): StoreFileError[] {
  const errors = [
    ...files.flatMap((file) => [...idsOnce(file), ...references(file), ...credentials(file), ...amounts(file), ...named(file, reading)]),
    ...between(files),
  ]
  // What stands twice in its file stands twice in the installation too: said once is enough.
  const places = errors.map(({ file, path }) => `${file} ${path}`)
  return errors.filter((_, index) => places.indexOf(places[index] ?? '') === index)
}

function idsOnce({ document, store }: ReadStoreFile): StoreFileError[] {
  const lists: [string, string, readonly (string | undefined)[]][] = [
    ['apiKeys', 'name', store.apiKeys.map(({ name }) => name)],
    ['staff', 'email', store.staff.map(({ email }) => email.toLowerCase())],
    ['teams', 'id', store.teams.map(({ id }) => id)],
    ['storefronts', 'id', store.storefronts.map(({ id }) => id)],
    ['sellers', 'id', store.sellers.map(({ id }) => id)],
    ['lines', 'id', store.lines.map(({ id }) => id)],
    ['shipping', 'id', store.shipping.map(({ id }) => id)],
    ['agenda.services', 'id', store.agenda.services.map(({ id }) => id)],
  ]
  return lists.flatMap(([list, field, ids]) =>
    ids.flatMap((id, index) =>
      id !== undefined && ids.indexOf(id) < index
        ? [mistake(document, [...list.split('.'), index, field], `${aOrAn(field)} that no other entry has`)]
        : [],
    ),
  )
}

function references({ document, store }: ReadStoreFile): StoreFileError[] {
  const teams = new Set(store.teams.map(({ id }) => id))
  const sellers = new Set(store.sellers.map(({ id }) => id))
  const storefronts = new Set(store.storefronts.map(({ id }) => id))
  const services = new Set(store.agenda.services.map(({ id }) => id))
  const errors: StoreFileError[] = []
  const must = (known: ReadonlySet<string | undefined>, id: string | null | undefined, path: PropertyKey[], what: string) => {
    if (id != null && !known.has(id)) errors.push(mistake(document, path, `the id of one of the ${what}`))
  }
  for (const [index, line] of store.lines.entries()) {
    must(teams, line.team, ['lines', index, 'team'], 'teams')
    must(sellers, line.seller, ['lines', index, 'seller'], 'sellers')
  }
  for (const [index, seller] of store.sellers.entries()) {
    must(storefronts, seller.storefront, ['sellers', index, 'storefront'], 'storefronts')
    must(teams, seller.handoff.to, ['sellers', index, 'handoff', 'to'], 'teams')
  }
  for (const [index, service] of store.agenda.services.entries())
    must(storefronts, service.storefront, ['agenda', 'services', index, 'storefront'], 'storefronts')
  for (const [index, promotion] of store.promotions.entries())
    must(storefronts, promotion.storefront, ['promotions', index, 'storefront'], 'storefronts')
  for (const [index, booked] of store.agenda.booked.entries())
    must(services, booked.service, ['agenda', 'booked', index, 'service'], 'services')
  return errors
}

function credentials({ document, store }: ReadStoreFile): StoreFileError[] {
  return store.lines.flatMap((line, index) =>
    (providerCredentials[line.provider] ?? [])
      .filter((name) => !line.credentials[name])
      .map((name) => mistake(document, ['lines', index, 'credentials', name], `the ${name} of ${line.provider}`)),
  )
}

function amounts({ document, store }: ReadStoreFile): StoreFileError[] {
  const decimals = decimalsOf(store.tenant.currency)
  const tooFine = (amount: string | undefined) => amount !== undefined && (amount.split('.')[1] ?? '').replace(/0+$/, '').length > decimals
  const takes = `at most ${decimals} decimals, as ${store.tenant.currency} has`
  return [
    ...store.shipping.flatMap(({ price, freeFrom }, index) => [
      ...(tooFine(price) ? [mistake(document, ['shipping', index, 'price'], takes)] : []),
      ...(tooFine(freeFrom) ? [mistake(document, ['shipping', index, 'freeFrom'], takes)] : []),
    ]),
    ...store.promotions.flatMap(({ amount }, index) =>
      tooFine(amount) ? [mistake(document, ['promotions', index, 'amount'], takes)] : [],
    ),
  ]
}

function named({ document, store }: ReadStoreFile, reading: Files): StoreFileError[] {
  const paths: [PropertyKey[], string | undefined][] = [
    [['catalog'], store.catalog],
    [['customers'], store.customers],
    [['orders'], store.orders],
    [['tenant', 'knowledge'], store.tenant.knowledge],
  ]
  return paths.flatMap(([path, file]) =>
    file !== undefined && !reading.exists(file, document.file)
      ? [mistake(document, path, 'a file that is there, beside the store file')]
      : [],
  )
}

/** Line ids and a provider's own keys name one line in the whole installation; so do staff and tenants. */
function between(files: readonly ReadStoreFile[]): StoreFileError[] {
  const seen = new Map<string, string>()
  const errors: StoreFileError[] = []
  const once = (file: ReadStoreFile, what: string, value: string, path: PropertyKey[], takes: string) => {
    const before = seen.get(`${what} ${value}`)
    if (before === undefined) seen.set(`${what} ${value}`, file.document.file)
    else errors.push(mistake(file.document, path, takes))
  }
  for (const file of files) {
    once(file, 'tenant', file.store.tenant.id, ['tenant', 'id'], 'a tenant that no other file has')
    if (file.store.tenant.origin) once(file, 'origin', '', ['tenant', 'origin'], 'true in one file only')
    for (const [index, host] of file.store.tenant.hosts.entries())
      once(file, 'host', host.toLowerCase(), ['tenant', 'hosts', index], 'a host that no other tenant has')
    for (const [index, line] of file.store.lines.entries()) {
      const before = errors.length
      once(file, 'line', line.id, ['lines', index, 'id'], 'a line id that no other line of the installation has')
      if (errors.length > before) continue
      for (const { called, value, path } of namesOf(line)) {
        const takes = `${aOrAn(called)} that no other line of the installation has`
        once(file, `${called} at ${line.provider}`, value, ['lines', index, ...path], takes)
      }
    }
    for (const [index, member] of file.store.staff.entries())
      once(file, 'staff', member.email.toLowerCase(), ['staff', index, 'email'], 'an e-mail address that no other member of staff has')
    for (const [index, { key }] of file.store.apiKeys.entries())
      once(file, 'key', key, ['apiKeys', index, 'key'], 'a key that no other tenant uses')
  }
  return errors
}
