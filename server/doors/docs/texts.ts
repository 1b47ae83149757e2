import { html } from 'hono/html'
import type { Html, Language } from '../web/web.ts'

interface Step {
  title: string
  text: string
}

export interface DocsTexts {
  title: string
  heading: string
  lead: string
  skip: string
  contents: string
  search: string
  scope: string
  noKey: string
  places: Record<'path' | 'query' | 'header', string>
  body: string
  emptyBody: string
  answers: string
  answer: string
  example: string
  required: string
  otherwise: string
  characters: string
  entries: string
  kinds: Record<'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null' | 'time' | 'any', string>
  objects: string
  objectsAbout: string
  problems: string
  problemsAbout: string
  problemsLink: string
  inEnglish: string
  start: Record<'key' | 'first' | 'lists' | 'once' | 'errors' | 'values', Step> & { title: string; about: string }
}

export const textsIn: Record<Language, DocsTexts> = {
  es: {
    title: 'API de Mostrador',
    heading: 'API',
    lead: 'Todo lo que hace la tienda, para otros programas.',
    skip: 'Ir al contenido',
    contents: 'Contenido',
    search: 'Buscar operaciones',
    scope: 'Permiso:',
    noKey: 'No necesita clave.',
    places: { path: 'En la dirección', query: 'Parámetros', header: 'Encabezados' },
    body: 'Cuerpo',
    emptyBody: 'No necesita nada: puede ir vacío.',
    answers: 'Respuestas',
    answer: 'Respuesta',
    example: 'Ejemplo',
    required: 'obligatorio',
    otherwise: 'si falta:',
    characters: 'caracteres',
    entries: 'entradas',
    kinds: {
      string: 'texto',
      integer: 'entero',
      number: 'número',
      boolean: 'true | false',
      object: 'objeto',
      array: 'lista de',
      null: 'null',
      time: 'momento',
      any: 'cualquier valor',
    },
    objects: 'Objetos',
    objectsAbout: 'Lo que las operaciones devuelven, una vez cada uno. Con el tiempo pueden tener más campos: ignora los que no conozcas.',
    problems: 'Errores',
    problemsAbout: 'Cada error lleva en `code` una de estas palabras. No cambian: un programa puede decidir por ellas.',
    problemsLink: 'El campo type de un error lleva a esta lista.',
    inEnglish: 'Los nombres y las explicaciones de las operaciones están en inglés, como en el documento del que sale esta página:',
    start: {
      title: 'Primeros pasos',
      about: 'Todas las direcciones empiezan con',
      key: {
        title: 'Consigue una clave',
        text: 'Una clave es de una sola tienda y tiene permisos: `recurso:read` para leer, `recurso:write` para cambiar, `*` para todo. `npx mostrador keys create sitio` hace una donde corre la tienda y la muestra una sola vez. O se escribe en el archivo de la tienda, que la toma del entorno. En la base queda solo su huella.',
      },
      first: {
        title: 'Haz el primer pedido',
        text: 'La clave va en `x-api-key`, o en `Authorization: Bearer`. Sin clave la respuesta es 401; sin el permiso, 403; lo que es de otra tienda no existe: 404. Son 200 pedidos por segundo y hasta 2.000 de golpe; después viene 429, y `Retry-After` dice cuántos segundos esperar.',
      },
      lists: {
        title: 'Recorre una lista',
        text: '`limit` va de 1 a 100; si falta es 50. Mientras `next_cursor` no sea null hay más: se manda como `cursor`, tal como vino.',
      },
      once: {
        title: 'Escribe una sola vez',
        text: 'Un POST con `Idempotency-Key` tiene efecto una vez, aunque la red se corte y lo mandes de nuevo. Durante 24 horas la misma clave con el mismo cuerpo recibe la misma respuesta; con otro cuerpo, 422.',
      },
      errors: {
        title: 'Entiende los errores',
        text: 'Son documentos de RFC 9457: `code` es para programas, `detail` para personas, y `errors` nombra cada campo. Con un 4xx nada cambió. Con un 503 no se guardó nada: prueba de nuevo.',
      },
      values: {
        title: 'Dinero y momentos',
        text: 'El dinero es un texto decimal con su moneda, nunca un número con coma flotante. Los momentos son RFC 3339 en UTC.',
      },
    },
  },
  pt: {
    title: 'API do Mostrador',
    heading: 'API',
    lead: 'Tudo o que a loja faz, para outros programas.',
    skip: 'Ir para o conteúdo',
    contents: 'Conteúdo',
    search: 'Buscar operações',
    scope: 'Permissão:',
    noKey: 'Não precisa de chave.',
    places: { path: 'No endereço', query: 'Parâmetros', header: 'Cabeçalhos' },
    body: 'Corpo',
    emptyBody: 'Não precisa de nada: pode ir vazio.',
    answers: 'Respostas',
    answer: 'Resposta',
    example: 'Exemplo',
    required: 'obrigatório',
    otherwise: 'se faltar:',
    characters: 'caracteres',
    entries: 'itens',
    kinds: {
      string: 'texto',
      integer: 'inteiro',
      number: 'número',
      boolean: 'true | false',
      object: 'objeto',
      array: 'lista de',
      null: 'null',
      time: 'momento',
      any: 'qualquer valor',
    },
    objects: 'Objetos',
    objectsAbout: 'O que as operações devolvem, uma vez cada um. Com o tempo podem ter mais campos: ignore os que você não conhece.',
    problems: 'Erros',
    problemsAbout: 'Cada erro traz em `code` uma destas palavras. Elas não mudam: um programa pode decidir por elas.',
    problemsLink: 'O campo type de um erro leva a esta lista.',
    inEnglish: 'Os nomes e as explicações das operações estão em inglês, como no documento de que esta página é feita:',
    start: {
      title: 'Primeiros passos',
      about: 'Todos os endereços começam com',
      key: {
        title: 'Consiga uma chave',
        text: 'Uma chave é de uma só loja e tem permissões: `recurso:read` para ler, `recurso:write` para mudar, `*` para tudo. `npx mostrador keys create site` faz uma onde a loja roda e a mostra uma única vez. Ou ela é escrita no arquivo da loja, que a toma do ambiente. No banco fica só a sua impressão digital.',
      },
      first: {
        title: 'Faça o primeiro pedido',
        text: 'A chave vai em `x-api-key`, ou em `Authorization: Bearer`. Sem chave a resposta é 401; sem a permissão, 403; o que é de outra loja não existe: 404. São 200 pedidos por segundo e até 2.000 de uma vez; depois vem 429, e `Retry-After` diz quantos segundos esperar.',
      },
      lists: {
        title: 'Percorra uma lista',
        text: '`limit` vai de 1 a 100; se faltar é 50. Enquanto `next_cursor` não for null há mais: ele é enviado como `cursor`, tal como veio.',
      },
      once: {
        title: 'Escreva uma vez só',
        text: 'Um POST com `Idempotency-Key` tem efeito uma vez, mesmo que a rede caia e você o envie de novo. Durante 24 horas a mesma chave com o mesmo corpo recebe a mesma resposta; com outro corpo, 422.',
      },
      errors: {
        title: 'Entenda os erros',
        text: 'São documentos da RFC 9457: `code` é para programas, `detail` para pessoas, e `errors` nomeia cada campo. Com um 4xx nada mudou. Com um 503 nada foi guardado: tente de novo.',
      },
      values: {
        title: 'Dinheiro e momentos',
        text: 'Dinheiro é um texto decimal com a sua moeda, nunca um número de ponto flutuante. Momentos são RFC 3339 em UTC.',
      },
    },
  },
  en: {
    title: 'Mostrador API',
    heading: 'API',
    lead: 'All the shop can do, for other programs.',
    skip: 'Skip to the content',
    contents: 'Contents',
    search: 'Search operations',
    scope: 'Scope:',
    noKey: 'It needs no key.',
    places: { path: 'In the address', query: 'Parameters', header: 'Headers' },
    body: 'Body',
    emptyBody: 'It needs nothing, and may be left out.',
    answers: 'Answers',
    answer: 'Answer',
    example: 'Example',
    required: 'required',
    otherwise: 'if left out:',
    characters: 'characters',
    entries: 'entries',
    kinds: {
      string: 'text',
      integer: 'whole number',
      number: 'number',
      boolean: 'true | false',
      object: 'object',
      array: 'list of',
      null: 'null',
      time: 'time',
      any: 'any value',
    },
    objects: 'Objects',
    objectsAbout: 'What the operations give back, each once. They may have more fields one day: pass over those that you do not know.',
    problems: 'Errors',
    problemsAbout: 'Each error carries one of these words as its `code`. They do not change: a program may decide by them.',
    problemsLink: 'The type of an error leads to this list.',
    inEnglish: 'This page is made from the same document that programs read:',
    start: {
      title: 'Getting started',
      about: 'Every address begins with',
      key: {
        title: 'Get a key',
        text: 'A key belongs to one shop and has scopes: `resource:read` to read, `resource:write` to change, `*` for all. `npx mostrador keys create website` makes one where the shop runs, and shows it once. Or it is written in the store file, which takes it from the environment. Only its hash is kept.',
      },
      first: {
        title: 'Make the first request',
        text: 'The key goes into `x-api-key`, or into `Authorization: Bearer`. Without a key the answer is 401; without the scope, 403; what is another shop’s is not there: 404. A key makes 200 requests a second, up to 2,000 in a burst; then comes 429, and `Retry-After` says how many seconds to wait.',
      },
      lists: {
        title: 'Walk through a list',
        text: '`limit` is 1 to 100, and 50 if left out. As long as `next_cursor` is not null there is more: send it as `cursor`, just as it came.',
      },
      once: {
        title: 'Write once',
        text: 'A POST with an `Idempotency-Key` takes effect once, even if the network breaks and you send it again. For 24 hours the same key with the same body is answered alike; with another body, 422.',
      },
      errors: {
        title: 'Understand errors',
        text: 'They are documents by RFC 9457: `code` is for programs, `detail` for people, and `errors` names each field. After a 4xx nothing has changed. After a 503 nothing was stored: try again.',
      },
      values: {
        title: 'Money and times',
        text: 'Money is a decimal text and its currency, never a floating-point number. Times are RFC 3339 in UTC.',
      },
    },
  },
}

/** Prose in which what stands between `` ` `` is code. */
export function wordsHtml(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
