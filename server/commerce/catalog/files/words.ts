/** The languages in which the shop speaks with its people. */
export type Language = 'es' | 'pt' | 'en'

/**
 * What would be taken instead, in the words that finish "got …, takes …". `{name}` is filled in from the problem. The codes are for
 * programs, and only ever grow.
 */
const takes = {
  // The file as a whole
  not_a_table: {
    es: 'un archivo CSV o JSON (en Excel: Guardar como, CSV UTF-8)',
    pt: 'um arquivo CSV ou JSON (no Excel: Salvar como, CSV UTF-8)',
    en: 'a CSV or JSON file (in Excel: Save as, CSV UTF-8)',
  },
  too_big: { es: 'un archivo de hasta {most} MB', pt: 'um arquivo de até {most} MB', en: 'a file of at most {most} MB' },
  empty_file: { es: 'un archivo que no esté vacío', pt: 'um arquivo que não esteja vazio', en: 'a file that is not empty' },
  encoding_mixed: {
    es: 'una sola codificación: acá hay letras en UTF-8, y en la línea {other} en Latin-1; guárdelo entero como CSV UTF-8',
    pt: 'uma única codificação: aqui há letras em UTF-8, e na linha {other} em Latin-1; salve-o inteiro como CSV UTF-8',
    en: 'one encoding: here are letters in UTF-8, and on line {other} in Latin-1; save the whole of it as CSV UTF-8',
  },
  encoding_unclear: {
    es: 'UTF-8 o Latin-1: los acentos parecen de MS-DOS o Macintosh; guárdelo como CSV UTF-8, o diga --encoding',
    pt: 'UTF-8 ou Latin-1: os acentos parecem de MS-DOS ou Macintosh; salve-o como CSV UTF-8, ou diga --encoding',
    en: 'UTF-8 or Latin-1: the accents look like MS-DOS or Macintosh; save it as CSV UTF-8, or say --encoding',
  },
  encoding_broken: {
    es: 'texto que se pueda leer así: algo de acá no lo es',
    pt: 'texto que possa ser lido assim: algo aqui não é',
    en: 'text that can be read as that: something here cannot',
  },
  too_many_rows: { es: 'hasta {most} filas', pt: 'até {most} linhas de tabela', en: 'at most {most} rows' },
  too_many_columns: { es: 'hasta {most} columnas', pt: 'até {most} colunas', en: 'at most {most} columns' },
  no_titles: {
    es: 'una fila de títulos con sku, nombre y precio (o algunos de ellos)',
    pt: 'uma linha de títulos com sku, nome e preço (ou alguns deles)',
    en: 'a row of titles with sku, name and price (or some of them)',
  },
  no_rows: { es: 'al menos un producto', pt: 'pelo menos um produto', en: 'one product at least' },
  title_misspelt: {
    es: '"{perhaps}", si es lo que quiso decir',
    pt: '"{perhaps}", se é o que quis dizer',
    en: '"{perhaps}", if that is what was meant',
  },
  column_twice: {
    es: 'cada columna una sola vez: "{other}" dice lo mismo',
    pt: 'cada coluna uma só vez: "{other}" diz o mesmo',
    en: 'each column once: "{other}" says the same',
  },
  unclosed_quote: {
    es: 'comillas que se cierren: en esta fila se abren unas que no terminan',
    pt: 'aspas que se fechem: nesta linha se abrem umas que não terminam',
    en: 'quotes that are closed: in this row some are opened that never end',
  },
  decimals_unclear: {
    es: 'un precio que se lea de una sola manera: puede ser mil o uno con tres decimales; diga --decimal , o --decimal .',
    pt: 'um preço que se leia de uma só maneira: pode ser mil ou um com três decimais; diga --decimal , ou --decimal .',
    en: 'a number that can be read in one way only: a thousand, or one with three decimals; say --decimal , or --decimal .',
  },
  decimals_disagree: {
    es: 'un solo signo decimal: la línea {other} dice "{shown}"; corríjalas, o diga --decimal , o --decimal .',
    pt: 'um só sinal decimal: a linha {other} diz "{shown}"; corrija-as, ou diga --decimal , ou --decimal .',
    en: 'one decimal sign: line {other} has "{shown}"; correct them, or say --decimal , or --decimal .',
  },
  dates_unclear: {
    es: 'una fecha que se lea de una sola manera, como 2026-03-31; o diga --dates dmy (día primero) o mdy',
    pt: 'uma data que se leia de uma só maneira, como 2026-03-31; ou diga --dates dmy (dia primeiro) ou mdy',
    en: 'a date that can be read in one way only, such as 2026-03-31; or say --dates dmy (day first) or mdy',
  },
  dates_disagree: {
    es: 'fechas de una sola forma: la línea {other} dice "{shown}"; escríbalas como 2026-03-31',
    pt: 'datas de uma só forma: a linha {other} diz "{shown}"; escreva-as como 2026-03-31',
    en: 'dates of one kind: line {other} has "{shown}"; write them as 2026-03-31',
  },
  // A row
  too_many_cells: {
    es: '{columns} celdas, como los títulos: una coma dentro de una celda va entre comillas',
    pt: '{columns} células, como os títulos: uma vírgula dentro de uma célula vai entre aspas',
    en: '{columns} cells, as there are titles: a comma within a cell goes in quotes',
  },
  other_delimiter: {
    es: 'celdas separadas por {sign}, como los títulos: acá las separa {other}',
    pt: 'células separadas por {sign}, como os títulos: aqui as separa {other}',
    en: 'cells divided by {sign}, as the titles are: here it is {other}',
  },
  text_after_quote: {
    es: 'nada después de las comillas que cierran (dentro de la celda van dobles: "")',
    pt: 'nada depois das aspas que fecham (dentro da célula vão duplas: "")',
    en: 'nothing behind the closing quote (within the cell it is doubled: "")',
  },
  cell_too_long: { es: 'hasta 20.000 caracteres', pt: 'até 20.000 caracteres', en: 'at most 20,000 characters' },
  row_too_long: { es: 'una fila de hasta 1 MB', pt: 'uma linha de até 1 MB', en: 'a row of at most 1 MB' },
  rows_disagree: {
    es: 'lo mismo en todas las filas de un producto: la línea {other} dice "{shown}"',
    pt: 'o mesmo em todas as linhas de um produto: a linha {other} diz "{shown}"',
    en: 'the same in all rows of one product: line {other} has "{shown}"',
  },
  sku_twice: {
    es: 'un SKU que nada más tenga en el archivo: ya está en la línea {other}',
    pt: 'um SKU que nada mais tenha no arquivo: já está na linha {other}',
    en: 'a SKU that nothing else in the file has: it is on line {other} already',
  },
  options_twice: {
    es: 'opciones que ninguna otra variante tenga: la de la línea {other} tiene las mismas',
    pt: 'opções que nenhuma outra variante tenha: a da linha {other} tem as mesmas',
    en: 'options that no other variant has: that of line {other} has the same',
  },
  variant_sku_taken_by_product: {
    es: 'para la variante un SKU que no sea el de su producto',
    pt: 'para a variante um SKU que não seja o de seu produto',
    en: 'for the variant a SKU other than its product’s',
  },
  // A cell
  missing: { es: 'un valor', pt: 'um valor', en: 'a value' },
  formula_error: {
    es: 'un valor: la fórmula de la planilla falló',
    pt: 'um valor: a fórmula da planilha falhou',
    en: 'a value: the formula in the table failed',
  },
  column_too_narrow: {
    es: 'el número: la columna era angosta y se guardó como se veía; ensánchela y guarde otra vez',
    pt: 'o número: a coluna era estreita e foi salvo como se via; alargue-a e salve de novo',
    en: 'the number: its column was too narrow and it was saved as it looked; widen it and save again',
  },
  control_character: {
    es: 'texto sin caracteres de control',
    pt: 'texto sem caracteres de controle',
    en: 'text without control characters',
  },
  letters_lost: {
    es: 'las letras: otro programa ya las había perdido (�); guárdelo de nuevo desde el original, como CSV UTF-8',
    pt: 'as letras: outro programa já as tinha perdido (�); salve de novo a partir do original, como CSV UTF-8',
    en: 'the letters: another program had lost them already (�); save it again from the original, as CSV UTF-8',
  },
  letters_mangled: {
    es: 'los acentos: el texto fue convertido dos veces; guárdelo de nuevo desde el original, como CSV UTF-8',
    pt: 'os acentos: o texto foi convertido duas vezes; salve de novo a partir do original, como CSV UTF-8',
    en: 'the accents: the text was converted twice; save it again from the original, as CSV UTF-8',
  },
  digits_lost: {
    es: 'todos los dígitos: Excel lo acortó; dé a la columna el formato Texto y vuelva a escribirlos',
    pt: 'todos os dígitos: o Excel o encurtou; dê à coluna o formato Texto e escreva-os de novo',
    en: 'all of its digits: Excel has shortened it; format the column as Text and enter them again',
  },
  code_became_date: {
    es: 'el código: Excel lo convirtió en fecha; dé a la columna el formato Texto y vuelva a escribirlo',
    pt: 'o código: o Excel o transformou em data; dê à coluna o formato Texto e escreva-o de novo',
    en: 'the code: Excel has made a date of it; format the column as Text and enter it again',
  },
  not_an_amount: { es: 'un precio como 1234{sign}50', pt: 'um preço como 1234{sign}50', en: 'a price such as 1234{sign}50' },
  scientific: {
    es: 'el número con todos sus dígitos: Excel lo acortó',
    pt: 'o número com todos os seus dígitos: o Excel o encurtou',
    en: 'the number with all of its digits: Excel has shortened it',
  },
  negative: { es: 'un número que no sea negativo', pt: 'um número que não seja negativo', en: 'a number that is not negative' },
  other_currency: { es: 'la moneda de la tienda, {currency}', pt: 'a moeda da loja, {currency}', en: 'the shop’s currency, {currency}' },
  too_many_decimals: {
    es: 'hasta {most} decimales, como tiene {currency}',
    pt: 'até {most} decimais, como tem {currency}',
    en: 'at most {most} decimals, as {currency} has',
  },
  too_large: { es: 'un número de hasta {most} dígitos', pt: 'um número de até {most} dígitos', en: 'a number of at most {most} digits' },
  not_a_count: {
    es: 'un número entero, o nada si no hay límite',
    pt: 'um número inteiro, ou nada se não há limite',
    en: 'a whole number, or nothing where there is no limit',
  },
  not_a_flag: { es: 'sí o no', pt: 'sim ou não', en: 'yes or no' },
  not_a_date: { es: 'una fecha como 2026-03-31', pt: 'uma data como 2026-03-31', en: 'a date such as 2026-03-31' },
  date_as_number: {
    es: 'una fecha como 2026-03-31: Excel guardó la suya como número; dé a la columna el formato Fecha',
    pt: 'uma data como 2026-03-31: o Excel salvou a sua como número; dê à coluna o formato Data',
    en: 'a date such as 2026-03-31: Excel has saved its own as a number; format the column as Date',
  },
  too_long: { es: 'hasta {most} caracteres', pt: 'até {most} caracteres', en: 'at most {most} characters' },
  // JSON
  not_a_list: {
    es: 'una lista de productos: [ { "sku": … } ]',
    pt: 'uma lista de produtos: [ { "sku": … } ]',
    en: 'a list of products: [ { "sku": … } ]',
  },
  json_broken: { es: 'JSON', pt: 'JSON', en: 'JSON' },
  json_cut_off: {
    es: 'el archivo entero: la lista se corta acá',
    pt: 'o arquivo inteiro: a lista se corta aqui',
    en: 'the whole file: the list breaks off here',
  },
  entry_too_long: { es: 'un producto de hasta 1 MB', pt: 'um produto de até 1 MB', en: 'a product of at most 1 MB' },
  not_an_entry: { es: 'un producto: { "sku": … }', pt: 'um produto: { "sku": … }', en: 'a product: { "sku": … }' },
  not_text: { es: 'texto entre comillas', pt: 'texto entre aspas', en: 'text in quotes' },
  not_words: { es: 'una lista de palabras: ["…"]', pt: 'uma lista de palavras: ["…"]', en: 'a list of words: ["…"]' },
  not_variants: {
    es: 'una lista de variantes: [ { "sku": …, "options": { … } } ]',
    pt: 'uma lista de variantes: [ { "sku": …, "options": { … } } ]',
    en: 'a list of variants: [ { "sku": …, "options": { … } } ]',
  },
  not_options: { es: 'opciones como { "talle": "37" }', pt: 'opções como { "tamanho": "37" }', en: 'options such as { "size": "37" }' },
  // What only the shop can know
  new_product_needs: {
    es: 'un valor, porque "{sku}" es nuevo en la tienda',
    pt: 'um valor, porque "{sku}" é novo na loja',
    en: 'a value, as "{sku}" is new to the shop',
  },
  sku_taken: {
    es: 'un SKU libre: es o fue de "{product}"',
    pt: 'um SKU livre: é ou foi de "{product}"',
    en: 'a free SKU: it is or was one of "{product}"',
  },
  no_such_storefront: {
    es: 'una de las vidrieras de la tienda: {storefronts}',
    pt: 'uma das vitrines da loja: {storefronts}',
    en: 'one of the shop’s storefronts: {storefronts}',
  },
  not_a_picture_address: {
    es: 'una dirección pública http o https, o una imagen de la propia tienda',
    pt: 'um endereço público http ou https, ou uma imagem da própria loja',
    en: 'a public http or https address, or a picture of the shop’s own',
  },
  not_taken: { es: 'otra cosa ({takes})', pt: 'outra coisa ({takes})', en: '{takes}' },
} as const satisfies Record<string, Record<Language, string>>

