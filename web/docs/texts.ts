export interface Texts {
  copy: string
  copied: string
  found: (count: number) => string
  tryIt: string
  hide: string
  send: string
  sending: string
  key: string
  keyMore: string
  body: string
  answer: (status: number, ms: number) => string
  unreachable: string
  /** Said before something is changed: this is no playground. */
  real: string
}

const es: Texts = {
  copy: 'Copiar',
  copied: 'Copiado',
  found: (count) => (count === 1 ? '1 operación' : `${count} operaciones`),
  tryIt: 'Probar',
  hide: 'Cerrar',
  send: 'Enviar',
  sending: 'Enviando…',
  key: 'Tu clave',
  keyMore: 'Queda solo en esta pestaña. Quien ingresó en /admin no la necesita.',
  body: 'Cuerpo',
  answer: (status, ms) => `Respuesta ${status} en ${ms} ms`,
  unreachable: 'La tienda no responde.',
  real: 'Esto cambia la tienda de verdad.',
}

const pt: Texts = {
  copy: 'Copiar',
  copied: 'Copiado',
  found: (count) => (count === 1 ? '1 operação' : `${count} operações`),
  tryIt: 'Testar',
  hide: 'Fechar',
  send: 'Enviar',
  sending: 'Enviando…',
  key: 'Sua chave',
  keyMore: 'Fica só nesta aba. Quem entrou em /admin não precisa dela.',
  body: 'Corpo',
  answer: (status, ms) => `Resposta ${status} em ${ms} ms`,
  unreachable: 'A loja não responde.',
  real: 'Isto muda a loja de verdade.',
}

const en: Texts = {
  copy: 'Copy',
  copied: 'Copied',
  found: (count) => (count === 1 ? '1 operation' : `${count} operations`),
  tryIt: 'Try it',
  hide: 'Close',
  send: 'Send',
  sending: 'Sending…',
  key: 'Your key',
  keyMore: 'It stays in this tab. Whoever signed in at /admin needs none.',
  body: 'Body',
  answer: (status, ms) => `Answer ${status} in ${ms} ms`,
  unreachable: 'The shop does not answer.',
  real: 'This changes the real shop.',
}

export function textsIn(language: string): Texts {
  return language === 'es' ? es : language === 'pt' ? pt : en
}
