/** Several places of one name: asked about, never guessed, never required. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPlaces } from '#campaign/index.ts'
import { placeAgain, withdraw } from '#post/index.ts'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { choosePlace, whichPlace } from './which-place.ts'

let office: Office
let serial = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.house.db.transact((t) => addPlaces(t, office.campaign.id, [
    { name: 'San Telmo', district: 'Norte', lat: 10, lon: 20 }, { name: 'San Telmo', district: 'Sur', lat: 11, lon: 21 }, { name: 'Oldford', district: 'Sur', lat: 12, lon: 22 },
  ], office.house.clock.now()))
})
afterAll(() => office?.close())

async function told(place: string | undefined): Promise<string> {
  const externalId = `p${serial++}`
  await office.say([{ channel: 'form', externalId, text: sentence(serial * 7), ...(place ? { place: { name: place } } : {}) }])
  return (await office.house.db.row<{ id: string }>('select id from post where campaign_id = $1 and external_id = $2', [office.campaign.id, externalId]))!.id
}

const where = (id: string) => office.house.db.row('select place_name as name, lat, lon, precision from post where campaign_id = $1 and id = $2', [office.campaign.id, id])

test('the sender says which, and how exactly; the desk starts from there and never shows it more exactly', async () => {
  const { house, campaign } = office
  const post = await told('san telmo')
  const which = (await whichPlace(house, campaign, post))!
  expect([which.written, which.places.map((one) => one.district)]).toEqual(['san telmo', ['Norte', 'Sur']])
  await choosePlace(house, campaign, post, { place: which.places[1]!.id, precision: 'hidden' })
  expect(await where(post)).toEqual({ name: 'San Telmo, Sur', lat: 11, lon: 21, precision: 'hidden' })
  // What was said is said: neither asked again nor changed by whoever sends it twice.
  expect(await whichPlace(house, campaign, post)).toBeUndefined()
  await choosePlace(house, campaign, post, { place: which.places[0]!.id, precision: 'exact' })
  expect(await where(post)).toMatchObject({ lat: 11, precision: 'hidden' })
  const { statement } = (await house.db.row<{ statement: string }>('select statement_id as statement from post_fold where campaign_id = $1 and post_id = $2', [campaign.id, post]))!
  const { body } = await office.here('vera', 'POST', '/claims', { statement })
  await office.here('vera', 'POST', `/statements/${statement}/decisions`, { version: body.claims[0].statement.version, decision: 'incident', incident: 'new', title: 'Told' })
  expect(await house.db.row('select place_name as name, lat, precision from incident where campaign_id = $1', [campaign.id])).toEqual({ name: 'San Telmo, Sur', lat: 11, precision: 'hidden' })
  // A backup of before is restored: what was noted beside the database holds.
  await house.db.rows(`update post set precision = 'exact' where campaign_id = $1 and id = $2`, [campaign.id, post])
  const journal = [{ at: house.clock.now(), campaignId: campaign.id, kind: 'precision', ids: [post], says: { hidden: true } }]
  await house.db.transact((t) => placeAgain(t, { campaignId: campaign.id, at: house.clock.now(), madeAt: new Date(0), madeIn: '', journal } as never))
  expect(await where(post)).toMatchObject({ precision: 'hidden' })
  await withdraw(house, campaign.id, [post], 'withdrawn')
  expect(await where(post)).toEqual({ name: null, lat: null, lon: null, precision: null })
})

test('none of them leaves it as it was written; a place that nobody offered is refused; one that is meant alone is not asked about', async () => {
  const { house, campaign } = office
  const post = await told('San Telmo')
  await expect(choosePlace(house, campaign, post, { place: 'geonames:1', precision: 'exact' })).rejects.toMatchObject({ code: 'place-unknown' })
  await choosePlace(house, campaign, post, { precision: 'district' })
  expect([await where(post), await whichPlace(house, campaign, post)]).toEqual([{ name: 'San Telmo', lat: null, lon: null, precision: 'district' }, undefined])
  for (const place of ['Oldford', 'Nowhere at all', undefined]) expect(await whichPlace(house, campaign, await told(place))).toBeUndefined()
  const gone = await told('San Telmo')
  await withdraw(house, campaign.id, [gone], 'erased')
  expect(await whichPlace(house, campaign, gone)).toBeUndefined()
})
