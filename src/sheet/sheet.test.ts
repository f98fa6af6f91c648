import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAudit } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { collectedBy, readSheetPhoto } from './index.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('cora', 'coordinator')
})
afterAll(() => office?.close())

const note = (text: string, more: object = {}) => ({ id: randomUUID(), text, ...more })
const send = (who: string, notes: unknown[], sheet: object = {}) => office.here(who, 'POST', '/sheets', { sheet: { id: randomUUID(), collector: 'Ana', place: 'Oldford', day: '2024-12-09', ...sheet }, notes })
const posts = (ids: string[]) =>
  office.house.db.rows<{ text: string; quote: boolean | null; place: string; postedAt: Date; author: string | null }>(
    `select text, quote, place_name as place, posted_at as "postedAt", author_id as author from post where campaign_id = $1 and channel = 'paper' and external_id = any($2) order by id`, [office.campaign.id, ids])

async function collector(wish: object = {}): Promise<{ id: string; link: string; secret: string }> {
  const { status, body } = await office.here('cora', 'POST', '/collectors', { collectors: [{ label: 'Marisol, Law', place: 'Law faculty' }], ...wish })
  expect(status).toBe(201)
  const [one] = body.collectors
  return { ...one, secret: one.link.split('/').at(-1) }
}
const collect = (secret: string, notes: unknown[], sheet: object = {}) => office.here(undefined, 'POST', '/collect', { sheet: { id: randomUUID(), ...sheet }, notes }, { authorization: `Bearer ${secret}` })

async function picture(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 400, height: 300, channels: 3, background: colour } }).withExif({ IFD0: { Model: 'Spy 3' } }).jpeg().toBuffer()
}
const photo = (headers: Record<string, string>, path: string, bytes: Buffer) =>
  office.api.request(`${office.house.origin}/api/campaigns/${office.campaign.slug}${path}`, { method: 'PUT', headers: { 'content-type': 'image/jpeg', ...headers }, body: new Uint8Array(bytes) })

test('a sheet becomes posts of its place and day; one bad note does not hold up the others; sent again nothing is doubled', async () => {
  const notes = [note(sentence(1)), note(' … '), note(sentence(2), { place: 'Puente Alto', day: '2024-12-08' }), note('¿Quién revisa el agua del pozo viejo cada semana?')]
  const { status, body } = await send('vera', notes)
  expect(status).toBe(200)
  expect([body.accepted, body.known, body.refused]).toEqual([3, 0, [{ id: notes[1]!.id, code: 'note-empty', detail: 'The note has no words.' }]])
  expect(body.sent.find((one: { id: string }) => one.id === notes[3]!.id).language).toBe('es')
  expect(await posts(notes.map((one) => one.id))).toEqual([
    { text: sentence(1), quote: null, place: 'Oldford', postedAt: new Date('2024-12-09T12:00:00Z'), author: null },
    { text: sentence(2), quote: null, place: 'Puente Alto', postedAt: new Date('2024-12-08T12:00:00Z'), author: null },
    expect.objectContaining({ place: 'Oldford' }),
  ])
  const again = await send('vera', notes)
  expect([again.body.accepted, again.body.known, again.body.sent.length]).toEqual([0, 3, 3])
})

test('a sheet begun by somebody else is not added to', async () => {
  const id = randomUUID()
  await send('vera', [note(sentence(3))], { id })
  const { status, body } = await send('cora', [note(sentence(4))], { id })
  expect([status, body.code]).toEqual([409, 'sheet-of-other'])
})

test('the area that was chosen while typing is what the desk suggests', async () => {
  const notes = [note('The ambulance took two hours to the lower quarter.', { area: 'health' }), note('Nobody answers at the lower office.', { area: 'no-such-area' })]
  await send('vera', notes)
  await foldAll(office.house, office.campaign.id)
  const { body } = await office.here('vera', 'GET', `/statements?q=${encodeURIComponent('ambulance lower quarter')}`)
  expect(body.statements[0].suggestedArea).toBe('health')
  expect(await office.house.db.rows('select 1 from sheet_note where campaign_id = $1 and area is not null', [office.campaign.id])).toEqual([])
})

