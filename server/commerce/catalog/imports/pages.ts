import type { Tx } from '../../../platform/events/events.ts'
import type { Shop } from '../../../shop/shop.ts'
import type { ProductInput } from '../product-input.ts'
import { insertPage, renewLease } from './imports.sql.ts'
import { leaseMs } from './store.ts'

/** What one unit will write, in order, with the line of the file that each comes from. */
export interface Page {
  inputs: readonly ProductInput[]
  lines: readonly number[]
}

/**
 * So much is written in one unit. Where there is one writer, a message that comes meanwhile waits for it, about as long as for another
 * message; where there are many, each unit is a number of round trips. Variants weigh less than products, as nothing is told of each.
 */
const heaviestPage = { ofOneWriter: 8, ofMany: 64 } as const
export const heaviestPageOf = ({ oneWriter }: Shop) => (oneWriter ? heaviestPage.ofOneWriter : heaviestPage.ofMany)
const weightOf = ({ variants }: ProductInput) => 1 + (variants?.length ?? 0) * 0.4

const pagesAtOnce = 16

/** Puts what is to be written into pages, and these into the database as they fill. */
export class Pages {
  total = 0
  count = 0
  private readonly shop: Shop
  private readonly id: string
  private readonly heaviest: number
  private full: Page[] = []
  private inputs: ProductInput[] = []
  private lines: number[] = []
  private weight = 0
  private renewAt: number

  constructor(shop: Shop, id: string) {
    this.shop = shop
    this.id = id
    this.heaviest = heaviestPageOf(shop)
    this.renewAt = shop.machine() + leaseMs / 4
  }

  /** A long file is read for longer than anybody believes in us unseen. */
  async stayAlive(): Promise<void> {
    const now = this.shop.machine()
    if (now < this.renewAt) return
    this.renewAt = now + leaseMs / 4
    await this.shop.transaction('catalog.stay-alive', async (tx) => {
      await tx.run(renewLease, { id: this.id, until: tx.now() + leaseMs })
    })
  }

  async add(input: ProductInput, line: number): Promise<void> {
    const weight = weightOf(input)
    if (this.inputs.length > 0 && this.weight + weight > this.heaviest) this.turn()
    this.inputs.push(input)
    this.lines.push(line)
    this.weight += weight
    this.total++
    if (this.full.length >= pagesAtOnce) await this.flush()
  }

  async end(): Promise<void> {
    if (this.inputs.length > 0) this.turn()
    await this.flush()
  }

  private turn(): void {
    this.full.push({ inputs: this.inputs, lines: this.lines })
    this.inputs = []
    this.lines = []
    this.weight = 0
  }

  private async flush(): Promise<void> {
    const pages = this.full
    this.full = []
    if (pages.length === 0) return
    const first = this.count
    this.count += pages.length
    const stage = async (tx: Tx) => {
      const { changes } = await tx.run(renewLease, { id: this.id, until: tx.now() + leaseMs })
      if (changes === 0) throw new Error(`import ${this.id} was given up while it was read: this process was silent for too long`)
      for (const [index, page] of pages.entries()) {
        const values = { import: this.id, page: first + index, products: page.inputs.length, document: JSON.stringify(page) }
        await tx.run(insertPage, values)
      }
    }
    await this.shop.transaction('catalog.stage', stage, { patient: true })
  }
}
