import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { actorOf, invite } from '#person/index.ts'
import { campaignBySlug, changeCampaign, setIssueAreas } from '#campaign/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { firstDayOf, putFirstDayAway, readScreen, screensRead, settleFirst } from './index.ts'

let office: Office
let owner: Actor

beforeAll(async () => {
  office = await openOffice()
  await office.person('cora', 'coordinator')
  await office.person('vera', 'volunteer')
  owner = (await actorOf(office.house, { cookie: office.cookieOf('cora') }))!
})
afterAll(() => office.close())

async function undone(): Promise<string[]> {
  const campaign = (await campaignBySlug(office.house.db, office.campaign.slug))!
  return (await firstDayOf(office.house, owner, campaign)).lines.filter((line) => !line.done).map((line) => line.key)
}

test('a line ticks itself as soon as it is so, and no longer when it is not', async () => {
  const { house, campaign } = office
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [], at)
    await changeCampaign(t, campaign.id, { goal: '', question: '', hashtags: [] }, at)
  })
  expect(await undone()).toEqual(expect.arrayContaining(['goal', 'question', 'hashtag', 'areas', 'consent', 'address', 'mail', 'people', 'practice', 'posts', 'decided', 'published']))
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'water', names: { en: 'Water' }, words: {} }], at)
    await changeCampaign(t, campaign.id, { goal: 'Every street knows when the tanker comes.', hashtags: ['WaterNow'] }, at)
  })
  await settleFirst(house, owner, campaign, 'consent')
  await invite(house, owner, campaign, { role: 'volunteer', hours: 24, cap: 2 })
  const left = await undone()
  for (const key of ['goal', 'hashtag', 'areas', 'consent', 'people']) expect(left).not.toContain(key)
  expect(left).toEqual(expect.arrayContaining(['question', 'posts', 'mail']))
  await house.db.transact((t) => setIssueAreas(t, campaign.id, [], at))
  expect(await undone()).toContain('areas')
})

test('who puts the list away does so for themselves, and only who runs the campaign has one', async () => {
  const { house, campaign } = office
  await putFirstDayAway(house, owner, campaign, true)
  const list = async () => firstDayOf(house, owner, (await campaignBySlug(house.db, campaign.slug))!)
  expect((await list()).away).toBe(true)
  await putFirstDayAway(house, owner, campaign, false)
  expect((await list()).away).toBe(false)
  const volunteer = (await actorOf(house, { cookie: office.cookieOf('vera') }))!
  await expect(putFirstDayAway(house, volunteer, campaign, true)).rejects.toMatchObject({ code: 'forbidden' })
})

test('what was read about a screen is remembered, once', async () => {
  const { house } = office
  await readScreen(house, owner, 'desk')
  await readScreen(house, owner, 'desk')
  await readScreen(house, owner, 'incidents.one')
  expect([...(await screensRead(house.db, owner.person.id))]).toEqual(['desk', 'incidents.one'])
  await expect(readScreen(house, owner, '../../etc')).rejects.toMatchObject({ code: 'no-such-screen' })
})
