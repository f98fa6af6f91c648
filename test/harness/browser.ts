import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { identityOf } from '#person/index.ts'
import { serve } from '../../src/serve.ts'
import { chromiumHere } from './chromium.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { freePort } from './port.ts'

const require = createRequire(import.meta.url)

/** The browser of one test file; close it in `afterAll`. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await chromiumHere())
}

export interface ServedHouse extends TestHouse {
  /** Where its pages and its API are. */
  url: string
}

/**
 * A test house with its built pages on a port of its own. One for each test file: the pages know the house of their process.
 * The test run builds the pages before; by hand: `node bin/build.mjs`.
 */
export async function serveTestHouse(settings: Record<string, unknown> = {}): Promise<ServedHouse> {
  if (!existsSync(resolve(import.meta.dirname, '../../build/handler.js'))) {
    throw new Error('The pages are not built: run "node bin/build.mjs" first ("npm test" does).')
  }
  // Chosen before, not 0: links and the check of where a form came from need the address when the house opens.
  const port = await freePort()
  const opened = await openTestHouse({ port, host: '127.0.0.1', ...settings })
  const served = await serve(opened.house)
  return {
    ...opened,
    url: opened.house.origin,
    async close() {
      await served.stop()
      await opened.close()
    },
  }
}

/** Milliseconds that a page is waited for: a machine may be ten times slower than the one on which a test was written, and what comes in time costs none of it. */
export const patience = 30_000

/** A page whose script has made it alive, or that ships none. */
const alive = `xpath=/html[@data-alive or not(.//script[contains(., '__sveltekit')])]`

/**
 * Whoever opens a page has it when it is alive: what is pressed before is done by the browser alone, and a key is heard by nobody. With
 * `waitUntil: 'commit'` one has it at once.
 */
export function waitsUntilAlive(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
  const isAlive = async (waitUntil: string | undefined) => {
    if (waitUntil !== 'commit') await page.locator(alive).waitFor({ state: 'attached' })
  }
  page.goto = async (url, options) => {
    const answer = await goto(url, options)
    await isAlive(options?.waitUntil)
    return answer
  }
  page.reload = async (options) => {
    const answer = await reload(options)
    await isAlive(options?.waitUntil)
    return answer
  }
}

/** Without a script a press that leads on is over when the answer begins to arrive: whoever reads the page then may read half of it. */
function waitsUntilLoaded(page: Page): void {
  const frame = page.mainFrame()
  const click = frame.click.bind(frame)
  frame.click = async (selector, options) => {
    await click(selector, options)
    await frame.waitForLoadState()
  }
}

export interface Visit {
  /** Who looks: signed in before the first page. */
  person?: { email: string; password: string }
  width?: number
  height?: number
  dark?: boolean
  language?: 'en' | 'es' | 'fr' | 'ar'
  /** Off: as on a telephone that runs no scripts. */
  script?: boolean
}

/** A page of somebody in a browser session of their own, so that two people never share cookies. Paths are of the served house. */
export async function openPage(browser: Browser, served: ServedHouse, visit: Visit = {}): Promise<Page> {
  const { width = 1360, height = 850, language = 'en' } = visit
  const options: BrowserContextOptions = {
    baseURL: served.url, viewport: { width, height }, locale: language, colorScheme: visit.dark ? 'dark' : 'light', timezoneId: 'UTC',
    javaScriptEnabled: visit.script ?? true,
    // Motion would only make tests wait.
    reducedMotion: 'reduce',
  }
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  if (visit.script ?? true) waitsUntilAlive(page)
  else waitsUntilLoaded(page)
  if (visit.person) await signIn(page, served, visit.person)
  return page
}

/** Gives the page's session the cookies of a real sign-in, without spending a visit to the sign-in page on it. */
export async function signIn(page: Page, served: ServedHouse, person: { email: string; password: string }): Promise<void> {
  const { cookies } = await identityOf(served.house).signIn({ email: person.email, password: person.password })
  await page.context().addCookies(
    cookies.map(({ name, value, options }) => ({
      name, value: encodeURIComponent(value), url: served.url, httpOnly: options.httpOnly ?? false, secure: options.secure ?? false,
    })),
  )
}

/** What axe finds wrong with the page as it stands, one line each; a good page has none. One that loads itself anew meanwhile is looked at again. */
export async function faultsOf(page: Page): Promise<string[]> {
  return faultsNow(page).catch(async (error: Error) => {
    if (!error.message.includes('context was destroyed')) throw error
    await page.waitForLoadState()
    return faultsNow(page)
  })
}

async function faultsNow(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
  })
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>
}

/** Whether the page is wider than its window: nobody should have to move a page sideways to read it. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document.documentElement
    return scrollWidth > clientWidth
  })
}
