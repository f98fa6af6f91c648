import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { patience, waitsUntilAlive } from './browser.ts'
import { chromiumHere } from './chromium.ts'

/** A browser that keeps what it is told to keep, as a telephone or a laptop does, and that can lose its power. */
export interface Device {
  page: Page
  context: BrowserContext
  /** As if the battery were pulled: no process of the browser gets a chance to write anything. */
  kill(): Promise<void>
  /** Switches it on again, with what was on its disk. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function openDevice(size: { width: number; height: number } = { width: 360, height: 780 }): Promise<Device> {
  const profile = await mkdtemp(join(tmpdir(), 'clamor-device-'))
  const launch = await chromiumHere()
  let browser: ChildProcess | undefined
  const device = {
    async start() {
      const args = [...(launch.args ?? []), '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run', `--window-size=${size.width},${size.height}`, '--lang=en', 'about:blank']
      // A group of its own, so that all its processes go at once.
      browser = spawn(launch.executablePath!, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: launch.env ?? process.env })
      const connected = await chromium.connectOverCDP(await addressOf(browser))
      device.context = connected.contexts()[0]!
      device.context.setDefaultTimeout(patience)
      device.page = device.context.pages()[0] ?? (await device.context.newPage())
      waitsUntilAlive(device.page)
      await device.page.setViewportSize(size)
    },
    async kill() {
      const gone = new Promise((exit) => browser!.once('exit', exit))
      process.kill(-browser!.pid!, 'SIGKILL')
      await gone
    },
    async close() {
      if (browser?.exitCode === null && browser.signalCode === null) await device.kill()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  } as Device
  await device.start()
  return device
}

/** Every word that a page keeps on its device: what is among them outlives the battery. */
export function keptOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // Opened before the page made it, it would be made empty.
    if (!(await indexedDB.databases()).some((one) => one.name === 'clamor-offline')) return ''
    const opened = await new Promise<IDBDatabase>((done) => (indexedDB.open('clamor-offline').onsuccess = ({ target }) => done((target as IDBOpenDBRequest).result)))
    const all = await Promise.all([...opened.objectStoreNames].map((store) => new Promise<unknown[]>((done) => {
      const request = opened.transaction(store).objectStore(store).getAll()
      request.onsuccess = () => done(request.result)
    })))
    opened.close()
    return JSON.stringify(all)
  })
}

function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    browser.stderr!.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) found(address)
    })
    browser.once('exit', (code) => failed(new Error(`the browser ended with ${code}: ${said.slice(-400)}`)))
  })
}
