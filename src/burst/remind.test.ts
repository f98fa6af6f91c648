/** Reminders by mail and SMS: to whom the address is, once, in time, and to nobody after STOP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accountsOf, sendDue } from '#talk/index.ts'
import { madeBurst, openBurstOffice, signUp } from '../../test/harness/burst.ts'
import { openMail, toOf, type MailServer } from '../../test/harness/mail.ts'
import type { Office } from '../../test/harness/office.ts'
import { openPeer, type Peer } from '../../test/peers/peer.ts'
import type { Burst } from './burst.ts'
import { confirmMail, endMail, mailStateOf, remindersBegin, remindIn } from './remind.ts'
import { pledgeOfSecret } from './secret.ts'

const minutes = 60_000
let office: Office
let mail: MailServer
/** A phone that serves as SMS gateway. */
let phone: Peer
let burst: Burst

beforeAll(async () => {
  mail = await openMail()
  phone = await openPeer(({ body }) => ({ status: 202, json: { id: JSON.parse(body.toString()).id, state: 'Pending' } }))
  office = await openBurstOffice({ smtpUrl: mail.url, mailFrom: 'Water <desk@example.org>', smsUrl: phone.url.replace('http://', 'android+http://desk:word@') })
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
  await phone?.close()
})
beforeEach(async () => {
  burst = await madeBurst(office)
})

const join = (wish: Parameters<typeof signUp>[4] = {}) => signUp(office.house, office.clock, 'water-now', burst, wish)
const send = async () => void (await sendDue(office.house, office.campaign.id, accountsOf(office.house)))

test('a reminder goes to who confirmed that the address is theirs, once, in their own time; STOP in it ends it', async () => {
  const before = mail.arrived.length
  const [ana, ben] = await Promise.all([join({ email: 'ana.b@example.org', name: 'Ana', zone: 'Europe/Madrid', language: 'es' }), join({ email: 'ben.b@example.org' })])
  await join({ email: 'Ana.B@example.org' })
  await send()
  const asked = mail.arrived.slice(before)
  expect(asked.map(toOf).sort(), 'one address is asked once').toEqual(['ana.b@example.org', 'ben.b@example.org'])
  const link = /https?:\/\/\S+\/mail\/(\S+)/.exec(asked.find((one) => toOf(one).startsWith('ana'))!.text!)!
  expect(asked.map((one) => one.text).join()).not.toContain('/me/')
  expect(pledgeOfSecret(office.house, 'mail', burst.id, link[1]!)).toBe(ana.id)

  await confirmMail(office.house, office.campaign.id, ana.id)
  expect(await remindIn(office.house, office.campaign.id), 'not yet').toBe(0)
  office.clock.pass(burst.startsAt.getTime() - office.clock.now().getTime() - 4 * minutes)
  expect(await remindIn(office.house, office.campaign.id)).toBe(1)
  expect(await remindIn(office.house, office.campaign.id), 'once').toBe(0)
  await send()
  const reminders = mail.arrived.slice(before + 2)
  expect(reminders.map((one) => (one.to as { value: { address: string }[] }).value[0]!.address)).toEqual(['ana.b@example.org'])
  expect(reminders[0]!.text).toContain(`/me/${ana.secret}`)
  expect(reminders[0]!.text).toMatch(/\/mail\//)
  const clock = new Intl.DateTimeFormat('es', { timeZone: 'Europe/Madrid', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(burst.startsAt)
  expect(reminders[0]!.subject).toContain(clock)

  await endMail(office.house, office.campaign.id, ben.id)
  expect(await mailStateOf(office.house, office.campaign.id, ben.id)).toBe('ended')
  expect(await office.house.db.rows('select 1 from burst_pledge where campaign_id = $1 and id = $2 and (sealed is not null or mail_key is not null)', [office.campaign.id, ben.id])).toEqual([])
})

test('where there is a gateway an SMS asks, reminds once, and is ended like a mail', async () => {
  const texts = () => phone.asked.map(({ body }) => JSON.parse(body.toString()) as { textMessage: { text: string }; phoneNumbers: string[] })
  const ana = await join({ phone: '+50375550100', language: 'es', zone: 'Europe/Madrid' })
  const cleo = await join({ phone: '+50375550101' })
  await join({ phone: '+50375550100' })
  await send()
  expect(texts().map((one) => one.phoneNumbers.join()).sort(), 'one number is asked once').toEqual(['+50375550100', '+50375550101'])
  const asked = texts().find((one) => one.phoneNumbers.includes('+50375550100'))!.textMessage.text
  expect(asked).toMatch(/pediste/)
  expect(asked).not.toContain('/me/')
  expect(pledgeOfSecret(office.house, 'mail', burst.id, /\/mail\/(\S+)/.exec(asked)![1]!)).toBe(ana.id)

  for (const { id } of [ana, cleo]) await confirmMail(office.house, office.campaign.id, id)
  await endMail(office.house, office.campaign.id, cleo.id)
  office.clock.pass(burst.startsAt.getTime() - office.clock.now().getTime() - 4 * minutes)
  expect(await remindIn(office.house, office.campaign.id)).toBe(1)
  expect(await remindIn(office.house, office.campaign.id), 'once').toBe(0)
  await send()
  expect(texts().slice(2).map((one) => one.phoneNumbers)).toEqual([['+50375550100']])
  expect(texts().at(-1)!.textMessage.text).toContain(`/me/${ana.secret}`)
  expect(await office.house.db.rows('select 1 from burst_pledge where campaign_id = $1 and id = $2 and sealed is not null', [office.campaign.id, cleo.id])).toEqual([])
})

test('a stopped burst reminds nobody, and a reminder that did not leave before the start does not leave', async () => {
  const one = await join({ email: 'c.c@example.org' })
  await confirmMail(office.house, office.campaign.id, one.id)
  await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, {})
  office.clock.pass(57 * minutes)
  expect(await remindIn(office.house, office.campaign.id)).toBe(0)
  await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)
  expect(await remindIn(office.house, office.campaign.id)).toBe(1)
  office.clock.pass(5 * minutes)
  await remindIn(office.house, office.campaign.id)
  const queued = await office.house.db.rows(`select 1 from outgoing where campaign_id = $1 and purpose = 'burst' and state = 'queued'`, [office.campaign.id])
  expect(queued).toEqual([])
})

test('many reminders begin to leave early enough for the last one', () => {
  const at = (confirmed: number) => (burst.startsAt.getTime() - remindersBegin(burst, confirmed, 200).getTime()) / minutes
  expect([at(1), at(200), at(201), at(10_000)]).toEqual([5, 5, 125, 3_005])
})
