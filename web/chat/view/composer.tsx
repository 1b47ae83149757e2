import { longestText } from '../wire.ts'
import { SendIcon } from './icons.tsx'
import type { Screen } from './screen.tsx'

export function Composer({ screen }: { screen: Screen }) {
  const { texts, input } = screen
  const { length } = screen.written()
  const isOver = length > longestText
  const pressed = (event: KeyboardEvent) => {
    // While a word is being composed (Japanese, dead keys on a phone), Enter chooses it. Safari says so by the code alone.
    const isComposing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    screen.send()
  }
  return (
    <div class="composer">
      <div class="row column">
        <textarea
          ref={input}
          rows={1}
          placeholder={texts.write}
          aria-label={texts.write}
          enterkeyhint="send"
          aria-invalid={isOver}
          onInput={() => screen.typed()}
          onKeyDown={pressed}
        />
        <button
          type="button"
          class="send round tone"
          aria-label={texts.send}
          aria-disabled={isOver || !length}
          // A press must not take the focus: on a phone the keyboard would fold away under the finger.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => screen.send()}
        >
          <SendIcon />
        </button>
      </div>
      {/* Only near the end is it worth a word how much room is left. */}
      {length > longestText * 0.9 && (
        <p class={`room column ${isOver ? 'over' : ''}`} role="status">
          {length} / {longestText}
        </p>
      )}
    </div>
  )
}
