import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journalName, journalText, parseJournal } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { reapplyJournal } from '#post/index.ts'
import { checkTicket, idOfTicket, issueTicket } from '#intake/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { openMail, type MailServer } from '../../test/harness/mail.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { actionById, publicAction, type Action } from './action.ts'
import { makeHandover } from './handover.ts'
import { idOfSecret } from './secret.ts'
import { confirmSignature, dropUnconfirmed, ownSignature, sign, signedOf, takeBack, type NewSignature } from './sign.ts'
import { nextTurn, takeTurn, tapTurn, turnById } from './turn.ts'

const minute = 60_000
let office: Office
let mail: MailServer

beforeAll(async () => {
  mail = await openMail()
  office = await openOffice('water-now', { smtpUrl: mail.url, mailFrom: 'Water <desk@example.org>' })
  await office.person('nadia', 'coordinator')
  await office.person('omar', 'volunteer')
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
})

let made = 0
async function petition(wish: Record<string, unknown> = {}): Promise<Action> {
  const { body } = await office.here('nadia', 'POST', '/actions', { key: `sign-${(made += 1)}`, kind: 'petition', words: { en: { title: 'Clean water for Tarsa', lead: 'Publish the figures.' } }, goal: 500, ...wish })
  await office.here('nadia', 'PATCH', `/actions/${body.action.id}`, { version: body.action.version, state: 'open' })
  return actionById(office.house.db, office.campaign.id, body.action.id)
}

/** A form that was open for five seconds. */
function ticket() {
  const text = issueTicket(office.house, office.campaign.id)
  office.clock.pass(5_000)
  return checkTicket(office.house, office.campaign.id, text)
}

async function signs(action: Action, wish: Partial<NewSignature> & { email: string }, form = ticket()) {
  await sign(office.house, office.campaign, action, form, { name: 'Amal Haddad', shows: false, passes: false, language: 'en', ...wish })
  return idOfTicket(form)
}

const figures = (action: Action) => signedOf(office.house.db, office.campaign.id, action.id)
const confirm = (action: Action, id: string) => confirmSignature(office.house, office.campaign.id, action, id)
const code = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code)

test('a signature counts once its address is confirmed, and not before', async () => {
  const action = await petition()
  const id = await signs(action, { email: 'amal@example.org', shows: true })
  expect(await figures(action)).toEqual({ confirmed: 0, asked: 1, names: [] })
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))
  const letter = mail.arrived.at(-1)!
  expect(letter.text).toContain('Clean water for Tarsa')
  const secret = /\/mine\/(\S+)/.exec(letter.text!)![1]!
  expect(idOfSecret(office.house, action.id, secret)).toBe(id)
  expect(idOfSecret(office.house, action.id, secret.slice(0, -2) + (secret.endsWith('AA') ? 'BB' : 'AA'))).toBeUndefined()
  await confirm(action, id)
  expect(await figures(action)).toEqual({ confirmed: 1, asked: 0, names: ['Amal Haddad'] })
})

test('one address signs once, and whoever tries again learns nothing', async () => {
  const action = await petition()
  const id = await signs(action, { email: 'omar@example.org' })
  await confirm(action, id)
  await signs(action, { email: ' OMAR@example.org ', name: 'Somebody else' })
  const form = ticket()
  await signs(action, { email: 'twice@example.org' }, form)
  await signs(action, { email: 'twice@example.org' }, form)
  expect(await figures(action)).toMatchObject({ confirmed: 1, asked: 1 })
  const other = await petition()
  await signs(other, { email: 'omar@example.org' })
  expect(await figures(other)).toMatchObject({ asked: 1 })
})

test('twenty forms with one address at the same moment are one signature', async () => {
  const action = await petition()
  const forms = Array.from({ length: 20 }, () => ticket())
  await Promise.all(forms.map((form) => signs(action, { email: 'crowd@example.org' }, form)))
  expect(await figures(action)).toMatchObject({ asked: 1 })
})

test('who takes their name back is gone from every table', async () => {
  const action = await petition()
  const id = await signs(action, { email: 'zeynep.kaya@example.org', name: 'Zeynep Unmistakable', shows: true, place: 'Nowhereville' })
  await confirm(action, id)
  await takeBack(office.house, office.campaign.id, id)
  expect(await ownSignature(office.house.db, office.campaign.id, id)).toBeUndefined()
  expect(await figures(action)).toEqual({ confirmed: 0, asked: 0, names: [] })
  const keys = await office.house.db.rows(`select 1 from author_key where campaign_id = $1 and id = $2`, [office.campaign.id, id])
  expect(keys).toEqual([])
})

