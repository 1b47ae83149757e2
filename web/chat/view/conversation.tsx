import { fromShop } from '../conversation.ts'
import { entriesOf } from '../entries.ts'
import { CounterIcon, DownIcon } from './icons.tsx'
import { Message } from './message.tsx'
import type { Screen } from './screen.tsx'

export function ConversationView({ screen }: { screen: Screen }) {
  const { texts, line, chat, scroller, awaySince } = screen
  const { messages, restarted, typing } = chat.state
  const entries = entriesOf(chat.state, texts)
  return (
    <div class="talk">
      <div
        class="scroller"
        ref={scroller}
        onScroll={() => screen.scrolled()}
        role="log"
        aria-live="off"
        aria-label={texts.title(line.name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div class="column">
          {restarted && <p class="note">{texts.restarted}</p>}
          {entries.length > 0 ? (
            <ol>
              {entries.map((entry) => (
                <Message entry={entry} screen={screen} />
              ))}
            </ol>
          ) : (
            <div class="hello">
              <span class="round">
                <CounterIcon size={50} />
              </span>
              {line.name}
              <b>{texts.hello}</b>
              {texts.helloMore}
            </div>
          )}
          {typing && (
            <div class="spoken first">
              <div class="bubble typing">
                <span class="unseen">{texts.typing(line.seller?.name ?? texts.someone)}</span>
                <i />
                <i />
                <i />
              </div>
            </div>
          )}
        </div>
      </div>
      {awaySince !== null && (
        <button type="button" class="to-end" onClick={() => screen.goToEnd()} aria-label={texts.toEnd}>
          {messages.filter((message) => fromShop(message) && message.seq > awaySince).length || ''}
          <DownIcon />
        </button>
      )}
    </div>
  )
}
