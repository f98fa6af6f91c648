import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { readAudit } from '#person/index.ts'
import { codeOf, openOffice, sentence, type Office } from '../../../test/harness/office.ts'
import { claimNext, claimOne, decide, drain, heldBy, keepClaim, oneStatement, reassign, toldTo, undoSeconds, undoSteering, workOn } from '../index.ts'

let office: Office
let said = 0
const people = new Map<string, Actor>()
const who = (name: string) => people.get(name)!

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['ana', 'volunteer'], ['ben', 'volunteer'], ['olga', 'observer'], ['edith', 'coordinator']] as const) {
    people.set(name, await office.actor(name, role))
  }
})
afterAll(() => office?.close())
beforeEach(async () => {
  const { house, campaign, clock } = office
  clock.pass(60_000)
  await house.db.rows('delete from claim where campaign_id = $1', [campaign.id])
  await house.db.rows('delete from told where campaign_id = $1', [campaign.id])
  await house.db.rows(`update statement set state = 'decided' where campaign_id = $1`, [campaign.id])
})

/** Statements that somebody has just taken. */
async function holds(name: string, count: number) {
  await office.say(Array.from({ length: count }, () => ({ channel: 'x', externalId: `m${said}`, text: sentence(said++) })))
  return claimNext(office.house, office.campaign.id, who(name), count, {})
}

const held = async (name: string) => (await heldBy(office.house.db, office.campaign.id, who(name).person.id, office.clock.now())).map((row) => row.id).sort()
const told = (name: string) => toldTo(office.house.db, office.campaign.id, who(name).person.id)

test('a statement given to somebody else is theirs alone; whoever had it is refused, told, and may undo nothing', async () => {
  const { house, campaign } = office
  const [claim] = await holds('ana', 1)
  const steering = await reassign(house, who('edith'), campaign, claim!.statementId, who('ben').person.id)
  expect([await held('ana'), await held('ben')]).toEqual([[], [claim!.statementId]])
  for (const work of [
    () => keepClaim(house, campaign.id, who('ana'), claim!.statementId),
    () => workOn(house, campaign.id, who('ana'), claim!.statementId, { version: claim!.version, note: 'half a note' }),
    () => decide(house, campaign.id, who('ana'), claim!.statementId, claim!.version, 'done', {}),
  ]) expect(await codeOf(work())).toBe('held-by-other')
  expect(await told('ana')).toMatchObject([{ kind: 'given', by: 'edith', statementId: claim!.statementId }])
  // Also the version has moved: what ben sends by the version that ana read is refused.
  expect(await codeOf(decide(house, campaign.id, who('ben'), claim!.statementId, claim!.version, 'done', {}))).toBe('stale-version')
  expect(await readAudit(house.db, campaign.id, { kind: 'desk.reassign', limit: 1 })).toMatchObject([{ subject: claim!.statementId, person: { name: 'edith' } }])
  expect(await codeOf(undoSteering(house, who('ana'), campaign, steering.id))).toBe('forbidden')
})

test('taken back within ten seconds everything is as it was, but for what somebody has moved on from', async () => {
  const { house, campaign, clock } = office
  const claims = await holds('ana', 3)
  const steering = await drain(house, who('edith'), campaign, who('ana').person.id, who('ben').person.id)
  expect([steering.moved, await held('ana'), (await held('ben')).length]).toEqual([3, [], 3])
  const one = claims[0]!.statementId
  await decide(house, campaign.id, who('ben'), one, (await oneStatement(house.db, campaign.id, one))!.version, 'done', {})
  expect(await undoSteering(house, who('edith'), campaign, steering.id)).toEqual({ moved: 2 })
  expect([await held('ana'), await held('ben')]).toEqual([claims.slice(1).map((claim) => claim.statementId).sort(), []])
  expect(await told('ana')).toEqual([])
  expect((await oneStatement(house.db, campaign.id, one))!.state).toBe('decided')
  expect(await codeOf(undoSteering(house, who('edith'), campaign, steering.id))).toBe('already-taken-back')
  const late = await drain(house, who('edith'), campaign, who('ana').person.id)
  clock.pass(undoSeconds * 1_000 + 1)
  expect(await codeOf(undoSteering(house, who('edith'), campaign, late.id))).toBe('too-late')
})

