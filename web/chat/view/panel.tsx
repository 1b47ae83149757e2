import { Composer } from './composer.tsx'
import { ConversationView } from './conversation.tsx'
import { CloseIcon } from './icons.tsx'
import type { Screen } from './screen.tsx'

export function Panel({ screen }: { screen: Screen }) {
  const { texts, line, isPage, panel, chat } = screen
  const inside = (
    <>
      <Head screen={screen} />
      <ConversationView screen={screen} />
      <div role="status">{chat.state.connection === 'lost' && <p class="banner">{texts.offline}</p>}</div>
      <Composer screen={screen} />
    </>
  )
  if (isPage) return <main class="panel">{inside}</main>
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) screen.close()
  }
  return (
    <div class="panel popup" ref={panel} role="dialog" aria-label={texts.title(line.name)} tabIndex={-1} onKeyDown={pressed}>
      {inside}
    </div>
  )
}

function Head({ screen }: { screen: Screen }) {
  const { texts, line, isPage } = screen
  const Title = isPage ? 'h1' : 'h2'
  return (
    <header class="awning head">
      <div class="row column">
        <span class="logo round" aria-hidden="true">
          {line.logo && !screen.isLogoBroken ? <img src={line.logo} alt="" onError={() => screen.logoBroke()} /> : line.name.trim()[0]}
        </span>
        <div class="shop">
          <Title>{line.name}</Title>
          {line.seller && <p>{texts.answers(line.seller.name)}</p>}
        </div>
        {!isPage && (
          <button type="button" class="close round" aria-label={texts.close} onClick={() => screen.close()}>
            <CloseIcon />
          </button>
        )}
      </div>
    </header>
  )
}
