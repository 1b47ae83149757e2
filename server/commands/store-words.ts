import type { Language } from './catalog-words.ts'

/** What to do where the shop runs that a store file is to be applied to: on SQLite nobody else writes into its database. */
export const applyByRestart: Readonly<Record<Language, string>> = {
  es: 'Si es la tienda que está en marcha: reiníciela. Al arrancar aplica los archivos de STORE_FILE, y lo que cambió en ellos queda hecho.',
  pt: 'Se é a loja que está em execução: reinicie-a. Ao iniciar ela aplica os arquivos de STORE_FILE, e o que mudou neles fica feito.',
  en: 'If that is the shop, which runs: restart it. At its start it applies the files of STORE_FILE, and what changed in them is done.',
}
