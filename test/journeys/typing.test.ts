/** Typing in without a connection: nothing is lost by a crash, nothing is sent twice, and a link that ended takes nothing with it. */
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { importFile } from '#intake/index.ts'
import { addUser, identityOf } from '#person/index.ts'
import { makeCollectors, renewCollector, revokeCollector } from '#sheet/index.ts'
import { serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { keptOn, openDevice, type Device } from '../harness/device.ts'
import { layLine, type Line } from '../harness/line.ts'
import { password, sentence } from '../harness/office.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let campaign: Campaign
let line: Line
let coordinator: Actor
const devices: Device[] = []
const vera = { email: 'vera@example.org', password }

beforeAll(async () => {
  served = await serveTestHouse()
  campaign = await addCampaign(served.house, { slug: 'wells', name: 'Open wells', organisation: 'River Watch', hashtags: ['OpenWells'], question: 'What do you want to know?', areas: 'starting' })
  await addUser(served.house, { ...vera, name: 'Vera', role: 'volunteer', campaign: 'wells' })
  await addUser(served.house, { email: 'cora@example.org', name: 'Cora', role: 'coordinator', campaign: 'wells', password })
  coordinator = await signedIn(served.house, { email: 'cora@example.org', password })
  line = await layLine(served.url)
})
afterEach(async () => {
  line.mend()
  for (const device of devices.splice(0)) await device.close()
})
afterAll(async () => {
  await line?.close()
  await served?.close()
})

async function device(size?: { width: number; height: number }): Promise<Device> {
  const opened = await openDevice(size)
  devices.push(opened)
  return opened
}

async function signIn(context: BrowserContext): Promise<void> {
  const { cookies } = await identityOf(served.house).signIn(vera)
  await context.addCookies(cookies.map(({ name, value }) => ({ name, value: encodeURIComponent(value), url: line.url, httpOnly: true, expires: Date.now() / 1_000 + 86_400 })))
}

const stored = (like: string) => served.house.db.rows<{ text: string; place: string | null }>(`select text, place_name as place from post where campaign_id = $1 and channel = 'paper' and text like $2`, [campaign.id, `${like}%`])
const photographs = async () => (await served.house.db.row<{ count: number }>('select count(*)::int as count from sheet_photo where campaign_id = $1', [campaign.id]))!.count
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

async function collector(): Promise<{ id: string; link: string }> {
  const [made] = await makeCollectors(served.house, coordinator, campaign, { collectors: [{ label: 'Marisol, Law', place: 'Law faculty' }], days: 7, cap: 500 })
  return { id: made!.id, link: made!.link.replace(served.url, line.url) }
}

async function paste(page: Page, lines: string[]): Promise<void> {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, lines.join('\n'))
}

async function picture(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: 'wall.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 1_200, height: 900, channels: 3, background: '#735' } }).jpeg().toBuffer() }
}

