/** The press kit: nothing of anybody who has not agreed, each fact with its source, and what is under embargo does not exist. */
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import type { Actor } from '#core/index.ts'
import { publicVersion } from '#campaign/index.ts'
import { addPiece, addPressPicture, changeKit, changePiece, dropPiece, hasPressKit, movePieceUp, publicKit, shownPressPicture, wholeKit, type NewPiece } from './index.ts'

let office: Office
let amal: Actor
let lucia: Actor

beforeAll(async () => {
  office = await openOffice()
  ;[amal, lucia] = [await office.actor('amal', 'coordinator'), await office.actor('lucia', 'volunteer')]
  office.clock.at = new Date('2027-03-01T12:00:00Z')
})
afterAll(() => office?.close())

const add = (piece: NewPiece, by = amal) => addPiece(office.house, by, office.campaign, piece)
const kit = (language = 'en') => publicKit(office.house, office.campaign.id, language)
const change = async (given: Omit<Parameters<typeof changeKit>[3], 'version'>) => changeKit(office.house, amal, office.campaign, { ...given, version: (await wholeKit(office.house.db, office.campaign.id)).kit.version })
const contact = (more: Partial<NewPiece> = {}): NewPiece => ({ kind: 'contact', words: { en: 'Amal Haddad\nspokesperson, Arabic and English' }, phone: '+503 2222 1111', agreed: true, ...more })
const fact = (more: Partial<NewPiece> = {}): NewPiece => ({ kind: 'fact', words: { en: 'Street nine had water on 3 of 40 days.', es: 'La calle nueve tuvo agua 3 de 40 días.' }, source: 'Count of the residents’ board', day: '2027-02-28', ...more })

test('nothing is there before a person shows it; then it is, in each reader’s language as far as written, as it was typed', async () => {
  expect([await kit(), await hasPressKit(office.house, office.campaign.id)]).toEqual([undefined, false])
  await add(contact())
  await add(fact())
  expect(await kit()).toBeUndefined()
  const before = await publicVersion(office.house.db, office.campaign.id)
  await change({ shown: true, lead: { en: 'Forty days without water.', ar: 'أربعون يوما بلا ماء.' } })
  expect(await publicVersion(office.house.db, office.campaign.id)).not.toBe(before)
  expect(await kit('es')).toMatchObject({
    lead: { text: 'Forty days without water.', language: 'en' }, contacts: [{ words: { text: 'Amal Haddad\nspokesperson, Arabic and English', language: 'en' }, phone: '+503 2222 1111' }],
    facts: [{ words: { text: 'La calle nueve tuvo agua 3 de 40 días.', language: 'es' }, source: 'Count of the residents’ board', day: '2027-02-28' }],
  })
  expect((await kit('ar'))!.lead).toEqual({ text: 'أربعون يوما بلا ماء.', language: 'ar' })
  expect(await codeOf(add(fact(), lucia))).toBe('forbidden')
})

test('whoever is named has agreed to exactly that wording: another one needs it anew', async () => {
  expect([await codeOf(add(contact({ agreed: false }))), await codeOf(add({ kind: 'line', words: { en: 'Water is not a favour.' }, source: 'Rosa, street nine' }))]).toEqual(['not-agreed', 'not-agreed'])
  const piece = await add(contact({ words: { en: 'Omar' }, email: 'press@example.org', phone: null }))
  expect(piece).toMatchObject({ agreedNotedBy: 'amal', agreedAt: office.clock.now() })
  const edit = (more: Partial<NewPiece>) => changePiece(office.house, amal, office.campaign, piece.id, { version: 1, ...more })
  expect([await codeOf(edit({ words: { en: 'Omar, who knows everything' } })), await codeOf(edit({ words: { es: 'Omar' } })), await codeOf(edit({ email: 'other@example.org' }))]).toEqual(['not-agreed', 'not-agreed', 'not-agreed'])
  // What names nobody anew may change.
  office.clock.pass(60_000)
  const held = await edit({ notBefore: new Date('2027-03-02T00:00:00Z') })
  expect(held.agreedAt).toEqual(piece.agreedAt)
  const anew = await changePiece(office.house, amal, office.campaign, piece.id, { version: 2, words: { en: 'Omar, engineer' }, agreed: true, notBefore: null })
  expect(anew).toMatchObject({ words: { en: 'Omar, engineer' }, agreedAt: office.clock.now(), version: 3 })
  expect((await office.house.db.rows(`select 1 from audit where campaign_id = $1 and kind = 'press.agreed' and subject = $2`, [office.campaign.id, piece.id])).length).toBe(2)
  await dropPiece(office.house, amal, office.campaign, piece.id)
  expect((await kit())!.contacts).toHaveLength(1)
})

test('a fact has its source and its day, a contact a way to be reached, a link leads to the web', async () => {
  const codes = [fact({ source: ' ' }), fact({ day: null }), fact({ day: '2027-13-40' }), fact({ words: { en: '  ' } }), fact({ link: 'javascript:alert(1)' }), contact({ phone: null }), contact({ phone: 'call me' }), contact({ email: 'amal' }), fact({ words: { 'x y': 'z' } })]
  expect(await Promise.all(codes.map((one) => codeOf(add(one))))).toEqual(['credit-missing', 'day-missing', 'day-missing', 'piece-empty', 'url-wrong', 'contact-unreachable', 'phone-wrong', 'email-wrong', 'language-wrong'])
})

