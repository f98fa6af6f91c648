/** Sets: what a file brought into the gazetteer, brought again, and taken out. */
import { isUuid, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { touchPublic } from '../pulse.ts'
import { fillDistricts, saveAreas } from './area.ts'
import { drawAreaMap } from './area-map.ts'
import { addPlaces, changePlaces, countryOf, setCountry, type NewPlace, type PlacedIn } from './place.ts'
import type { BadPlace, ReadPlace, ReadPlaces } from './read.ts'
import { countryAround } from './town.ts'

export interface PlaceSet {
  id: string
  name: string
  file: string
  places: number
  areas: number
  /** Its outlines are on the public map. */
  onMap: boolean
  by: string | null
  changedAt: Date
}

/** What bringing a file would do, or has done. */
export interface Brought {
  added: number
  changed: number
  same: number
  /** In the set, but no longer in the file: they stay unless they are to be taken out. */
  missing: number
  bad: BadPlace[]
}

export interface SetWish {
  /** Of the set. */
  name: string
  file: string
  /** Take out what the file no longer has. */
  replace?: boolean
}

/** In one campaign, all sets together. */
export const mostInCampaign = 250_000

export async function setsOf(reader: Reader, campaignId: string): Promise<PlaceSet[]> {
  return reader.rows<PlaceSet>(
    `select s.id, s.name, s.file, coalesce(counted.places, 0)::int as places, coalesce(counted.areas, 0)::int as areas, s.on_map as "onMap", person.name as by, s.changed_at as "changedAt"
     from place_set s left join person on person.id = s.person_id
     left join (
       select p.set_id, count(*) as places, count(a.place_id) as areas from place p left join place_area a on a.campaign_id = p.campaign_id and a.place_id = p.id
       where p.campaign_id = $1 group by p.set_id
     ) counted on counted.set_id = s.id
     where s.campaign_id = $1 order by s.name`,
    [campaignId],
  )
}

/** How many places there are that no file brought. */
export async function placesOutsideSets(reader: Reader, campaignId: string): Promise<number> {
  return (await reader.row<{ count: number }>('select count(*)::int as count from place where campaign_id = $1 and set_id is null', [campaignId]))!.count
}

/** What would come of it; nothing is written. */
export async function previewSet(reader: Reader, campaignId: string, read: ReadPlaces, wish: Pick<SetWish, 'name'>): Promise<Brought> {
  const set = await reader.row<{ id: string }>('select id from place_set where campaign_id = $1 and name = $2', [campaignId, wish.name])
  return counted(compare(read.places, set ? await stored(reader, campaignId, set.id) : new Map()), read.bad)
}

/** Brings the places of a file in, under the name of their set. Brought again, places are known again by code, or name and district. */
export async function bringSet(house: House, campaign: CampaignRef, personId: string | null, read: ReadPlaces, wish: SetWish): Promise<Brought> {
  const at = house.clock.now()
  const name = wish.name.trim().slice(0, 120)
  if (name === '') throw refuse('name-wrong', 422, 'A set of places has a name.')
  if (read.places.length === 0) throw refuse('no-places', 422, 'The file holds no place that can be read.', { mend: 'Look at its columns and at the rows that are named as bad.' })
  return house.db.transact(async (t) => {
    // Two who bring the same set at once: one after the other.
    await t.row('select id from campaign where id = $1 for update', [campaign.id])
    const set = (await t.row<{ id: string }>(
      `insert into place_set (campaign_id, id, name, file, person_id, changed_at, on_map) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (campaign_id, name) do update set file = excluded.file, person_id = excluded.person_id, changed_at = excluded.changed_at returning id`,
      // Where districts end everybody may know; the outline of anything else is shown when somebody says so.
      [campaign.id, uuid7(at), name, wish.file.replaceAll('\0', '').slice(-200), personId, at, read.places.every((place) => !place.outline || place.kind === 'district')],
    ))!
    const difference = compare(read.places, await stored(t, campaign.id, set.id))
    const { count } = (await t.row<{ count: number }>('select count(*)::int as count from place where campaign_id = $1', [campaign.id]))!
    if (count + difference.added.length > mostInCampaign) throw refuse('too-many-places', 413, `A campaign has at most ${mostInCampaign.toLocaleString('en')} places.`, { mend: 'Take out a set that is no longer needed.' })
    await write(t, campaign.id, set.id, difference, at)
    if (wish.replace && difference.missing.length > 0) await t.run('delete from place where campaign_id = $1 and id = any($2::uuid[])', [campaign.id, difference.missing])
    if ((await countryOf(t, campaign.id)) === undefined) await setCountry(t, campaign.id, (await countryAround(t, read.places)) ?? null)
    if (wish.replace || read.places.some((place) => place.outline)) await drawAreaMap(t, campaign.id, at)
    else await touchPublic(t, campaign.id)
    await audit(t, { campaignId: campaign.id, at, ...(personId ? { personId } : {}), kind: 'places.brought', subject: set.id, detail: { set: name, file: wish.file.slice(-200), places: read.places.length, added: difference.added.length } })
    return counted(difference, read.bad)
  })
}

/** Takes a set out again. What was placed by it keeps its coordinates. */
export async function removeSet(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'campaign.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const set = isUuid(id) ? await t.row<{ name: string }>('select name from place_set where campaign_id = $1 and id = $2 for update', [campaign.id, id]) : undefined
    if (!set) throw refuse('not-found', 404, 'There is no such set of places.')
    await t.run('delete from place where campaign_id = $1 and set_id = $2', [campaign.id, id])
    await t.run('delete from place_set where campaign_id = $1 and id = $2', [campaign.id, id])
    await drawAreaMap(t, campaign.id, at)
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'places.removed', subject: id, detail: { set: set.name } })
  })
}

