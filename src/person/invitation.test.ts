import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Actor, Role } from '#core/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { acceptInvitation, actorOf, addUser, allow, identityOf, invite, listInvitations, lookAtInvitation, may, membersOf, readAudit, takeBackInvitation } from './index.ts'

let desk: TestHouse
let water: Campaign
let owner: Actor
let coordinator: Actor
const password = 'four words nobody puts together'

beforeAll(async () => {
  desk = await openTestHouse()
  water = await addCampaign(desk.house, { slug: 'water', name: 'Water' })
  owner = await join('olga@example.org', 'owner')
  coordinator = await join('carim@example.org', 'coordinator', 'water')
})
afterAll(async () => {
  await desk?.close()
})

async function join(email: string, role: Role, campaign?: string): Promise<Actor> {
  await addUser(desk.house, { email, role, campaign, password })
  return signedIn(email)
}

async function signedIn(email: string): Promise<Actor> {
  const { cookies } = await identityOf(desk.house).signIn({ email, password })
  return (await actorOf(desk.house, { cookie: `${cookies[0]!.name}=${encodeURIComponent(cookies[0]!.value)}` }))!
}

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)

test('an invitation works once, and then its role does', async () => {
  const { house } = desk
  const { link } = await invite(house, coordinator, water, { role: 'volunteer' })
  expect(link).toMatch(/^http:\/\/localhost:8420\/invite\/[\w-]{43}$/)
  expect(await lookAtInvitation(house, secretOf(link))).toMatchObject({ kind: 'invitation', role: 'volunteer', organisation: 'Water', campaign: { slug: 'water', name: 'Water' }, email: undefined })

  const tries = await Promise.allSettled([1, 2, 3].map((n) => acceptInvitation(house, secretOf(link), { name: 'Vera', email: `vera${n}@example.org`, password })))
  const accepted = tries.filter((one) => one.status === 'fulfilled').map((one) => one.value)
  expect(accepted).toHaveLength(1)
  const vera = await signedIn(accepted[0]!.email)
  expect(may(vera, water, 'statement.work')).toBe(true)
  expect(may(vera, water, 'person.invite')).toBe(false)
  await expect(lookAtInvitation(house, secretOf(link))).rejects.toMatchObject({ code: 'link-used', status: 410 })
})

test('an invitation does not work after its end, taken back, or cut short', async () => {
  const { house, clock } = desk
  const short = await invite(house, coordinator, water, { role: 'volunteer', hours: 2 })
  clock.pass(2 * 3_600_000)
  await expect(acceptInvitation(house, secretOf(short.link), { name: 'Late', email: 'late@example.org', password })).rejects.toMatchObject({ code: 'link-expired' })

  const regretted = await invite(house, coordinator, water, { role: 'volunteer' })
  expect((await listInvitations(house, coordinator, water)).map((one) => one.id)).toEqual([regretted.id])
  await takeBackInvitation(house, coordinator, water, regretted.id)
  await expect(acceptInvitation(house, secretOf(regretted.link), { name: 'Late', email: 'late@example.org', password })).rejects.toMatchObject({ code: 'link-used' })
  await expect(acceptInvitation(house, secretOf(regretted.link).slice(0, -1), { name: 'Late', email: 'late@example.org', password })).rejects.toMatchObject({ code: 'link-unknown' })
  expect(await listInvitations(house, coordinator, water)).toEqual([])
})

test('an open invitation is good for as many people as it says', async () => {
  const { house } = desk
  const { link } = await invite(house, coordinator, water, { role: 'observer', cap: 2 })
  await acceptInvitation(house, secretOf(link), { name: 'One', email: 'one@example.org', password })
  await acceptInvitation(house, secretOf(link), { name: 'Two', email: 'two@example.org', password })
  await expect(acceptInvitation(house, secretOf(link), { name: 'Three', email: 'three@example.org', password })).rejects.toMatchObject({ code: 'link-used' })
})

test('an invitation to an address is for nobody else, and what fails does not use it up', async () => {
  const { house } = desk
  const { link } = await invite(house, coordinator, water, { role: 'volunteer', email: 'Wanted@Example.org', cap: 50 })
  expect(await lookAtInvitation(house, secretOf(link))).toMatchObject({ email: 'wanted@example.org' })
  await expect(acceptInvitation(house, secretOf(link), { name: 'Eve', email: 'eve@example.org', password })).rejects.toMatchObject({ code: 'not-yours' })
  await expect(acceptInvitation(house, secretOf(link), { name: 'W', email: 'wanted@example.org', password: 'short' })).rejects.toMatchObject({ code: 'password-short' })
  await acceptInvitation(house, secretOf(link), { name: 'W', email: 'wanted@example.org', password })
  await expect(acceptInvitation(house, secretOf(link), { name: 'W', email: 'wanted@example.org', password })).rejects.toMatchObject({ code: 'link-used' })
})

