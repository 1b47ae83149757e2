import type { Language } from './wire.ts'

const es = {
  open: (shop: string) => `Abrir el chat con ${shop}`,
  unread: (count: number) => `${count} sin leer`,
  close: 'Cerrar el chat',
  title: (shop: string) => `Chat con ${shop}`,
  answers: (name: string) => `Te atiende ${name}`,
  hello: '¡Hola! ¿En qué te ayudamos?',
  helloMore: 'Escribe tu consulta y te respondemos por aquí. La conversación queda guardada en este navegador.',
  write: 'Escribe un mensaje',
  send: 'Enviar',
  you: 'Tú',
  team: 'equipo',
  someone: 'La tienda',
  typing: (name: string) => `${name} está escribiendo`,
  toEnd: 'Ir al último mensaje',
  sending: 'Enviando',
  sent: 'Enviado',
  delivered: 'Entregado',
  read: 'Leído',
  failed: 'No se envió.',
  again: 'Reintentar',
  offline: 'Sin conexión. Lo que escribas saldrá apenas vuelva.',
  restarted: 'La conversación anterior ya no está disponible. Empezamos una nueva.',
  unreachable: 'No pudimos abrir el chat. Seguimos intentando.',
  unknown: 'Este chat no existe o ya no atiende.',
}

export type Texts = typeof es

const pt: Texts = {
  open: (shop) => `Abrir o chat com ${shop}`,
  unread: (count) => `${count} não lidas`,
  close: 'Fechar o chat',
  title: (shop) => `Chat com ${shop}`,
  answers: (name) => `Quem atende: ${name}`,
  hello: 'Olá! Como podemos ajudar?',
  helloMore: 'Escreva sua dúvida e respondemos por aqui. A conversa fica guardada neste navegador.',
  write: 'Escreva uma mensagem',
  send: 'Enviar',
  you: 'Você',
  team: 'equipe',
  someone: 'A loja',
  typing: (name) => `${name} está escrevendo`,
  toEnd: 'Ir para a última mensagem',
  sending: 'Enviando',
  sent: 'Enviada',
  delivered: 'Entregue',
  read: 'Lida',
  failed: 'Não foi enviada.',
  again: 'Tentar de novo',
  offline: 'Sem conexão. O que você escrever sairá assim que ela voltar.',
  restarted: 'A conversa anterior não está mais disponível. Começamos uma nova.',
  unreachable: 'Não conseguimos abrir o chat. Continuamos tentando.',
  unknown: 'Este chat não existe ou não atende mais.',
}

const en: Texts = {
  open: (shop) => `Open the chat with ${shop}`,
  unread: (count) => `${count} unread`,
  close: 'Close the chat',
  title: (shop) => `Chat with ${shop}`,
  answers: (name) => `${name} is here for you`,
  hello: 'Hello! How can we help?',
  helloMore: 'Write your question and we answer right here. The conversation is kept in this browser.',
  write: 'Write a message',
  send: 'Send',
  you: 'You',
  team: 'team',
  someone: 'The shop',
  typing: (name) => `${name} is typing`,
  toEnd: 'Go to the newest message',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent.',
  again: 'Try again',
  offline: 'No connection. What you write will go out as soon as it is back.',
  restarted: 'The earlier conversation is no longer available. This is a new one.',
  unreachable: 'We could not open the chat. Still trying.',
  unknown: 'This chat does not exist or is closed.',
}

export const textsIn: Record<Language, Texts> = { es, pt, en }

/** What the page asks for, else the first of the visitor's languages that we speak, else the shop's own. */
export function chooseLanguage(wished: string | null, visitors: readonly string[], shops: Language): Language {
  return ([wished ?? '', ...visitors].map(languageOf).find((language) => language in textsIn) as Language | undefined) ?? shops
}

/** The visitor's own way to write times, as long as it is the language of the texts. */
export function chooseLocale(language: Language, visitors: readonly string[]): string {
  return visitors.find((tag) => languageOf(tag) === language) ?? language
}

function languageOf(tag: string): string {
  return tag.slice(0, 2).toLowerCase()
}
