/** Mail as an owner sets it up: real SMTP, a name server that speaks the protocol, and what comes back by the API for incoming mail. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { readAudit } from '#person/index.ts'
import { closeHouse, houseOn } from '../../../src/open.ts'
import { testSecret } from '../../../test/harness/house.ts'
import { openNames, type NameServer } from '../../../test/harness/names.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { accountsOf, canMail, checkRecords, clearAddress, lastTestLetter, listOutgoing, mailState, makeDkimKey, post, removeMail, returnedFrom, sendDue, sendTestLetter, setMail } from '../index.ts'

let office: Office
let names: NameServer
let owner: Actor
let port: number
const arrived: { mail: ParsedMail; raw: string }[] = []
/** What the mail server says to each step of the next letters. */
let says: { sender?: string; recipient?: string; text?: string } = {}

const answer = (text: string | undefined) => (text ? Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) }) : null)
const server = new SMTPServer({
  authOptional: true, allowInsecureAuth: true, disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) => (username === 'desk' && password === 'the right one' ? done(null, { user: 'desk' }) : done(Object.assign(new Error('5.7.8 authentication failed'), { responseCode: 535 }))),
  onMailFrom: (_address, _session, done) => done(answer(says.sender)),
  onRcptTo: (_address, _session, done) => done(answer(says.recipient)),
  onData(stream, _session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => void simpleParser(Buffer.concat(parts)).then((mail) => (arrived.push({ mail, raw: Buffer.concat(parts).toString() }), done(answer(says.text)))))
  },
})

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  port = (server.server.address() as AddressInfo).port
  names = await openNames({ 'mail.example.org': [{ type: 'A', value: '192.0.2.7' }] })
  office = await openOffice('water-now', { dns: names.address })
  owner = await office.actor('olga', 'owner', { organisation: 'River Watch' })
})
afterAll(async () => {
  await office?.close()
  await names?.close()
  await new Promise<void>((ended) => server.close(() => ended()))
})
beforeEach(() => {
  says = {}
  arrived.length = 0
  office.clock.pass(3_600_000)
})

const setting = (change: object = {}) => ({ server: '127.0.0.1', port, security: 'none' as const, user: 'desk', password: 'the right one', from: 'Tell us now <desk@example.org>', perHour: 200, ...change })
const set = (change: object = {}) => setMail(office.house, owner, office.campaign, setting(change))
const write = (address: string) => office.house.db.transact((t) => post(office.house, t, { campaignId: office.campaign.id, channel: 'email', purpose: 'invitation', to: { address }, subject: 'Come', text: 'Ven.' }))
const send = () => sendDue(office.house, office.campaign.id, accountsOf(office.house))
const letter = async (id: string) => (await listOutgoing(office.house.db, office.campaign.id)).find((one) => one.id === id)!

test('an owner sets mail up; every process knows it at once, the password is sealed and never shown, and stays when it is not typed again', async () => {
  const { house, campaign } = office
  const other = await houseOn(office.url, testSecret, { config: house.config, log: house.log, dataDir: house.dataDir, clock: office.clock })
  try {
    expect([canMail(house), canMail(other)]).toEqual([false, false])
    await set()
    await expect.poll(() => canMail(other)).toBe(true)
    expect(mailState(other)).toEqual({ by: 'screen', server: '127.0.0.1', port, security: 'none', user: 'desk', from: 'Tell us now <desk@example.org>', perHour: 200, dkim: null })
    expect(JSON.stringify(await house.db.rows('select id, encode(sealed, $1) as sealed, test from mail_setting', ['escape']))).not.toMatch(/right one|desk@/)
    await set({ password: '', perHour: 100 })
    await write('ruth@example.net')
    expect(await sendDue(other, campaign.id, accountsOf(other))).toBe(1)
    expect([arrived[0]!.mail.from!.text, (await readAudit(house.db, campaign.id, { kind: 'mail.set' })).length]).toEqual(['"Tell us now" <desk@example.org>', 2])
    // Another server is not told the password of this one.
    await set({ server: 'localhost', password: '' })
    expect((await sendTestLetter(house, owner, campaign, 'en')).outcome).not.toBe('taken')
    await removeMail(house, owner, campaign)
    await expect.poll(() => canMail(other)).toBe(false)
  } finally {
    await closeHouse(other)
  }
})