test('a waiting statement that was given to somebody waits again when that is taken back', async () => {
  const { house, campaign } = office
  const [claim] = await holds('ana', 1)
  await drain(house, who('edith'), campaign, who('ana').person.id)
  const steering = await reassign(house, who('edith'), campaign, claim!.statementId, who('ben').person.id)
  await undoSteering(house, who('edith'), campaign, steering.id)
  expect(await oneStatement(house.db, campaign.id, claim!.statementId)).toMatchObject({ state: 'waiting', holder: null })
})

test('only people who can work get something', async () => {
  const { house, campaign } = office
  const [claim] = await holds('ana', 1)
  expect(await codeOf(reassign(house, who('edith'), campaign, claim!.statementId, who('olga').person.id))).toBe('cannot-work')
  expect(await codeOf(reassign(house, who('edith'), campaign, claim!.statementId, 'nobody'))).toBe('not-found')
  expect(await codeOf(reassign(house, who('ben'), campaign, claim!.statementId, who('ben').person.id))).toBe('forbidden')
  expect(await codeOf(drain(house, who('edith'), campaign, who('ben').person.id))).toBe('holds-nothing')
})

test('while the desk is paused nobody gets anything new, and what is held can be finished', async () => {
  const { house, campaign, here } = office
  const [mine, other] = await holds('ana', 2)
  await drain(house, who('edith'), campaign, who('ana').person.id)
  await claimOne(house, campaign.id, who('ana'), mine!.statementId)
  expect((await here('edith', 'PUT', '/pause', { reason: 'x' })).status).toBe(422)
  expect((await here('edith', 'PUT', '/pause', { reason: 'The hashtag is being flooded' })).status).toBe(200)
  const refused = await here('ben', 'POST', '/claims', { count: 1 })
  expect(refused).toMatchObject({ status: 409, body: { code: 'paused', by: 'edith', reason: 'The hashtag is being flooded' } })
  expect(await codeOf(claimOne(house, campaign.id, who('ben'), other!.statementId))).toBe('paused')
  await keepClaim(house, campaign.id, who('ana'), mine!.statementId)
  await decide(house, campaign.id, who('ana'), mine!.statementId, (await oneStatement(house.db, campaign.id, mine!.statementId))!.version, 'done', {})
  expect((await here('ben', 'GET', '/notices')).body.pause).toMatchObject({ by: 'edith' })
  expect((await here('edith', 'DELETE', '/pause')).status).toBe(204)
  expect((await here('ben', 'POST', '/claims', { count: 1 })).body.claims).toHaveLength(1)
  const again = await here('edith', 'PUT', '/pause', { reason: 'By mistake' })
  expect((await here('edith', 'DELETE', `/steerings/${again.body.steering}`)).status).toBe(200)
  expect((await here('ben', 'GET', '/notices')).body.pause).toBeNull()
})

test('a note reaches everybody until they put it away, each for themselves; taken back it is gone', async () => {
  const { here } = office
  const notes = async (name: string) => (await here(name, 'GET', '/notices')).body.announcements
  const made = await here('edith', 'POST', '/announcements', { text: 'Polls close at eight' })
  expect(made.status).toBe(201)
  const [note] = await notes('ana')
  expect(note).toMatchObject({ text: 'Polls close at eight', by: 'edith' })
  expect((await here('ana', 'DELETE', `/notices/${note.id}`)).status).toBe(204)
  expect([await notes('ana'), await notes('ben')]).toMatchObject([[], [{ id: note.id }]])
  await here('edith', 'DELETE', `/steerings/${made.body.steering}`)
  expect(await notes('ben')).toEqual([])
})
