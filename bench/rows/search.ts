import { join } from 'node:path'
import { anyQuestion, oneWord, twoWords } from '../goods/questions.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import type { Traffic } from '../load/traffic.ts'

const customersAtOnce = 16
const questionsASecond = 100

export const traffic: Traffic = { done: 'answered', request: anyQuestion }
export const inTwoWords: Traffic = { done: 'answered', request: twoWords }
export const inOneWord: Traffic = { done: 'answered', request: oneWord }

type Figure = 'questions' | 'cpu' | 'p50' | 'p99' | 'two words p99' | 'one word p99'

function searchRow(name: string, products: number): Row<Figure> {
  return {
    name,
    measures: `GET /products?query= in a shop of ${products.toLocaleString('en')}: words, brands, SKUs, slips, twenty products a page; as many
    as can be with ${customersAtOnce} who ask at once, then at ${questionsASecond} a second; of two words alone, and of one that a tenth has`,
    probe: 'the bare FTS5 server: node:http, the index ordered by rank, and each product as the JSON that is sent',
    figures: {
      questions: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
      cpu: { unit: 'ms a question', better: 'less' },
      p50: { unit: 'ms', better: 'less' },
      p99: { unit: 'ms', better: 'less' },
      'two words p99': { unit: 'ms', better: 'less', goal: { under: 10 } },
      'one word p99': { unit: 'ms', better: 'less', goal: { under: 10 } },
    },
    databases: ['sqlite', 'postgres'],
    onlyByName: products !== 10_000,
    async open(bench) {
      const load = await bench.load(import.meta.filename)
      const [two, one] = [await bench.load(import.meta.filename, 'inTwoWords'), await bench.load(import.meta.filename, 'inOneWord')]
      const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products })
      const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'search.ts'), { PRODUCTS: String(products) })
      const measure = async (server: Server) => {
        const { perSecond, cpu } = loadedBy(await load.flood(server, customersAtOnce))
        const { p50, p99 } = loadedBy(await load.pace(server, questionsASecond))
        const twoWords = loadedBy(await two.pace(server, questionsASecond))
        const oneWord = loadedBy(await one.pace(server, questionsASecond))
        return { questions: perSecond, cpu, p50, p99, 'two words p99': twoWords.p99, 'one word p99': oneWord.p99 }
      }
      return { ours: () => measure(shop), probe: () => measure(bare) }
    },
  }
}

export const searchRows = [
  searchRow('search-300', 300),
  searchRow('search', 10_000),
  searchRow('search-100000', 100_000),
  searchRow('search-million', 1_000_000),
]
