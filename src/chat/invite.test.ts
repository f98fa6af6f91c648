/** Who took part for the first time is invited: only where they may be written to, once, and a look that is written down. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '#post/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice('water-now', { smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'water@example.org' })
  await office.person('carla', 'coordinator')
})
afterAll(() => office?.close())

const rows = (sql: string) => office.house.db.rows<Record<string, unknown>>(sql, [office.campaign.id])

test('the newcomers who said that they may be written to get the house’s invitation, and nobody else a word', async () => {
  await office.say([{ channel: 'email', externalId: 'before', text: 'I have told you of the tap in March', contact: { email: 'known@example.org' }, consent: { write: true }, postedAt: new Date(office.clock.at.getTime() - 86_400_000).toISOString() }])
  const { body } = await office.here('carla', 'POST', '/chats', { title: 'Water at school', hashtags: ['WaterChat'], zone: 'UTC', startsAt: office.clock.now().toISOString() })
  const id = body.chat.id as string
  const { body: { question } } = await office.here('carla', 'POST', `/chats/${id}/questions`, { text: 'Who keeps the key?' })
  await office.here('carla', 'PUT', `/chats/${id}/questions/${question.id}/asking`)
  office.clock.pass(120_000)
  const said = (name: string, text: string, write?: boolean) => ({ channel: 'email', externalId: name, text, contact: { email: `${name}@example.org` }, postedAt: office.clock.now().toISOString(), ...(write === undefined ? {} : { consent: { write } }) })
  await office.say([
    said('willing', 'A1 my aunt has it and guards it well', true), said('unasked', 'A1 there is none since the flood'), said('unwilling', 'A1 ask the mayor about the padlock', false), { ...said('known', 'A1 still the tap, as I told you', true), externalId: 'known-2' },
    said('leaving', 'A1 the gardener sells it by the hour', true), { channel: 'x', externalId: '1', text: 'A1 a thief #WaterChat', author: { handle: 'thief' }, postedAt: office.clock.now().toISOString() },
  ])
  const [leaving] = await rows(`select id from post where campaign_id = $1 and external_id = 'leaving'`)
  await withdraw(office.house, office.campaign.id, [String(leaving!['id'])], 'withdrawn')
  expect((await office.here('carla', 'POST', `/chats/${id}/invitations`)).body).toEqual({ invited: 1 })
  expect((await office.here('carla', 'POST', `/chats/${id}/invitations`)).body).toEqual({ invited: 0 })
  expect(await rows(`select email, role from link where campaign_id = $1 and kind = 'invitation'`)).toEqual([{ email: 'willing@example.org', role: 'volunteer' }])
  expect(await rows(`select count(*)::int as n from outgoing where campaign_id = $1 and purpose = 'invitation'`)).toEqual([{ n: 1 }])
  expect((await rows(`select kind from audit where campaign_id = $1 and kind = 'contact.read'`)).length).toBe(1)
})
