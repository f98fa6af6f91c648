import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { readCallNotes } from '#channel/index.ts'
import { freezePerson, readAudit } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { foldAll, setQueueOrder } from '#statement/index.ts'
import { codeOf, openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { callbacksDue, endCallback, letCallbackGo, scriptOf, setScript, slice, takeCall, takeCallback, tryLater, type Call } from './index.ts'

let office: Office
let vera: Actor
let omar: Actor
let cora: Actor
beforeAll(async () => {
  office = await openOffice()
  vera = await office.actor('vera', 'volunteer')
  omar = await office.actor('omar', 'volunteer')
  cora = await office.actor('cora', 'coordinator')
})
afterAll(() => office?.close())

const call = (fields: Record<string, string>, more: Partial<Call> = {}): Call => ({
  notes: readCallNotes(new Map(Object.entries(fields))), id: randomUUID(), startedAt: office.clock.now(), seconds: 90, safe: undefined, urgent: false, callbackAt: undefined, ...more,
})
async function taken(given: Call, by = vera): Promise<string> {
  const made = await takeCall(office.house, by, office.campaign, given)
  if ('faults' in made) throw new Error(JSON.stringify(made.faults))
  return made.postId
}
const due = () => callbacksDue(office.house.db, office.campaign.id, office.clock.now())
const waiting = (at: number, phone = `+44 20 7946 0${100 + at}`) => taken(call({ text: sentence(at), phone }, { callbackAt: office.clock.now() }))

test('a call becomes a post with the consent that was answered, its number sealed and nowhere else', async () => {
  const postId = await taken(call({ text: sentence(1), phone: '+44 20 7946 0999', quote: 'yes', nameShown: 'no', knows: 'lived', place: 'Oldford' }))
  const row = await office.house.db.row(`select channel, quote, name, pass_on as "passOn", write, knows, reachable from post where campaign_id = $1 and id = $2`, [office.campaign.id, postId])
  expect(row).toEqual({ channel: 'call', quote: true, name: false, passOn: null, write: null, knows: 'lived', reachable: true })
  const { tables } = (await office.house.db.row<{ tables: string[] }>(`select array_agg(table_name::text) as tables from information_schema.tables where table_schema = 'public'`))!
  for (const table of tables) {
    const hits = await office.house.db.rows(`select 1 from ${table} x where to_jsonb(x)::text like '%7946 0999%' /* campaign_id */`)
    expect([table, hits.length]).toEqual([table, 0])
  }
})

test('the same form sent twice is one call with one callback', async () => {
  const given = call({ text: sentence(2), phone: '911' }, { callbackAt: office.clock.now() })
  const first = await taken(given)
  expect(await taken(given)).toBe(first)
  expect((await due()).map((one) => one.postId)).toEqual([first])
  await takeCallback(office.house, vera, office.campaign, first)
  await endCallback(office.house, vera, office.campaign, first, 'reached')
  // A form that comes once more, hours later, from a telephone that was off, calls nobody again.
  await taken(given)
  expect(await due()).toEqual([])
})

test('however many press at once, exactly one calls back; only they see the number, and each look is written down', async () => {
  const postId = await waiting(3)
  const presses = await Promise.all([vera, omar, cora, vera, omar].map((who) => takeCallback(office.house, who, office.campaign, postId).then((got) => ({ who, got }), (error: { code: string }) => ({ who, code: error.code }))))
  const winners = new Set(presses.flatMap((one) => ('got' in one ? [one.who.person.name] : [])))
  expect(winners.size).toBe(1)
  expect(presses.flatMap((one) => ('code' in one ? [one.code] : [])).every((code) => code === 'callback-held')).toBe(true)
  expect(presses.flatMap((one) => ('got' in one ? [one.got.phone] : [])).every((phone) => phone === '+44 20 7946 0103')).toBe(true)
  const looks = await readAudit(office.house.db, office.campaign.id, { kind: 'contact.read' })
  expect(looks.filter((look) => look.subject === postId && look.reason === 'callback').length).toBe(presses.filter((one) => 'got' in one).length)
  const [holder] = [...winners]
  const other = holder === 'vera' ? omar : vera
  expect(await codeOf(endCallback(office.house, other, office.campaign, postId, 'reached'))).toBe('callback-held')
})

test('a callback that nobody ends goes back to the list after a quarter of an hour; no answer makes it due later', async () => {
  const postId = await waiting(4)
  await takeCallback(office.house, vera, office.campaign, postId)
  office.clock.pass(16 * 60_000)
  expect(await codeOf(endCallback(office.house, vera, office.campaign, postId, 'reached'))).toBe('callback-not-held')
  await takeCallback(office.house, omar, office.campaign, postId)
  await tryLater(office.house, omar, office.campaign, postId, 60)
  const row = (await due()).find((one) => one.postId === postId)!
  expect([row.tries, row.holder, row.dueAt.getTime() - office.clock.now().getTime()]).toEqual([1, null, 3_600_000])
  await takeCallback(office.house, vera, office.campaign, postId)
  await letCallbackGo(office.house, vera, office.campaign, postId)
  expect((await due()).find((one) => one.postId === postId)).toMatchObject({ tries: 1, holder: null })
})

test('whoever is frozen holds no callback any more', async () => {
  const lena = await office.actor('lena', 'volunteer')
  const postId = await waiting(5)
  await takeCallback(office.house, lena, office.campaign, postId)
  await freezePerson(office.house, cora, office.campaign, lena.person.id)
  expect((await due()).find((one) => one.postId === postId)!.holder).toBeNull()
})

test('whoever takes their words back is not called back about them', async () => {
  const postId = await waiting(6)
  await withdraw(office.house, office.campaign.id, [postId], 'withdrawn')
  expect((await due()).some((one) => one.postId === postId)).toBe(false)
  expect(await office.house.db.rows('select 1 from call where campaign_id = $1 and post_id = $2', [office.campaign.id, postId])).toEqual([])
})

test('an urgent call raises an alarm and brings its statement to the front of the queue, whether the statement or the call is there first', async () => {
  await office.say([{ channel: 'sms', externalId: 'loud', text: sentence(50) }])
  const given = call({ text: 'Somebody stands before the door of the school with a list.' }, { urgent: true })
  const postId = await taken(given)
  await foldAll(office.house, office.campaign.id)
  const state = () => office.house.db.row<{ signals: string[]; open: boolean }>(
    `select s.signals, c.alarm_open as open from call c join post_fold f on f.campaign_id = c.campaign_id and f.post_id = c.post_id join statement s on s.campaign_id = c.campaign_id and s.id = f.statement_id
     where c.campaign_id = $1 and c.post_id = $2`, [office.campaign.id, postId])
  // Folding may have been faster than the call: then the job finds it.
  await slice.jobs![0]!.run(office.house, { campaignId: office.campaign.id })
  expect(await state()).toEqual({ signals: ['urgent'], open: false })
  const alarms = () => office.house.db.rows<{ by: string }>('select raised_by as by from alarm where campaign_id = $1', [office.campaign.id])
  expect(await alarms()).toEqual([{ by: vera.person.id }])
  // As when another process folded between the post and the call: the job finds what is left.
  await office.house.db.rows(`update statement set signals = '{}' where campaign_id = $1`, [office.campaign.id])
  await office.house.db.rows('update call set alarm_open = true where campaign_id = $1 and post_id = $2', [office.campaign.id, postId])
  await slice.jobs![0]!.run(office.house, { campaignId: office.campaign.id })
  expect([await state(), (await alarms()).length]).toEqual([{ signals: ['urgent'], open: false }, 1])
})

test('an urgent call stays urgent whatever words the queue looks for, and no longer than its statement is part of another', async () => {
  const { house, campaign } = office
  const signals = async (id: string) => (await house.db.row<{ signals: string[] }>('select signals from statement where campaign_id = $1 and id = $2', [campaign.id, id]))!.signals
  const statementOf = async (externalId: string) => (await house.db.row<{ id: string }>(
    `select f.statement_id as id from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [campaign.id, externalId]))!.id
  const given = call({ text: 'They count the families on our stair, one by one.' }, { urgent: true })
  await taken(given)
  await foldAll(house, campaign.id)
  await slice.jobs![0]!.run(house, { campaignId: campaign.id })
  const id = await statementOf(given.id)
  await setQueueOrder(house, campaign.id, { words: { urgent: { en: ['burst'] } } })
  expect(await signals(id)).toEqual(['urgent'])
  await office.say([{ channel: 'sms', externalId: 'calm', text: sentence(61) }])
  const calm = await statementOf('calm')
  const takeApart = await office.join('cora', calm, id)
  expect(await signals(calm)).toEqual(['urgent'])
  await takeApart()
  expect([await signals(calm), await signals(id)]).toEqual([[], ['urgent']])
  await setQueueOrder(house, campaign.id, { words: {} })
})

test('a campaign reads its own words aloud where it has some; an empty field goes back to the usual ones', async () => {
  await setScript(office.house, cora, office.campaign, 'es', { greet: 'Buenas.', safe: '' })
  await setScript(office.house, cora, office.campaign, 'en', { greet: 'Hello.' })
  expect(await scriptOf(office.house.db, office.campaign.id)).toEqual({ es: { greet: 'Buenas.' }, en: { greet: 'Hello.' } })
  await setScript(office.house, cora, office.campaign, 'es', {})
  expect(await scriptOf(office.house.db, office.campaign.id)).toEqual({ es: {}, en: { greet: 'Hello.' } })
  expect(await codeOf(setScript(office.house, vera, office.campaign, 'es', {}))).toBe('forbidden')
})
