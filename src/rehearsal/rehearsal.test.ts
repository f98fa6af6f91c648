import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { addCampaign, campaignById, campaignBySlug, campaignsOf } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { claimNext, decide } from '#desk/index.ts'
import { actorOf, membersOf } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { post as postOut } from '#talk/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { beginRehearsal, endRehearsal, finishRehearsal, playRehearsal, prepareRehearsal, rehearsalsOf, steerRehearsal, type Rehearsal } from './index.ts'
import { Pseudonyms } from './pseudonym.ts'
import { forgetRehearsed } from './withdraw.ts'

let office: Office
let cora: Actor
let vera: Actor

beforeAll(async () => {
  office = await openOffice()
  cora = await office.actor('cora', 'coordinator')
  vera = await office.actor('vera', 'volunteer')
  await office.person('idle', 'volunteer')
  await office.say([
    ...Array.from({ length: 6 }, (_, n) => ({ channel: 'sms', externalId: `r${n}`, text: `${sentence(n)} Call Ferdinand on +000 555 01234 or @ferdinand_k`, language: 'en', contact: { phone: `+1555010${n}00` }, postedAt: '2026-11-20T10:00:00Z' })),
    { channel: 'x', externalId: 'other-day', text: sentence(60), postedAt: '2026-11-21T10:00:00Z' },
  ])
})
afterAll(() => office.close())

const open = async (): Promise<Rehearsal> => (await rehearsalsOf(office.house.db, office.campaign.id))[0]!
const which = async () => ({ campaignId: office.campaign.id, id: (await open()).id })
const campaign = async () => (await campaignById(office.house.db, office.campaign.id))!

