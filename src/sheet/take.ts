import { refuse, type CampaignRef, type House } from '#core/index.ts'
import { findPlace } from '#campaign/index.ts'
import { noteArrival, readNote, type NoteReject, type SheetHead, type SheetNote } from '#channel/index.ts'
import { takeIn } from '#intake/index.ts'
import type { Collector } from './collector.ts'

/** Who sends a sheet: somebody with an account, or a collector by their link. */
export type Sender = { personId: string } | { collector: Collector }

export interface TakenSheet {
  accepted: number
  known: number
  /** Safe now, by the ids that the device gave them; `language` as it was given or guessed. */
  sent: { id: string; language: string | null }[]
  /** Not taken, each with why; the device keeps them. */
  refused: { id: string; code: string; detail: string }[]
}

/** Takes the notes of a sheet in; the answer comes after the commit. Sent again, each is known by the id that the device gave it. */
export async function takeSheet(house: House, campaign: Pick<CampaignRef, 'id'>, sender: Sender, given: { sheet: SheetHead; notes: unknown[] }): Promise<TakenSheet> {
  const collector = 'collector' in sender ? sender.collector : undefined
  const sheet = collector ? { ...given.sheet, collector: collector.label, place: collector.place } : given.sheet
  const { notes, refused } = sortOut(given.notes, collector !== undefined)
  await keepSheet(house, campaign.id, sender, sheet)
  const positions = await positionsOf(house, campaign.id, sheet, notes)
  const read = notes.map((note) => ({ note, made: noteArrival(note, sheet, { now: house.clock.now(), positions }) }))
  const good = read.flatMap(({ note, made }) => ('arrival' in made ? [{ note, arrival: made.arrival }] : []))
  refused.push(...read.flatMap(({ made }) => ('reject' in made ? [made.reject] : [])))
  const room = collector ? await reserve(house, campaign.id, collector, good.map(({ note }) => note.id)) : undefined
  const taken = room ? good.filter(({ note }) => room.has(note.id)) : good
  refused.push(...good.filter((one) => !taken.includes(one)).map(({ note }) => ({ id: note.id, code: 'collector-full', detail: 'This link has sent as many notes as it may.' })))
  await keepNotes(house, campaign.id, sheet.id, taken.map(({ note }) => note))
  const { accepted, known } = await takeIn(house, campaign, taken.map((one) => one.arrival))
  return { accepted, known, sent: await languagesOf(house, campaign.id, taken.map(({ note }) => note.id)), refused }
}

/** A collector's notes are of the collector's place; an id that comes twice in one request is one note. */
function sortOut(given: unknown[], fixed: boolean): { notes: SheetNote[]; refused: (NoteReject | { id: string; code: string; detail: string })[] } {
  const notes = new Map<string, SheetNote>()
  const refused: { id: string; code: string; detail: string }[] = []
  for (const one of given) {
    const read = readNote(one)
    if ('reject' in read) refused.push(read.reject)
    else notes.set(read.note.id, fixed ? { ...read.note, place: undefined } : read.note)
  }
  return { notes: [...notes.values()], refused }
}

/** A sheet belongs to whoever sent it first: nobody adds to that of another, and a made-up id finds out nothing. */
export async function keepSheet(house: House, campaignId: string, sender: Sender, sheet: SheetHead): Promise<void> {
  const now = house.clock.now()
  const kept = await house.db.row(
    `insert into sheet (campaign_id, id, person_id, collector_id, collector, place_name, day, begun_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     on conflict (campaign_id, id) do update set collector = excluded.collector, place_name = excluded.place_name, day = excluded.day, changed_at = excluded.changed_at
     where sheet.person_id is not distinct from excluded.person_id and sheet.collector_id is not distinct from excluded.collector_id
     returning 1`,
    [campaignId, sheet.id, 'personId' in sender ? sender.personId : null, 'collector' in sender ? sender.collector.id : null, sheet.collector ?? '', sheet.place || null, dayOrNull(sheet.day), now],
  )
  if (!kept) throw refuse('sheet-of-other', 409, 'This sheet was begun by somebody else.', { mend: 'Begin a new sheet; what was typed is kept.' })
}

/** A day that there is not is refused note by note; the sheet itself is kept without it. */
function dayOrNull(day: string | undefined): string | null {
  return day && !Number.isNaN(Date.parse(`${day}T12:00:00Z`)) && new Date(`${day}T12:00:00Z`).toISOString().startsWith(day) ? day : null
}

async function positionsOf(house: House, campaignId: string, sheet: SheetHead, notes: SheetNote[]): Promise<Map<string, { lat: number; lon: number }>> {
  const names = new Set([sheet.place, ...notes.map((note) => note.place)].filter((name) => name !== undefined && name !== ''))
  const found = await Promise.all([...names].map(async (name) => [name!, await findPlace(house.db, campaignId, name!)] as const))
  return new Map(found.flatMap(([name, place]) => (place ? [[name, { lat: place.lat, lon: place.lon }] as const] : [])))
}

/**
 * Those of these notes that a collector may send: what is known already, and as many new ones as the cap leaves. Counted before they are
 * stored, so that two devices with one link cannot both use the last place; a crash in between costs the link some of its cap.
 */
async function reserve(house: House, campaignId: string, collector: Collector, ids: string[]): Promise<Set<string>> {
  return house.db.transact(async (t) => {
    const row = await t.row<{ left: number }>('select cap - sent as left from collector where campaign_id = $1 and id = $2 for update', [campaignId, collector.id])
    const known = await t.rows<{ id: string }>(`select external_id as id from post where campaign_id = $1 and channel = 'paper' and external_id = any($2)`, [campaignId, ids])
    const there = new Set(known.map(({ id }) => id))
    const fresh = ids.filter((id) => !there.has(id)).slice(0, Math.max(row?.left ?? 0, 0))
    await t.run('update collector set sent = sent + $3, last_at = $4 where campaign_id = $1 and id = $2', [campaignId, collector.id, fresh.length, house.clock.now()])
    return new Set([...there, ...fresh])
  })
}

async function keepNotes(house: House, campaignId: string, sheetId: string, notes: SheetNote[]): Promise<void> {
  await house.db.rows(
    `insert into sheet_note (campaign_id, note_id, sheet_id, area) select $1, id, $2, area from unnest($3::uuid[], $4::text[]) as given (id, area) on conflict do nothing`,
    [campaignId, sheetId, notes.map((note) => note.id), notes.map((note) => note.area || null)],
  )
}

async function languagesOf(house: House, campaignId: string, ids: string[]): Promise<{ id: string; language: string | null }[]> {
  return house.db.rows(`select external_id as id, language from post where campaign_id = $1 and channel = 'paper' and external_id = any($2)`, [campaignId, ids])
}
