import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Without Chromium a screen cannot be looked at: said by name, and in CI a failure. */
export const skipWithoutChromium: string | false =
  existsSync(executablePath) || process.env.CI === 'true'
    ? false
    : `Chromium was not found at ${executablePath} (CHROMIUM names another place)`

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
export const desktop = { viewport: { width: 1280, height: 800 } }

let browser: Promise<Browser> | undefined

/** One browser for all tests of a file; each gets a visitor of its own. */
function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', ...quiet] })
  return browser
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}

export interface Visit extends AsyncDisposable {
  page: Page
  /** What the page complained of: errors of its scripts, and whatever a content security policy stopped. */
  complaints: string[]
}

/** A new visitor, who remembers nothing. */
export async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await (await theBrowser()).newContext({
    ...desktop,
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text())
  })
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}

/** What a machine can tell of whether everybody can use a page, in both themes. */
export async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    )
    assert.deepEqual(found, [], `by ${colorScheme}`)
  }
}

/** Waits until the page says so; the time-out's message shows what it said last. */
export async function eventually<T>(read: () => Promise<T> | T, wanted: T, withinMs = 8000): Promise<void> {
  const until = Date.now() + withinMs
  for (;;) {
    const found = await read()
    try {
      assert.deepEqual(found, wanted)
      return
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
  }
}