export type ProblemCode = keyof typeof takes | NoteCode

/** What is only said: the file is taken all the same. */
const notes = {
  rows_above_titles: {
    es: 'hay {rows} filas arriba de los títulos: se dejaron de lado',
    pt: 'há {rows} linhas acima dos títulos: foram deixadas de lado',
    en: '{rows} rows above the titles were left out',
  },
  column_ignored: {
    es: 'la tienda no conoce esta columna: se dejó de lado',
    pt: 'a loja não conhece esta coluna: foi deixada de lado',
    en: 'the shop does not know this column: it was left out',
  },
  sku_made: {
    es: 'sus filas no dicen de qué producto son: quedó como "{sku}"',
    pt: 'suas linhas não dizem de que produto são: ficou como "{sku}"',
    en: 'its rows do not say whose they are: it became "{sku}"',
  },
  variant_by_its_sku: {
    es: 'es una variante de "{product}": de ella se toman el precio y las existencias',
    pt: 'é uma variante de "{product}": dela se tomam o preço e o estoque',
    en: 'it is a variant of "{product}": its price and stock were taken',
  },
} as const satisfies Record<string, Record<Language, string>>

type NoteCode = keyof typeof notes

export const problemCodes: readonly string[] = [...Object.keys(takes), ...Object.keys(notes)]