/** All rows of every table in which a text stands, but the one that is to keep the report. */
async function tablesWith(text: string): Promise<string[]> {
  const { db } = office.house
  const tables = await db.rows<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'graphile_worker') and c.relkind = 'r'`)
  const found: string[] = []
  for (const { name } of tables) if (await db.row(`select 1 /* campaign_id */ from ${name} t where t::text like $1 limit 1`, [`%${text}%`])) found.push(name)
  return found
}

test('a recorded day is played under pseudonyms at its speed, worked, reported, and wiped from every table', async () => {
  const { house, clock } = office
  await beginRehearsal(house, cora, await campaign(), { source: 'day', day: '2026-11-20', speed: 60 })
  await expect(beginRehearsal(house, cora, await campaign(), { source: 'example', speed: 1 })).rejects.toMatchObject({ code: 'rehearsal-open' })
  await prepareRehearsal(house, await which())
  await playRehearsal(house, await which())
  const { copyId, copySlug, posts, played } = await open()
  expect([posts, played]).toEqual([6, 6])
  await foldAll(house, copyId)
  const copy = (await campaignById(house.db, copyId))!

  // Whoever works in the campaign works in its copy, under its settings; its address and its name say what it is.
  expect(copySlug).toMatch(/^rehearsal-/)
  expect(copy.name).toBe('Rehearsal: Water now')
  expect((await membersOf(house.db, copy)).map((member) => member.name)).toEqual((await membersOf(house.db, await campaign())).map((member) => member.name))
  expect(await house.db.rows('select key from issue_area where campaign_id = $1 order by key', [copyId])).toEqual([{ key: 'health' }, { key: 'water' }])
  vera = (await actorOf(house, { cookie: office.cookieOf('vera') }))!
  expect((await campaignsOf(house.db, vera)).map((one) => one.slug)).toContain(copySlug)
  await addCampaign(house, { slug: 'air-now', name: 'Air now', organisation: 'Air Watch' })
  const stranger = await office.actor('stranger', 'owner', { organisation: 'Air Watch' })
  expect((await campaignsOf(house.db, stranger)).map((one) => one.slug)).not.toContain(copySlug)

  // Nothing that reaches somebody came along.
  const texts = (await house.db.rows<{ text: string }>('select text from post where campaign_id = $1', [copyId])).map((row) => row.text).join('\n')
  expect(texts).toMatch(/nobody repairs/)
  expect(texts).not.toMatch(/555 01234|ferdinand_k/)
  expect(await house.db.rows('select 1 from post where campaign_id = $1 and reachable', [copyId])).toEqual([])

  // It is worked on the real desk; what it writes stays in its outbox.
  const [first, second] = await claimNext(house, copyId, vera, 2, {})
  await decide(house, copyId, vera, first!.statementId, first!.version, 'done', {})
  clock.pass(16 * 60_000)
  await claimNext(house, copyId, cora, 1, {})
  expect(second).toBeDefined()
  await house.db.transact((t) => postOut(house, t, { campaignId: copyId, channel: 'email', purpose: 'receipt', to: { address: 'nobody@example.org' }, text: 'Hello' }))
  const send = house.flow.jobs.find((job) => job.name === 'sendMessages')!
  await send.run(house, { campaignId: copyId })
  expect(await house.db.rows('select state from outgoing where campaign_id = $1', [copyId])).toEqual([{ state: 'queued' }])

  // Taken back in the campaign while it is played: gone from the copy.
  const [gone] = await house.db.rows<{ id: string; text: string }>(`select id, text from post where campaign_id = $1 and channel = 'sms' order by id desc limit 1`, [office.campaign.id])
  await withdraw(house, office.campaign.id, [gone!.id], 'withdrawn')
  const job = await house.db.row<{ payload: never }>(`select payload /* campaign_id */ from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'forgetRehearsed'`)
  await forgetRehearsed(house, job!.payload)
  expect(await house.db.rows('select 1 from rehearsal_post where campaign_id = $1', [copyId])).toHaveLength(5)
  expect(await house.db.rows('select 1 from post where campaign_id = $1 and withdrawn_at is null', [copyId])).toHaveLength(5)

  await endRehearsal(house, cora, office.campaign, (await open()).id)
  await finishRehearsal(house, await which())
  const { state, report } = await open()
  expect(state).toBe('wiped')
  expect(report).toMatchObject({ posts: 6, decided: 1, ranOut: 1, held: 1, never: ['idle'] })
  expect(report!.oldest).toBeGreaterThan(15 * 60)
  expect(report!.people).toEqual(expect.arrayContaining([{ name: 'vera', decided: 1, ranOut: 1 }]))
  expect(await campaignBySlug(house.db, copySlug)).toBeUndefined()
  await house.db.rows(`delete from graphile_worker._private_jobs /* campaign_id */ where payload::text like $1`, [`%${copyId}%`])
  expect(await tablesWith(copyId)).toEqual(['public.rehearsal'])
})

test('a process that dies goes on where it was: nothing is played twice, nothing is left out', async () => {
  const { house, clock } = office
  await beginRehearsal(house, cora, await campaign(), { source: 'example', posts: 24, speed: 60 })
  await prepareRehearsal(house, await which())
  await playRehearsal(house, await which())
  const { copyId, id } = await open()
  // The campaign has English and Spanish.
  expect(await house.db.rows(`select 1 from rehearsal_post where campaign_id = $1 and item ->> 'text' ~ '[ء-ي]'`, [copyId])).toEqual([])
  const there = async () => (await house.db.row<{ count: number }>('select count(*)::int as count from post where campaign_id = $1', [copyId]))!.count
  expect(await there()).toBe(1)
  clock.pass(6 * 60_000)
  // Paused, the day stands still.
  await steerRehearsal(house, cora, office.campaign, id, { paused: true })
  clock.pass(60 * 60_000)
  await playRehearsal(house, await which())
  expect(await there()).toBe(1)
  await steerRehearsal(house, cora, office.campaign, id, { paused: false })
  await playRehearsal(house, await which())
  const half = await there()
  expect(half).toBeGreaterThan(10)
  // It had taken them in, and died before it noted that.
  await house.db.rows('update rehearsal set played = 0 where campaign_id = $1 and id = $2', [office.campaign.id, id])
  await playRehearsal(house, await which())
  expect(await there()).toBe(half)
  clock.pass(7 * 60_000)
  await playRehearsal(house, await which())
  expect([await there(), (await open()).state]).toEqual([24, 'over'])
  await endRehearsal(house, cora, office.campaign, id)
  await finishRehearsal(house, await which())
  expect((await open()).report).toMatchObject({ posts: 24 })
})

test('only who runs the campaign plays one, and a day without posts says so', async () => {
  const { house } = office
  await expect(beginRehearsal(house, vera, await campaign(), { source: 'example', speed: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  await beginRehearsal(house, cora, await campaign(), { source: 'day', day: '2020-01-01', speed: 1 })
  await prepareRehearsal(house, await which())
  await finishRehearsal(house, await which())
  expect(await open()).toMatchObject({ state: 'wiped', problem: expect.stringContaining('no posts of that day') })
})

test('a pseudonym hides the same thing in the same way, and leaves the rest', () => {
  const names = new Pseudonyms((text) => Buffer.from(text.split('').reverse().join('').padEnd(20, 'x')))
  expect(names.hide('On 2026-11-20 at 10:30 we were 1200 people, 3 buses.')).toBe('On 2026-11-20 at 10:30 we were 1200 people, 3 buses.')
  expect(names.hide('see @anna and @anna, not @bert')).toMatch(/see (@p\w+) and \1, not @p/)
  fc.assert(fc.property(fc.constantFrom('https://a.example/b?c=1', 'http://xn--p.example/~ana', 'https://b.example/#x'), fc.emailAddress(), fc.stringMatching(/^[a-z]{4,12}$/), (url, email, handle) => {
    const hidden = names.hide(`${handle} wrote ${email} and ${url} or @${handle}x9 today`)
    expect(hidden).not.toContain(email)
    expect(hidden).not.toContain(`@${handle}x9`)
    expect(hidden).not.toContain(url)
    expect(hidden.startsWith(`${handle} wrote `)).toBe(true)
  }), { numRuns: 30 })
})
