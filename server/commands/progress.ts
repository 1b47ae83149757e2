/** How far something is, for whoever waits: a bar that fills on a terminal, a line at every tenth elsewhere. */
export interface Progress {
  show(done: number, total: number): void
  end(): void
}

const width = 30

export function progress(out: { isTTY?: boolean; write(text: string): unknown }): Progress {
  let shownTenth = -1
  let isShown = false
  return {
    show(done, total) {
      const share = total === 0 ? 1 : done / total
      if (out.isTTY) {
        const filled = Math.round(share * width)
        out.write(`\r[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${Math.floor(share * 100)} %  ${done} / ${total}\u001b[K`)
        isShown = true
      } else if (Math.floor(share * 10) > shownTenth) {
        shownTenth = Math.floor(share * 10)
        out.write(`${Math.floor(share * 100)} %  ${done} / ${total}\n`)
      }
    },
    end() {
      if (isShown) out.write('\r\u001b[K')
    },
  }
}
