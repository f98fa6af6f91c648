/** Alarms on a set clock and by a real mail server: who is told when, once, until somebody takes it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { House } from '#core/index.ts'
import { setPlaces } from '#campaign/index.ts'
import { freezePerson, actorOf } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { joinStatements } from '../statement/join.ts'
import { openMail, toOf, type MailServer } from '../../test/harness/mail.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { alarmChannels, type AlarmChannel } from './channel.ts'
import { climbAlarms } from './climb.ts'
import { alarmReach } from './reach.ts'
import { historyOf } from './read.ts'

let office: Office
let mail: MailServer
let serial = 0
const ids: Record<string, string> = {}
const minutes = 60_000

beforeAll(async () => {
  mail = await openMail()
  office = await openOffice('water-now', { smtpUrl: mail.url, mailFrom: 'Water now <desk@example.org>' })
  for (const name of ['lucia', 'samir', 'nadia']) ids[name] = await office.person(name, 'volunteer')
  for (const name of ['maelle', 'tomas']) ids[name] = await office.person(name, 'coordinator')
  ids['olga'] = await office.person('olga', 'owner')
  await office.person('ines', 'observer')
  await office.house.db.transact((t) => setPlaces(t, office.campaign.id, [{ name: 'Harrowquay', names: ['Harrowquay'], district: 'Lower Fen', lat: 1, lon: 2, kind: 'town' }], office.clock.now()))
})
beforeEach(async () => {
  office.clock.pass(60 * minutes)
  const { house, campaign } = office
  await house.db.rows(`update alarm set state = 'closed', closed_as = 'done' where campaign_id = $1 and state <> 'closed'`, [campaign.id])
  await house.db.rows(`delete from duty where campaign_id = $1`, [campaign.id])
  await send()
  mail.arrived.length = 0
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
})

const send = () => sendDue(office.house, office.campaign.id, accountsOf(office.house))

/** One minute of the job, then what it put into the outbox. Whose mail came. */
async function tick(house: House = office.house): Promise<string[]> {
  mail.arrived.length = 0
  await climbAlarms(house, office.campaign.id)
  await send()
  return mail.arrived.map((one) => toOf(one).split('@')[0]!).sort()
}

async function said(text = `A report about ${serial++} quiet gates of the mill that nobody shouts of`, more: object = {}): Promise<string> {
  await office.say([{ channel: 'sms', externalId: `alarm ${serial++}`, text, ...more }])
  return (await office.here('lucia', 'GET', `/statements?q=${encodeURIComponent(`"${text.slice(0, 60)}"`)}`)).body.statements[0].id
}

async function raised(who = 'lucia'): Promise<string> {
  const { status, body } = await office.here(who, 'POST', '/alarms', { statement: await said() })
  expect(status).toBe(201)
  return body.alarm.id
}

const goOn = (who: string, hours = 4) => office.here(who, 'POST', '/duty', { until: new Date(office.clock.now().getTime() + hours * 60 * minutes).toISOString() })
const alarm = async (id: string) => (await office.here('lucia', 'GET', `/alarms/${id}`)).body

test('an alarm climbs: on duty at once, again after 3 minutes, coordinators after 6, owners after 12, and on', async () => {
  await goOn('samir')
  const id = await raised()
  expect(await tick()).toEqual(['samir'])
  expect(await tick()).toEqual([])
  const told: Record<number, string[]> = {}
  for (let minute = 1; minute <= 24; minute++) {
    office.clock.pass(1 * minutes)
    const got = await tick()
    if (got.length > 0) told[minute] = got
  }
  expect(told).toEqual({
    3: ['samir'], 6: ['maelle', 'samir', 'tomas'], 12: ['maelle', 'olga', 'samir', 'tomas'], 24: ['maelle', 'olga', 'samir', 'tomas'],
  })
  expect((await alarm(id)).history.map((one: { kind: string; level: number; people: number }) => [one.kind, one.level, one.people])).toEqual([
    ['raised', null, null], ['told', 0, 1], ['told', 1, 1], ['told', 2, 3], ['told', 3, 4], ['told', 4, 4],
  ])
})

