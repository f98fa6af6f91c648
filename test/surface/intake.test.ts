import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldAll } from '#statement/index.ts'
import { openOffice, sentence, type Office } from '../harness/office.ts'

let office: Office
let token: string

beforeAll(async () => {
  office = await openOffice()
  await office.person('carim', 'coordinator')
  token = await office.token('carim', ['intake', 'read'])
})
afterAll(() => office?.close())

const post = (body: unknown, headers?: Record<string, string>) => office.here(token, 'POST', '/posts', body, headers)
const stored = async () => (await office.house.db.row<{ n: number }>('select count(*)::int as n from post where campaign_id = $1', [office.campaign.id]))!.n
const one = (n: number, more: Record<string, unknown> = {}) => ({ channel: 'sms', externalId: `i${n}`, text: sentence(n), ...more })

test('one object, an array, or NDJSON; what was there before is known', async () => {
  expect(await post(one(1))).toMatchObject({ status: 200, body: { accepted: 1, known: 0, rejected: [] } })
  expect((await post([one(1), one(2), one(3)])).body).toEqual({ accepted: 2, known: 1, rejected: [] })
  const lines = [one(3), one(4), one(5)].map((item) => JSON.stringify(item)).join('\n')
  for (const [type, accepted] of [['application/x-ndjson', 2], ['application/jsonl; charset=utf-8', 0]] as const) {
    expect((await post(`${lines}\r\n\n`, { 'content-type': type })).body).toEqual({ accepted, known: 3 - accepted, rejected: [] })
  }
  expect((await post([])).body).toEqual({ accepted: 0, known: 0, rejected: [] })
  expect(await stored()).toBe(5)
})

test('the same identity twice in one request is one post; the same id on another channel is another', async () => {
  expect((await post([one(10), one(10), one(10, { channel: 'email' })])).body).toEqual({ accepted: 2, known: 1, rejected: [] })
})

test('a bad item comes back with its index and a reason; the good ones are kept', async () => {
  const before = await stored()
  const items = [
    one(20), { ...one(21), channel: 'pigeon' }, { ...one(22), externalId: 7 }, { ...one(23), text: '' }, { ...one(24), text: 'x'.repeat(20_001) }, { ...one(25), place: { lat: 1 } },
    { ...one(26), postedAt: 'yesterday' }, { ...one(27), consent: { quote: 'yes' } }, { ...one(28), text: 'a\u0000b' }, 'words', null, [], { ...one(29), contact: { email: 'nobody' } }, one(30, { postedAt: '2026-03-14T09:30:00+02:00', whatever: { we: 'do not know' } }),
  ]
  const { status, body } = await post(items)
  expect(status).toBe(200)
  expect(body.accepted).toBe(2)
  expect(body.rejected.map((reject: any) => reject.index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  for (const reject of body.rejected) expect(reject).toEqual({ index: expect.any(Number), code: expect.stringMatching(/^[a-z-]+$/), detail: expect.stringMatching(/\S/) })
  expect(await stored()).toBe(before + 2)
  const lines = `${JSON.stringify(one(31))}\n{"channel":\n${JSON.stringify(one(32))}`
  expect((await post(lines, { 'content-type': 'application/x-ndjson' })).body).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'not-json' }] })
})

test('what is not JSON, too large, or of another type is refused whole', async () => {
  const before = await stored()
  expect((await post('[{"channel":"sms"')).body).toMatchObject({ status: 400, code: 'invalid' })
  expect((await post('')).body).toMatchObject({ status: 400 })
  expect((await post('text=hello', { 'content-type': 'application/x-www-form-urlencoded' })).body).toMatchObject({ status: 415, code: 'unsupported' })
  expect((await post(Array.from({ length: 10_001 }, (_, n) => one(n)))).body).toMatchObject({ status: 413, code: 'too-large' })
  expect((await post(`[${' '.repeat(17 * 1024 * 1024)}]`)).body).toMatchObject({ status: 413, code: 'too-large' })
  expect((await office.here('carim', 'PATCH', '', { goal: 'x'.repeat(1_100_000) })).body).toMatchObject({ status: 413, code: 'too-large' })
  expect(await stored()).toBe(before)
})

test('a mail with pictures in it is taken like one without', async () => {
  const picture = `${'A'.repeat(76)}\r\n`.repeat(30_000)
  const mail = `From: Bo <bo@example.net>\r\nMessage-ID: <big@example.net>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe ferry left without us.\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}--b--\r\n`
  expect((await office.here(token, 'POST', '/mail', mail, { 'content-type': 'message/rfc822' })).body).toMatchObject({ accepted: 1, skipped: null })
})

test('under overload a sender is told when to come back; what was accepted is there', async () => {
  const before = await stored()
  const batch = (from: number) => Array.from({ length: 6_000 }, (_, n) => ({ channel: 'webhook', externalId: `o${from + n}`, text: sentence(n % 5) }))
  const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => post(batch(n * 6_000))))
  const refused = answers.filter((answer) => answer.status === 429)
  expect(refused.length).toBeGreaterThan(0)
  for (const answer of refused) {
    expect(answer.body).toMatchObject({ code: 'overloaded' })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  const accepted = answers.filter((answer) => answer.status === 200).reduce((sum, answer) => sum + answer.body.accepted, 0)
  expect(await stored()).toBe(before + accepted)
  await foldAll(office.house, office.campaign.id)
})

test('the same call with the same Idempotency-Key is answered the same, and done once', async () => {
  const headers = { 'idempotency-key': 'posts-1' }
  const [first, second] = [await post([one(40)], headers), await post([one(40)], headers)]
  expect(second.body).toEqual(first.body)
  expect(second.body).toMatchObject({ accepted: 1 })
  expect(second.headers.get('idempotency-replayed')).toBe('true')
})

test('a statement gives its posts back as they came, without names and addresses', async () => {
  await post(one(50, {
    channel: 'form', author: { name: 'Amina Example', handle: 'amina', network: 'mastodon' }, contact: { email: 'amina@example.org', phone: '+34600000000' }, postedAt: '2026-03-14T09:30:00Z', language: 'es',
    place: { name: 'Old port', lat: 1.5, lon: -2 }, knows: 'lived', consent: { quote: true }, links: ['https://example.org/a'], media: [{ url: 'https://example.org/p.jpg', kind: 'image' }],
  }))
  await foldAll(office.house, office.campaign.id)
  const list = await office.here(token, 'GET', `/statements?channel=form&language=es`)
  expect(list.body.statements).toHaveLength(1)
  const { body } = await office.here(token, 'GET', `/statements/${list.body.statements[0].id}`)
  expect(body).toMatchObject({ version: 1, state: 'waiting', holder: null, copies: 0, decisions: [], issueArea: null })
  expect(body.posts).toMatchObject([{ channel: 'form', text: sentence(50), postedAt: '2026-03-14T09:30:00.000Z', language: 'es', place: { name: 'Old port', lat: 1.5, lon: -2 }, knows: 'lived', consent: { quote: true, name: false, passOn: false, write: false } }])
  expect(JSON.stringify(body)).not.toMatch(/amina|34600/i)
})