test.each([
  ['server-wrong', { server: 'https://mail.example.org' }],
  ['port-wrong', { port: 70_000 }],
  ['sender-wrong', { from: 'Tell us now' }],
  ['sender-wrong', { from: 'a@example.org, b@example.org' }],
  ['number-wrong', { perHour: 0 }],
])('%s', async (code, change) => {
  await expect(set(change)).rejects.toMatchObject({ code })
})

test('only owners of the organisation that the house belongs to set it; the environment goes before', async () => {
  const { house, campaign } = office
  for (const name of ['cora', 'oscar']) {
    const actor = await office.actor(name, name === 'cora' ? 'coordinator' : 'owner')
    await expect(setMail(house, actor, campaign, setting())).rejects.toMatchObject({ code: 'forbidden' })
  }
  const withEnvironment = { ...house, config: { ...house.config, smtpUrl: 'smtps://other:secret@mail.example.org' } }
  await expect(setMail(withEnvironment, owner, campaign, setting())).rejects.toMatchObject({ code: 'mail-by-environment' })
  expect(JSON.stringify(mailState(withEnvironment))).not.toContain('secret')
  expect(mailState(withEnvironment)).toMatchObject({ by: 'environment', server: 'mail.example.org', port: 465, user: 'other' })
})

test('a test message says how far it got, with the words of the server', async () => {
  const { house, campaign } = office
  const outcome = async (change: object = {}, tempered: typeof says = {}) => {
    await set(change)
    says = tempered
    const { outcome, said } = await sendTestLetter(house, owner, campaign, 'es')
    return [outcome, said] as const
  }
  expect(await outcome()).toEqual(['taken', expect.stringMatching(/^250 /)])
  expect([arrived[0]!.mail.subject, (arrived[0]!.mail.to as { text: string }).text]).toEqual(['Un mensaje de prueba de Clamor', '"olga" <olga@example.org>'])
  expect(await lastTestLetter(house)).toMatchObject({ outcome: 'taken', at: office.clock.now() })
  expect(await outcome({ password: 'a wrong one' })).toEqual(['sign-in', '535 5.7.8 authentication failed'])
  expect(await outcome({}, { sender: '553 5.7.1 sender not owned by user' })).toEqual(['sender', '553 5.7.1 sender not owned by user'])
  expect(await outcome({}, { recipient: '554 5.7.1 relay access denied' })).toEqual(['recipient', '554 5.7.1 relay access denied'])
  expect(await outcome({}, { text: '554 5.7.1 looks like spam' })).toEqual(['content', '554 5.7.1 looks like spam'])
  expect(await outcome({}, { recipient: '451 4.7.1 greylisted' })).toEqual(['later', '451 4.7.1 greylisted'])
  expect((await outcome({ port: 1 }))[0]).toBe('no-answer')
  expect((await outcome({ security: 'starttls' }))[0]).toBe('no-encryption')
  expect((await outcome({ security: 'tls' }))[0]).toBe('no-encryption')
})

test('the records of the domain are looked up; the house signs from the moment that its own is seen, and stops when it is gone', async () => {
  const { house, campaign } = office
  await set({ server: 'mail.example.org' })
  expect(await checkRecords(house, owner, campaign)).toMatchObject({
    domain: 'example.org', mx: [], spf: { result: 'none', wanted: 'v=spf1 a:mail.example.org ~all' }, dkim: { result: 'none', wanted: null }, dmarc: { result: 'none', name: '_dmarc.example.org' },
  })
  await makeDkimKey(house, owner, campaign)
  const { dkim } = await checkRecords(house, owner, campaign)
  expect(dkim).toMatchObject({ result: 'none', wanted: { name: 'clamor._domainkey.example.org', value: expect.stringMatching(/^v=DKIM1; k=rsa; p=\S{300,}$/) } })
  await set({})
  await sendTestLetter(house, owner, campaign, 'en')
  expect(arrived[0]!.raw).not.toContain('DKIM-Signature')
  names.records.set('example.org', [{ type: 'TXT', value: 'v=spf1 a:mail.example.org ~all' }, { type: 'MX', value: 'mail.example.org' }])
  names.records.set('_dmarc.example.org', [{ type: 'TXT', value: 'v=DMARC1; p=none' }])
  names.records.set(dkim.wanted!.name, [{ type: 'TXT', value: dkim.wanted!.value }])
  expect(await checkRecords(house, owner, campaign)).toMatchObject({ mx: ['mail.example.org'], dkim: { result: 'good', wanted: null }, dmarc: { result: 'watching' } })
  await sendTestLetter(house, owner, campaign, 'en')
  expect(arrived[1]!.raw).toMatch(/DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=example\.org;\s+q=dns\/txt; s=clamor;/)
  names.records.delete(dkim.wanted!.name)
  await checkRecords(house, owner, campaign)
  await sendTestLetter(house, owner, campaign, 'en')
  expect(arrived[2]!.raw).not.toContain('DKIM-Signature')
})

