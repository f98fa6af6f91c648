import { describe, expect, test } from 'vitest'
import { NoAnswer } from '#core/index.ts'
import { lend, plain, recordedIn, type Recorded } from '../../../test/peers/recorded.ts'
import { phoneIn, readSmsUrl, smsOutlet } from './index.ts'
import type { Gateway } from './connection.ts'

const message = { id: '0193b0a0-0000-7000-8000-0000000000a1', to: { address: '+50375550100' }, text: 'The tap has been dry since Monday.' }
const urls: Record<Gateway, string> = { kannel: 'kannel+https://desk:a%20secret@sms.example/cgi-bin/sendsms', twilio: 'twilio+https://AC01:token@api.twilio.example', android: 'android+https://desk:word@phone.example/3rdparty/v1/' }
const connection = (gateway: Gateway) => readSmsUrl(urls[gateway], '+50322220000')!
const outlet = (gateway: Gateway) => smsOutlet(gateway, 100)

test.each(recordedIn(import.meta.dirname) as (Recorded & { gateway: Gateway })[])('$gateway: $name', async ({ gateway, fate, ...answer }) => {
  expect(plain(await outlet(gateway).send(message, connection(gateway), lend([[/./, answer]])))).toMatchObject(fate)
})

test.each(['kannel', 'twilio', 'android'] as const)('%s: what got no answer may have left, and is never sent blindly', async (gateway) => {
  const send = (error: Error) => outlet(gateway).send(message, connection(gateway), lend([[/./, error]]))
  expect(await send(new NoAnswer('broken-off', 'ECONNRESET', true))).toMatchObject({ state: 'unconfirmed' })
  expect(await send(new NoAnswer('no-connection', 'ECONNREFUSED'))).toMatchObject({ state: 'refused', permanent: false })
  expect(outlet(gateway).repeatable !== undefined, 'only a gateway that knows our ids takes one twice').toBe(gateway === 'android')
})

test('each gateway is asked as its documents say', async () => {
  const asked = async (gateway: Gateway) => {
    const means = lend([[/./, { status: 202, body: { id: message.id } }]])
    await outlet(gateway).send(message, connection(gateway), means)
    return means.asked[0]!
  }
  const kannel = new URL((await asked('kannel')).url)
  expect([kannel.origin + kannel.pathname, Object.fromEntries(kannel.searchParams)]).toEqual([
    'https://sms.example/cgi-bin/sendsms', { username: 'desk', password: 'a secret', from: '+50322220000', to: message.to.address, text: message.text, charset: 'UTF-8', coding: '0' },
  ])
  const twilio = await asked('twilio')
  expect([twilio.url, twilio.wish.method, Object.fromEntries(new URLSearchParams(String(twilio.wish.body)))]).toEqual([
    'https://api.twilio.example/2010-04-01/Accounts/AC01/Messages.json', 'POST', { To: message.to.address, From: '+50322220000', Body: message.text },
  ])
  expect(twilio.wish.headers).toMatchObject({ authorization: `Basic ${Buffer.from('AC01:token').toString('base64')}` })
  const android = await asked('android')
  expect([android.url, JSON.parse(String(android.wish.body))]).toEqual(['https://phone.example/3rdparty/v1/messages', { id: message.id, textMessage: { text: message.text }, phoneNumbers: [message.to.address] }])
})

test('a text in another script goes as UCS-2, and each of its parts takes one from the budget', async () => {
  const arabic = { ...message, text: 'لا ماء في حينا منذ يوم الاثنين ولا أحد يقول لنا متى يعود، فمن يجيب عن هذا السؤال؟' }
  const means = lend([[/./, { status: 202, text: '0: Accepted for delivery' }]])
  await outlet('kannel').send(arabic, connection('kannel'), means)
  expect(new URL(means.asked[0]!.url).searchParams.get('coding')).toBe('2')
  expect([outlet('kannel').cost!(message), outlet('kannel').cost!(arabic)]).toEqual([{ messages: 1 }, { messages: 2 }])
})

describe('what may have left is looked for', () => {
  const since = new Date('2026-11-26T09:00:00Z')
  test('at Twilio by number, words and time', async () => {
    const found = (rows: unknown[]) => outlet('twilio').find!(message, connection('twilio'), lend([[/GET .*Messages.json\?To=%2B50375550100/, { status: 200, body: { messages: rows } }]]), since)
    const row = { sid: 'SM1', body: message.text, date_created: 'Thu, 26 Nov 2026 09:00:02 +0000' }
    expect(await found([{ ...row, body: 'Another' }, row])).toEqual({ state: 'there', externalId: 'SM1' })
    expect(await found([{ ...row, date_created: 'Wed, 25 Nov 2026 09:00:02 +0000' }])).toEqual({ state: 'absent' })
  })
  test('on a phone by our id', async () => {
    const found = (answer: Partial<Recorded>) => outlet('android').find!(message, connection('android'), lend([[/GET .*\/messages\/0193b0a0/, answer]]), since)
    expect(await found({ status: 200, body: { id: message.id, state: 'Sent' } })).toMatchObject({ state: 'there' })
    expect(await found({ status: 404 })).toEqual({ state: 'absent' })
    expect(await found({ status: 500 })).toMatchObject({ state: 'unknown' })
  })
})

test('numbers and settings are read as people write them, and nothing is guessed', () => {
  expect([phoneIn('+503 7555-0100'), phoneIn('00503 75550100'), phoneIn('7555 0100'), phoneIn('+12'), phoneIn('call me')]).toEqual(['+50375550100', '+50375550100', undefined, undefined, undefined])
  expect([readSmsUrl('https://sms.example'), readSmsUrl('pigeon+https://a:b@sms.example'), readSmsUrl('kannel+https://sms.example')]).toEqual([undefined, undefined, undefined])
})