test('taken, it stops; of all who press at once one has it and the others are told who', async () => {
  await goOn('samir')
  const id = await raised()
  await tick()
  const answers = await Promise.all(['samir', 'nadia', 'maelle', 'lucia'].map((who) => office.here(who, 'PUT', `/alarms/${id}/taker`)))
  expect(answers.map((one) => one.status).sort()).toEqual([204, 409, 409, 409])
  const { taker } = (await alarm(id)).alarm
  expect(answers.filter((one) => one.status === 409).map((one) => [one.body.code, one.body.holder])).toEqual(Array(3).fill(['already-taken', taker.name]))
  for (let minute = 1; minute <= 15; minute++) {
    office.clock.pass(1 * minutes)
    expect(await tick()).toEqual([])
  }
  // Twice by the same person is once.
  expect((await office.here(taker.name, 'PUT', `/alarms/${id}/taker`)).status).toBe(204)
})

test('closed with an outcome by whoever has it; given back it climbs from the beginning', async () => {
  await goOn('samir')
  const id = await raised()
  await tick()
  expect((await office.here('samir', 'PUT', `/alarms/${id}/outcome`, { outcome: 'Called them.' })).body.code).toBe('not-taken')
  await office.here('samir', 'PUT', `/alarms/${id}/taker`)
  expect((await office.here('nadia', 'DELETE', `/alarms/${id}/taker`)).body.code).toBe('not-taken')
  office.clock.pass(5 * minutes)
  await office.here('samir', 'DELETE', `/alarms/${id}/taker`)
  expect(await tick()).toEqual(['samir'])
  office.clock.pass(3 * minutes)
  expect(await tick()).toEqual(['samir'])
  await office.here('nadia', 'PUT', `/alarms/${id}/taker`)
  expect((await office.here('nadia', 'PUT', `/alarms/${id}/outcome`, { outcome: ' ' })).body.code).toBe('outcome-missing')
  expect((await office.here('nadia', 'PUT', `/alarms/${id}/outcome`, { outcome: 'A neighbour took them in.' })).status).toBe(204)
  expect((await alarm(id)).alarm).toMatchObject({ state: 'closed', closedAs: 'done', outcome: 'A neighbour took them in.' })
  expect((await office.here('samir', 'PUT', `/alarms/${id}/taker`)).body.code).toBe('alarm-over')
})

test('nobody on duty: all coordinators at once; whose duty is over, who is frozen or only observes is not on duty', async () => {
  await goOn('samir', 1)
  office.clock.pass(61 * minutes)
  await raised()
  expect(await tick()).toEqual(['maelle', 'tomas'])
  expect((await office.here('ines', 'POST', '/duty', { until: new Date(office.clock.now().getTime() + minutes).toISOString() })).status).toBe(403)
  expect((await office.here('samir', 'POST', '/duty', { person: ids['lucia'], until: new Date(office.clock.now().getTime() + minutes).toISOString() })).status).toBe(403)
  const { status } = await office.here('maelle', 'POST', '/duty', {
    person: ids['nadia'], from: new Date(office.clock.now().getTime() + 30 * minutes).toISOString(), until: new Date(office.clock.now().getTime() + 90 * minutes).toISOString() })
  expect(status).toBe(201)
  office.clock.pass(40 * minutes)
  await raised()
  expect(await tick()).toContain('nadia')
})

test('two processes run the job at once: each message is sent once', async () => {
  await goOn('samir')
  await goOn('nadia')
  const all = [await raised(), await raised(), await raised()]
  await Promise.all([1, 2, 3, 4].map(() => climbAlarms(office.house, office.campaign.id)))
  mail.arrived.length = 0
  await Promise.all([send(), send()])
  expect(mail.arrived.map(toOf).sort()).toEqual(['nadia@example.org', 'samir@example.org'])
  for (const id of all) expect((await alarm(id)).history.filter((one: { kind: string }) => one.kind === 'told')).toHaveLength(1)
})

test('a process that dies in the middle has told nobody, and the next one does it all', async () => {
  await goOn('samir')
  await goOn('nadia')
  const id = await raised()
  let sealed = 0
  const dying = { ...office.house, keys: { blindIndex: office.house.keys.blindIndex.bind(office.house.keys), derive: (purpose: string) => { if (++sealed > 1) throw new Error('power cut'); return office.house.keys.derive(purpose) } } } as unknown as House
  await expect(climbAlarms(dying, office.campaign.id)).rejects.toThrow('power cut')
  expect([sealed > 1, (await alarm(id)).alarm.level]).toEqual([true, -1])
  expect(await tick()).toEqual(['nadia', 'samir'])
})

