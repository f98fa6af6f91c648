import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { flowOf, type Actor, type House, type Role } from '#core/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { acceptWayIn, actorOf, addTokenFor, addUser, changeMember, freezePerson, identityOf, invite, lookAtInvitation, lookAtWayIn, makeWayIn, membersOf, readAudit, removeMember, wayInFor } from './index.ts'

let desk: TestHouse
let house: House
let water: Campaign
let air: Campaign
let forest: Campaign
const released: string[] = []
const password = 'four words nobody puts together'

beforeAll(async () => {
  desk = await openTestHouse()
  // A later slice that takes part in freezing, as the desk does with its claims.
  house = { ...desk.house, flow: flowOf([{ name: 'later', steps: { freeze: async (_house, _t, campaignId, personId) => void released.push(`${campaignId} ${personId}`) } }]) }
  water = await addCampaign(house, { slug: 'water', name: 'Water' })
  air = await addCampaign(house, { slug: 'air', name: 'Air' })
  forest = await addCampaign(house, { slug: 'forest', name: 'Forest', organisation: 'Forest Watch' })
})
afterAll(async () => {
  await desk?.close()
})

interface Joined {
  id: string
  cookie: string
  actor: Actor
}

async function join(name: string, role: Role, where: { campaign?: string; organisation?: string }): Promise<Joined> {
  const email = `${name}@example.org`
  const { personId } = await addUser(house, { email, role, ...where, password })
  const cookie = await enter(email)
  return { id: personId, cookie, actor: (await actorOf(house, { cookie }))! }
}

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)

async function enter(email: string, by = password): Promise<string> {
  const { cookies } = await identityOf(house).signIn({ email, password: by })
  return `${cookies[0]!.name}=${encodeURIComponent(cookies[0]!.value)}`
}

const roleOf = async (campaign: Campaign, id: string) => (await membersOf(house.db, campaign)).find((one) => one.id === id)?.role

test('a frozen account is refused at once, by session and by token, and what it holds goes back in every campaign', async () => {
  const owner = await join('owner', 'owner', { organisation: 'Water' })
  const victor = await join('victor', 'volunteer', { organisation: 'Water' })
  const { token } = await addTokenFor(house, { email: 'victor@example.org', campaign: 'water', scopes: ['desk'] })
  expect(await actorOf(house, { bearer: token })).toMatchObject({ person: { id: victor.id } })
  released.length = 0
  await freezePerson(house, owner.actor, water, victor.id, 'phone taken at the border')

  expect(await actorOf(house, { cookie: victor.cookie })).toBeUndefined()
  expect(await actorOf(house, { bearer: token })).toBeUndefined()
  await expect(enter('victor@example.org')).rejects.toMatchObject({ code: 'wrong-sign-in' })
  expect(released.sort()).toEqual([water, air].map((one) => `${one.id} ${victor.id}`).sort())
  expect((await readAudit(house.db, air.id, { kind: 'account.frozen' }))[0]).toMatchObject({ subject: victor.id, person: { id: owner.id }, reason: 'phone taken at the border' })

  const { link } = await makeWayIn(house, owner.actor, water, victor.id, 'return')
  await expect(enter('victor@example.org')).rejects.toMatchObject({ code: 'wrong-sign-in' })
  await acceptWayIn(house, secretOf(link), 'a lantern, two mules and rain')
  for (const given of [{ cookie: victor.cookie }, { bearer: token }]) expect(await actorOf(house, given)).toBeUndefined()
  await expect(enter('victor@example.org')).rejects.toMatchObject({ code: 'wrong-sign-in' })
  expect(await actorOf(house, { cookie: await enter('victor@example.org', 'a lantern, two mules and rain') })).toMatchObject({ person: { id: victor.id } })
  await expect(acceptWayIn(house, secretOf(link), password)).rejects.toMatchObject({ code: 'link-used' })
  expect((await readAudit(house.db, air.id)).map((one) => one.kind).slice(0, 2)).toEqual(['account.returned', 'account.frozen'])
})

test('a link for a new password ends sessions, replaces the link before it, and ends when the account is frozen', async () => {
  const owner = await join('fifth-owner', 'owner', { organisation: 'Water' })
  const nils = await join('nils', 'volunteer', { campaign: 'water' })
  const [early, late] = [await makeWayIn(house, owner.actor, water, nils.id, 'reset'), await makeWayIn(house, owner.actor, water, nils.id, 'reset')]
  await expect(lookAtWayIn(house, secretOf(early.link))).rejects.toMatchObject({ code: 'link-used' })
  expect(await lookAtWayIn(house, secretOf(late.link))).toMatchObject({ kind: 'reset', email: 'nils@example.org' })
  await expect(acceptWayIn(house, secretOf(late.link), 'too short')).rejects.toMatchObject({ code: 'password-short' })
  await acceptWayIn(house, secretOf(late.link), 'a lantern, two mules and rain')
  expect(await actorOf(house, { cookie: nils.cookie })).toBeUndefined()
  await enter('nils@example.org', 'a lantern, two mules and rain')

  const stolen = await makeWayIn(house, owner.actor, water, nils.id, 'reset')
  await freezePerson(house, owner.actor, water, nils.id)
  await expect(acceptWayIn(house, secretOf(stolen.link), password)).rejects.toMatchObject({ code: 'link-used' })
  await expect(makeWayIn(house, owner.actor, water, nils.id, 'reset')).rejects.toMatchObject({ code: 'frozen' })
  desk.clock.pass(1_000)
  const old = await makeWayIn(house, owner.actor, water, nils.id, 'return')
  desk.clock.pass(25 * 3_600_000)
  await expect(acceptWayIn(house, secretOf(old.link), password)).rejects.toMatchObject({ code: 'link-expired' })
  await expect(lookAtInvitation(house, secretOf(old.link))).rejects.toMatchObject({ status: 410 })
})

