import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsAfter, lastEvent, uuid7, type Actor } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { openOffice, sentence, type Office } from '../../../test/harness/office.ts'
import { claimNext, languageNeeds, look, lookAway, lookersAt, presentPeople, setSkill } from '../index.ts'
import { forgetGone } from './looking.ts'

let office: Office
let ana: Actor
let ben: Actor
let statement: string
beforeAll(async () => {
  office = await openOffice()
  for (const name of ['ana', 'ben']) await office.person(name, 'volunteer')
  ;[ana, ben] = (await Promise.all(['ana', 'ben'].map((name) => actorOf(office.house, { cookie: office.cookieOf(name) })))) as [Actor, Actor]
  await office.say([{ channel: 'form', externalId: 'a', text: sentence(0), language: 'en' }, { channel: 'form', externalId: 'b', text: 'الجسر القديم مغلق منذ آذار', language: 'ar' }])
  statement = (await office.here('ana', 'GET', '/statements?language=en')).body.statements[0].id
})
afterAll(() => office?.close())

const names = async () => (await lookersAt(office.house.db, office.campaign.id, statement, office.clock.now())).map((one) => one.name)

test('who looks is seen, also from two pages, and gone when they leave, go on or fall silent', async () => {
  const { house, campaign, clock } = office
  const [first, second, bens] = [uuid7(), uuid7(), uuid7()]
  await look(house, campaign.id, ana, first, statement)
  await look(house, campaign.id, ana, second, statement)
  await look(house, campaign.id, ben, bens, statement)
  expect(await names()).toEqual(['ana', 'ana', 'ben'])
  await lookAway(house, campaign.id, ana.person.id, first)
  await look(house, campaign.id, ana, second, null)
  expect(await names()).toEqual(['ben'])
  // Nobody speaks for the page of another.
  await look(house, campaign.id, ana, bens, null)
  await lookAway(house, campaign.id, ana.person.id, bens)
  expect(await names()).toEqual(['ben'])
  clock.pass(60_000)
  await look(house, campaign.id, ben, bens, statement)
  clock.pass(60_000)
  expect(await names()).toEqual(['ben'])
  clock.pass(60_000)
  expect(await names()).toEqual([])
  await house.db.transact((t) => forgetGone(t, campaign.id, clock.now()))
  expect(await house.db.rows('select 1 from looking where campaign_id = $1', [campaign.id])).toEqual([])
  const state = await house.db.row('select state, version from statement where campaign_id = $1 and id = $2', [campaign.id, statement])
  expect(state).toEqual({ state: 'waiting', version: 1 })
})

test('a second of looking is told to all once, a sign of life to nobody', async () => {
  const { house, campaign } = office
  const before = await lastEvent(house.db, campaign.id)
  const page = uuid7()
  await look(house, campaign.id, ana, page, statement)
  await look(house, campaign.id, ana, page, statement)
  await lookAway(house, campaign.id, ana.person.id, page)
  const told = (await eventsAfter(house.db, campaign.id, before))!
  expect(told.map((event) => [event.kind, event['by'] ?? null, event['statement']])).toEqual([['looking', 'ana', statement], ['looking', null, null]])
})

test('what nobody who is there can read is known', async () => {
  const { house, campaign, clock } = office
  expect(await languageNeeds(house.db, campaign.id, clock.now())).toEqual([{ language: 'ar', waiting: 1, readers: 0 }, { language: 'en', waiting: 1, readers: 0 }])
  await setSkill(house, ana, campaign, ana.person.id, { languages: ['en'] })
  await look(house, campaign.id, ana, uuid7(), null)
  expect(await languageNeeds(house.db, campaign.id, clock.now())).toEqual([{ language: 'ar', waiting: 1, readers: 0 }, { language: 'en', waiting: 1, readers: 1 }])
  // Of Ben nothing is said: he reads everything. Holding something is being there.
  await claimNext(house, campaign.id, ben, 1, { language: 'en' })
  expect((await presentPeople(house.db, campaign.id, clock.now())).sort()).toEqual([ana.person.id, ben.person.id].sort())
  expect(await languageNeeds(house.db, campaign.id, clock.now())).toEqual([{ language: 'ar', waiting: 1, readers: 1 }])
})

test('a page that another campaign’s statement is opened on tells nothing', async () => {
  const { house, campaign, clock } = office
  await look(house, campaign.id, ana, uuid7(), uuid7())
  await look(house, campaign.id, ana, 'not a page', statement)
  expect((await lookersAt(house.db, campaign.id, statement, clock.now())).length).toBe(0)
})
