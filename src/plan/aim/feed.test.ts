/** Aims are fed with what the slices count of whatever carries out their tactic. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tapPost } from '#amplify/index.ts'
import { burstOf, proveTap, tap } from '#burst/index.ts'
import { countTap, writeTaps } from '#link/index.ts'
import { actorOf } from '#person/index.ts'
import { slices } from '../../flow.ts'
import { sayings, signUp } from '../../../test/harness/burst.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { settleTaps } from '../../amplify/settle.ts'
import { eraseIn } from '../../burst/erase.ts'
import { aimsOf, indicatorNames, isFed, measureAims, type Indicator } from '../index.ts'

let office: Office
const minute = 60_000

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['nadia', 'coordinator'], ['vera', 'volunteer'], ['chen', 'volunteer']] as const) await office.person(name, role)
})
afterAll(() => office?.close())

async function made(who: string, path: string, body: unknown): Promise<any> {
  const { status, body: answer } = await office.here(who, 'POST', path, body)
  expect([path, status, answer.detail]).toEqual([path, 201, undefined])
  return answer
}

const at = (minutes: number) => new Date(office.clock.now().getTime() + minutes * minute).toISOString()
const tactic = async (kind: string) => (await made('nadia', '/tactics', { kind, title: `The ${kind}` })).tactic.id as string
const aim = async (tacticId: string, indicator: Indicator, more = {}) => (await made('nadia', `/tactics/${tacticId}/aims`, { indicator, threshold: 10, ...more })).aim.id as string
const figures = async (tacticId: string) => Object.fromEntries((await aimsOf(office.house.db, office.campaign.id, tacticId)).map((one) => [one.indicator, one.figure]))
const measure = () => measureAims(office.house, office.campaign.id)

test('every indicator that is to be fed has exactly one slice that feeds it', () => {
  const registered = slices.flatMap((slice) => (slice.indicators ?? []).map((one) => one.name))
  expect(registered.toSorted()).toEqual(indicatorNames.filter(isFed).toSorted())
})

test('a burst: who signed up, who opened a text, whose post was seen; also when its participants are erased', async () => {
  const { house, campaign, clock } = office
  const id = await tactic('burst')
  for (const indicator of ['pledged', 'tapped', 'confirmed'] as const) await aim(id, indicator)
  await measure()
  // Nothing is tied to it yet: that is no zero.
  expect(await figures(id)).toEqual({ pledged: null, tapped: null, confirmed: null })
  const { burst: wish } = await made('nadia', '/bursts', { title: 'At six we all ask', zone: 'UTC', startsAt: at(60), endsAt: at(180), open: true, tactic: id })
  await made('vera', `/banks/${wish.bank}/variants`, { variants: sayings.map((text: string) => ({ language: 'en', text })) })
  const burst = (await burstOf(house.db, campaign.id, wish.id))!
  const people = [await signUp(house, clock, 'water-now', burst, {}), await signUp(house, clock, 'water-now', burst, {}), await signUp(house, clock, 'water-now', burst, {})]
  await measure()
  expect(await figures(id)).toEqual({ pledged: 3, tapped: 0, confirmed: 0 })
  clock.pass(170 * minute)
  for (const one of people.slice(0, 2)) await tap(house, campaign.id, burst.id, one.id, 1, 'mastodon')
  await proveTap(house, campaign.id, burst.id, people[0]!.id, 1, 'https://social.example/@ana/112233445566')
  await measure()
  expect(await figures(id)).toEqual({ pledged: 3, tapped: 2, confirmed: 1 })
  // One with a window of its own counts what fell into it.
  const early = await aim(id, 'tapped', { fromAt: at(-600), untilAt: at(-300) })
  await measure()
  expect((await aimsOf(house.db, campaign.id, id)).find((one) => one.id === early)!.figure).toBe(0)
  const before = clock.at
  clock.pass(32 * 24 * 60 * minute)
  await eraseIn(house, campaign.id)
  await house.db.rows('update aim set figure = null, figure_at = null where campaign_id = $1', [campaign.id])
  await measure()
  expect((await aimsOf(house.db, campaign.id, id)).map((one) => [one.id === early, one.figure])).toEqual([[false, 3], [false, 2], [false, 1], [true, null]])
  clock.at = before
})

test('a chat: its answers, and the people who gave them, as far as they are known', async () => {
  const id = await tactic('chat')
  for (const indicator of ['chat-answers', 'chat-people'] as const) await aim(id, indicator)
  const { chat } = await made('nadia', '/chats', { title: 'Water at school', hashtags: ['WaterChat'], zone: 'UTC', startsAt: at(0), tacticId: id })
  expect(chat.tacticId).toBe(id)
  const { question } = await made('vera', `/chats/${chat.id}/questions`, { text: 'Who keeps the key of the block?' })
  expect((await office.here('vera', 'PUT', `/chats/${chat.id}/questions/${question.id}/asking`)).status).toBe(200)
  office.clock.pass(2 * minute)
  const postedAt = office.clock.now().toISOString()
  await office.say([['1', 'ana', 'A1 the caretaker has it'], ['2', 'ana', 'A1 and his wife too'], ['3', 'ben', 'A1 nobody knows at ours']].map(([externalId, handle, text]) => ({ channel: 'x', externalId, text: `${text} #WaterChat`, postedAt, author: { handle, network: 'x' } })))
  await measure()
  expect(await figures(id)).toEqual({ 'chat-answers': 3, 'chat-people': 2 })
  expect((await aimsOf(office.house.db, office.campaign.id, id)).find((one) => one.indicator === 'chat-people')).toMatchObject({ known: 3, whole: 3 })
  // Taken off the plan it feeds nothing any more, and what was found stays with its time.
  const { version } = (await office.here('nadia', 'GET', `/chats/${chat.id}`)).body.chat
  expect((await office.here('nadia', 'PATCH', `/chats/${chat.id}`, { version, tacticId: '00000000-0000-7000-8000-000000000000' })).status).toBe(404)
  expect((await office.here('nadia', 'PATCH', `/chats/${chat.id}`, { version, tacticId: null })).body.chat.tacticId).toBeNull()
})

test('coverage, links, petitions and letters feed theirs; what nobody counts a person may say, until something does', async () => {
  const { house, campaign } = office
  const [told, shared, signed] = [await tactic('coverage'), await tactic('video'), await tactic('petition')]
  await aim(told, 'entries')
  await aim(shared, 'taps')
  await aim(signed, 'letters')
  const signatures = await aim(signed, 'signatures')
  const noted = await office.here('nadia', 'PATCH', `/aims/${signatures}`, { version: 1, figure: 40, source: 'Counted on paper by Rosa' })
  expect(noted.body.aim.figure).toBe(40)

  const { coverage } = await made('nadia', '/coverage', { title: 'The hearing', zone: 'UTC', startsAt: at(0), endsAt: at(60), tacticId: told })
  await office.here('nadia', 'PUT', `/coverage/${coverage.id}/state`, { version: coverage.version, state: 'running' })
  const { entry } = await made('vera', `/coverage/${coverage.id}/entries`, { kind: 'observation', text: 'The room is full.' })
  await made('vera', `/coverage/${coverage.id}/entries`, { kind: 'observation', text: 'The board is late.' })
  await office.here('chen', 'PUT', `/coverage/${coverage.id}/entries/${entry.id}/check`, { version: 1 })
  for (const network of ['x', 'mastodon']) {
    await office.here('chen', 'PUT', `/coverage/${coverage.id}/entries/${entry.id}/outs/${network}`)
    expect((await office.here('chen', 'PATCH', `/coverage/${coverage.id}/entries/${entry.id}/outs/${network}`, { link: null })).status).toBeLessThan(300)
  }
  const { link } = await made('nadia', '/links', { name: 'The film', url: 'https://example.org/film', tacticId: shared })
  const [code] = (await office.here('nadia', 'GET', `/links/${link.id}`)).body.codes
  for (const device of ['phone', 'simple', 'preview'] as const) countTap(house, campaign.id, code.code, device)
  await writeTaps(house)
  await measure()
  expect([await figures(told), await figures(shared), await figures(signed)]).toEqual([{ entries: 1 }, { taps: 2 }, { letters: null, signatures: 40 }])

  const { action } = await made('nadia', '/actions', { key: 'sign', kind: 'petition', words: { en: { title: 'Clean water', lead: '' } }, tacticId: signed })
  await house.db.rows(
    `insert into signature (campaign_id, id, action_id, state, mail_key, sealed, passes, language, signed_at, confirmed_at)
     select $1, gen_random_uuid(), $2, case when n < 3 then 'confirmed' else 'asked' end, ('\\x0' || n)::bytea, '\\x00', false, 'en', $3, case when n < 3 then $3::timestamptz end from generate_series(1, 5) as n`,
    [campaign.id, action.id, house.clock.now()],
  )
  await measure()
  expect((await aimsOf(house.db, campaign.id, signed)).find((one) => one.indicator === 'signatures')).toMatchObject({ figure: 2, known: 2, whole: 5, source: null, countedBy: null })
})

test('posts worth repeating: taps of the team, also when nobody can tell any more who tapped, as long as no window asks for a part of them', async () => {
  const { house, campaign, clock } = office
  const id = await tactic('press')
  const [whole, early, late, part] = [await aim(id, 'amplify-taps'), await aim(id, 'amplify-taps', { fromAt: at(-600), untilAt: at(-300) }), await aim(id, 'amplify-taps', { fromAt: at(0), untilAt: at(60) }), await aim(id, 'amplify-taps', { fromAt: at(5), untilAt: at(60) })]
  const found = async () => {
    await measure()
    const aims = await aimsOf(house.db, campaign.id, id)
    return [whole, early, late, part].map((one) => aims.find(({ id }) => id === one)!.figure)
  }
  expect(await found()).toEqual([null, null, null, null])
  const { post } = await made('nadia', '/amplify', { link: 'https://x.com/ana/status/1799', reason: 'She says it best', until: at(120), spreadMinutes: 0, tacticId: id })
  expect(post).toMatchObject({ tacticId: id, tactic: 'The press' })
  expect((await office.here('nadia', 'POST', '/amplify', { link: 'https://x.com/ana/status/1800', reason: 'Of no tactic', until: at(120), tacticId: '00000000-0000-7000-8000-000000000000' })).status).toBe(404)
  expect(await found()).toEqual([0, 0, 0, 0])
  const [vera, chen] = await Promise.all(['vera', 'chen'].map((name) => actorOf(house, { cookie: office.cookieOf(name) })))
  await tapPost(house, vera, campaign, post.id, 'repost')
  clock.pass(10 * minute)
  for (const way of ['open', 'whatsapp'] as const) await tapPost(house, chen, campaign, post.id, way)
  expect(await found()).toEqual([3, 0, 3, 2])
  const before = clock.at
  clock.pass(10 * 24 * 60 * minute)
  await settleTaps(house)
  await house.db.rows('update aim set figure = null, figure_at = null where campaign_id = $1 and tactic_id = $2', [campaign.id, id])
  expect(await found()).toEqual([3, 0, 3, null])
  clock.at = before
})

test('many aims are asked for with one query for each indicator, not one for each aim', async () => {
  const { house, campaign } = office
  for (const id of [await tactic('burst'), await tactic('burst'), await tactic('burst')]) for (const indicator of ['pledged', 'tapped'] as const) await aim(id, indicator)
  const asked = vi.spyOn(house.db, 'rows')
  await measureAims(house, campaign.id)
  expect(asked.mock.calls.filter(([sql]) => String(sql).includes('join burst b')).length).toBe(3)
  asked.mockRestore()
})
