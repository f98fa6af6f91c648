import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { bringNearForward } from './near.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await office.person('ana', 'volunteer')
})
afterAll(() => office?.close())

const waiting = async () => (await office.here('ana', 'GET', '/statements?state=waiting')).body.statements as { id: string; text: string; signals: string[] }[]

test('what is said close to an incident that goes on comes forward, once somebody has said that it goes on', async () => {
  const { house, campaign } = office
  await office.say([
    { channel: 'form', externalId: 'far', text: sentence(1), place: { name: 'Far', lat: 14.6, lon: -90.5 } },
    { channel: 'form', externalId: 'nowhere', text: sentence(22) },
    { channel: 'form', externalId: 'close', text: sentence(43), place: { name: 'Close', lat: 13.72, lon: -89.2 } },
    { channel: 'form', externalId: 'fire', text: sentence(64), place: { name: 'Mill', lat: 13.7, lon: -89.2 } },
  ])
  const fire = (await office.here('ana', 'GET', '/statements?q=' + encodeURIComponent(sentence(64).split(' ').slice(-3).join(' ')))).body.statements.find((one: { text: string }) => one.text === sentence(64))
  const { body } = await office.here('ana', 'POST', '/claims', { statement: fire.id })
  await office.here('ana', 'POST', `/statements/${fire.id}/decisions`, { version: body.claims[0].statement.version, decision: 'incident', incident: 'new', title: 'Fire in the mill' })
  await bringNearForward(house)
  expect((await waiting()).flatMap((one) => one.signals)).toEqual([])
  await house.db.rows(`update incident set course = 'ongoing', lat = 13.7, lon = -89.2 where campaign_id = $1`, [campaign.id])
  await bringNearForward(house)
  await bringNearForward(house)
  const [first, ...others] = await waiting()
  expect(first).toMatchObject({ text: sentence(43), signals: ['near'] })
  expect(others.flatMap((one) => one.signals)).toEqual([])
})
