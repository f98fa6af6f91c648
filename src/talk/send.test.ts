import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SMTPServer } from 'smtp-server'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { addCampaign } from '#campaign/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { accountsOf } from './accounts.ts'
import { listOutgoing, post } from './outbox.ts'
import { sendDue } from './send.ts'

let mail: SMTPServer
let test1: TestHouse
let campaignId: string
const arrived: ParsedMail[] = []
/** What the mail server does with the next message. */
let temper: 'takes' | 'later' | 'never' | 'hangs up' = 'takes'

beforeAll(async () => {
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (temper === 'later') return done(Object.assign(new Error('try later'), { responseCode: 451 }))
      if (temper === 'never') return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
      done()
    },
    onData(stream, session, done) {
      void simpleParser(stream).then((parsed) => {
        arrived.push(parsed)
        if (temper === 'hangs up') {
          // The text is taken, the line breaks before the answer: nobody can know.
          for (const connection of (mail as any).connections) connection._socket.destroy()
          return
        }
        done()
      })
      void session
    },
  })
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', ready))
  const port = (mail.server.address() as AddressInfo).port
  test1 = await openTestHouse({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Tell us now <desk@example.org>', mailPerHour: 3 })
  campaignId = (await addCampaign(test1.house, { slug: 'mail', name: 'Mail', organisation: 'Posters' })).id
})

beforeEach(async () => {
  temper = 'takes'
  arrived.length = 0
  // A new hour, so that every test has its whole budget.
  test1.clock.pass(3_600_000)
  await test1.house.db.rows(`delete from outgoing where campaign_id = $1`, [campaignId])
})

afterAll(async () => {
  await test1?.close()
  await new Promise<void>((ended) => mail.close(() => ended()))
})

const write = (address: string) =>
  test1.house.db.transact((t) => post(test1.house, t, { campaignId, channel: 'email', purpose: 'invitation', to: { address }, subject: 'Come and read', text: 'Ven a leer con nosotros. تعال.' }))

test('a mail in the outbox arrives once, whole, and its address is forgotten here', async () => {
  const id = await write('amal@example.org')
  expect(await sendDue(test1.house, campaignId, accountsOf(test1.house))).toBe(1)
  expect(await sendDue(test1.house, campaignId, accountsOf(test1.house))).toBe(0)
  expect(arrived).toHaveLength(1)
  expect(arrived[0]!.text!.trim()).toBe('Ven a leer con nosotros. تعال.')
  expect(arrived[0]!.messageId).toContain(id)
  const row = await test1.house.db.row(`select state, sealed from outgoing where campaign_id = $1 and id = $2`, [campaignId, id])
  expect(row).toEqual({ state: 'sent', sealed: null })
})

test('two senders at once never send the same mail twice', async () => {
  for (const name of ['a', 'b', 'c']) await write(`${name}@example.org`)
  const accounts = accountsOf(test1.house)
  await Promise.all([1, 2, 3, 4].map(() => sendDue(test1.house, campaignId, accounts)))
  expect(arrived.map((one) => (one.to as any).text).sort()).toEqual(['a@example.org', 'b@example.org', 'c@example.org'])
})

test('what the mail server puts off is tried again later, what it refuses is not', async () => {
  temper = 'later'
  await write('slow@example.org')
  await sendDue(test1.house, campaignId, accountsOf(test1.house))
  expect(await listOutgoing(test1.house.db, campaignId)).toMatchObject([{ state: 'queued', attempts: 1 }])
  test1.clock.pass(3_600_000)
  temper = 'never'
  await sendDue(test1.house, campaignId, accountsOf(test1.house))
  expect(await listOutgoing(test1.house.db, campaignId)).toMatchObject([{ state: 'refused', attempts: 2 }])
})

test('a mail whose fate is unknown is shown to a person and never sent again', async () => {
  temper = 'hangs up'
  await write('unknown@example.org')
  await sendDue(test1.house, campaignId, accountsOf(test1.house))
  temper = 'takes'
  test1.clock.pass(3_600_000)
  await sendDue(test1.house, campaignId, accountsOf(test1.house))
  expect(await listOutgoing(test1.house.db, campaignId)).toMatchObject([{ state: 'unconfirmed', attempts: 1 }])
  expect(arrived).toHaveLength(1)
})

test('a crash while sending leaves the mail unconfirmed', async () => {
  const id = await write('crash@example.org')
  await test1.house.db.rows(`update outgoing set state = 'sending', sending_since = $3 where campaign_id = $1 and id = $2`, [campaignId, id, test1.clock.now()])
  test1.clock.pass(180_000)
  await sendDue(test1.house, campaignId, accountsOf(test1.house))
  expect(await listOutgoing(test1.house.db, campaignId)).toMatchObject([{ state: 'unconfirmed' }])
  expect(arrived).toHaveLength(0)
})

test('the budget of an hour holds, and the rest goes in the next', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await write(`${name}@example.org`)
  expect(await sendDue(test1.house, campaignId, accountsOf(test1.house))).toBe(3)
  test1.clock.pass(3_600_000)
  expect(await sendDue(test1.house, campaignId, accountsOf(test1.house))).toBe(2)
  expect(arrived).toHaveLength(5)
})
