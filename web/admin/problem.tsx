import type { Refusal } from './api.ts'
import type { Texts } from './texts.ts'

export function Problem({ refusal, texts, onRetry }: { refusal: Refusal; texts: Texts; onRetry: () => void }) {
  return (
    <div class="problem card" role="alert">
      <p>{refusal.kind === 'failed' ? texts.failed(refusal.detail) : texts.unreachable}</p>
      <button class="button" type="button" onClick={onRetry}>
        {texts.again}
      </button>
    </div>
  )
}
