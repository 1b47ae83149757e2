import type { Mark } from '../entries.ts'
import type { Texts } from '../texts.ts'

const tick = 'M4 6.5l2.6 2.6L12 3'
const twoTicks = 'M1 6.5l2.6 2.6L9 3M7.5 8.2l.9.9L14.5 3'

const drawings: Record<Mark, string> = {
  sending: 'M8 1.7a4.3 4.3 0 1 0 .1 0M8 3.7V6.2l1.6 1',
  sent: tick,
  delivered: twoTicks,
  read: twoTicks,
  failed: 'M8 1.7v5.3M8 9.9v.2',
}

/** What became of a message, told by shape, by colour and in words. */
export function DeliveryMark({ mark, texts }: { mark: Mark; texts: Texts }) {
  return (
    <svg class={`mark ${mark}`} viewBox="0 0 16 12" width="16" role="img" aria-label={texts[mark]}>
      <path d={drawings[mark]} />
    </svg>
  )
}
