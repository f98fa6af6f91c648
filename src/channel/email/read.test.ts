import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { expect, test } from 'vitest'
import { partOf, wordsOf } from './mime.ts'
import { readMail } from './read.ts'

const now = new Date('2026-04-14T12:00:00Z')
const compose = (mail: object): Promise<Buffer> => new MailComposer({ from: '"Rosa Núñez" <rosa@example.org>', to: 'desk@example.org', messageId: '<m1@mail.example.org>', date: new Date('2026-04-14T09:00:00Z'), ...mail }).compile().build()
const read = async (mail: object | string) => readMail(typeof mail === 'string' ? Buffer.from(mail.replace(/\n/g, '\r\n')) : await compose(mail), now)

test('a mail is a post: its words with its subject, who sent it sealed apart, when, and by its own id', async () => {
  const found = await read({ subject: '¿Dónde está el agua?', text: 'Desde el lunes no hay agua en la calle del pozo.\nNadie contesta.' })
  expect(found).toMatchObject({
    arrival: {
      channel: 'email', externalId: '<m1@mail.example.org>', text: '¿Dónde está el agua?\n\nDesde el lunes no hay agua en la calle del pozo.\nNadie contesta.',
      author: { name: 'Rosa Núñez' }, contact: { email: 'rosa@example.org' }, postedAt: new Date('2026-04-14T09:00:00Z'),
    },
  })
})

test.each([
  ['plain text beside HTML', { text: 'I saw it.', html: '<p>I saw <b>it</b>.</p>' }],
  ['HTML alone', { html: '<style>p{}</style><p>I saw it.</p><script>no()</script>' }],
  ['with a file', { text: 'I saw it.', attachments: [{ filename: 'a.txt', content: 'not this' }] }],
  ['in base64', { text: 'I saw it.', encoding: 'base64' }],
])('of a reply only what is new: %s', async (_, mail) => {
  expect(await read({ inReplyTo: '<0197a000-0000-7000-8000-000000000000@example.org>', subject: 'Re: A question', ...mail })).toMatchObject({ arrival: { text: 'I saw it.', replyTo: '<0197a000-0000-7000-8000-000000000000@example.org>' } })
})

const plain = (head: string, body = 'I am away until Monday.') => `From: x@example.org\nMessage-ID: <a@b>\n${head}\n\n${body}`
test.each([
  ['an absence note', plain('Auto-Submitted: auto-replied')], ['an older one', plain('X-Autoreply: yes')], ['a list', plain('List-Id: <all.example.org>')], ['a bounce', plain('Content-Type: multipart/report; boundary=x')],
  ['another bounce', plain('Subject: x').replace('x@example.org', 'MAILER-DAEMON@example.org')],
])('nobody wrote it: %s', async (_, mail) => expect(await read(mail)).toEqual({ fault: 'automatic' }))

test.each([
  ['nothing', ''], ['no body', 'From: x@example.org\n'], ['signs only', plain('Subject:', '...')], ['a picture', 'From: x@example.org\nContent-Type: image/png\n\nabc'],
])('it says nothing: %s', async (_, mail) => expect(await read(mail)).toEqual({ fault: 'no-words' }))

test.each([
  ['windows-1256', Buffer.from([0xe3, 0xc7, 0xc1]), 'ماء'], ['iso-8859-1', Buffer.from([0x61, 0xf1, 0x6f]), 'año'], ['x-made-up', Buffer.from([0x61, 0xf1, 0x6f]), 'año'],
])('in %s', (charset, bytes, text) => {
  const head = Buffer.from(`From: =?utf-8?B?2LHZiNiy2Kc=?= <r@example.org>\r\nMessage-ID: <c@b>\r\nIn-Reply-To: <q@b>\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`)
  expect(readMail(Buffer.concat([head, bytes]), now)).toMatchObject({ arrival: { text, author: { name: 'روزا' } } })
})

test('what a mail program writes is read as a library for it reads it', async () => {
  const line = fc.stringMatching(/^[a-zA-ZáñüèøČ=?_. ءابت漢]{0,90}$/)
  await fc.assert(fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('quoted-printable', 'base64'), fc.boolean(), async (lines, encoding, html) => {
    const text = `a${lines.join('\n')}b`
    const raw = await compose({ text, textEncoding: encoding, subject: lines[0], ...(html ? { html: '<p>other</p>' } : {}) })
    const theirs = await simpleParser(raw)
    expect(wordsOf(partOf(raw)).trim()).toBe((theirs.text ?? '').trim())
  }), { numRuns: 150, seed: 4 })
})

test('whatever bytes come, there is an answer', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('', 'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\n', 'From: =?x?q?=ZZ?=\r\n\r\n'), (bytes, head) => {
    const found = readMail(Buffer.concat([Buffer.from(head), bytes]), now)
    expect('fault' in found || found.arrival.text.length > 0).toBe(true)
  }), { numRuns: 500, seed: 5 })
})