test('the mail says where to look and at most the district, never anybody’s words', async () => {
  await goOn('samir')
  const statement = await said('They took the zanzibird child from Rotten Row, help us', { place: { name: 'Harrowquay' } })
  // The words raised it already; by hand it is the same alarm.
  const { body } = await office.here('lucia', 'POST', '/alarms', { statement })
  expect(body.alarm).toMatchObject({ raisedBy: null, state: 'open' })
  await tick()
  const [one] = mail.arrived
  expect(one!.subject).toBe('Alarm in “Water now”')
  expect(one!.text).toContain(`${office.house.origin}/water-now/alarms`)
  expect(one!.text).toContain('District: Lower Fen.')
  expect(`${one!.subject} ${one!.text}`).not.toMatch(/zanzibird|Rotten|Harrowquay|help us/)
})

test.each([
  ['in English', 'We are trapped on the roof of the cinema', true],
  ['in Spanish, with other accents', 'Nos estan golpeando en la comisaría vieja', true],
  ['in French', 'Ils enfoncent la porte de ma sœur', true],
  ['in Arabic with vowel signs', 'إنّهم يُطلقون النّار قرب الجسر', true],
  ['of a hostage, by its beginning', 'Three hostages in the customs house, they say', true],
  ['merely urgent', 'Urgent: the tanker must come before noon', false],
  ['said last week', 'They were shooting at the buses that day', false, new Date(Date.now() - 7 * 86_400_000).toISOString()],
])('what is said %s raises an alarm by itself: %#', async (_name, text, rings, postedAt?) => {
  const id = await said(text as string, { postedAt: (postedAt as string | undefined) ?? office.clock.now().toISOString() })
  const { body } = await office.here('lucia', 'GET', '/alarms')
  expect(body.alarms.map((one: { statementId: string }) => one.statementId)).toEqual(rings ? [id] : [])
})

test('a campaign has its own words and minutes, and may do without words', async () => {
  const rule = { byWords: true, words: { en: ['blue lantern*'] }, again: 1, coordinators: 2, owners: 4 }
  expect((await office.here('lucia', 'PUT', '/alarm-rule', rule)).status).toBe(403)
  expect((await office.here('maelle', 'PUT', '/alarm-rule', { ...rule, coordinators: 0 })).status).toBe(400)
  expect((await office.here('maelle', 'PUT', '/alarm-rule', { ...rule, owners: 1 })).body.code).toBe('minutes-wrong')
  const { body } = await office.here('maelle', 'PUT', '/alarm-rule', rule)
  expect([body.words.en, body.words.es.length > 10]).toEqual([['blue lantern*'], true])
  const id = await said('The sign is given: blue lanterns hang at the ferry')
  await said('We are trapped between the two closed sluices')
  expect((await office.here('lucia', 'GET', '/alarms')).body.alarms.map((one: { statementId: string }) => one.statementId)).toEqual([id])
  await office.here('maelle', 'PUT', '/alarm-rule', { ...rule, byWords: false, again: 3, coordinators: 6, owners: 12 })
  await said('Again blue lanterns over the western pier tonight')
  expect((await office.here('lucia', 'GET', '/alarms')).body.alarms).toHaveLength(1)
  await office.house.db.rows(`delete from alarm_rule where campaign_id = $1`, [office.campaign.id])
})

test('a flood of words is one mail a minute for each person, and all of it stands on the board', async () => {
  await goOn('samir')
  await office.say(Array.from({ length: 30 }, (_, at) => ({ channel: 'sms', externalId: `flood ${at}`, text: `Someone is bleeding at corner ${'abcdefghijklmnopqrstuvwxyzåäöé'[at]} of a square named ${serial++} after the ${at * 7} march` })))
  expect(await tick()).toEqual(['samir'])
  await said('A second one is bleeding before the gate of the brickworks')
  expect(await tick()).toEqual([])
  expect((await office.here('samir', 'GET', '/alarms')).body.alarms.length).toBeGreaterThan(20)
})

test('who is frozen loses what they had: it is open again', async () => {
  await office.person('yara', 'volunteer')
  const id = await raised()
  await office.here('yara', 'PUT', `/alarms/${id}/taker`)
  const olga = await actorOf(office.house, { cookie: office.cookieOf('olga') })
  const yara = await office.house.db.row<{ id: string }>(`select id from person where email = 'yara@example.org'`)
  await freezePerson(office.house, olga, office.campaign, yara!.id)
  expect((await alarm(id)).alarm).toMatchObject({ state: 'open', taker: null, level: -1 })
})

