/** From a spreadsheet of polling stations, brought on a telephone, to a place on the desk; and every list of a screen as a workbook. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, findPlace, setInstitutions, setIssueAreas, type Campaign } from '#campaign/index.ts'
import { readTable, tableBytes } from '#core/table/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
const password = 'four words nobody puts together'
const cleo = { email: 'cleo@example.org', password }

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  const { house } = served
  campaign = await addCampaign(house, { slug: 'count', name: 'The count', organisation: 'Vote Watch', hashtags: ['TheCount'], languages: ['en', 'ar'] })
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'polls', names: { en: 'Polls', ar: 'الاقتراع' } }], house.clock.now())
    await setInstitutions(t, campaign.id, [{ key: 'board', names: { en: 'Electoral board' }, issueAreas: ['polls'] }], house.clock.now())
  })
  await addUser(house, { ...cleo, name: 'Cleo Marsh', role: 'coordinator', campaign: 'count' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

interface Row {
  code: string
  name: string
  arabic: string
  district: string
  lat: string | number
  lon: number
}
const columns = (['code', 'name', 'arabic', 'district', 'lat', 'lon'] as const).map((name) => ({ name: name === 'arabic' ? 'name_ar' : name, cell: (row: Row) => row[name] }))
const rows: Row[] = [
  { code: '1', name: 'Mill School', arabic: 'مدرسة الطاحونة', district: 'North', lat: 10.5, lon: 20.5 },
  { code: '2', name: 'Mill School', arabic: 'مدرسة المطحنة', district: 'South', lat: 10.1, lon: 20.1 },
  { code: '3', name: 'Harbour Hall', arabic: '', district: 'South', lat: 'near the sea', lon: 20.2 },
]

test('a list of polling stations is looked at, brought in, and the one that is meant chosen on the desk', async () => {
  const page = await openPage(browser, served, { person: cleo, width: 360, height: 740 })
  await page.goto('/count/settings/places')
  await page.getByLabel('File').setInputFiles({ name: 'stations.xlsx', mimeType: 'application/octet-stream', buffer: await tableBytes('xlsx', columns, rows, { title: 'Stations' }) })
  await page.getByLabel('What they are').selectOption('polling-station')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByText('2 new, 0 changed, 0 as they were.').waitFor()
  expect(await page.getByRole('row', { name: /near the sea/ }).innerText()).toMatch(/4\s+the coordinates are no degrees/)
  expect(await findPlace(served.house.db, campaign.id, 'مدرسة الطاحونة')).toBeUndefined()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await page.getByRole('button', { name: 'Bring 2 places in' }).click()
  await page.getByText('“stations” is in the gazetteer.').waitFor()
  expect(await findPlace(served.house.db, campaign.id, 'مدرسة الطاحونة')).toMatchObject({ kind: 'polling-station', code: '1' })

  await takeIn(served.house, campaign, [{ channel: 'sms', externalId: 'a', text: 'They closed Mill School at noon', original: Buffer.from('a') } as never], { patient: true })
  await foldAll(served.house, campaign.id)
  await page.setViewportSize({ width: 1360, height: 850 })
  await page.goto('/count/desk')
  await page.getByRole('button', { name: /Take next/ }).first().click()
  const field = page.getByLabel('Place', { exact: true })
  await field.fill('mill school')
  await page.getByText('2 places are called so. Which one?').waitFor()
  // Enter chooses none of them.
  await field.press('Enter')
  expect(await field.inputValue()).toBe('mill school')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: /Mill School.*South/ }).click()
  await page.getByRole('button', { name: 'Done, take next' }).click()
  await expect.poll(async () => (await served.house.db.row(`select place_name as name, lat from statement where campaign_id = $1`, [campaign.id]))).toMatchObject({ name: 'Mill School', lat: 10.1 })
  await page.context().close()
})

test('without a script the desk says which places are called so, and takes the district behind a comma', async () => {
  await takeIn(served.house, campaign, [{ channel: 'sms', externalId: 'b', text: 'Long queues at the school', original: Buffer.from('b') } as never], { patient: true })
  await foldAll(served.house, campaign.id)
  const page = await openPage(browser, served, { person: cleo, script: false, language: 'es' })
  await page.goto('/count/desk')
  await page.getByRole('button', { name: /^Tomar la siguiente/ }).first().click()
  await page.locator('[name=place]').fill('mill school')
  await page.getByRole('button', { name: 'Listo, tomar la siguiente' }).click()
  await page.getByText('Varios lugares se llaman así: Mill School (North) o Mill School (South).').waitFor()
  await page.locator('[name=place]').fill('mill school, north')
  await page.getByRole('button', { name: 'Listo, tomar la siguiente' }).click()
  await expect.poll(async () => (await served.house.db.row(`select count(*)::int as count from statement where campaign_id = $1 and lat = 10.5`, [campaign.id]))).toEqual({ count: 1 })
  await page.context().close()
})

test('lists of screens are workbooks in the language of the screen; targets come in from one, without doubling anybody', async () => {
  const page = await openPage(browser, served, { person: cleo, language: 'ar' })
  const file = async (path: string) => {
    const response = await page.request.get(`/count/lists/${path}?lang=ar`)
    expect([path, response.status(), response.headers()['content-disposition']]).toEqual([path, 200, `attachment; filename="count-${path}"`])
    return readTable(await response.body())
  }
  expect(await file('places.xlsx')).toMatchObject({ format: 'xlsx', header: ['الاسم', 'أسماء أخرى', 'الرمز', 'المديرية', 'الإقليم', 'النوع', 'خط العرض', 'خط الطول', 'القائمة'] })
  for (const name of ['people', 'targets', 'incidents', 'questions', 'statements', 'decisions', 'links', 'discards']) for (const ending of ['csv', 'xlsx']) expect((await file(`${name}.${ending}`)).format).toBe(ending)

  // The language stays with whoever pressed it.
  await page.goto('/count/targets/bring?lang=en')
  const list = Buffer.from('Name;Institution;Office;Handles;Demand\nRosa Anaya;Electoral board;Chair;x:anaya;Publish the tally sheets\n;board;;;\nX;Nobody;;;\n')
  for (const said of ['2 new, 0 changed, 0 as they were.', '0 new, 0 changed, 2 as they were.']) {
    await page.goto('/count/targets/bring?lang=en')
    await page.getByLabel('File').setInputFiles({ name: 'targets.csv', mimeType: 'text/csv', buffer: list })
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText(said).waitFor()
    await page.getByRole('row', { name: /the campaign has no such institution/ }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    if (!said.startsWith('2')) continue
    await page.getByRole('button', { name: 'Bring 2 targets in' }).click()
    await page.getByText('Publish the tally sheets').waitFor()
  }
  expect((await file('targets.xlsx')).rows.length).toBe(2)
  await page.context().close()
})