test("a collector's notes are of the collector's place and name, whatever the device says", async () => {
  const { secret, id } = await collector()
  const notes = [note(sentence(10), { place: 'Elsewhere' })]
  const sheet = randomUUID()
  expect((await collect(secret, notes, { id: sheet, collector: 'Somebody else', place: 'Elsewhere' })).body).toMatchObject({ accepted: 1 })
  expect(await posts([notes[0]!.id])).toMatchObject([{ place: 'Law faculty' }])
  const { body } = await office.here('vera', 'GET', '/sheets')
  expect(body.sheets.find((one: { id: string }) => one.id === sheet)).toMatchObject({ collector: 'Marisol, Law', place: 'Law faculty', person: null, notes: 1 })
  const [post] = await office.house.db.rows<{ id: string }>('select id from post where campaign_id = $1 and external_id = $2', [office.campaign.id, notes[0]!.id])
  await office.say([{ channel: 'paper', externalId: 'wall 7', text: sentence(11) }])
  const [other] = await office.house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and external_id = 'wall 7'`, [office.campaign.id])
  expect([...(await collectedBy(office.house.db, office.campaign.id, [post!.id, other!.id]))]).toEqual([[post!.id, 'Marisol, Law']])
  const { body: list } = await office.here('cora', 'GET', '/collectors')
  expect(list.collectors.find((one: { id: string }) => one.id === id)).toMatchObject({ sent: 1, cap: 1_000, revokedAt: null })
  expect(JSON.stringify(list)).not.toContain('clc_')
})

test('the cap holds for two devices at once, and what was sent before the cap is still known after it', async () => {
  const { secret } = await collector({ cap: 10 })
  const halves = [0, 1].map((half) => Array.from({ length: 8 }, (_, at) => note(sentence(20 + 8 * half + at))))
  const answers = await Promise.all(halves.map((notes) => collect(secret, notes)))
  expect(answers.map(({ body }) => body.accepted).reduce((a, b) => a + b)).toBe(10)
  expect(answers.flatMap(({ body }) => body.refused).map((one) => one.code)).toEqual(Array(6).fill('collector-full'))
  const again = await Promise.all(halves.map((notes) => collect(secret, notes)))
  expect(again.map(({ body }) => [body.accepted, body.known]).reduce(([a = 0, k = 0], [b = 0, l = 0]) => [a + b, k + l])).toEqual([0, 10])
})

test('a link ends at once when it is revoked, by itself when it runs out, and when another is made for the same collector', async () => {
  const one = await collector()
  expect((await office.here('cora', 'DELETE', `/collectors/${one.id}`)).status).toBe(204)
  const { status, body } = await collect(one.secret, [note(sentence(40))])
  expect([status, body.code]).toEqual([410, 'collector-revoked'])

  const two = await collector()
  const { body: renewed } = await office.here('cora', 'PUT', `/collectors/${two.id}/link`)
  expect((await collect(two.secret, [note(sentence(41))])).status).toBe(401)
  const newer = renewed.link.split('/').at(-1)
  expect((await collect(newer, [note(sentence(41))])).body.accepted).toBe(1)
  office.clock.pass(8 * 86_400_000)
  expect((await collect(newer, [note(sentence(42))])).body.code).toBe('collector-expired')
  expect((await collect('clc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', [note('x')])).status).toBe(401)
})

test('a photograph is kept once, without its metadata, and each look is written down; it goes with the words that were taken back', async () => {
  const { secret } = await collector()
  const sheet = randomUUID()
  const taken = note('The wall says that the tank of the lower school is empty.')
  await collect(secret, [taken], { id: sheet })
  const id = randomUUID()
  const link = { authorization: `Bearer ${secret}` }
  const bytes = await picture('#284')
  expect(await (await photo(link, `/collect/photos/${id}?sheet=${sheet}`, bytes)).json()).toEqual({ known: false })
  expect(await (await photo(link, `/collect/photos/${id}?sheet=${sheet}`, bytes)).json()).toEqual({ known: true })
  const refused = await photo(link, `/collect/photos/${randomUUID()}?sheet=${sheet}`, Buffer.from('<svg/>'))
  expect([refused.status, (await refused.json()).code]).toEqual([422, 'photo-wrong'])

  const look = { campaignId: office.campaign.id, personId: (await office.house.db.row<{ id: string }>(`select id from person where name = 'vera'`))!.id }
  const kept = await readSheetPhoto(office.house, look, id)
  expect([kept!.type, (await sharp(kept!.bytes).metadata()).exif]).toEqual(['image/webp', undefined])
  expect((await readAudit(office.house.db, office.campaign.id, { kind: 'photo.read' }))[0]).toMatchObject({ subject: id, person: { name: 'vera' } })

  const [post] = await office.house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and external_id = $2`, [office.campaign.id, taken.id])
  await withdraw(office.house, office.campaign.id, [post!.id], 'erased')
  expect(await readSheetPhoto(office.house, look, id)).toBeUndefined()
  expect(await office.house.db.rows('select 1 from author_key where campaign_id = $1 and id = $2', [office.campaign.id, id])).toEqual([])
  expect(await office.house.db.rows('select 1 from sheet_note where campaign_id = $1 and note_id = $2', [office.campaign.id, taken.id])).toEqual([])
})
