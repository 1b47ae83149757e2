import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Wording } from './admin.tsx'
import type { Status } from './api.ts'
import { durationText } from './durations.ts'

export interface OverviewProps extends Wording {
  status: Status
  /** When the shop was last heard, if it does not answer now. */
  staleSince: number | null
  publicUrl: string
}

export function Overview({ texts, locale, status, staleSince, publicUrl }: OverviewProps) {
  const sellers = [...new Set(status.lines.flatMap((line) => line.seller ?? []))]
  const isWell = status.degraded.length === 0
  return (
    <>
      <h1>{texts.running}</h1>
      {staleSince !== null && (
        <p class="state doubt" role="status">
          {texts.stale(new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(staleSince))}
        </p>
      )}
      <div class={isWell ? 'state good' : 'state doubt'} role="status">
        <p>{isWell ? texts.well : texts.degraded}</p>
        {!isWell && (
          <ul>
            {status.degraded.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        )}
      </div>
      <Counts texts={texts} locale={locale} counts={status.counts} />
      <dl class="facts card">
        <Fact name={texts.version}>{status.version}</Fact>
        <Fact name={texts.engine}>{status.engine}</Fact>
        <Fact name={texts.roles}>{status.roles.join(', ')}</Fact>
        <Fact name={texts.uptime}>
          <Uptime startedAt={status.started_at} texts={texts} locale={locale} />
        </Fact>
        <Fact name={texts.sellers}>{sellers.join(', ') || texts.nobody}</Fact>
      </dl>
      <Lines texts={texts} lines={status.lines} />
      <section>
        <h2>{texts.embed}</h2>
        <p class="soft">{texts.embedMore}</p>
        <pre class="card">
          <code>{`<script src="${publicUrl}/widget.js" async></script>`}</code>
        </pre>
      </section>
    </>
  )
}

function Counts({ texts, locale, counts }: Wording & { counts: Status['counts'] }) {
  const number = new Intl.NumberFormat(locale)
  const all = [
    { name: texts.conversations, count: counts.conversations, isAlarming: false },
    { name: texts.waiting, count: counts.waiting, isAlarming: false },
    { name: texts.deadLetters, count: counts.dead_letters, isAlarming: counts.dead_letters > 0 },
  ]
  return (
    <section>
      <h2 class="unseen">{texts.counts}</h2>
      <dl class="counts">
        {all.map(({ name, count, isAlarming }) => (
          <div class={isAlarming ? 'card alarming' : 'card'} key={name}>
            <dt>{name}</dt>
            <dd>{number.format(count)}</dd>
          </div>
        ))}
      </dl>
      {counts.dead_letters > 0 && <p class="soft">{texts.deadLettersMore}</p>}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Uptime({ startedAt, texts, locale }: Wording & { startedAt: string }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const started = Date.parse(startedAt)
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(started)
  return (
    <>
      {durationText(now - started, locale)} <span class="soft">{texts.since(when)}</span>
    </>
  )
}

function Lines({ texts, lines }: { texts: Wording['texts']; lines: Status['lines'] }) {
  return (
    <section>
      <h2 id="lines">{texts.lines}</h2>
      {lines.length === 0 ? (
        <p class="soft">{texts.noLines}</p>
      ) : (
        <section
          class="table card"
          aria-labelledby="lines"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls sideways, also by keyboard
          tabIndex={0}
        >
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.line}</th>
                <th scope="col">{texts.provider}</th>
                <th scope="col">{texts.address}</th>
                <th scope="col">{texts.seller}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row">{line.id}</th>
                  <td>{line.provider}</td>
                  <td>{line.address}</td>
                  <td>{line.seller ?? texts.nobody}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
