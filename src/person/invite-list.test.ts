import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { listOutgoing } from '#talk/index.ts'
import { codeOf, openOffice, password, type Office } from '../../test/harness/office.ts'
import { signedIn } from '../../test/harness/signed-in.ts'
import { acceptInvitation, invite, invitationUrl, inviteListed, listInvitations, lookAtInvitation, may, membersOf, readPeople, takeBackBatch, usesOf } from './index.ts'

let office: Office
let cora: Actor

beforeAll(async () => {
  office = await openOffice('water-now', { smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'Water <desk@example.org>' })
  cora = await office.actor('cora', 'coordinator')
})
afterAll(() => office.close())

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const join = (link: string, name: string) => acceptInvitation(office.house, secretOf(link), { name, email: `${name}@example.org`, password })
const inside = (name: string) => signedIn(office.house, { email: `${name}@example.org`, password, address: name })
const list = (text: string, wish: { named?: boolean } = {}) => inviteListed(office.house, cora, office.campaign, readPeople(text), { role: 'volunteer', ...wish })

test('three hundred people are invited by a fixed number of statements; the same list again invites nobody', async () => {
  const { house, campaign } = office
  const text = Array.from({ length: 300 }, (_, at) => `Person ${at} <p${at}@example.org>`).join('\n')
  let statements = 0
  const counted = { ...house, db: { ...house.db, transact: (work: (t: never) => Promise<unknown>) => house.db.transact((t) => work(new Proxy(t, { get: (of, key) => (['run', 'row', 'rows'].includes(String(key)) && statements++, Reflect.get(of, key)) }) as never)) } } as unknown as typeof house
  const first = await inviteListed(counted, cora, campaign, readPeople(text), { role: 'volunteer' })
  expect([first.made.length, first.left]).toEqual([300, []])
  expect(statements).toBeLessThan(25)
  expect((await listOutgoing(house.db, campaign.id, 'queued', 1_000)).length).toBe(300)
  const again = await list(text)
  expect([again.made, again.left.length, again.left[0]]).toEqual([[], 300, { line: 1, text: 'Person 0 <p0@example.org>', reason: 'invited' }])
  expect((await listOutgoing(house.db, campaign.id, 'queued', 1_000)).length).toBe(300)

  // Each link is for its own address and carries the name; who is here is not invited again.
  expect(await lookAtInvitation(house, secretOf(first.made[7]!.link))).toMatchObject({ email: 'p7@example.org', name: 'Person 7', role: 'volunteer' })
  await join(first.made[7]!.link, 'p7')
  expect((await list('p7@example.org')).left).toEqual([{ line: 1, text: 'p7@example.org', reason: 'here' }])
  // They can be shown again, and are taken back together, with the mails that have not left.
  expect(invitationUrl(house, first.made[8]!.id)).toBe(first.made[8]!.link)
  expect(await takeBackBatch(house, cora, campaign, first.batch!)).toBe(299)
  expect((await listOutgoing(house.db, campaign.id, 'queued', 1_000)).length).toBeLessThanOrEqual(1)
  expect(await codeOf(lookAtInvitation(house, secretOf(first.made[8]!.link)))).toBe('link-used')
})

test('who has no address gets a link by name where that is wanted, once', async () => {
  expect(await list('Don Beto')).toMatchObject({ made: [], left: [{ reason: 'no-address' }] })
  const { made } = await list('Don Beto', { named: true })
  expect(made).toMatchObject([{ name: 'Don Beto', email: null }])
  expect((await list('Don Beto', { named: true })).left).toMatchObject([{ reason: 'invited' }])
  await join(made[0]!.link, 'beto')
  expect(may(await inside('beto'), office.campaign, 'statement.work')).toBe(true)
})

test('a link for a group lets in as many as it says, each once, and never above volunteer', async () => {
  const { house, campaign } = office
  expect(await codeOf(invite(house, await office.actor('olga', 'owner'), campaign, { role: 'coordinator', cap: 5 }))).toBe('too-high')
  const { id, link } = await invite(house, cora, campaign, { role: 'volunteer', cap: 2, label: 'Law faculty' })
  await join(link, 'lena')
  // Who is here already, or opens it twice, takes nobody's place.
  await acceptInvitation(house, secretOf(link), { actor: cora })
  await acceptInvitation(house, secretOf(link), { actor: await inside('lena') })
  expect((await usesOf(house.db, [id])).get(id)!.map((one) => one.name).sort()).toEqual(['cora', 'lena'])
  expect((await listInvitations(house, cora, campaign)).find((one) => one.id === id)).toMatchObject({ usesLeft: 1, label: 'Law faculty', waitsFor: 'practice' })
  await join(link, 'luis')
  expect(await codeOf(join(link, 'late'))).toBe('link-used')
  const luis = await inside('luis')
  expect([may(luis, campaign, 'practice.do'), may(luis, campaign, 'statement.read'), may(luis, campaign, 'statement.work')]).toEqual([true, false, false])
  expect((await membersOf(house.db, campaign)).find((one) => one.name === 'luis')).toMatchObject({ ready: false, waitsFor: 'practice' })
  // An invitation of their own lets in at once.
  await acceptInvitation(house, secretOf((await invite(house, cora, campaign, { role: 'volunteer', email: 'luis@example.org' })).link), { actor: luis })
  expect(may(await inside('luis'), campaign, 'statement.work')).toBe(true)
})

test('whoever joins at the same moment finds no more places than there are', async () => {
  const { link } = await invite(office.house, cora, office.campaign, { role: 'volunteer', cap: 3 })
  const done = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => join(link, `rush-${name}`)))
  expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
})
