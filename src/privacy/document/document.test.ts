/** The documents say what the settings say, in four languages, and what is put out is what somebody has read. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setConsent } from '#campaign/index.ts'
import { languages } from '#ui/languages.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { documentOf, draftAnew, keepDocument, publicNotice, putOut } from './document.ts'
import { documentKinds } from './draft.ts'
import { documentHtml, documentPdf } from './file.ts'
import { blocksOf } from './text.ts'

let office: Office
let nadia: Awaited<ReturnType<Office['actor']>>
const kept = [{ kind: 'contact', days: 400, usual: 180 }, { kind: 'look', days: 365, usual: 365 }]

beforeAll(async () => {
  office = await openOffice('water-now', { smtpUrl: 'smtp://mail.example.org:25' })
  nadia = await office.actor('nadia', 'coordinator')
  await office.say([{ channel: 'sms', externalId: 's', text: 'Nobody mends the pump at the corner' }])
})
afterAll(() => office?.close())

const read = async (kind: 'notice' | 'record' | 'assessment' = 'notice', language: 'en' | 'ar' = 'en') => documentOf(office.house, office.campaign, kind, language, kept)

test('a draft follows the settings: channels in use, consent, times, hosts, people', async () => {
  const { text, changedAt } = await read()
  expect(changedAt).toBeNull()
  for (const words of ['River Watch', 'SMS', 'mail.example.org', '400 days', '/water-now/yours', '| SMS | only if you said so', 'DRAFT']) expect(text).toContain(words)
  expect(text).not.toContain('Mastodon')
  const assessment = (await read('assessment')).text
  expect(assessment).toContain('Kept longer than usual: How senders are reached (400 days).')
  expect(assessment).not.toContain('More is allowed')
})

test('what somebody kept stays, says when the settings have moved, and everybody reads what was put out and nothing else', async () => {
  expect(await publicNotice(office.house.db, office.campaign, 'en')).toBeUndefined()
  await expect(putOut(office.house, nadia, office.campaign, 'en', true)).rejects.toMatchObject({ code: 'document-not-kept' })
  await keepDocument(office.house, nadia, office.campaign, { kind: 'notice', language: 'en' }, '# Notice\n\nRead by our lawyer.', kept)
  await putOut(office.house, nadia, office.campaign, 'en', true)
  expect(await read()).toMatchObject({ text: '# Notice\n\nRead by our lawyer.', stale: false, outDiffers: false, changedBy: 'nadia' })
  await keepDocument(office.house, nadia, office.campaign, { kind: 'notice', language: 'en' }, '# Notice\n\nNot read yet.', kept)
  expect((await publicNotice(office.house.db, office.campaign, 'fr'))!.text).toContain('Read by our lawyer.')
  expect((await read()).outDiffers).toBe(true)
  const owner = await office.actor('olga', 'owner', { organisation: 'River Watch' })
  office.campaign = await office.house.db.transact((t) => setConsent(office.house, t, owner, office.campaign, { sms: { quote: true } }, office.clock.now(), 'Everybody is told so in the first message'))
  expect((await read()).stale).toBe(true)
  await draftAnew(office.house, nadia, office.campaign, { kind: 'notice', language: 'en' }, kept)
  expect(await read()).toMatchObject({ stale: false })
  expect((await read('assessment')).text).toContain('More is allowed than what is usual: SMS (quote the words).')
  await putOut(office.house, nadia, office.campaign, 'en', false)
  expect(await publicNotice(office.house.db, office.campaign, 'en')).toBeUndefined()
})

test('each document in each language has a title, its sections and no hole', async () => {
  for (const kind of documentKinds) {
    for (const language of languages) {
      const { text } = await documentOf(office.house, office.campaign, kind, language, kept).then((one) => (one.changedAt ? { text: '# x' } : one))
      expect(text).not.toMatch(/undefined|\{\w+\}|privacy\.doc/)
      expect(blocksOf(text)[0]).toMatchObject({ kind: 'title' })
    }
  }
})

test('as a file it is a page without markup of others, and a PDF that holds Arabic', async () => {
  expect(documentHtml('# T\n\n<script>alert(1)</script>\n\n| a | <b> |\n| c | d |', 'en')).toContain('&lt;script&gt;')
  const pdf = Buffer.from(await documentPdf((await read('assessment', 'ar')).text, 'ar'))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.length).toBeGreaterThan(10_000)
})

test('whatever somebody types is read as blocks, and none of its words is lost', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('# a1', '## b2', '- c3', 'd4', '| e5 | f6 |', '', '|', '-', '#'), { maxLength: 30 }), (lines) => {
    const words = (text: string) => text.match(/[a-f]\d/g) ?? []
    const read = JSON.stringify(blocksOf(lines.join('\n')))
    expect([...new Set(words(read))].sort()).toEqual([...new Set(words(lines.join(' ')))].sort())
  }))
})
