import { unread } from '../conversation.ts'
import { CounterIcon } from './icons.tsx'
import { Panel } from './panel.tsx'
import type { Screen } from './screen.tsx'

/** The whole chat of one line: a button and its panel, or a page. */
export function Counter({ screen }: { screen: Screen }) {
  const { texts, line, isPage, isOpen } = screen
  return (
    <>
      <div class="unseen" role="status">
        {screen.announcement}
      </div>
      {isPage ? (
        <Panel screen={screen} />
      ) : (
        <section aria-label={texts.title(line.name)}>{isOpen ? <Panel screen={screen} /> : <Launcher screen={screen} />}</section>
      )}
    </>
  )
}

function Launcher({ screen }: { screen: Screen }) {
  const { texts, line, chat, launcher } = screen
  const count = unread(chat.state)
  const label = texts.open(line.name)
  return (
    <button
      type="button"
      class="launcher round tone"
      ref={launcher}
      aria-haspopup="dialog"
      aria-label={count ? `${label}: ${texts.unread(count)}` : label}
      onClick={() => screen.open()}
    >
      <CounterIcon size={36} />
      {count > 0 && <span class="badge">{count}</span>}
    </button>
  )
}
