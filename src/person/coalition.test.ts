import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { claimNext, decide } from '#desk/index.ts'
import { addPartner, partnersOf } from '#plan/index.ts'
import { codeOf, openOffice, password, sentence, type Office } from '../../test/harness/office.ts'
import { signedIn } from '../../test/harness/signed-in.ts'
import { acceptInvitation, bringIn, campaignsReached, coalitionOf, freezePerson, invite, leaveCoalition, may, membersOf, organisations, removeMember } from './index.ts'

let office: Office
let air: Campaign
let forest: Campaign
let cora: Actor
let fred: Actor
let amal: Actor
let marsh: string

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const inside = (name: string) => signedIn(office.house, { email: `${name}@example.org`, password, address: name })
const join = (link: string, name: string) => acceptInvitation(office.house, secretOf(link), { name, email: `${name}@example.org`, password })
const idOf = async (name: string) => (await office.house.db.row<{ id: string }>('select id from person where email = $1', [`${name}@example.org`]))!.id

beforeAll(async () => {
  office = await openOffice()
  const { house, campaign } = office
  air = await addCampaign(house, { slug: 'air-now', name: 'Air now', organisation: 'River Watch' })
  forest = await addCampaign(house, { slug: 'forest-now', name: 'Forest now', organisation: 'Forest Watch' })
  cora = await office.actor('cora', 'coordinator')
  fred = await office.actor('fred', 'coordinator', { campaign: 'forest-now' })
  await addPartner(house, cora, campaign, { name: 'Marsh Watch', commitment: 'ten letters' })
  const brought = await bringIn(house, cora, campaign, { name: 'marsh  watch', label: 'Amal' })
  marsh = brought.organisationId
  await join(brought.link, 'amal')
  amal = await inside('amal')
})
afterAll(() => office.close())

test('a point person works in the campaign only, and stands in its plan', async () => {
  const { house, campaign } = office
  expect([may(amal, campaign, 'statement.work'), may(amal, campaign, 'room.read'), may(amal, air, 'campaign.enter')]).toEqual([true, false, false])
  expect((await campaignsReached(house.db, amal)).map((one) => one.slug)).toEqual(['water-now'])
  expect((await partnersOf(house.db, campaign.id, house.clock.now()))[0]).toMatchObject({ name: 'Marsh Watch', person: { name: 'amal' } })
  // A partner is no organisation that has campaigns here.
  expect((await organisations(house.db)).map((one) => one.name)).toEqual(['River Watch', 'Forest Watch'])
})

test('she invites people of her own up to volunteer, and sees and freezes only those', async () => {
  const { house, campaign } = office
  const { link } = await invite(house, amal, campaign, { role: 'volunteer' })
  await join(link, 'nour')
  await office.person('vera', 'volunteer')
  expect((await membersOf(house.db, campaign)).map((one) => `${one.name} of ${one.organisation.name}`)).toEqual(['amal of marsh watch', 'cora of River Watch', 'nour of marsh watch', 'vera of River Watch'])
  expect(await codeOf(invite(house, amal, campaign, { role: 'coordinator' }))).toBe('too-high')
  expect(await codeOf(invite(house, amal, campaign, { role: 'volunteer', whole: true }))).toBe('too-high')
  expect(await codeOf(invite(house, amal, campaign, { role: 'volunteer', point: true }))).toBe('forbidden')
  expect(await codeOf(invite(house, amal, campaign, { role: 'volunteer', partner: campaign.organisationId }))).toBe('forbidden')
  expect(await codeOf(freezePerson(house, amal, campaign, await idOf('vera')))).toBe('not-found')
  expect(await codeOf(removeMember(house, amal, campaign, await idOf('cora')))).toBe('not-found')
  expect(await codeOf(freezePerson(house, await inside('nour'), campaign, amal.person.id))).toBe('forbidden')
  await freezePerson(house, amal, campaign, await idOf('nour'))
  expect((await membersOf(house.db, campaign)).find((one) => one.name === 'nour')).toMatchObject({ frozen: true })
})

test('one account for two hosts: each of them ends its own part and cannot freeze her for the other', async () => {
  const { house, campaign } = office
  const there = await bringIn(house, fred, forest, { name: 'Marsh Watch' })
  expect(there.organisationId).not.toBe(marsh)
  await acceptInvitation(house, secretOf(there.link), { actor: amal })
  amal = await inside('amal')
  expect((await campaignsReached(house.db, amal)).map((one) => one.slug)).toEqual(['forest-now', 'water-now'])
  expect(await codeOf(freezePerson(house, cora, campaign, amal.person.id))).toBe('forbidden')
  // In the other campaign her people of here are strangers.
  const { link } = await invite(house, amal, forest, { role: 'observer' })
  await join(link, 'omar')
  expect((await membersOf(house.db, forest)).map((one) => one.name)).toEqual(['amal', 'fred', 'omar'])
  expect(await codeOf(removeMember(house, amal, campaign, await idOf('omar')))).toBe('not-found')
})

test('a partner that leaves takes all its roles, invitations and claims with it; what it did stays', async () => {
  const { house, campaign } = office
  await office.say([{ channel: 'x', externalId: 'one', text: sentence(1) }, { channel: 'x', externalId: 'two', text: sentence(2) }])
  await join((await invite(house, amal, campaign, { role: 'volunteer' })).link, 'sami')
  const open = await invite(house, amal, campaign, { role: 'volunteer', cap: 40 })
  const sami = await inside('sami')
  const [done, held] = await claimNext(house, campaign.id, sami, 2, {})
  await decide(house, campaign.id, sami, done!.statementId, done!.version, 'done', {})
  expect(held).toBeDefined()
  expect(await leaveCoalition(house, amal, campaign, marsh)).toBe(3)
  expect((await membersOf(house.db, campaign)).map((one) => one.name)).toEqual(['cora', 'vera'])
  expect(await house.db.rows('select 1 from claim where campaign_id = $1', [campaign.id])).toEqual([])
  expect(await house.db.rows('select person_id as by from deed where campaign_id = $1', [campaign.id])).toEqual([{ by: sami.person.id }])
  expect(await codeOf(join(open.link, 'late'))).toBe('link-used')
  expect(await coalitionOf(house.db, campaign.id, house.clock.now())).toEqual([])
  expect((await partnersOf(house.db, campaign.id, house.clock.now()))[0]).toMatchObject({ retired: true })
  // Elsewhere she goes on.
  expect((await campaignsReached(house.db, await inside('amal'))).map((one) => one.slug)).toEqual(['forest-now'])
  expect(await codeOf(invite(house, cora, campaign, { role: 'volunteer', partner: marsh }))).toBe('not-found')
})
