/** The picture of an entry takes the way of its words: described, checked, held back, handed to one person, and public only with them. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import type { Actor } from '#core/index.ts'
import {
  boardPicture, changeCoverage, changeEntry, checkEntry, coverageById, handedPicture, handOut, liftStop, makeCoverage, moveCoverage, noteEntry, notePosted, publicCoverage, publicPicture, stopCoverage, takeOutEntry, type Coverage, type Entry,
} from './index.ts'

let office: Office
let carla: Actor
let sara: Actor
let chen: Actor
let id: string
let photo: Buffer

beforeAll(async () => {
  office = await openOffice()
  ;[carla, sara, chen] = [await office.actor('carla', 'coordinator'), await office.actor('sara', 'volunteer'), await office.actor('chen', 'volunteer')]
  const at = office.clock.now().getTime()
  const made = await makeCoverage(office.house, carla, office.campaign, { title: 'The hearing', zone: 'UTC', startsAt: new Date(at), endsAt: new Date(at + 3_600_000), delayMinutes: 10 })
  id = made.id
  await moveCoverage(office.house, carla, office.campaign, id, made.version, 'running')
  photo = await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: '#246' } }).withExif({ IFD0: { Artist: 'Somebody' }, IFD3: { GPSLatitude: '13/1 42/1 0/1' } }).jpeg().toBuffer()
})
afterAll(() => office?.close())

const coverage = async () => (await coverageById(office.house.db, office.campaign.id, id)) as Coverage
const note = (more: Partial<Parameters<typeof noteEntry>[4]> = {}) => noteEntry(office.house, sara, office.campaign, id, { kind: 'observation', text: 'The room is full.', file: photo, alt: 'A full room, people standing along the walls', ...more })
const check = (entry: Entry, version = entry.version) => checkEntry(office.house, chen, office.campaign, id, entry.id, version)
const whole = (by: Actor, entry: Entry) => handedPicture(office.house, by, office.campaign, id, entry.id, 'mastodon')

test('made anew without place and device, seen by those who work there, and no further than the checker without a description', async () => {
  const entry = await note({ alt: '' })
  expect(entry).toMatchObject({ picture: true, file: { width: 1_600, height: 800 } })
  const small = await sharp((await boardPicture(office.house, chen, office.campaign, entry.id))!).metadata()
  expect([small.format, small.width, small.exif]).toEqual(['webp', 640, undefined])
  expect(await codeOf(check(entry))).toBe('alt-missing')
  expect(await codeOf(note({ file: Buffer.from('no picture') }))).toBe('photo-wrong')
  const described = await changeEntry(office.house, sara, office.campaign, id, entry.id, { version: entry.version, alt: 'A full room' })
  expect(described.file).toEqual(entry.file)
  expect((await check(described)).state).toBe('checked')
})

test('it is given to one person, no sooner than the words may leave, and STOP takes it out of their hands', async () => {
  const { house, campaign, clock } = office
  const entry = await check(await note())
  expect([await codeOf(handOut(house, chen, campaign, id, entry.id, 'mastodon')), await codeOf(whole(chen, entry))]).toEqual(['held-until', 'not-found'])
  clock.pass(10 * 60_000)
  expect(await handOut(house, chen, campaign, id, entry.id, 'mastodon')).toMatchObject({ file: true, alt: 'A full room, people standing along the walls' })
  const file = await sharp(await whole(chen, entry)).metadata()
  expect([file.format, file.width, file.exif]).toEqual(['jpeg', 1_600, undefined])
  expect(await codeOf(whole(sara, entry))).toBe('held-by-other')
  await stopCoverage(house, sara, campaign, id, 'Somebody is in danger')
  expect(await codeOf(whole(chen, entry))).toBe('coverage-stopped')
  await liftStop(house, carla, campaign, id)
  await changeCoverage(house, carla, campaign, id, { version: (await coverage()).version, delayMinutes: 60 })
  expect(await codeOf(whole(chen, entry))).toBe('held-until')
  await changeCoverage(house, carla, campaign, id, { version: (await coverage()).version, delayMinutes: 10 })
})

test('another picture is another entry: checked anew, its delay begins anew; taken out of the entry it is gone', async () => {
  const { house, campaign } = office
  const entry = await check(await note({ text: 'The minister arrives.' }))
  const other = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#a11' } }).png().toBuffer()
  const changed = await changeEntry(house, sara, campaign, id, entry.id, { version: entry.version, file: other })
  expect([changed.state, changed.file!.width, changed.file!.id === entry.file!.id]).toEqual(['noted', 300, false])
  const without = await changeEntry(house, sara, campaign, id, entry.id, { version: changed.version, picture: false })
  expect([without.file, await boardPicture(house, sara, campaign, entry.id)]).toEqual([null, undefined])
})

test('in the transcript as long as its entry stands there, and not a request longer', async () => {
  const { house, campaign, clock } = office
  const entry = await check(await note({ text: 'They vote.' }))
  clock.pass(11 * 60_000)
  await handOut(house, chen, campaign, id, entry.id, 'mastodon')
  await notePosted(house, chen, campaign, id, entry.id, 'mastodon', null)
  const seen = async () => publicPicture(house, campaign, await coverage(), entry.file!.id)
  expect(await seen()).toBeUndefined()
  await moveCoverage(house, carla, campaign, id, (await coverage()).version, 'over')
  await moveCoverage(house, carla, campaign, id, (await coverage()).version, 'published')
  expect((await publicCoverage(house, campaign, await coverage()))!.threads.flat()).toMatchObject([{ text: 'They vote.', picture: { id: entry.file!.id } }])
  expect((await sharp((await seen())!).metadata()).width).toBe(640)
  await takeOutEntry(house, sara, campaign, id, entry.id, true)
  expect(await seen()).toBeUndefined()
  await takeOutEntry(house, sara, campaign, id, entry.id, false)
  await changeCoverage(house, carla, campaign, id, { version: (await coverage()).version, embargoUntil: new Date(clock.now().getTime() + 60_000) })
  expect(await seen()).toBeUndefined()
})
