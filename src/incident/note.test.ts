/** Notes on incidents: they reach whom they name, follow a join, and are gone with what they were about. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'

let office: Office
let serial = 0

beforeAll(async () => {
  office = await openOffice()
  for (const name of ['vera', 'omar']) await office.person(name, 'volunteer')
  await office.person('ines', 'observer')
})
afterAll(() => office?.close())

/** Somebody says it, and vera makes an incident of it. */
async function reported(title: string): Promise<{ id: string; post: string }> {
  const externalId = `n${serial}`
  await office.say([{ channel: 'sms', externalId, text: sentence(serial++), author: { handle: externalId } }])
  const { statement } = (await office.here('vera', 'POST', '/claims', {})).body.claims[0]
  const { body } = await office.here('vera', 'POST', `/statements/${statement.id}/decisions`, { version: statement.version, decision: 'incident', incident: 'new', title })
  const made = await office.house.db.row<{ id: string }>(`select incident_id as id from incident_statement where campaign_id = $1 and deed_id = $2`, [office.campaign.id, body.decision])
  return { id: made!.id, post: statement.posts[0].id }
}

const note = (who: string, id: string, text: string) => office.here(who, 'POST', `/incidents/${id}/notes`, { text })
const mentions = async (who: string) => (await office.here(who, 'GET', '/mentions')).body.mentions
const notes = async (id: string) => (await office.here('vera', 'GET', `/incidents/${id}`)).body.timeline.filter((row: { kind?: string }) => row.kind === 'note').map((row: { note: string; by: string }) => [row.by, row.note])

test('a note stands in the timeline and among the notes of whom it names, as one on a statement does', async () => {
  const { id } = await reported('The pump house burned')
  expect((await note('vera', id, '@omar: who has the keys? ')).status).toBe(201)
  expect(await notes(id)).toEqual([['vera', '@omar: who has the keys?']])
  expect(await mentions('omar')).toMatchObject([{ incidentId: id, statementId: null, by: 'vera', readAt: null, text: '@omar: who has the keys?' }])
  expect(await mentions('vera')).toEqual([])
  await office.here('omar', 'DELETE', `/mentions/${(await mentions('omar'))[0].note}`)
  expect((await mentions('omar'))[0].readAt).not.toBeNull()
  expect([(await note('vera', id, '  ')).body.code, (await note('ines', id, 'Mine')).status, (await note('vera', office.campaign.id, 'Nowhere')).status]).toEqual(['words-missing', 403, 404])
})

test('of an incident that became part of another the notes are read there, and go with the incident that nobody reports any more', async () => {
  const [kept, joined] = [await reported('The weir was opened'), await reported('The meadow is under water')]
  await note('vera', joined.id, 'The zanzibird meadow, @omar')
  office.clock.pass(1_000)
  const { version } = (await office.here('vera', 'GET', `/incidents/${kept.id}`)).body
  const { body } = await office.here('vera', 'POST', `/incidents/${kept.id}/joins`, { version, incident: joined.id })
  await note('vera', kept.id, 'Both are one flood')
  expect(await notes(kept.id)).toEqual([['vera', 'The zanzibird meadow, @omar'], ['vera', 'Both are one flood']])
  await office.here('vera', 'DELETE', `/incident-moves/${body.move}`)
  expect([await notes(kept.id), await notes(joined.id)]).toEqual([[['vera', 'Both are one flood']], [['vera', 'The zanzibird meadow, @omar']]])
  await withdraw(office.house, office.campaign.id, [joined.post], 'withdrawn')
  expect((await mentions('omar')).some((one: { text: string }) => one.text.includes('zanzibird'))).toBe(false)
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/zanzibird/i)
})
