/** What goes when its time is over, what stays, and what the coordinators are told of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimOne, decide as decideIt } from '#desk/index.ts'
import { checkTicket, issueTicket, tell } from '#intake/index.ts'
import { audit, readAudit } from '#person/index.ts'
import { postsOf, readOwn } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { codeOf, openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'
import { legalHolds, liftLegalHold, setLegalHold } from './legal-hold.ts'
import { comingUntil, keptFor, nightsOf, previewRule } from './report.ts'
import { rulesOf, setRule } from './rules.ts'
import { retainIn } from './run.ts'

const day = 86_400_000
let office: Office
let nadia: Awaited<ReturnType<Office['actor']>>
let vera: typeof nadia

beforeAll(async () => {
  office = await openOffice()
  nadia = await office.actor('nadia', 'coordinator')
  vera = await office.actor('vera', 'volunteer')
})
afterAll(() => office?.close())

let serial = 0
async function tells(text: string, email?: string): Promise<string> {
  const ticket = issueTicket(office.house, office.campaign.id)
  office.clock.pass(5_000)
  const typed = { text, knows: 'saw', place: '', email: email ?? '', phone: '', name: '', quote: true, nameShown: false, passOn: true, write: true }
  const { postId } = await tell(office.house, office.campaign, typed, checkTicket(office.house, office.campaign.id, ticket))
  await foldAll(office.house, office.campaign.id)
  return postId
}

async function statementOf(postId: string): Promise<string> {
  return (await office.house.db.row<{ id: string }>(`select statement_id as id from post_fold where campaign_id = $1 and post_id = $2`, [office.campaign.id, postId]))!.id
}

async function decide(postId: string, deed: { decision: string; [field: string]: unknown }): Promise<string> {
  const id = await statementOf(postId)
  const { version } = await claimOne(office.house, office.campaign.id, nadia, id)
  const { decision, ...fields } = deed
  await decideIt(office.house, office.campaign.id, nadia, id, version, decision, fields)
  return id
}

const night = () => retainIn(office.house, office.campaign.id)
const own = (postId: string) => readOwn(office.house, office.campaign.id, postId)
const keyThere = async (id: string) => (await office.house.db.row('select 1 from author_key where campaign_id = $1 and id = $2', [office.campaign.id, id])) !== undefined
const done = { decision: 'done' }

test('the original goes after its time, then the contact and with it the key; the words stay, and their author is still found', async () => {
  const postId = await tells(`${sentence(serial++)}`, 'aged@example.org')
  await decide(postId, done)
  const { author } = (await office.house.db.row<{ author: string }>(`select author_id as author from post where campaign_id = $1 and id = $2`, [office.campaign.id, postId]))!
  office.clock.pass(91 * day)
  expect(await night()).toMatchObject({ original: { gone: 1, complete: true }, contact: { gone: 0 } })
  expect(await own(postId)).toMatchObject({ original: Buffer.alloc(0), contact: { email: 'aged@example.org' } })
  office.clock.pass(90 * day)
  expect(await night()).toMatchObject({ original: { gone: 0 }, contact: { gone: 1 } })
  expect([await own(postId), await keyThere(author)]).toEqual([undefined, false])
  const [post] = await postsOf(office.house, office.campaign.id, await statementOf(postId))
  expect(post).toMatchObject({ text: sentence(serial - 1), reachable: false })
  expect(await office.house.db.row(`select 1 from post where campaign_id = $1 and author_id = $2`, [office.campaign.id, author])).toBeDefined()
  // They write again: a new key, and it can be opened.
  const again = await tells(`${sentence(serial++)}`, 'aged@example.org')
  expect([await keyThere(author), (await own(again))?.contact?.email]).toEqual([true, 'aged@example.org'])
})

test('nothing that is still needed goes; once it is not, it goes the next night', async () => {
  const undecided = await tells(sentence(serial++), 'waits@example.org')
  const held = await tells(sentence(serial++), 'held@example.org')
  const statement = await decide(held, { decision: 'incident', incident: 'new', title: 'The weir broke' })
  const incident = (await office.house.db.row<{ number: number }>(
    `select i.number from incident i join incident_statement s on s.campaign_id = i.campaign_id and s.incident_id = i.id where i.campaign_id = $1 and s.statement_id = $2`, [office.campaign.id, statement]))!
  expect(await codeOf(setLegalHold(office.house, nadia, office.campaign, { incident: 999 }, 'for the court'))).toBe('not-found')
  await setLegalHold(office.house, nadia, office.campaign, { incident: incident.number }, 'for the court')
  office.clock.pass(200 * day)
  await night()
  expect([(await own(undecided))?.contact?.email, (await own(held))?.contact?.email]).toEqual(['waits@example.org', 'held@example.org'])
  expect(new Set((await keptFor(office.house.db, office.campaign.id)).filter((one) => one.kind === 'contact').map((one) => one.why))).toEqual(new Set(['undecided', 'hold']))
  await decide(undecided, done)
  const [hold] = await legalHolds(office.house.db, office.campaign.id)
  await liftLegalHold(office.house, nadia, office.campaign, hold!.id)
  await night()
  expect([await own(undecided), await own(held)]).toEqual([undefined, undefined])
  expect((await keptFor(office.house.db, office.campaign.id)).some((one) => one.why === 'hold')).toBe(false)
})

test('what was discarded goes wholly, through the journal; a statement said again since stays', async () => {
  const old = await tells('The perfidious quagga of the lighthouse sells nothing to nobody', 'gone@example.org')
  const said = await tells('Every lantern on the umbrageous mole was taken away by night')
  await decide(old, { decision: 'discard', reason: 'off-topic' })
  await decide(said, { decision: 'discard', reason: 'off-topic' })
  office.clock.pass(350 * day)
  await tells('Every lantern on the umbrageous mole was taken away by night')
  office.clock.pass(20 * day)
  const ended = await night()
  expect(ended.discarded.gone).toBe(1)
  const traces = await tracesOf(office.house, office.campaign.id)
  expect(traces).not.toMatch(/quagga/)
  expect(traces).toMatch(/umbrageous/)
  expect(await office.house.db.row(`select cause, kind from journal where campaign_id = $1 and post_id = $2`, [office.campaign.id, old])).toEqual({ cause: 'retention', kind: 'erased' })
})

test('a channel may have a time of its own; what a change would do is shown before, and done with the next night', async () => {
  const form = await tells(sentence(serial++), 'form@example.org')
  await office.say([{ channel: 'email', externalId: 'r1', text: sentence(serial++), contact: { email: 'mail@example.org' } }])
  await decide(form, done)
  const mail = (await office.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'r1'`, [office.campaign.id]))!.id
  await decide(mail, done)
  office.clock.pass(20 * day)
  expect(await previewRule(office.house, office.campaign.id, { kind: 'contact', channel: 'email', days: 10 })).toEqual({ now: 0, next: 1 })
  expect(await codeOf(setRule(office.house, nadia, office.campaign, { kind: 'contact', channel: 'email', days: 3 }))).toBe('days-wrong')
  expect(await codeOf(setRule(office.house, nadia, office.campaign, { kind: 'look', channel: 'email', days: 30 }))).toBe('not-found')
  await setRule(office.house, nadia, office.campaign, { kind: 'contact', channel: 'email', days: 10 })
  expect((await night()).contact.gone).toBe(1)
  expect([(await own(form))?.contact?.email, await own(mail)]).toEqual(['form@example.org', undefined])
  await setRule(office.house, nadia, office.campaign, { kind: 'contact', channel: 'email', days: null })
  expect((await rulesOf(office.house.db, office.campaign.id)).byChannel).toEqual([])
  expect(await codeOf(setRule(office.house, vera, office.campaign, { kind: 'contact', channel: '', days: 10 }))).toBe('forbidden')
})

test('the log of looks goes after its time and the rest of the log later; the nights are reported', async () => {
  const at = office.clock.now()
  await office.house.db.transact((t) => audit(t, { campaignId: office.campaign.id, at, personId: nadia.person.id, kind: 'contact.read', reason: 'verify' }))
  expect((await comingUntil(office.house, office.campaign.id, new Date(at.getTime() + 366 * day))).look).toBe(1)
  office.clock.pass(366 * day)
  expect((await night()).look.gone).toBe(1)
  expect(await readAudit(office.house.db, office.campaign.id, { kind: 'contact.read' })).toEqual([])
  expect((await readAudit(office.house.db, office.campaign.id, { kind: 'retention.changed' })).length).toBe(2)
  const [last] = await nightsOf(office.house.db, office.campaign.id)
  expect(last).toMatchObject({ at: office.clock.now(), complete: true, gone: { look: 1 } })
})

test('a run that has no time left says so, and the next one goes on where it stopped', async () => {
  for (let count = 0; count < 3; count++) await decide(await tells(sentence(serial++), `time${count}@example.org`), done)
  office.clock.pass(200 * day)
  expect(await retainIn(office.house, office.campaign.id, 0)).toMatchObject({ contact: { gone: 0, complete: false } })
  expect((await nightsOf(office.house.db, office.campaign.id))[0]!.complete).toBe(false)
  expect((await night()).contact.gone).toBeGreaterThanOrEqual(3)
})
