/** Invitations and links for a new password by mail, by a real SMTP server. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SMTPServer } from 'smtp-server'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { acceptInvitation, acceptWayIn, actorOf, addUser, askForReset, freezePerson, identityOf, invite, lookAtWayIn, type Invitation } from '#person/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { cookieOf, signedIn } from '../../test/harness/signed-in.ts'
import { accountsOf } from './accounts.ts'
import { listOutgoing } from './outbox.ts'
import { sendDue } from './send.ts'

let opened: TestHouse
let roads: Campaign
let arabic: Campaign
let olga: Actor
const arrived: ParsedMail[] = []
const mail = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => void simpleParser(stream).then((parsed) => (arrived.push(parsed), done())),
})

beforeAll(async () => {
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', ready))
  opened = await openTestHouse({ smtpUrl: `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`, mailFrom: 'Roads <desk@example.org>' })
  const { house } = opened
  roads = await addCampaign(house, { slug: 'roads', name: 'Roads', organisation: 'Road Watch', languages: ['es', 'en'], words: { es: { name: 'Caminos' } } })
  // The clock of a test stands still; the first campaign is the one that was added earlier.
  opened.clock.pass(1_000)
  arabic = await addCampaign(house, { slug: 'wells', name: 'آبارنا', organisation: 'Road Watch', languages: ['ar'] })
  olga = await ownerOf(opened, 'Road Watch')
})
afterAll(async () => {
  await opened?.close()
  await new Promise<void>((ended) => mail.close(() => ended()))
})

async function ownerOf({ house }: TestHouse, organisation: string): Promise<Actor> {
  const person = { email: 'olga@example.org', password: 'four words nobody puts together' }
  await addUser(house, { ...person, name: 'Olga', role: 'owner', organisation })
  return signedIn(house, person)
}

/** Invites, and returns the link with what the mail server was given for it. */
async function invited(campaign: Campaign, wish: Invitation): Promise<{ link: string; got: ParsedMail[] }> {
  arrived.length = 0
  const { link } = await invite(opened.house, olga, campaign, wish)
  for (const { id } of [roads, arabic]) await sendDue(opened.house, id, accountsOf(opened.house))
  return { link, got: [...arrived] }
}

test('whoever is invited by their address gets one mail in the language of the campaign, whose link lets them in', async () => {
  const { link, got } = await invited(roads, { role: 'volunteer', email: 'Ruth@Example.org' })
  expect(got.map((one) => [(one.to as { text: string }).text, one.subject])).toEqual([['ruth@example.org', 'Invitación a Caminos']])
  expect(got[0]!.text).toContain('Olga te invita a trabajar en Caminos')
  const [inMail] = /http\S+\/invite\/\S+/.exec(got[0]!.text!)!
  expect(inMail).toBe(link)
  const accepted = await acceptInvitation(opened.house, inMail.split('/').pop()!, { name: 'Ruth', email: 'ruth@example.org', password: 'three mules and a lantern' })
  expect(accepted).toMatchObject({ email: 'ruth@example.org', campaignId: roads.id })
})

test('an Arabic campaign writes Arabic', async () => {
  const { link, got } = await invited(arabic, { role: 'observer', email: 'amal@example.org' })
  expect([got[0]!.subject, got[0]!.text!.includes(link)]).toEqual(['دعوة إلى آبارنا', true])
})

test('an invitation to all campaigns names the organisation and lies in the outbox of its first', async () => {
  const { got } = await invited(arabic, { role: 'coordinator', whole: true, email: 'noor@example.org' })
  expect(got.map((one) => one.subject)).toEqual(['Invitación a Road Watch'])
  expect((await listOutgoing(opened.house.db, roads.id))[0]).toMatchObject({ purpose: 'invitation', state: 'sent' })
})

test('a link for whoever has it is not mailed', async () => {
  expect((await invited(roads, { role: 'observer', cap: 20 })).got).toEqual([])
})

test('an invitation that is refused leaves no mail behind', async () => {
  await expect(invite(opened.house, olga, roads, { role: 'volunteer', email: 'no address' })).rejects.toMatchObject({ code: 'email-wrong' })
  expect((await listOutgoing(opened.house.db, roads.id)).filter((one) => one.state === 'queued')).toEqual([])
})

