import type { StoreFolder } from './store-mistakes.ts'

/** A store file with every key there is, and the files that it names. */
export const everyKey: StoreFolder = {
  'store.yaml': `version: 1
tenant:
  { id: demo, name: "Almacén Demo", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires,
    hosts: [shop.demo.test], origin: true,
    branding: { colour: "#0a7", logo: logo.svg }, website: "https://demo.test", about: "Almacén de barrio.", knowledge: knowledge.md,
    retentionDays: 180, modelBudget: { perDay: "5.00", currency: USD } }
apiKeys:
  - { name: tests, key: "\${TEST_API_KEY}", scopes: ["*"] }
staff:
  - { email: owner@demo.test, name: Ada, password: "\${OWNER_PASSWORD}", role: owner }
teams:
  - { id: sales, name: Ventas }
  - { id: support, name: Soporte }
storefronts:
  - { id: moda, name: Luna Moda }
sellers:
  - id: milo
    name: Milo
    storefront: null
    persona: "Informal, breve, de voseo."
    engine: builtin
    fallback: [builtin]
    registerFirst: false
    handoff: { sentimentBelow: 0.3, confidenceBelow: 0.35, misunderstandings: 2, to: sales }
lines:
  - id: ventas
    provider: meta-whatsapp
    address: "+5491155550000"
    team: sales
    seller: milo
    quietPeriodMs: 2000
    maxWaitMs: 10000
    staleAfterHours: 6
    doubtMs: 60000
    apiBase: https://graph.facebook.com
    credentials: { phoneNumberId: "1000001", accessToken: "\${META_TOKEN}", appSecret: "\${META_APP_SECRET}", verifyToken: "\${META_VERIFY}" }
  - { id: twilio, provider: twilio-whatsapp, address: "+14155238886", team: sales, seller: milo,
      credentials: { accountSid: AC1, authToken: "\${TWILIO_TOKEN}" }, apiBase: "https://api.twilio.com" }
  - { id: ycloud, provider: ycloud-whatsapp, address: "+5491155550001", team: support, seller: milo,
      credentials: { apiKey: "\${YCLOUD_KEY}", webhookSecret: "\${YCLOUD_SECRET}" }, apiBase: "https://api.ycloud.com" }
  - { id: web, provider: webchat, address: web, team: sales, seller: milo }
models:
  anthropic: { apiKey: "\${ANTHROPIC_API_KEY}", baseUrl: "https://api.anthropic.com/v1" }
handoff: { enabled: true, lockHours: 24, message: { es: "Te paso con una persona." }, email: ventas@demo.test, smtp: { host: localhost, port: 1025, security: none, user: "", password: "" } }
payments: { provider: demo }
shipping: [ { id: caba, name: CABA, price: "4500.00", freeFrom: "80000.00" }, { id: retiro, name: Retiro, price: "0.00" } ]
promotions: [ { code: HOLA10, percent: 10, from: 2026-01-01, to: 2026-12-31, limit: 100 } ]
templates: { order_shipped: { name: pedido_enviado, language: es_AR } }
transcription: { baseUrl: "https://api.openai.com/v1", apiKey: "\${OPENAI_API_KEY}", model: whisper-1 }
catalog: catalog.json
customers: customers.json
orders: orders.json
faq:
  - { topic: shipping, question: "¿Hacen envíos?", answer: { es: "Sí, a todo el país en 3 a 5 días.", pt: "Sim, em 3 a 5 dias.", en: "Yes, in 3 to 5 days." } }
agenda:
  services: [ { id: asesoria, name: Asesoría, minutes: 30, storefront: moda, capacity: 1 } ]
  hours: { mon-fri: ["09:00-13:00", "15:00-19:00"], sat: ["09:00-13:00"] }
  booked: [ { service: asesoria, starts_at: "2026-03-11T16:00:00-03:00" } ]
`,
  'catalog.json': `[
  { "sku": "YER-001", "name": "Yerba", "description": "Yerba mate de 1 kg.", "category": "almacen/infusiones", "brand": "Norte", "price": "450.00",
    "currency": "ARS", "stock": 12, "is_offer": false, "tags": ["mate"] }
]
`,
  'customers.json': `[ { "id": "C-1", "name": "Ana", "email": "ana@example.test", "phone": "+5491160001111", "segment": "vip" } ]
`,
  'orders.json': `[
  { "number": "1001", "customer_id": "C-1", "items": [ { "sku": "YER-001", "quantity": 2 } ], "status": "delivered",
    "created_at": "2026-03-01T12:00:00-03:00", "tracking": { "carrier": "Andreani", "number": "A1" } }
]
`,
  'knowledge.md': 'Abrimos a las nueve.\n',
}

export const everyKeysVariables = {
  ANTHROPIC_API_KEY: 'anthropic-api-key-0123456789',
  META_APP_SECRET: 'meta-app-secret-0123456789',
  META_TOKEN: 'meta-token-0123456789',
  META_VERIFY: 'meta-verify-0123456789',
  OPENAI_API_KEY: 'openai-api-key-0123456789',
  OWNER_PASSWORD: 'owner-password-0123456789',
  TEST_API_KEY: 'test-api-key-0123456789',
  TWILIO_TOKEN: 'twilio-token-0123456789',
  YCLOUD_KEY: 'ycloud-key-0123456789',
  YCLOUD_SECRET: 'ycloud-secret-0123456789',
}