test('200 notes typed without a connection, the browser killed and started again: when the connection is back, 200 are stored, once', async () => {
  const laptop = await device({ width: 1360, height: 850 })
  await signIn(laptop.context)
  await laptop.page.goto(`${line.url}/wells/sheet`)
  await says(laptop.page, 'This page also opens without a connection.')
  await laptop.page.getByLabel('Who collected them').fill('Law faculty group')
  await laptop.page.getByLabel('Where').fill('Oldford')

  line.cut()
  const notes = Array.from({ length: 200 }, (_, at) => `Paper ${at} ${sentence(at)}`)
  await laptop.page.getByLabel('Note 1', { exact: true }).click()
  await paste(laptop.page, notes.slice(0, 180))
  await laptop.page.getByLabel('Note 181', { exact: true }).waitFor()
  for (const note of notes.slice(180)) {
    await laptop.page.keyboard.insertText(note)
    await laptop.page.keyboard.press('Enter')
  }
  await laptop.page.locator('input[type=file]').setInputFiles(await picture())
  await says(laptop.page, '201 wait here, 0 sent')
  await laptop.page.getByRole('button', { name: 'Send now' }).click()
  await says(laptop.page, /No connection since/)
  expect(await stored('Paper')).toEqual([])

  await expect.poll(() => keptOn(laptop.page)).toContain(notes[199])
  await laptop.kill()
  await laptop.start()
  await laptop.page.goto(`${line.url}/wells/sheet`)
  await says(laptop.page, '201 wait here, 0 sent')
  expect(await laptop.page.getByLabel('Note 200', { exact: true }).inputValue()).toBe(notes[199])
  expect(await laptop.page.getByLabel('Who collected them').inputValue()).toBe('Law faculty group')

  await signIn(laptop.context)
  line.mend()
  await laptop.page.getByRole('button', { name: 'Send now' }).click()
  await says(laptop.page, 'Nothing waits here, 201 sent')
  const there = await stored('Paper')
  expect(there.map(({ text }) => text).sort()).toEqual([...notes].sort())
  expect(new Set(there.map(({ place }) => place))).toEqual(new Set(['Oldford']))
  expect(await photographs()).toBe(1)

  await laptop.page.reload()
  await says(laptop.page, 'Nothing waits here, 201 sent')
  await laptop.page.getByRole('button', { name: 'Finish this sheet' }).click()
  await says(laptop.page, 'Nothing waits here, 0 sent')
  expect((await stored('Paper')).length).toBe(200)
})

test("a collector's telephone without a connection: killed and started again, notes and photograph arrive once, and no words stay on it", async () => {
  const phone = await device()
  const { link } = await collector()
  await phone.page.goto(link)
  await says(phone.page, 'This page also opens without a connection.')
  line.cut()
  for (let at = 0; at < 12; at++) {
    await phone.page.getByLabel('What stands on the note').fill(`Phone ${at} ${sentence(200 + at)}`)
    await phone.page.getByRole('button', { name: 'Next note' }).click()
  }
  await phone.page.getByLabel('What stands on the note').fill('Phone half a note about the')
  await phone.page.locator('input[type=file]').setInputFiles(await picture())
  await says(phone.page, '13 wait here, 0 sent')
  await expect.poll(() => keptOn(phone.page)).toContain('Phone half a note about the')
  await phone.kill()
  await phone.start()
  await phone.page.goto(link)
  await says(phone.page, '13 wait here, 0 sent')
  expect(await phone.page.getByLabel('What stands on the note').inputValue()).toBe('Phone half a note about the')
  const before = await photographs()
  line.mend()
  await phone.page.getByRole('button', { name: 'Send now' }).click()
  await says(phone.page, 'Nothing waits here, 13 sent')
  expect((await stored('Phone')).map(({ place }) => place)).toEqual(Array(12).fill('Law faculty'))
  expect(await photographs()).toBe(before + 1)
  const kept = await keptOn(phone.page)
  expect(kept).not.toContain('Phone 3')
  expect(kept).toContain('half a note')
})

test('a link that was taken back meanwhile loses nothing: the notes are saved as a file that the import takes, and with a new link they go by themselves', async () => {
  const phone = await device()
  const { id, link } = await collector()
  await phone.page.goto(link)
  await says(phone.page, 'This page also opens without a connection.')
  line.cut()
  const notes = [0, 1, 2].map((at) => `Ended ${at} ${sentence(300 + at)}`)
  for (const note of notes) {
    await phone.page.getByLabel('What stands on the note').fill(note)
    await phone.page.getByRole('button', { name: 'Next note' }).click()
  }
  await says(phone.page, '3 wait here, 0 sent')
  const renewed = await renewCollector(served.house, coordinator, campaign, id)
  line.mend()
  await phone.page.getByRole('button', { name: 'Send now' }).click()
  await says(phone.page, 'This link does not open any more')
  await says(phone.page, '3 notes wait on this device.')
  const [download] = await Promise.all([phone.page.waitForEvent('download'), phone.page.getByRole('button', { name: 'Save what waits as a file' }).click()])
  const file = await download.path()
  expect((await readFile(file, 'utf8')).trim().split('\n').length).toBe(3)
  expect(await stored('Ended')).toEqual([])

  await phone.page.goto(renewed.link.replace(served.url, line.url))
  await says(phone.page, 'Nothing waits here, 3 sent')
  expect((await stored('Ended')).length).toBe(3)
  await revokeCollector(served.house, coordinator, campaign, id)
  await phone.page.reload()
  await says(phone.page, 'This link was taken back')
  await says(phone.page, 'Everything you typed was sent.')
  const imported = await importFile(served.house, campaign, file, {})
  expect(imported).toMatchObject({ accepted: 0, known: 3, rejected: 0 })
})

