import type { Events, Tx } from '../../platform/events/events.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Log } from '../../platform/telemetry/telemetry.ts'
import type { World } from '../../platform/world/world.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { findSetting } from '../../shop/tenants/tenants.ts'
import type { Words } from '../../shop/words.ts'
import type { ProviderName } from './payment.ts'
import type { Account, PaymentProvider } from './provider.ts'
import { mercadopago } from './providers/mercadopago.ts'
import { stripe } from './providers/stripe.ts'

/** What payments of all tenants are taken with. */
export interface Till {
  readonly world: World
  readonly database: Database
  readonly events: Events
  readonly secrets: Secrets
  readonly log: Log
  /** Null when the tenant is switched off or gone. */
  shop(tenant: string, correlation: string | null): Promise<Shop | null>
}

/** Those who move money elsewhere; at the demo and by transfer it moves by people's word. */
export const providers: ReadonlyMap<string, PaymentProvider> = new Map([stripe, mercadopago].map((provider) => [provider.name, provider]))

/** How the shop is paid. */
export interface PaymentSettings {
  provider: ProviderName
  instructions?: Words
  apiBase?: string
}

export async function paymentSettings(place: Shop | Tx): Promise<PaymentSettings> {
  const document = (await lookIn(place)(findSetting, { id: 'payments' }))[0]?.document
  return document === undefined ? { provider: 'demo' } : JSON.parse(document)
}

export interface WithAccount {
  provider: PaymentProvider
  account: Account
}

/** Null for a provider that the shop is not with (any more), or one that has no account. */
export async function accountWith(till: Till, shop: Shop, name: string): Promise<WithAccount | null> {
  const provider = providers.get(name)
  const settings = await paymentSettings(shop)
  const sealed = (await shop.read(findSetting, { id: 'payment-credentials' }))[0]?.document
  if (!provider || settings.provider !== name || sealed === undefined) return null
  const secrets = JSON.parse(till.secrets.open(shop.tenant.id, 'settings.payment-credentials', sealed)) as Record<string, string>
  return { provider, account: { secrets, apiBase: settings.apiBase, fetchOut: shop.fetchOut } }
}
