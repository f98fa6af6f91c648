import { afterAll, beforeAll, expect, test } from 'vitest'
import { withdraw } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../../test/harness/office.ts'
import { namedIn } from './mention.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('omar', 'volunteer')
})
afterAll(() => office?.close())

const people = ['Omar Haddad', 'Omar Salim', 'Lucía Ferrán', 'نور', 'Jo'].map((name) => ({ name }))

test.each([
  ['ask @Omar Haddad about the pump', ['Omar Haddad']],
  ['ask @omar about it', ['Omar Haddad', 'Omar Salim']],
  ['(@lucia) and @نور، please', ['Lucía Ferrán', 'نور']],
  ['write to jo@example.org, not to @Joanna', []],
  ['@ nobody', []],
])('%s', (text, names) => {
  expect(namedIn(text, people).map((one) => one.name).sort()).toEqual([...names].sort())
})

test('a note reaches whom it names, until they have read it, and goes with the statement it was about', async () => {
  await office.say([{ channel: 'sms', externalId: 'one', text: sentence(3), author: { handle: 'one' } }])
  const { body } = await office.here('vera', 'POST', '/claims', {})
  const { statement } = body.claims[0]
  await office.here('vera', 'PATCH', `/statements/${statement.id}`, { version: statement.version, note: 'The zanzibird gate, @omar: was it open? @vera' })
  const mentions = async (who: string) => (await office.here(who, 'GET', '/mentions')).body.mentions
  expect(await mentions('omar')).toMatchObject([{ statementId: statement.id, by: 'vera', readAt: null, text: expect.stringContaining('zanzibird') }])
  expect(await mentions('vera')).toEqual([])
  const [{ note }] = await mentions('omar')
  await office.here('vera', 'DELETE', `/mentions/${note}`)
  expect((await mentions('omar'))[0].readAt).toBeNull()
  await office.here('omar', 'DELETE', `/mentions/${note}`)
  expect((await mentions('omar'))[0].readAt).not.toBeNull()
  const post = await office.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'one'`, [office.campaign.id])
  await withdraw(office.house, office.campaign.id, [post!.id], 'withdrawn')
  expect(await mentions('omar')).toEqual([])
})
