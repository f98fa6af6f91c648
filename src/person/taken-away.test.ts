/** What is written beside the backups can be written by whoever reaches that disk: it may shut people out, and must let nobody in. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JournalEntry, Reader } from '#core/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { addToken, changeMember, freezePerson, invite, makeWayIn, revokeToken, takeBackInvitation } from './index.ts'
import { roles } from './may.ts'
import { takeAwayAgain } from './taken-away.ts'

let office: Office
/** Ids of everything that a line can name. */
let ids: string[] = []

beforeAll(async () => {
  office = await openOffice()
  const { house, campaign } = office
  const owner = await office.actor('olga', 'owner')
  const people = [await office.person('carla', 'coordinator'), await office.person('vera', 'volunteer'), await office.person('omar', 'observer'), await office.person('ruth', 'volunteer'), await office.person('sami', 'volunteer')]
  const tokens = [await addToken(house, owner, campaign, ['read']), await addToken(house, owner, campaign, ['read'])]
  const invitations = [await invite(house, owner, campaign, { role: 'volunteer' }), await invite(house, owner, campaign, { role: 'coordinator' })]
  await revokeToken(house, owner, campaign, tokens[0]!.id)
  await takeBackInvitation(house, owner, campaign, invitations[0]!.id)
  await freezePerson(house, owner, campaign, people[3]!)
  await changeMember(house, owner, campaign, people[4]!, { ready: false })
  await makeWayIn(house, owner, campaign, people[1]!, 'reset')
  const roleIds = (await house.db.rows<{ id: string }>('select id from role')).map((row) => row.id)
  ids = [...people, ...tokens.map((one) => one.id), ...invitations.map((one) => one.id), ...roleIds, campaign.organisationId, owner.person.id]
})
afterAll(() => office?.close())

/** Everything that somebody can do, as a list of rights: none may be in the second that is not in the first. */
async function rightsIn(reader: Reader): Promise<string[]> {
  const people = await reader.rows<{ id: string; open: boolean; ready: boolean; password: string | null; factor: boolean }>(
    `select p.id, p.frozen_at is null as open, p.ready, a.password, coalesce(u.two_factor_enabled, false) as factor from person p left join auth_account a on a.user_id = p.id left join auth_user u on u.id = p.id`)
  const held = await reader.rows<{ id: string; role: (typeof roles)[number] }>('select id, role from role')
  const tokens = await reader.rows<{ id: string }>('select id from token where revoked_at is null')
  const links = await reader.rows<{ id: string; uses: number }>('select id, uses_left as uses from link where uses_left > 0')
  return [
    ...people.flatMap((one) => [one.open && `open ${one.id}`, one.ready && `works ${one.id}`, one.password && `password ${one.id} ${one.password}`]),
    ...held.flatMap(({ id, role }) => roles.slice(0, roles.indexOf(role) + 1).map((up) => `${id} ${up}`)),
    ...tokens.map(({ id }) => `token ${id}`), ...links.map(({ id, uses }) => `link ${id} ${uses}`),
  ].filter((one) => typeof one === 'string')
}

class Undone extends Error {}

test('whatever a journal says, nobody can do more after a restore than the backup let them', async () => {
  const { house, campaign, clock } = office
  const words = ['frozen', 'none', 'on', 'password', 'factor', 'passkeys', 'ready', ...roles]
  const entry: fc.Arbitrary<JournalEntry> = fc.record({
    at: fc.integer({ min: -200_000, max: 200_000 }).map((off) => new Date(clock.now().getTime() + off)), campaignId: fc.constantFrom(null, campaign.id),
    kind: fc.constantFrom('account', 'role', 'unready', 'partner-left', 'token', 'invitation', 'ways-in', 'passkey', 'factor-demand'),
    ids: fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }), says: fc.dictionary(fc.constantFrom(...words), fc.boolean(), { maxKeys: 3 }),
  })
  const before = new Set(await rightsIn(house.db))
  let took = 0
  await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), async (journal) => {
    let after: string[] = []
    await house.db.transact(async (t) => {
      await takeAwayAgain(house, t, { at: clock.now(), madeAt: clock.now(), journal })
      after = await rightsIn(t)
      throw new Undone()
    }).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
    expect(after.filter((right) => !before.has(right))).toEqual([])
    if (after.length < before.size) took++
  }), { numRuns: 60 })
  // Lines that take nothing would show nothing.
  expect(took).toBeGreaterThan(0)
})