test('nor does a restored backup bring their name back', async () => {
  const { house, campaign } = office
  const action = await petition()
  const id = await signs(action, { email: 'yara.deniz@example.org', name: 'Yara Unmistakable', shows: true })
  await confirm(action, id)
  const row = await house.db.row<{ row: string }>(`select to_jsonb(s)::text as row from signature s where campaign_id = $1 and id = $2`, [campaign.id, id])
  await takeBack(house, campaign.id, id)
  await house.db.rows(`insert into signature select (jsonb_populate_record(null::signature, $2::jsonb)).* where $1::uuid is not null -- campaign`, [campaign.id, row!.row])
  expect((await figures(action)).names).toEqual(['Yara Unmistakable'])
  await reapplyJournal(house, parseJournal(await journalText(join(house.dataDir, journalName))).entries)
  expect(await figures(action)).toEqual({ confirmed: 0, asked: 0, names: [] })
})

test('no name and no address lies readable in the database unless its owner let it stand on the page', async () => {
  const action = await petition()
  await signs(action, { email: 'quiet.person@example.org', name: 'Quietly Unshown', place: 'Hidden Hamlet' })
  const rows = await office.house.db.rows(`select * from signature where campaign_id = $1`, [office.campaign.id])
  const all = JSON.stringify(rows, (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value))
  for (const word of ['Quietly', 'quiet.person', 'Hamlet']) expect(all).not.toContain(word)
})

test('what is handed over names those who agreed and counts the others, and whoever made it stands in the audit log', async () => {
  const action = await petition()
  for (const [email, name, passes] of [['a@example.org', '=SUM(A1)', true], ['b@example.org', 'Bruno, of Tarsa', true], ['c@example.org', 'Clara Unnamed', false], ['d@example.org', 'Dina', true]] as const) {
    const id = await signs(action, { email, name, passes })
    if (name !== 'Dina') await confirm(action, id)
  }
  const nadia = await actorOf(office.house, { cookie: office.cookieOf('nadia') })
  expect(await code(makeHandover(office.house, nadia, office.campaign, action.id, ''))).toBe('reason-missing')
  const { handover, file: csv } = await makeHandover(office.house, nadia, office.campaign, action.id, 'to the committee on Tuesday')
  expect([handover.signatures, handover.named, handover.sha256]).toEqual([3, 2, createHash('sha256').update(csv).digest('hex')])
  const text = csv.toString('utf8')
  expect(parse(text, { bom: true, columns: true }).map((row: any) => row.name)).toEqual(["'=SUM(A1)", 'Bruno, of Tarsa', '(1 without their name)'])
  for (const word of ['Clara', 'Dina', 'example.org']) expect(text).not.toContain(word)
  const entries = await office.house.db.rows<{ reason: string }>(`select reason from audit where campaign_id = $1 and kind = 'contact.read' and subject = $2`, [office.campaign.id, action.id])
  expect(entries).toEqual([{ reason: 'to the committee on Tuesday' }])
  const omar = await actorOf(office.house, { cookie: office.cookieOf('omar') })
  expect(await code(makeHandover(office.house, omar, office.campaign, action.id, 'because'))).toBe('forbidden')
})

test('a draft is on no page; a closed petition takes no signature and no confirmation', async () => {
  const { body } = await office.here('nadia', 'POST', '/actions', { key: 'not-yet', kind: 'petition', words: { en: { title: 'Not yet', lead: '' } } })
  expect(await publicAction(office.house.db, office.campaign.id, 'not-yet')).toBeUndefined()
  expect((await office.here('nadia', 'POST', '/actions', { key: 'not-yet', kind: 'petition', words: { en: { title: 'Again', lead: '' } } })).body.code).toBe('key-taken')
  const twice = await Promise.all([1, 2].map(() => office.here('nadia', 'POST', '/actions', { key: 'at-once', kind: 'petition', words: { en: { title: 'At once', lead: '' } } })))
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await office.here('nadia', 'PATCH', `/actions/${body.action.id}`, { version: 9, state: 'open' })).body.code).toBe('stale-version')
  const action = await petition()
  const id = await signs(action, { email: 'slow@example.org' })
  await office.here('nadia', 'PATCH', `/actions/${action.id}`, { version: action.version, state: 'closed' })
  const closed = await actionById(office.house.db, office.campaign.id, action.id)
  expect(await code(confirm(closed, id))).toBe('action-closed')
  expect(await code(signs(closed, { email: 'later@example.org' }))).toBe('action-closed')
  expect((await office.here('omar', 'POST', '/actions', { key: 'mine', kind: 'petition', words: { en: { title: 'No', lead: '' } } })).status).toBe(403)
})