const frames: Readonly<Record<Language, { line: string; got: string; nothing: string; takes: string }>> = {
  es: { line: 'línea', got: 'dice', nothing: 'no dice nada', takes: 'se espera' },
  pt: { line: 'linha', got: 'diz', nothing: 'não diz nada', takes: 'espera-se' },
  en: { line: 'line', got: 'got', nothing: 'got nothing', takes: 'takes' },
}

export interface Told {
  code: ProblemCode
  line: number | null
  column: string | null
  got: string | null
  about?: Readonly<Record<string, string | number>>
}

/** One line for people: where, what it says there, and what would be taken. */
export function explain(told: Told, language: Language): string {
  const frame = frames[language]
  const place = [...(told.line === null ? [] : [`${frame.line} ${told.line}`]), ...(told.column === null ? [] : [told.column])].join(', ')
  const before = place === '' ? '' : `${place}: `
  const note = notes[told.code as NoteCode]
  if (note) return `${before}${fill(note[language], told)}`
  const wanted = takesOf(told, language)
  const got =
    told.got === null
      ? told.code === 'missing' || told.code === 'new_product_needs'
        ? `${frame.nothing}, `
        : ''
      : `${frame.got} "${told.got}", `
  return `${before}${got}${frame.takes} ${wanted}`
}

/** What would be taken instead, alone. */
export function takesOf(told: Told, language: Language): string {
  return fill(takes[told.code as keyof typeof takes][language], told)
}

function fill(sentence: string, { about = {} }: Told): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(about[name] ?? ''))
}

/** es-AR speaks Spanish; whoever speaks none of ours is answered in English. */
export function languageOf(locale: string): Language {
  const language = locale.slice(0, 2).toLowerCase()
  return language === 'es' || language === 'pt' ? language : 'en'
}