test('a picture is made anew for printing and for the page, and carries nothing but its pixels; without a description there is none', async () => {
  const { house, campaign } = office
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#2b6' } }).withExif({ IFD0: { Artist: 'Somebody' }, IFD3: { GPSLatitude: '13/1 42/1 0/1' } }).jpeg().toBuffer()
  const give = (more: Partial<NewPiece> = {}) => addPressPicture(house, amal, campaign, photo, { words: {}, alt: { en: 'A row of empty buckets' }, source: 'River Watch', ...more })
  expect([await codeOf(give({ alt: {} })), await codeOf(give({ source: '' })), await codeOf(addPressPicture(house, amal, campaign, Buffer.from('<svg/>'), { words: {}, alt: { en: 'x' }, source: 'y' }))]).toEqual(['alt-missing', 'credit-missing', 'photo-wrong'])
  const piece = await give()
  const [print, small] = [await shownPressPicture(house, campaign, piece.id, 'print'), await shownPressPicture(house, campaign, piece.id, 'small')]
  const printed = await sharp(print).metadata()
  expect([printed.format, printed.width, printed.height, printed.exif]).toEqual(['jpeg', 900, 600, undefined])
  expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 640 })
  expect((await kit())!.pictures).toMatchObject([{ id: piece.id, alt: { text: 'A row of empty buckets' }, source: 'River Watch', picture: { width: 900, height: 600, bytes: print!.length } }])
})

test('what is under embargo has no words, no count, no address until its moment; nor has the page', async () => {
  const { house, campaign, clock } = office
  const until = new Date(clock.now().getTime() + 3_600_000)
  const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#622' } }).png().toBuffer()
  const piece = await addPressPicture(house, amal, campaign, photo, { words: {}, alt: { en: 'The new well' }, source: 'River Watch', notBefore: until })
  await add(fact({ words: { en: 'The board resigns.' }, notBefore: until }))
  const before = JSON.stringify(await kit())
  expect([before.includes('resigns'), before.includes(piece.id), await shownPressPicture(house, campaign, piece.id, 'small')]).toEqual([false, false, undefined])
  clock.at = new Date(until.getTime() - 1)
  expect(JSON.stringify(await kit())).not.toContain('resigns')
  clock.at = until
  expect([JSON.stringify(await kit()).includes('The board resigns.'), (await shownPressPicture(house, campaign, piece.id, 'small')) !== undefined]).toEqual([true, true])
  // The whole of it, and back.
  await change({ notBefore: new Date(until.getTime() + 1_000) })
  expect([await kit(), await shownPressPicture(house, campaign, piece.id, 'print'), await hasPressKit(house, campaign.id)]).toEqual([undefined, undefined, false])
  clock.pass(1_000)
  expect(await kit()).toBeDefined()
  await change({ shown: false })
  expect([await kit(), await shownPressPicture(house, campaign, piece.id, 'print')]).toEqual([undefined, undefined])
  await change({ shown: true })
})

test('two people who change the same: the second is told; the order is theirs to choose', async () => {
  const { house, campaign } = office
  const piece = await add(fact({ words: { en: 'The last one.' } }))
  await changePiece(house, amal, campaign, piece.id, { version: 1, source: 'Another count' })
  expect(await codeOf(changePiece(house, amal, campaign, piece.id, { version: 1, source: 'A third' }))).toBe('stale-version')
  expect(await codeOf(changeKit(house, amal, campaign, { version: 1, shown: false }))).toBe('stale-version')
  const facts = async () => (await kit())!.facts.map((one) => one.words!.text)
  const order = await facts()
  await movePieceUp(house, amal, campaign, piece.id)
  expect(await facts()).toEqual([...order.slice(0, -2), order.at(-1), order.at(-2)])
})

test('over the API the same, with pictures of any size that a camera makes', async () => {
  const token = await office.token('amal', ['desk'])
  const data = (await sharp(randomBytes(700 * 700 * 3), { raw: { width: 700, height: 700, channels: 3 } }).png().toBuffer()).toString('base64')
  expect(data.length).toBeGreaterThan(1_000_000)
  const made = await office.here(token, 'POST', '/press/pictures', { data, words: { en: 'The queue' }, alt: { en: 'People in a queue' }, source: 'River Watch' })
  expect([made.status, made.body.piece?.picture?.width]).toEqual([201, 700])
  expect((await office.here(token, 'POST', '/press/pieces', { kind: 'fact', words: { en: 'Ten wells.' }, source: 'Register', day: '2027-01-01' })).status).toBe(201)
  expect((await office.here(token, 'GET', '/press')).body.pieces.map((one: { kind: string }) => one.kind)).toContain('picture')
  expect((await office.here(await office.token('lucia', ['desk']), 'GET', '/press')).status).toBe(403)
})