test('an answer that is lost on the way: the notes are there, the telephone does not know it, sends them again and they stay once', async () => {
  const phone = await device()
  const { link } = await collector()
  await phone.page.goto(link)
  await says(phone.page, 'This page also opens without a connection.')
  line.swallow()
  for (const at of [0, 1, 2]) {
    await phone.page.getByLabel('What stands on the note').fill(`Swallowed ${at} ${sentence(320 + at)}`)
    await phone.page.getByRole('button', { name: 'Next note' }).click()
  }
  await phone.page.getByRole('button', { name: 'Send now' }).click()
  await says(phone.page, /No connection since/)
  await expect.poll(async () => (await stored('Swallowed')).length).toBe(3)
  await says(phone.page, '3 wait here, 0 sent')
  line.mend()
  await phone.page.getByRole('button', { name: 'Send now' }).click()
  await says(phone.page, 'Nothing waits here, 3 sent')
  expect((await stored('Swallowed')).length).toBe(3)
})

test('a note that is refused says which one and why, stays on the device, and goes once it is set right; the others are not held up', async () => {
  const laptop = await device({ width: 1360, height: 850 })
  await signIn(laptop.context)
  await laptop.page.goto(`${line.url}/wells/sheet`)
  await laptop.page.getByLabel('Note 1', { exact: true }).fill(`Refused 1 ${sentence(330)}`)
  await laptop.page.keyboard.press('Enter')
  await laptop.page.keyboard.insertText(`Refused 2 ${sentence(331)}`)
  await laptop.page.getByRole('button', { name: 'More about note 2' }).click()
  await laptop.page.getByLabel('Another day').fill('2099-01-01')
  await laptop.page.getByLabel('Note 1', { exact: true }).focus()
  await laptop.page.getByLabel('Note 2', { exact: true }).focus()
  await laptop.page.keyboard.press('Enter')
  await laptop.page.getByRole('button', { name: 'Send now' }).click()
  await says(laptop.page, '1 note was not taken')
  await says(laptop.page, 'This day has not come yet')
  expect((await stored('Refused')).length).toBe(1)
  expect(await laptop.page.getByLabel('Note 2', { exact: true }).inputValue()).toContain('Refused 2')
  await laptop.page.getByLabel('Another day').fill('2024-12-09')
  await laptop.page.getByLabel('Note 2', { exact: true }).focus()
  await laptop.page.keyboard.press('Control+Enter')
  await says(laptop.page, 'Nothing waits here, 2 sent')
  expect((await stored('Refused')).length).toBe(2)
})

test('a page that was closed while nobody answered: the browser sends what waits when it says that the connection is back', async () => {
  const phone = await device()
  const { link } = await collector()
  await phone.page.goto(link)
  await says(phone.page, 'This page also opens without a connection.')
  line.cut()
  await phone.page.getByLabel('What stands on the note').fill(`Closed ${sentence(340)}`)
  await phone.page.getByRole('button', { name: 'Next note' }).click()
  await phone.page.getByRole('button', { name: 'Send now' }).click()
  await says(phone.page, /No connection since/)
  const browser = await phone.context.newCDPSession(phone.page)
  const registration = new Promise<string>((found) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL === link)
      if (ours) found(ours.registrationId)
    })
  })
  await browser.send('ServiceWorker.enable')
  const registrationId = await registration
  await phone.page.goto('about:blank')
  line.mend()
  expect(await stored('Closed')).toEqual([])
  await browser.send('ServiceWorker.dispatchSyncEvent', { origin: new URL(link).origin, registrationId, tag: 'clamor-offline', lastChance: false })
  await expect.poll(async () => (await stored('Closed')).length).toBe(1)
})
