import { render } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { type Answer, getStatus, type Refusal, type Status, signOut } from './api.ts'
import { Overview } from './overview.tsx'
import { Problem } from './problem.tsx'
import { SignIn } from './sign-in.tsx'
import { type Texts, textsIn } from './texts.ts'

const refreshMs = 10_000

export interface Wording {
  texts: Texts
  locale: string
}

type View =
  | { kind: 'looking' }
  | { kind: 'signed_out'; because: 'new' | 'expired' | 'left' }
  | { kind: 'failed'; refusal: Refusal }
  | { kind: 'signed_in'; status: Status; at: number; isStale: boolean }

function Admin({ texts, locale, publicUrl }: Wording & { publicUrl: string }) {
  const [view, setView] = useState<View>({ kind: 'looking' })
  const look = useCallback(async () => {
    const answer = await getStatus()
    setView((now) => next(now, answer))
  }, [])
  useEffect(() => void look(), [look])
  const isIn = view.kind === 'signed_in'
  useEffect(() => {
    if (!isIn) return
    const timer = setInterval(() => !document.hidden && void look(), refreshMs)
    return () => clearInterval(timer)
  }, [isIn, look])
  useEffect(() => {
    document.title = `${isIn ? texts.running : texts.title} · Mostrador`
  }, [isIn, texts])

  const leave = async () => {
    const answer = await signOut()
    // Whoever presses "sign out" and is not signed out must see it.
    if (answer.kind === 'ok' || answer.kind === 'signed_out') setView({ kind: 'signed_out', because: 'left' })
    else setView({ kind: 'failed', refusal: answer })
  }

  const wording = { texts, locale }
  return (
    <>
      <header class="awning top">
        <div class="column">
          <p class="house">Mostrador</p>
          {isIn && (
            <button class="button quiet" type="button" onClick={() => void leave()}>
              {texts.signOut}
            </button>
          )}
        </div>
      </header>
      <main class="column">
        {view.kind === 'looking' && (
          <p class="looking" role="status">
            {texts.loading}
          </p>
        )}
        {view.kind === 'failed' && <Problem refusal={view.refusal} texts={texts} onRetry={() => void look()} />}
        {view.kind === 'signed_out' && <SignIn {...wording} because={view.because} onDone={look} />}
        {view.kind === 'signed_in' && (
          <Overview {...wording} status={view.status} staleSince={view.isStale ? view.at : null} publicUrl={publicUrl} />
        )}
      </main>
    </>
  )
}

/** What is on the screen stays there while the shop is away, and says how old it is. */
function next(now: View, answer: Answer<Status>): View {
  if (answer.kind === 'ok') return { kind: 'signed_in', status: answer.value, at: Date.now(), isStale: false }
  if (answer.kind === 'signed_out') return { kind: 'signed_out', because: now.kind === 'signed_in' ? 'expired' : 'new' }
  return now.kind === 'signed_in' ? { ...now, isStale: true } : { kind: 'failed', refusal: answer }
}

const root = document.getElementById('admin')
if (!root) throw new Error('the page has no place for the admin app')
const language = document.documentElement.lang
const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language
render(<Admin texts={textsIn(language)} locale={locale} publicUrl={root.dataset.publicUrl ?? ''} />, root)