test('who has an account keeps it: signed in, they take the role; a stranger cannot take their address', async () => {
  const { house } = desk
  const theirs = await addCampaign(house, { slug: 'forest', name: 'Forest', organisation: 'Forest Watch' })
  await addUser(house, { email: 'fanny@example.org', role: 'owner', organisation: 'Forest Watch', password })
  const fanny = await signedIn('fanny@example.org')
  const { link } = await invite(house, fanny, theirs, { role: 'volunteer' })
  await expect(acceptInvitation(house, secretOf(link), { name: 'Not Carim', email: 'carim@example.org', password })).rejects.toMatchObject({ code: 'has-account' })
  await acceptInvitation(house, secretOf(link), { actor: coordinator })
  const both = await signedIn('carim@example.org')
  expect(may(both, theirs, 'statement.work')).toBe(true)
  expect(may(both, theirs, 'person.invite')).toBe(false)
  expect(may(both, water, 'person.invite')).toBe(true)
})

test('a lower invitation takes nothing away', async () => {
  const { house } = desk
  const { link } = await invite(house, owner, water, { role: 'observer' })
  await acceptInvitation(house, secretOf(link), { actor: coordinator })
  expect((await membersOf(house.db, water)).find((one) => one.id === coordinator.person.id)).toMatchObject({ role: 'coordinator' })
})

test('a coordinator invites those below them to their campaign, an owner everybody to all', async () => {
  const { house } = desk
  await expect(invite(house, coordinator, water, { role: 'coordinator' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(invite(house, coordinator, water, { role: 'volunteer', whole: true })).rejects.toMatchObject({ code: 'forbidden' })
  const { link } = await invite(house, owner, water, { role: 'coordinator', whole: true })
  await acceptInvitation(house, secretOf(link), { name: 'Wide', email: 'wide@example.org', password })
  const second = await addCampaign(house, { slug: 'air', name: 'Air', organisation: 'Water' })
  expect(may(await signedIn('wide@example.org'), second, 'campaign.manage')).toBe(true)
})

test('the operator adds a person whose link sets the password; until then they read at most', async () => {
  const { house } = desk
  const { link } = await addUser(house, { email: 'ida@example.org', role: 'volunteer', campaign: 'water', name: 'Ida' })
  expect(await lookAtInvitation(house, secretOf(link))).toMatchObject({ kind: 'password', email: 'ida@example.org', name: 'Ida', role: 'volunteer' })
  expect((await membersOf(house.db, water)).find((one) => one.email === 'ida@example.org')).toMatchObject({ ready: false })
  await acceptInvitation(house, secretOf(link), { password })
  const ida = await signedIn('ida@example.org')
  expect(may(ida, water, 'statement.work')).toBe(true)
  await expect(acceptInvitation(house, secretOf(link), { password: 'somebody else tries again' })).rejects.toMatchObject({ code: 'link-used' })

  const ready = await addUser(house, { email: 'rosa@example.org', role: 'volunteer', ready: true, organisation: 'Water' })
  expect((await membersOf(house.db, water)).find((one) => one.email === 'rosa@example.org')).toMatchObject({ ready: true, whole: true })
  expect(ready.link).toContain('/invite/')
})

test('somebody not ready reads and does not work', async () => {
  const actor: Actor = { ...(await signedIn('ida@example.org')), ready: false }
  expect(may(actor, water, 'statement.read')).toBe(true)
  expect(() => allow(actor, water, 'statement.work')).toThrowError(expect.objectContaining({ code: 'not-ready', status: 403 }))
})

test('the operator is told plainly what is missing or more than one', async () => {
  const { house } = desk
  const add = (wish: object) => addUser(house, { email: 'x@example.org', role: 'observer', ...wish })
  await expect(add({})).rejects.toMatchObject({ code: 'which-organisation', message: 'There are several organisations: Water, Forest Watch.' })
  await expect(add({ organisation: 'Nobody' })).rejects.toMatchObject({ code: 'unknown-organisation' })
  await expect(add({ campaign: 'nothing' })).rejects.toMatchObject({ code: 'unknown-campaign' })
  await expect(add({ campaign: 'forest', organisation: 'Water' })).rejects.toMatchObject({ code: 'other-organisation' })
  await expect(add({ email: 'x', organisation: 'Water' })).rejects.toMatchObject({ code: 'email-wrong' })
  expect(await house.db.row(`select 1 from person where email like 'x%'`)).toBeUndefined()
})

test('who invited whom stands in the audit log, without addresses and links', async () => {
  const log = await readAudit(desk.house.db, water.id, { limit: 1_000 })
  expect(log.filter((one) => one.kind === 'person.invited').every((one) => one.person !== null)).toBe(true)
  expect(new Set(log.map((one) => one.kind))).toEqual(new Set(['campaign.added', 'member.added', 'person.invited', 'invitation.accepted', 'invitation.taken-back']))
  expect(JSON.stringify(log)).not.toMatch(/@example|\/invite\//)
})
