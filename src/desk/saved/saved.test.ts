import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, setIssueAreas, type Campaign } from '#campaign/index.ts'
import type { Actor, Role } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../../test/harness/house.ts'
import { signedIn } from '../../../test/harness/signed-in.ts'
import { endSearch, mostSaved, savedSearches, saveSearch } from './saved.ts'

let desk: TestHouse
let campaign: Campaign
const people: Record<string, Actor> = {}

beforeAll(async () => {
  desk = await openTestHouse()
  const { house } = desk
  campaign = await addCampaign(house, { slug: 'ferries', name: 'Ferries', organisation: 'O' })
  await house.db.transact((t) => setIssueAreas(t, campaign.id, [{ key: 'water', names: { en: 'Water' }, words: {} }], house.clock.now()))
  for (const [name, role] of [['vera', 'volunteer'], ['omar', 'volunteer'], ['cora', 'coordinator']] as [string, Role][]) {
    const [email, password] = [`${name}@example.org`, 'four words nobody puts together']
    await addUser(house, { email, name, password, role, campaign: 'ferries' })
    people[name] = await signedIn(house, { email, password, address: name })
  }
  await takeIn(house, campaign, ['The morning ferry did not come', 'Who repairs the landing of the ferry?', 'No lamps at the school'].map((text) => ({ channel: 'sms', externalId: text, text, original: Buffer.from(text) })))
  await foldAll(house, campaign.id)
})
afterAll(() => desk.close())

const seen = async (name: string) => (await savedSearches(desk.house, people[name], campaign)).map((one) => [one.name, one.count])

test('a search is kept with what it finds now; a shared one is there for everybody and ended by its owner or a coordinator', async () => {
  const { house } = desk
  const own = await saveSearch(house, people['vera'], campaign, { name: 'Ferries', asking: { q: 'ferry ', state: 'waiting' } })
  const shared = await saveSearch(house, people['vera'], campaign, { name: 'Schools', shared: true, asking: { q: 'school' } })
  expect(await seen('vera')).toEqual([['Ferries', 2], ['Schools', 1]])
  expect(await seen('omar')).toEqual([['Schools', 1]])
  await takeIn(house, campaign, [{ channel: 'sms', externalId: 'more', text: 'A ferry with a hole in it is no ferry', original: Buffer.from('more') }])
  await foldAll(house, campaign.id)
  expect(await seen('vera')).toEqual([['Ferries', 3], ['Schools', 1]])
  await expect(endSearch(house, people['omar'], campaign, shared)).rejects.toMatchObject({ code: 'not-found' })
  await expect(endSearch(house, people['cora'], campaign, own), 'what is not shared is its owner\'s alone').rejects.toMatchObject({ code: 'not-found' })
  await endSearch(house, people['cora'], campaign, shared)
  expect(await seen('omar')).toEqual([])
})

test('one whose issue area was taken away stays, and says that it cannot be asked any more', async () => {
  const { house } = desk
  await saveSearch(house, people['omar'], campaign, { name: 'Of water', asking: { about: 'water' } })
  await house.db.transact((t) => setIssueAreas(t, campaign.id, [{ key: 'land', names: { en: 'Land' }, words: {} }], house.clock.now()))
  expect(await seen('omar')).toEqual([['Of water', null]])
})

test('without a name, asking for nothing, for what cannot be searched, or one too many: refused with what to do', async () => {
  const keep = (name: string, asking: object) => saveSearch(desk.house, people['cora'], campaign, { name, asking })
  await expect(keep(' ', { q: 'ferry' })).rejects.toMatchObject({ code: 'search-name' })
  await expect(keep('All', { q: ' ' })).rejects.toMatchObject({ code: 'search-empty' })
  await expect(keep('Bad', { q: 'since:then' })).rejects.toMatchObject({ code: 'search-wrong' })
  for (let at = 0; at < mostSaved; at++) await keep(`no ${at}`, { q: `word${at}` })
  await expect(keep('one more', { q: 'ferry' })).rejects.toMatchObject({ code: 'search-many' })
})