test('whatever comes when, no hour holds more letters than a target is to get', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(20 * minute), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 120 }), (perHour, comers) => {
    const turns: Date[] = []
    let now = Date.UTC(2026, 0, 1)
    for (const [wait, lot] of comers) {
      now += wait
      const due = nextTurn([...turns].sort((a, b) => b.getTime() - a.getTime()).slice(0, perHour), perHour, new Date(now), lot)
      expect(due.getTime()).toBeGreaterThanOrEqual(now)
      turns.push(due)
    }
    const sorted = turns.map((at) => at.getTime()).sort((a, b) => a - b)
    for (let at = 0; at + perHour < sorted.length; at += 1) expect(sorted[at + perHour]! - sorted[at]!).toBeGreaterThanOrEqual(60 * minute)
  }), { seed: 108 })
})

test('each writer gets the text that fewest have had, and writes when it is their turn', async () => {
  const bank = (await office.here('nadia', 'POST', '/banks', { name: 'Letters', hashtags: [] })).body.bank
  await office.here('nadia', 'POST', `/banks/${bank.id}/variants`, { variants: [1, 2, 3].map((place) => ({ language: 'en', text: `Dear minister, this is the letter number ${place} about our water.` })) })
  const action = await petition({ kind: 'letter', bankId: bank.id, writeTo: 'minister@gov.example', perHour: 4 })
  expect(action.state).toBe('open')
  const forms = Array.from({ length: 9 }, () => ticket())
  const turns = await Promise.all(forms.map((form) => takeTurn(office.house, office.campaign.id, action, form, 'en')))
  const times = new Map<string, number>()
  for (const turn of turns) times.set(turn.variantId!, (times.get(turn.variantId!) ?? 0) + 1)
  expect([...times.values()]).toEqual([3, 3, 3])
  const now = office.clock.now()
  expect(turns.filter((turn) => turn.dueAt <= now)).toHaveLength(4)
  const later = turns.find((turn) => turn.dueAt > now)!
  expect(await code(tapTurn(office.house, office.campaign.id, later.id))).toBe('not-your-turn')
  expect((await takeTurn(office.house, office.campaign.id, action, forms[0]!, 'en')).id).toBe(turns.find((turn) => turn.id === idOfTicket(forms[0]!))!.id)
  office.clock.pass(later.dueAt.getTime() - now.getTime())
  await tapTurn(office.house, office.campaign.id, later.id)
  expect((await turnById(office.house.db, office.campaign.id, later.id))!.tappedAt).not.toBeNull()
})

test('two actions on one target share what it gets in an hour, the smaller share holds, and whoever comes to both at once waits in one line', async () => {
  const bank = (await office.here('nadia', 'POST', '/banks', { name: 'To one', hashtags: [] })).body.bank
  await office.here('nadia', 'POST', `/banks/${bank.id}/variants`, { variants: [{ language: 'en', text: 'Dear board, when does the water come back to our street?' }] })
  const { target } = (await office.here('nadia', 'POST', '/targets', { kind: 'person', name: 'Rosa Imre', office: 'Head of the water board' })).body
  const [letters, posts, other] = [
    await petition({ kind: 'letter', bankId: bank.id, targetId: target.id, writeTo: 'board@gov.example', perHour: 6 }), await petition({ kind: 'post', bankId: bank.id, targetId: target.id, perHour: 4 }),
    await petition({ kind: 'post', bankId: bank.id, perHour: 4 }),
  ]
  const turns = await Promise.all(Array.from({ length: 16 }, (_, place) => takeTurn(office.house, office.campaign.id, place % 2 ? letters : posts, ticket(), 'en')))
  const at = turns.map((turn) => turn.dueAt.getTime()).sort((a, b) => a - b)
  for (let place = 0; place + 4 < at.length; place += 1) expect(at[place + 4]! - at[place]!).toBeGreaterThanOrEqual(60 * minute)
  expect((await takeTurn(office.house, office.campaign.id, other, ticket(), 'en')).dueAt <= office.clock.now()).toBe(true)
  // The same office under another name is the same office.
  const again = await petition({ kind: 'letter', bankId: bank.id, writeTo: 'Board@gov.example', perHour: 4 })
  expect((await takeTurn(office.house, office.campaign.id, again, ticket(), 'en')).dueAt > office.clock.now()).toBe(true)
})

// Last: nobody is signed in any more after it.
test('what nobody confirmed is gone after two weeks', async () => {
  const action = await petition()
  const [late, confirmed] = [await signs(action, { email: 'late@example.org' }), await signs(action, { email: 'in-time@example.org' })]
  await confirm(action, confirmed)
  office.clock.pass(15 * 24 * 60 * minute)
  await dropUnconfirmed(office.house)
  expect(await ownSignature(office.house.db, office.campaign.id, late)).toBeUndefined()
  expect(await figures(action)).toMatchObject({ confirmed: 1, asked: 0 })
})
