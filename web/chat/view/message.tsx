import { dayOf, timeOf } from '../days.ts'
import type { Entry } from '../entries.ts'
import { piecesOf } from '../links.ts'
import { DeliveryMark } from './mark.tsx'
import type { Screen } from './screen.tsx'

export function Message({ entry, screen }: { entry: Entry; screen: Screen }) {
  const { role, speaker, isFirst, isNewDay, text, at, mark, retry } = entry
  const { chat, texts, locale } = screen
  const isOwn = role === 'customer'
  const words = piecesOf(text).map(({ text, href }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    ) : (
      text
    ),
  )
  return (
    <>
      {isNewDay && <li class="day">{dayOf(at, Date.now(), locale)}</li>}
      {role === 'system' ? (
        <li class="note text">{words}</li>
      ) : (
        <li class={`spoken ${isOwn ? 'own' : ''} ${isFirst ? 'first' : ''}`}>
          <div class="bubble">
            <span class={isOwn || !isFirst ? 'unseen' : 'speaker'}>
              {speaker}
              <span class="unseen">: </span>
            </span>
            <span class="text">{words}</span>
            <span class="meta">
              {timeOf(at, locale)}
              {mark && <DeliveryMark mark={mark} texts={texts} />}
            </span>
          </div>
          {retry && (
            <div class="failure" role="alert">
              {texts.failed}
              <button type="button" onClick={() => chat.tryAgain(retry)}>
                {texts.again}
              </button>
            </div>
          )}
        </li>
      )}
    </>
  )
}
