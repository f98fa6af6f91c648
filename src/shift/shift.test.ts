import { afterAll, beforeAll, expect, test } from 'vitest'
import { dutyRoster, onDuty } from '#alarm/index.ts'
import { wallOf, type Actor } from '#core/index.ts'
import { claimNext } from '#desk/index.ts'
import { freezePerson } from '#person/index.ts'
import { addCalendarLink, privateCalendar } from '#plan/index.ts'
import { listOutgoing } from '#talk/index.ts'
import { codeOf, openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { addShifts, callOff, finishShift, notesSince, onNow, readNote, reminderOf, remindIn, shiftsBetween, shiftsOf, signOff, signUp, unreadFor, type NewShift, type Part, type Shift } from './index.ts'

let office: Office
const people: Record<string, Actor> = {}
const hour = 3_600_000
const zone = 'America/El_Salvador'

beforeAll(async () => {
  office = await openOffice('water-now', { smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'Water <desk@example.org>' })
  for (const [name, role] of [['cora', 'coordinator'], ['vera', 'volunteer'], ['omar', 'volunteer'], ['olive', 'observer']] as const) people[name] = await office.actor(name, role)
})
afterAll(() => office.close())

/** A shift that begins in so many hours and lasts so many. */
async function make(part: Part, inHours: number, hours: number, more: Partial<NewShift> = {}): Promise<Shift> {
  const at = (hoursAhead: number) => wallOf(new Date(office.clock.now().getTime() + hoursAhead * hour), zone)
  return (await addShifts(office.house, people['cora'], office.campaign, { part, from: at(inHours), until: at(inHours + hours), zone, needed: 1, ...more }))[0]!
}
const up = (who: string, shift: Shift, whom?: string) => signUp(office.house, people[who], office.campaign, shift.id, whom && people[whom]!.person.id)
const off = (who: string, shift: Shift, whom?: string) => signOff(office.house, people[who], office.campaign, shift.id, whom && people[whom]!.person.id)
const minutes = (from: Date, until: Date) => (until.getTime() - from.getTime()) / 60_000

test('a shift on several days is at the same clock time each day, also where the clocks change, and past midnight ends the next day', async () => {
  const { house, campaign } = office
  const made = await addShifts(house, people['cora'], campaign, { part: 'calls', from: '2031-03-29T22:00', until: '2031-03-29T06:00', zone: 'Europe/Madrid', needed: 2, days: 3 })
  expect(made.map((one) => [wallOf(one.from, one.zone), wallOf(one.until, one.zone), minutes(one.from, one.until) / 60, one.missing])).toEqual([
    ['2031-03-29T22:00', '2031-03-30T06:00', 7, 2], ['2031-03-30T22:00', '2031-03-31T06:00', 8, 2], ['2031-03-31T22:00', '2031-04-01T06:00', 8, 2],
  ])
  expect(await codeOf(addShifts(house, people['cora'], campaign, { part: 'desk', from: '2031-03-29T08:00', until: '2031-03-31T08:00', zone, needed: 1 }))).toBe('shift-times')
  expect(await codeOf(addShifts(house, people['vera'], campaign, { part: 'desk', from: '2031-03-29T08:00', until: '2031-03-29T09:00', zone, needed: 1 }))).toBe('forbidden')
})

test('volunteers sign up until there are enough, coordinators put on whom they want; nobody is at two places', async () => {
  const shift = await make('desk', 30, 4)
  expect(await codeOf(up('olive', shift))).toBe('forbidden')
  // Of two at the same moment one gets the place.
  const tried = await Promise.all(['vera', 'omar'].map((who) => codeOf(up(who, shift))))
  expect(tried.sort()).toEqual(['done', 'shift-full'])
  const [first] = (await shiftsBetween(office.house.db, office.campaign.id, shift.from, shift.until))[0]!.people
  const other = first!.name === 'vera' ? 'omar' : 'vera'
  expect((await up('cora', shift, other)).people.map((one) => [one.name, one.chosen]).sort()).toEqual([[first!.name, false], [other, true]].sort())
  expect(await codeOf(up(other, await make('calls', 33, 2)))).toBe('shift-overlaps')
  expect(await codeOf(off('vera', shift, 'omar'))).toBe('forbidden')
  expect((await off('omar', shift)).people.map((one) => one.name)).toEqual(['vera'])
  const chosen = await make('desk', 40, 2, { open: false })
  expect([await codeOf(up('omar', chosen)), await codeOf(up('cora', chosen, 'olive'))]).toEqual(['shift-closed', 'shift-person'])
  await callOff(office.house, people['cora'], office.campaign, shift.id)
  expect(await codeOf(up('omar', shift))).toBe('shift-over')
})

test('who is on for alarms is on duty for that time, and no longer once they leave, are frozen, or it is called off', async () => {
  const { house, campaign, clock } = office
  const shift = await make('alarms', 1, 2, { needed: 3 })
  for (const who of ['vera', 'omar', 'cora']) await up(who, shift)
  const roster = async () => (await dutyRoster(house.db, campaign.id, clock.now())).map((one) => [one.name, minutes(shift.from, one.from), minutes(one.until, shift.until)]).sort()
  expect(await roster()).toEqual([['cora', 0, 0], ['omar', 0, 0], ['vera', 0, 0]])
  await off('cora', shift)
  clock.pass(1.5 * hour)
  expect((await onDuty(house.db, campaign, clock.now())).map((one) => one.name).sort()).toEqual(['omar', 'vera'])
  expect(await onNow(house.db, campaign.id, clock.now())).toMatchObject([{ part: 'alarms', missing: 1, people: [{ name: 'omar' }, { name: 'vera' }] }])
  await freezePerson(house, people['cora'], campaign, people['omar']!.person.id)
  await house.db.rows('update person set frozen_at = null where id = $1', [people['omar']!.person.id])
  expect((await shiftsBetween(house.db, campaign.id, shift.from, shift.until))[0]!.people.map((one) => one.name)).toEqual(['vera'])
  await callOff(house, people['cora'], campaign, shift.id)
  expect(await onDuty(house.db, campaign, clock.now())).toEqual([])
})

test('what is handed over must be ticked by whoever comes next at the same part, and what one has goes on', async () => {
  const { house, campaign, clock } = office
  await office.say([1, 2, 3].map((n) => ({ channel: 'x', externalId: `h${n}`, text: sentence(n) })))
  const [now, next, elsewhere] = [await make('desk', 0.01, 2), await make('desk', 2.1, 2), await make('calls', 2.1, 2)]
  await up('vera', now)
  await up('omar', next)
  await up('cora', elsewhere)
  expect(await codeOf(finishShift(house, people['omar'], campaign, next.id, { text: 'too soon', leftover: 'keep' }))).toBe('shift-early')
  clock.pass(1.9 * hour)
  expect(await codeOf(finishShift(house, people['omar'], campaign, now.id, { text: 'not mine', leftover: 'keep' }))).toBe('not-found')
  await claimNext(house, campaign.id, people['vera']!, 2, {})
  expect(await finishShift(house, people['vera'], campaign, now.id, { text: 'The well at the mill: call back at four.', leftover: { to: people['omar']!.person.id } })).toMatchObject({ moved: 2 })
  expect(await house.db.rows('select person_id as who from claim where campaign_id = $1', [campaign.id])).toEqual([{ who: people['omar']!.person.id }, { who: people['omar']!.person.id }])
  expect(await reminderOf(house.db, campaign.id, people['vera']!.person.id, clock.now())).toBeUndefined()

  const unread = async (who: string) => (await unreadFor(house.db, campaign.id, people[who]!.person.id, clock.now())).map((one) => one.text)
  expect([await unread('omar'), await unread('vera'), await unread('cora')]).toEqual([['The well at the mill: call back at four.'], [], []])
  const reminder = await reminderOf(house.db, campaign.id, people['omar']!.person.id, clock.now())
  expect(reminder).toMatchObject({ running: false, shift: { part: 'desk' }, unread: [{ part: 'desk' }] })
  await readNote(house, people['omar'], campaign, reminder!.unread[0]!.id)
  expect(await unread('omar')).toEqual([])
  expect(await notesSince(house.db, campaign.id, now.from)).toMatchObject([{ by: { name: 'vera' }, readBy: ['omar'] }])

  clock.pass(2 * hour)
  expect(await finishShift(house, people['omar'], campaign, next.id, { text: '', leftover: 'back' })).toMatchObject({ moved: 2 })
  expect(await house.db.rows('select 1 from claim where campaign_id = $1', [campaign.id])).toEqual([])
})

test('whoever signed up in time is reminded by one mail, in their own clock; one who leaves gets none', async () => {
  const { house, campaign, clock } = office
  const mails = async () => (await listOutgoing(house.db, campaign.id)).filter((one) => one.purpose === 'shift').length
  const shift = await make('sheet', 10, 2, { needed: 3 })
  for (const who of ['vera', 'omar']) await up(who, shift)
  expect(await remindIn(house, campaign.id)).toBe(0)
  clock.pass(7.5 * hour)
  await up('cora', shift)
  expect(await Promise.all([remindIn(house, campaign.id), remindIn(house, campaign.id)]).then((sent) => sent.reduce((sum, one) => sum + one))).toBe(2)
  expect([await remindIn(house, campaign.id), await mails()]).toEqual([0, 2])
  await off('omar', shift)
  expect(await mails()).toBe(1)
})

test('one\'s own shifts stand in one\'s own calendar, and in nobody else\'s', async () => {
  const { house, campaign } = office
  const shift = await make('calls', 50, 3, { place: 'Room 4' })
  await up('vera', shift)
  expect((await shiftsOf(house.db, campaign.id, people['vera']!.person.id, shift.from)).map((one) => one.id)).toEqual([shift.id])
  const feed = async (who: string) => privateCalendar(house, campaign, (await addCalendarLink(house, people[who], campaign)).url.split('/').at(-1)!)
  expect(await feed('vera')).toContain('SUMMARY:Shift: the telephone\\, Room 4')
  expect(await feed('omar')).not.toContain('Room 4')
})