test('the operator lets the last owner back in', async () => {
  const last = await join('last-owner', 'owner', { organisation: 'Water' })
  const { link } = await wayInFor(house, 'last-owner@example.org', 'return')
  await acceptWayIn(house, secretOf(link), 'a lantern, two mules and rain')
  expect([await actorOf(house, { cookie: last.cookie }), (await actorOf(house, { cookie: await enter('last-owner@example.org', 'a lantern, two mules and rain') }))?.person.id]).toEqual([undefined, last.id])
  await expect(wayInFor(house, 'nobody@example.org', 'reset')).rejects.toMatchObject({ code: 'unknown-person' })
})

test('nobody makes a way in for who stands as high or higher, or for strangers', async () => {
  const cora = await join('corinne', 'coordinator', { campaign: 'water' })
  const peer = await join('celine', 'coordinator', { campaign: 'water' })
  const stranger = await join('stine', 'volunteer', { campaign: 'forest' })
  for (const kind of ['reset', 'return'] as const) {
    await expect(makeWayIn(house, cora.actor, water, peer.id, kind)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(makeWayIn(house, cora.actor, water, cora.id, kind)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(makeWayIn(house, cora.actor, water, stranger.id, kind)).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('invitations of a frozen coordinator let nobody in', async () => {
  const owner = await join('fourth-owner', 'owner', { organisation: 'Water' })
  const stolen = await join('stella', 'coordinator', { campaign: 'water' })
  const { link } = await invite(house, stolen.actor, water, { role: 'volunteer', cap: 50 })
  await freezePerson(house, owner.actor, water, stolen.id)
  await expect(lookAtInvitation(house, link.slice(link.lastIndexOf('/') + 1))).rejects.toMatchObject({ code: 'link-used' })
})

test('a change of role holds with the next call of a session that is open', async () => {
  const coordinator = await join('carla', 'coordinator', { campaign: 'water' })
  const observer = await join('otto', 'observer', { campaign: 'water' })
  await changeMember(house, coordinator.actor, water, observer.id, { role: 'volunteer' })
  expect((await actorOf(house, { cookie: observer.cookie }))!.roles).toEqual([{ organisationId: water.organisationId, campaignId: water.id, role: 'volunteer' }])
  await expect(changeMember(house, coordinator.actor, water, observer.id, { role: 'coordinator' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('nobody manages who stands as high or higher, themselves, or strangers', async () => {
  const one = await join('cora', 'coordinator', { campaign: 'water' })
  const two = await join('cleo', 'coordinator', { campaign: 'water' })
  const owner = await join('second-owner', 'owner', { organisation: 'Water' })
  const stranger = await join('stefan', 'volunteer', { campaign: 'forest' })
  for (const other of [two, owner]) {
    await expect(changeMember(house, one.actor, water, other.id, { role: 'observer' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeMember(house, one.actor, water, other.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(freezePerson(house, one.actor, water, other.id)).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(changeMember(house, owner.actor, water, owner.id, { role: 'observer' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(freezePerson(house, owner.actor, water, stranger.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(freezePerson(house, owner.actor, forest, stranger.id)).rejects.toMatchObject({ code: 'not-found', status: 404 })
})

test('who works for two organisations is taken out by one of them, not frozen for both', async () => {
  const owner = await join('third-owner', 'owner', { organisation: 'Water' })
  const both = await join('bea', 'volunteer', { campaign: 'water' })
  await addUser(house, { email: 'bea@example.org', role: 'coordinator', campaign: 'forest' })
  const { token } = await addTokenFor(house, { email: 'bea@example.org', campaign: 'water', scopes: ['read'] })
  await expect(freezePerson(house, owner.actor, water, both.id)).rejects.toMatchObject({ code: 'forbidden' })
  released.length = 0
  await removeMember(house, owner.actor, water, both.id)
  expect(await roleOf(water, both.id)).toBeUndefined()
  expect(await roleOf(forest, both.id)).toBe('coordinator')
  expect(await actorOf(house, { bearer: token })).toBeUndefined()
  expect(await actorOf(house, { cookie: both.cookie })).toMatchObject({ person: { id: both.id } })
  expect(released).toEqual([`${water.id} ${both.id}`])
})

test('two owners who remove each other at the same moment leave one', async () => {
  const first = await join('fiona', 'owner', { organisation: 'Forest Watch' })
  const second = await join('fred', 'owner', { organisation: 'Forest Watch' })
  const done = await Promise.allSettled([removeMember(house, first.actor, forest, second.id), removeMember(house, second.actor, forest, first.id)])
  expect(done.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(done.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'last-owner' } })
  expect((await membersOf(house.db, forest)).filter((one) => one.role === 'owner')).toHaveLength(1)
})
