import { useEffect, useRef, useState } from 'preact/hooks'
import type { Wording } from './admin.tsx'
import { type Refusal, signIn } from './api.ts'
import { durationText } from './durations.ts'

type Trouble = Refusal | { kind: 'missing' }

export interface SignInProps extends Wording {
  because: 'new' | 'expired' | 'left'
  onDone: () => Promise<void>
}

export function SignIn({ texts, locale, because, onDone }: SignInProps) {
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => email.current?.focus(), [])

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    const who = email.current?.value.trim() ?? ''
    const secret = password.current?.value ?? ''
    if (!who || !secret) {
      setTrouble({ kind: 'missing' })
      const empty = who ? password : email
      empty.current?.focus()
      return
    }
    setBusy(true)
    const answer = await signIn(who, secret)
    if (answer.kind === 'ok') return onDone()
    setBusy(false)
    setTrouble(answer)
    password.current?.select()
  }

  const show = (isShown: boolean) => {
    if (password.current) password.current.type = isShown ? 'text' : 'password'
  }
  const isWrong = trouble?.kind === 'signed_out' || trouble?.kind === 'missing'
  return (
    <form class="sign-in card" onSubmit={submit} noValidate>
      <h1>{texts.title}</h1>
      <p class="intro">{because === 'expired' ? texts.expired : texts.intro}</p>
      <div role="alert">{trouble && <p class="trouble">{troubleText(trouble, texts, locale)}</p>}</div>
      <label for="email">{texts.email}</label>
      <input
        class="input"
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        required
        aria-invalid={isWrong}
        ref={email}
      />
      <label for="password">{texts.password}</label>
      <input
        class="input"
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        required
        aria-invalid={isWrong}
        ref={password}
      />
      <label class="show">
        <input type="checkbox" onChange={(event) => show(event.currentTarget.checked)} />
        {texts.showPassword}
      </label>
      <button class="button" type="submit" aria-disabled={isBusy}>
        {isBusy ? texts.signingIn : texts.signIn}
      </button>
    </form>
  )
}

function troubleText(trouble: Trouble, texts: Wording['texts'], locale: string): string {
  switch (trouble.kind) {
    case 'missing':
      return texts.missing
    case 'signed_out':
      return texts.wrong
    case 'wait':
      return texts.wait(durationText(trouble.seconds * 1000, locale))
    case 'unreachable':
      return texts.unreachable
    case 'failed':
      return texts.failed(trouble.detail)
  }
}