interface Stored {
  id: string
  district: string | null
  /** What else an import may change, as one text. */
  said: string
}

async function stored(reader: Reader, campaignId: string, setId: string): Promise<Map<string, Stored>> {
  const rows = await reader.rows<NewPlace & { id: string; labels: string[]; identity: string }>(
    `select p.id, p.identity, p.name, p.labels, p.code, p.district, p.region, p.kind, p.lat, p.lon from place p where p.campaign_id = $1 and p.set_id = $2`,
    [campaignId, setId],
  )
  return new Map(rows.map((row) => [row.identity, { id: row.id, district: row.district ?? null, said: said(row, row.labels) }]))
}

const said = (place: Pick<NewPlace, 'name' | 'code' | 'region' | 'kind' | 'lat' | 'lon'>, labels: string[]) =>
  JSON.stringify([place.name, labels, place.code ?? null, place.region ?? null, place.kind, place.lat, place.lon])

interface Difference {
  added: ReadPlace[]
  changed: (ReadPlace & { id: string })[]
  same: (ReadPlace & { id: string })[]
  missing: string[]
}

function compare(places: ReadPlace[], there: Map<string, Stored>): Difference {
  const difference: Difference = { added: [], changed: [], same: [], missing: [] }
  const left = new Map(there)
  for (const place of places) {
    const known = there.get(place.identity)
    left.delete(place.identity)
    if (!known) {
      difference.added.push(place)
      continue
    }
    // A district that was found by an outline is not the file's word: it does not make a place another one.
    const same = known.said === said(place, [...new Set([place.name, ...place.names])]) && (place.district === null || place.district === known.district)
    difference[same ? 'same' : 'changed'].push({ ...place, id: known.id })
  }
  difference.missing = [...left.values()].map((one) => one.id)
  return difference
}

const counted = ({ added, changed, same, missing }: Difference, bad: BadPlace[]): Brought => ({ added: added.length, changed: changed.length, same: same.length, missing: missing.length, bad })

/** As many at once as one statement carries well. */
const part = 5_000

async function write(t: Transactor, campaignId: string, setId: string, { added, changed, same }: Difference, at: Date): Promise<void> {
  const placed = <T extends ReadPlace>(place: T): T & PlacedIn => ({ ...place, setId })
  const areas: { id: string; place: ReadPlace }[] = [...changed, ...same].map((place) => ({ id: place.id, place }))
  for (let from = 0; from < added.length; from += part) {
    const some = added.slice(from, from + part)
    const ids = await addPlaces(t, campaignId, some.map(placed), at)
    areas.push(...some.map((place, number) => ({ id: ids[number]!, place })))
  }
  for (let from = 0; from < changed.length; from += part) await changePlaces(t, campaignId, changed.slice(from, from + part).map(placed))
  await saveAreas(t, campaignId, areas.flatMap(({ id, place }) => (place.outline ? [{ id, outline: place.outline }] : [])))
  await fillDistricts(t, campaignId)
}