test('taken back by its sender, the alarm ends and what was written about it is gone', async () => {
  const id = await raised()
  const { statementId } = (await alarm(id)).alarm
  await office.here('samir', 'PUT', `/alarms/${id}/taker`)
  const post = await office.house.db.row<{ id: string }>(`select post_id as id from post_fold where campaign_id = $1 and statement_id = $2`, [office.campaign.id, statementId])
  await withdraw(office.house, office.campaign.id, [post!.id], 'withdrawn')
  expect((await alarm(id)).alarm).toMatchObject({ state: 'closed', closedAs: 'withdrawn', text: null, statementId: null })
})

test('statements found to say the same keep one alarm', async () => {
  const [first, second] = [await raised(), await raised()]
  const number = async (id: string) => {
    const { statementId } = (await alarm(id)).alarm
    return Number((await office.house.db.row<{ number: string }>(`select number from statement where campaign_id = $1 and id = $2`, [office.campaign.id, statementId]))!.number)
  }
  const [into, from] = [await number(first), await number(second)]
  await office.house.db.transact((t) => joinStatements(office.house, t, office.campaign.id, [{ from, into }], office.clock.now()))
  expect([(await alarm(first)).alarm.state, (await alarm(second)).alarm]).toMatchObject(['open', { state: 'closed', closedAs: 'joined' }])
  expect((await historyOf(office.house.db, office.campaign.id, [second])).get(second)!.at(-1)).toMatchObject({ kind: 'closed' })
})

test('taken apart again, each has its alarm: the one that the other stood for rings anew, unless that one was dealt with', async () => {
  const [first, second, third] = [await raised(), await raised(), await raised()]
  const statementOf = async (id: string) => (await alarm(id)).alarm.statementId as string
  const [into, from, last] = [await statementOf(first), await statementOf(second), await statementOf(third)]
  const takeApart = await office.join('maelle', into, from)
  expect((await alarm(second)).alarm).toMatchObject({ state: 'closed', statementId: into })
  await takeApart()
  expect([(await alarm(first)).alarm, (await alarm(second)).alarm]).toMatchObject([{ state: 'open', statementId: into }, { state: 'open', statementId: from, closedAs: null }])
  const again = await office.join('maelle', into, last)
  await office.here('samir', 'PUT', `/alarms/${first}/taker`)
  await office.here('samir', 'PUT', `/alarms/${first}/outcome`, { outcome: 'Both were brought home.' })
  await again()
  expect((await alarm(third)).alarm).toMatchObject({ state: 'closed', closedAs: 'joined', statementId: last })
})

test('a channel that is added reaches whom it has an address of, each once a minute, whatever the others do', async () => {
  const texts: AlarmChannel = { name: 'sms', isSetUp: () => true, addressOf: (member) => (member.name === 'samir' ? '+44 20 7946 0001' : undefined), message: (_say, { count, link }) => ({ text: `${count} ${link}` }) }
  await goOn('samir')
  await goOn('nadia')
  const queued = async () => (await office.house.db.rows<{ channel: string }>(`select channel from outgoing where campaign_id = $1 and purpose = 'alarm' and state = 'queued' order by channel`, [office.campaign.id])).map((row) => row.channel)
  const climb = (channels: AlarmChannel[]) => climbAlarms(office.house, office.campaign.id, [...alarmChannels, ...channels])
  await raised()
  await climb([texts])
  expect(await queued()).toEqual(['email', 'email', 'sms'])
  await raised()
  await climb([texts, { ...texts, name: 'telegram', isSetUp: () => false }])
  expect(await queued()).toEqual(['email', 'email', 'sms'])
  await office.house.db.rows(`delete from outgoing where campaign_id = $1`, [office.campaign.id])
})

test('the settings say by which channel an alarm would reach whom', async () => {
  await goOn('samir')
  const { channels } = (await office.here('maelle', 'GET', '/alarm-reach')).body
  expect(channels).toMatchObject([
    { channel: 'screen', isSetUp: true, duty: { people: 1, reached: 1 }, coordinators: { people: 2, reached: 2 }, owners: { people: 1, reached: 1 } },
    { channel: 'email', isSetUp: true, duty: { people: 1, reached: 1 } },
  ])
  const mute = await alarmReach({ ...office.house, config: { ...office.house.config, smtpUrl: undefined } }, office.campaign)
  expect(mute[1]).toMatchObject({ channel: 'email', isSetUp: false, duty: { people: 1, reached: 0 } })
})
