import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, addPlaces, setIssueAreas, type Campaign } from '#campaign/index.ts'
import type { Arrival } from '#channel/index.ts'
import type { Actor } from '#core/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { authorIdOf, pseudonym, withdraw } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { signedIn } from '../../test/harness/signed-in.ts'
import { workOn } from './edit.ts'
import { claimOne } from './lease.ts'
import { countMatches, listStatements } from './queue.ts'
import { searchFilter } from './search.ts'

let desk: TestHouse
let campaign: Campaign
let omar: Actor
const posts: Record<string, Partial<Arrival> & { text: string }> = {
  well: { channel: 'x', text: 'The old well of Oldford has been dry since Sunday #DryTaps', author: { handle: 'Amaru_R', network: 'x' }, postedAt: new Date('2026-03-01T10:00:00Z'), language: 'en' },
  wellAgain: { channel: 'sms', text: 'The old well of Oldford has been dry since Sunday', contact: { phone: '+34 600 000 001' }, postedAt: new Date('2026-03-05T10:00:00Z'), language: 'en' },
  lamps: { channel: 'x', text: 'No lamp burns along the old canal, who pays for them?', author: { handle: 'riverwatch', network: 'x' }, postedAt: new Date('2026-03-07T10:00:00Z'), language: 'en', place: { name: 'Canal', lat: 10.9, lon: 20.5 } },
  pozo: { channel: 'mastodon', text: '¿Quién reparará el pozo de la plaza? #ExijoSaber #Sequía', author: { handle: 'amaru_r@social.example', network: 'mastodon' }, postedAt: new Date('2026-03-09T23:30:00Z'), language: 'es' },
  maa: { channel: 'form', text: 'متى يعود الماء إلى مدرسة الحي؟', postedAt: new Date('2026-03-12T10:00:00Z'), language: 'ar' },
  far: { channel: 'paper', text: 'The bridge on the other side of the world is shut', postedAt: new Date('2026-03-13T10:00:00Z'), language: 'en', place: { name: 'Far', lat: 10, lon: -179.99 } },
}
const ids: Record<string, string> = {}

beforeAll(async () => {
  desk = await openTestHouse()
  const { house } = desk
  campaign = await addCampaign(house, { slug: 'wells', name: 'Wells', organisation: 'O' })
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'water', names: { en: 'Clean water' }, words: { en: ['well'] } }], house.clock.now())
    await addPlaces(t, campaign.id, [{ name: 'Oldford', district: 'North', lat: 10.5, lon: 20.5 }], house.clock.now())
  })
  const password = 'four words nobody puts together'
  await addUser(house, { email: 'omar@example.org', name: 'Omar B', password, role: 'volunteer', campaign: 'wells' })
  omar = await signedIn(house, { email: 'omar@example.org', password })
  const { results } = await takeIn(house, campaign, Object.entries(posts).map(([externalId, post]) => ({ channel: 'sms', externalId, original: Buffer.from(externalId), ...post })))
  await foldAll(house, campaign.id)
  Object.keys(posts).forEach((name, at) => (ids[name] = results[at]!.id))
  const canal = await found('lamp')
  const { version } = await claimOne(house, campaign.id, omar, canal[0]!)
  await workOn(house, campaign.id, omar, canal[0]!, { version, place: { name: 'Oldford', lat: 10.52, lon: 20.51, precision: 'district' } })
})
afterAll(() => desk.close())

async function found(q: string): Promise<string[]> {
  return (await listStatements(desk.house.db, campaign.id, await searchFilter(desk.house, campaign, omar, { q }))).statements.map((row) => row.id)
}

/** The names of the posts whose statements a search finds, the copy aside. */
async function names(q: string): Promise<string[]> {
  const filter = await searchFilter(desk.house, campaign, omar, { q })
  const { statements } = await listStatements(desk.house.db, campaign.id, filter)
  expect(await countMatches(desk.house.db, campaign.id, filter), `count of ${q}`).toBe(statements.length)
  const texts = new Map(Object.entries(posts).map(([name, post]) => [post.text, name]))
  return statements.map((row) => texts.get(row.text) ?? row.text).sort()
}

test.each([
  ['old', ['lamps', 'well']],
  ['old -lamp', ['well']],
  ['"old well"', ['well']],
  ['"well old"', []],
  ['-"old well" old', ['lamps']],
  ['"old well" from:@amaru_r', ['well']],
  ['"old canal" from:@amaru_r', []],
  ['"old canal" near:Oldford within:5km', ['lamps']],
  ['plaz', ['pozo']],
  ['REPARARA', ['pozo']],
  ['المدرسه', []],
  ['مدرسة', ['maa']],
  ['#drytaps', ['well']],
  ['#sequia', ['pozo']],
  ['-#sequia pozo', []],
  ['exijosaber', ['pozo']],
  ['from:@amaru_r', ['well']],
  ['from:mastodon/amaru_r@social.example', ['pozo']],
  ['-from:riverwatch old', ['well']],
  ['channel:sms', ['well']],
  ['channel:x -channel:sms', ['lamps']],
  ['channel:form channel:paper', ['far', 'maa']],
  ['language:es', ['pozo']],
  ['area:"clean water"', ['well']],
  ['since:2026-03-09 until:2026-03-12', ['maa', 'pozo']],
  ['until:2026-03-01', ['well']],
  ['since:2026-03-05 until:2026-03-06', ['well']],
  ['near:Oldford within:5km', ['lamps']],
  ['near:oldford within:1km', []],
  ['near:10.9,20.5 within:2km', ['lamps']],
  ['near:10,179.99 within:10km', ['far']],
  ['box:10,20,10.6,21', ['lamps']],
  ['box:5,170,15,-170', ['far']],
  ['box:5,-170,15,170', ['lamps']],
  ['is:held', ['lamps']],
  ['is:waiting old', ['well']],
  ['is:held is:waiting old', ['lamps', 'well']],
  ['held-by:me', ['lamps']],
  ['held-by:"omar b"', ['lamps']],
  ['held-by:nobody', []],
])('%s', async (q, expected) => {
  expect(await names(q)).toEqual(expected)
})

test('the four letters of an author find all they said, and an address finds nobody', async () => {
  const four = pseudonym(authorIdOf(desk.house, campaign.id, 'x/amaru_r'))
  expect(await names(`from:${four}`)).toEqual(['well'])
  expect(await names('from:phone/+34600000001')).toEqual([])
  expect(await names('from:+34600000001')).toEqual([])
})

test('a place that is not known, and a distance from nowhere, are refused by their part', async () => {
  await expect(names('near:Atlantis')).rejects.toMatchObject({ code: 'search-wrong', extra: { part: 'near:Atlantis' } })
  await expect(names('within:5km')).rejects.toMatchObject({ code: 'search-wrong' })
  await expect(names('area:space')).rejects.toMatchObject({ code: 'unknown-issue-area' })
})

test('what was taken back is not found by who said it or where', async () => {
  await withdraw(desk.house, campaign.id, [ids['far']!], 'withdrawn')
  expect(await names('near:10,179.99 within:10km')).toEqual([])
  expect(await names('bridge')).toEqual([])
})