/** Asks for a new password as somebody at the screen does, and does the house's job; comes back with what was mailed. */
async function forgotten(email: string, language = 'en', address = email): Promise<ParsedMail[]> {
  arrived.length = 0
  await askForReset(opened.house, { email, address, language })
  const { payload } = (await opened.house.db.row<{ payload: unknown }>(
    `with gone as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks k where k.id = j.task_id and k.identifier = 'sendReset' returning j.payload) select payload from gone`))!
  expect(JSON.stringify(payload)).not.toContain('@')
  await opened.house.flow.jobs.find((job) => job.name === 'sendReset')!.run(opened.house, payload)
  for (const { id } of [roads, arabic]) await sendDue(opened.house, id, accountsOf(opened.house))
  return [...arrived]
}

const secretIn = (mail: ParsedMail) => /\/way-in\/([\w-]{32})/.exec(mail.text!)![1]!

test('a forgotten password: a link goes to the address of the account and nowhere else, works once and for an hour, and ends what was signed in', async () => {
  const { house, clock } = opened
  const person = { email: 'ines@example.org', password: 'four words nobody puts together' }
  const { personId } = await addUser(house, { ...person, name: 'Inés', role: 'volunteer', campaign: 'roads' })
  const cookie = await cookieOf(house, { ...person, address: 'ines' })
  const first = await forgotten('Ines@Example.org ', 'ar')
  expect(first.map((one) => [(one.to as { text: string }).text, one.subject])).toEqual([['"Inés" <ines@example.org>', 'كلمة سر جديدة لـ Clamor']])
  const second = await forgotten('ines@example.org')
  await expect(lookAtWayIn(house, secretIn(first[0]!))).rejects.toMatchObject({ code: 'link-used' })
  await acceptWayIn(house, secretIn(second[0]!), 'three mules and a lantern')
  expect(await actorOf(house, { cookie })).toBeUndefined()
  await identityOf(house).signIn({ ...person, password: 'three mules and a lantern' })
  const late = secretIn((await forgotten('ines@example.org'))[0]!)
  clock.pass(3_600_001)
  await expect(acceptWayIn(house, late, 'three mules and a lantern')).rejects.toMatchObject({ code: 'link-expired' })
  // Whoever froze the account froze this way, too.
  await freezePerson(house, olga, roads, personId)
  expect(await forgotten('ines@example.org')).toEqual([])
})

test('whether an account is there is told neither by the answer nor by when it is too often', async () => {
  opened.clock.pass(3_600_000)
  await addUser(opened.house, { email: 'ivan@example.org', name: 'Ivan', role: 'volunteer', campaign: 'roads' })
  expect([(await forgotten('ivan@example.org')).length, (await forgotten('nobody@example.org')).length]).toEqual([1, 0])
  for (const email of ['ivan@example.org', 'nobody@example.org']) {
    const tries: string[] = []
    for (let n = 0; n < 3; n++) tries.push(await askForReset(opened.house, { email, address: `192.0.2.${n}`, language: 'en' }).then(() => 'asked', (error: { code: string }) => error.code))
    expect([email, ...tries]).toEqual([email, 'asked', 'asked', 'too-many'])
  }
  for (let n = 0; n < 5; n++) await askForReset(opened.house, { email: `someone${n}@example.org`, address: '198.51.100.7', language: 'en' })
  await expect(askForReset(opened.house, { email: 'other@example.org', address: '198.51.100.7', language: 'en' })).rejects.toMatchObject({ code: 'too-many' })
})

test('where no mail is set up nothing waits in the outbox for ever', async () => {
  const silent = await openTestHouse()
  try {
    const campaign = await addCampaign(silent.house, { slug: 'quiet', name: 'Quiet', organisation: 'Quiet Watch' })
    await invite(silent.house, await ownerOf(silent, 'Quiet Watch'), campaign, { role: 'volunteer', email: 'ruth@example.org' })
    await askForReset(silent.house, { email: 'olga@example.org', address: 'home', language: 'en' })
    expect(await listOutgoing(silent.house.db, campaign.id)).toEqual([])
  } finally {
    await silent.close()
  }
})