/** As a mail server hands over what came back. */
async function comesBack(name: string, id: string, token: string): Promise<void> {
  const eml = readFileSync(new URL(`../../channel/email/payloads/returned/${name}.eml`, import.meta.url), 'utf8').replaceAll('@ID@', id)
  expect(await office.here(token, 'POST', '/mail', eml, { 'content-type': 'message/rfc822' })).toMatchObject({ status: 200, body: { accepted: 0, skipped: 'automatic' } })
}

test('a letter that came back marks its address: nothing more is written there until a person says so', async () => {
  const { house, campaign } = office
  await set()
  const token = await office.token('olga', ['intake'])
  const id = await write('Ruth@example.net')
  await send()
  await comesBack('no-mailbox', '01939a52-1111-7abc-8def-0123456789ab', token)
  expect(await letter(id)).toMatchObject({ state: 'sent', returned: null, blocked: false })
  await comesBack('no-mailbox', id, token)
  expect(await letter(id)).toMatchObject({ state: 'sent', returned: 'hard', returnedSaid: '5.1.1 550 5.1.1 …: Recipient address rejected: User unknown in virtual mailbox table', blocked: true })

  expect(await returnedFrom(house, campaign.id, ['ruth@example.net', 'amal@example.net'])).toEqual(new Map([['ruth@example.net', { kind: 'hard', at: expect.any(Date), outgoingId: id }]]))

  arrived.length = 0
  const [second, someoneElse] = [await write('ruth@example.net'), await write('amal@example.net')]
  await send()
  expect([(await letter(second)).state, (await letter(second)).returned, (await letter(someoneElse)).state, arrived.length]).toEqual(['refused', 'held', 'sent', 1])
  const volunteer = await office.actor('vera', 'volunteer')
  await expect(clearAddress(house, volunteer, campaign, second)).rejects.toMatchObject({ code: 'forbidden' })
  await clearAddress(house, owner, campaign, second)
  await expect(clearAddress(house, owner, campaign, second)).rejects.toMatchObject({ code: 'not-found' })
  expect((await returnedFrom(house, campaign.id, ['ruth@example.net'])).size).toBe(0)
  const third = await write('ruth@example.net')
  await send()
  expect([(await letter(third)).state, (await letter(id)).blocked]).toEqual(['sent', false])
  for (const table of ['outgoing', 'bounce', 'audit']) expect(JSON.stringify(await house.db.rows(`select t.*, encode(t.campaign_id::text::bytea, 'hex') as campaign_id from ${table} t`))).not.toMatch(/ruth@|amal@/i)
})

test('a complaint and a refusal of the address mark it, too; a delay and a refusal of the letter do not', async () => {
  await set()
  const token = await office.token('olga', ['intake'])
  const marked = async (name: string) => {
    const id = await write(`${name}@example.net`)
    await send()
    await comesBack(name, id, token)
    const { returned, blocked } = await letter(id)
    return [returned, blocked]
  }
  expect([await marked('unwanted'), await marked('whole-letter'), await marked('tries-on')]).toEqual([['complaint', true], ['policy', false], ['soft', false]])
  const refused = async (recipient: string) => {
    says = { recipient }
    const id = await write(`${recipient.slice(4, 9)}@example.net`)
    await send()
    const { state, returned, blocked } = await letter(id)
    return [state, returned, blocked]
  }
  expect(await refused('550 5.1.1 <5.1.1@example.net> no such user')).toEqual(['refused', 'hard', true])
  expect(await refused('550 5.7.1 not from you')).toEqual(['refused', null, false])
  expect(JSON.stringify(await listOutgoing(office.house.db, office.campaign.id))).not.toContain('@example.net')
})
