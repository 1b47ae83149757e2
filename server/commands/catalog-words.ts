/** What the catalogue's commands say, in the languages of the shop's people. `{name}` is filled in. */
const words = {
  usage: {
    es: 'Uso: mostrador catalog import <archivo> | export [<archivo>] | prices <porcentaje>; todas las opciones: mostrador --help',
    pt: 'Uso: mostrador catalog import <arquivo> | export [<arquivo>] | prices <porcentagem>; todas as opções: mostrador --help',
    en: 'Usage: mostrador catalog import <file> | export [<file>] | prices <percent>; all options: mostrador --help',
  },
  unread: { es: '{file}: no se puede leer', pt: '{file}: não se pode ler', en: '{file}: cannot be read' },
  reading: { es: 'Leyendo {file} ({size} MB)', pt: 'Lendo {file} ({size} MB)', en: 'Reading {file} ({size} MB)' },
  recognised: {
    es: '{file}: {format}, {encoding}{delimiter}{decimal}, {rows} filas',
    pt: '{file}: {format}, {encoding}{delimiter}{decimal}, {rows} linhas',
    en: '{file}: {format}, {encoding}{delimiter}{decimal}, {rows} rows',
  },
  decimal: { es: 'decimales con "{sign}"', pt: 'decimais com "{sign}"', en: 'decimals with "{sign}"' },
  wouldBe: {
    es: 'Prueba, no se cambió nada: {created} nuevos, {updated} cambiarían, {unchanged} iguales, {removed} se quitarían',
    pt: 'Teste, nada foi mudado: {created} novos, {updated} mudariam, {unchanged} iguais, {removed} sairiam',
    en: 'Dry run, nothing was changed: {created} new, {updated} would change, {unchanged} stay, {removed} would go',
  },
  was: {
    es: 'Listo: {created} nuevos, {updated} cambiados, {unchanged} iguales, {removed} quitados, en {seconds} s',
    pt: 'Pronto: {created} novos, {updated} mudados, {unchanged} iguais, {removed} retirados, em {seconds} s',
    en: 'Done: {created} new, {updated} changed, {unchanged} the same, {removed} taken away, in {seconds} s',
  },
  refused: {
    es: '{count} problemas; no se cambió nada',
    pt: '{count} problemas; nada foi mudado',
    en: '{count} problems; nothing was changed',
  },
  failed: {
    es: '{count} productos no se pudieron cambiar, porque alguien cambió el catálogo mientras tanto',
    pt: '{count} produtos não puderam ser mudados, porque alguém mudou o catálogo enquanto isso',
    en: '{count} products could not be changed, as somebody changed the catalogue meanwhile',
  },
  more: { es: '… y {count} más', pt: '… e mais {count}', en: '… and {count} more' },
  interrupted: {
    es: 'La lectura se interrumpió; no se cambió nada: pruebe otra vez',
    pt: 'A leitura foi interrompida; nada foi mudado: tente de novo',
    en: 'The reading was interrupted; nothing was changed: try again',
  },
  written: { es: 'Se escribió {file}', pt: '{file} foi escrito', en: '{file} was written' },
  prices: {
    es: '{changed} de {selected} productos cambian de precio',
    pt: '{changed} de {selected} produtos mudam de preço',
    en: '{changed} of {selected} products change their price',
  },
  unknownSkus: { es: 'SKU desconocidos: {skus}', pt: 'SKU desconhecidos: {skus}', en: 'Unknown SKUs: {skus}' },
  sayApply: {
    es: 'No se cambió nada: agregue --apply para hacerlo',
    pt: 'Nada foi mudado: acrescente --apply para fazê-lo',
    en: 'Nothing was changed: add --apply to do it',
  },
} as const satisfies Record<string, Record<Language, string>>

export type Language = 'es' | 'pt' | 'en'

export function say(language: Language, what: keyof typeof words, about: Readonly<Record<string, string | number>> = {}): string {
  return words[what][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(about[name] ?? ''))
}

/** As the machine of whoever types says it. */
export function languageOfMachine(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const language = locale.slice(0, 2)
  return language === 'es' || language === 'pt' ? language : 'en'
}
