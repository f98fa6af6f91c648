import { clocksOf, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { lockCoverage, stale, told } from './coverage.ts'
import { dropPicture, keepPicture, madePicture } from './picture.ts'

export const entryKinds = ['quotation', 'paraphrase', 'observation'] as const
export type EntryKind = (typeof entryKinds)[number]

/** Something that was said or seen, on its way from the scribe to the poster. */
export interface Entry {
  id: string
  threadId: string
  speakerId: string | null
  kind: EntryKind
  text: string
  happenedAt: Date
  notBefore: Date | null
  picture: boolean
  /** The picture itself; null where it is only described. */
  file: { id: string; width: number; height: number } | null
  alt: string
  state: 'noted' | 'checked' | 'dropped'
  scribe: { id: string; name: string }
  notedAt: Date
  checker: { id: string; name: string } | null
  takenOut: boolean
  version: number
  outs: Out[]
}

/** Given to one person for one network. */
export interface Out {
  network: string
  person: { id: string; name: string }
  handedAt: Date
  postedAt: Date | null
  link: string | null
}

export interface NewEntry {
  kind: EntryKind
  text: string
  speaker?: string | null | undefined
  /** The thread that it continues, by any entry of it. */
  continues?: string | null | undefined
  happenedAt?: Date | undefined
  notBefore?: Date | null | undefined
  picture?: boolean | undefined
  /** The bytes of a picture as it was taken. */
  file?: Uint8Array | undefined
  alt?: string | undefined
}

const select = `select e.id, e.thread_id as "threadId", e.speaker_id as "speakerId", e.kind, e.text, e.happened_at as "happenedAt", e.not_before as "notBefore", e.picture, e.alt, e.state, case when f.entry_id is null then null else jsonb_build_object('id', f.id, 'width', f.width, 'height', f.height) end as file,
    jsonb_build_object('id', s.id, 'name', s.name) as scribe, e.noted_at as "notedAt", case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as checker,
    e.taken_out_at is not null as "takenOut", e.version,
    coalesce((select jsonb_agg(jsonb_build_object('network', o.network, 'person', jsonb_build_object('id', w.id, 'name', w.name), 'handedAt', o.handed_at, 'postedAt', o.posted_at, 'link', o.link) order by o.handed_at)
      from coverage_out o join person w on w.id = o.person_id where o.campaign_id = $1 and o.entry_id = e.id), '[]') as outs
  from coverage_entry e join person s on s.id = e.scribe_id left join person c on c.id = e.checker_id left join coverage_picture f on f.campaign_id = e.campaign_id and f.entry_id = e.id where e.campaign_id = $1`

/** In the order in which they were noted. */
export async function entriesOf(reader: Reader, campaignId: string, coverageId: string): Promise<Entry[]> {
  return (await reader.rows<Entry>(`${select} and e.coverage_id = $2 order by e.noted_at, e.id limit 2000`, [campaignId, coverageId])).map(timed)
}

export async function entryById(reader: Reader, campaignId: string, coverageId: string, id: string): Promise<Entry | undefined> {
  const row = await reader.row<Entry>(`${select} and e.coverage_id = $2 and e.id = $3`, [campaignId, coverageId, id])
  return row && timed(row)
}

function timed(entry: Entry): Entry {
  return { ...entry, outs: entry.outs.map((out) => ({ ...out, handedAt: new Date(out.handedAt), postedAt: out.postedAt && new Date(out.postedAt) })) }
}

/** The scribe notes it. */
export async function noteEntry(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, wish: NewEntry): Promise<Entry> {
  allow(actor, campaign, 'coverage.work')
  const picture = wish.file && (await madePicture(wish.file))
  return house.db.transact(async (t) => {
    const { state } = await lockCoverage(t, campaign.id, coverageId, 'share')
    if (state !== 'running') throw notRunning()
    const { latest } = await clocksOf(house, t)
    const id = uuid7(latest)
    const given = checked({ ...wish, picture: wish.picture || picture !== undefined }, latest)
    const continued = wish.continues ? await entryById(t, campaign.id, coverageId, wish.continues) : undefined
    if (wish.continues && !continued) throw noEntry()
    await t.run(
      `insert into coverage_entry (campaign_id, id, coverage_id, thread_id, speaker_id, kind, text, happened_at, not_before, picture, alt, scribe_id, noted_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [campaign.id, id, coverageId, continued?.threadId ?? id, await speakerIn(t, campaign.id, coverageId, wish.speaker ?? null), given.kind, given.text, given.happenedAt, given.notBefore, given.picture, given.alt, actor.person.id, latest],
    )
    if (picture) await keepPicture(house, t, campaign.id, id, picture, latest)
    await told(t, campaign.id, coverageId)
    return (await entryById(t, campaign.id, coverageId, id))!
  })
}

/** Other words, or another picture, are another entry: whoever wrote them is its scribe, it is checked anew, and its delay begins anew. What was handed out stays as it is. */
export async function changeEntry(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string, change: Partial<NewEntry> & { version: number }): Promise<Entry> {
  allow(actor, campaign, 'coverage.work')
  const { file, ...words } = change
  const picture = file && (await madePicture(file))
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    const before = await lockEntry(t, campaign.id, coverageId, id)
    if (before.version !== change.version) throw stale(before.version)
    if (before.outs.length > 0) throw handedOut()
    const { latest } = await clocksOf(house, t)
    const given = checked({ ...before, ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)), ...(picture ? { picture: true } : {}) }, latest)
    await t.run(
      `update coverage_entry set speaker_id = $3, kind = $4, text = $5, happened_at = $6, not_before = $7, picture = $8, alt = $9, state = 'noted', scribe_id = $10, noted_at = $11, checker_id = null, checked_at = null, version = version + 1
       where campaign_id = $1 and id = $2`,
      [campaign.id, id, await speakerIn(t, campaign.id, coverageId, change.speaker === undefined ? before.speakerId : change.speaker), given.kind, given.text, given.happenedAt, given.notBefore, given.picture, given.alt, actor.person.id, latest],
    )
    if (picture) await keepPicture(house, t, campaign.id, id, picture, latest)
    else if (!given.picture) await dropPicture(t, campaign.id, id)
    await told(t, campaign.id, coverageId)
    return (await entryById(t, campaign.id, coverageId, id))!
  })
}

/** A second pair of eyes: never those of the scribe. A picture without its description goes no further. */
export async function checkEntry(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string, version: number): Promise<Entry> {
  allow(actor, campaign, 'coverage.work')
  return house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    const entry = await lockEntry(t, campaign.id, coverageId, id)
    if (entry.version !== version) throw stale(entry.version)
    if (entry.state !== 'noted') throw refuse('already-checked', 409, 'This was checked already.')
    if (entry.scribe.id === actor.person.id) throw refuse('own-entry', 403, 'Nobody checks what they noted themselves.', { mend: 'Ask whoever is on as checker.' })
    if (entry.picture && entry.alt === '') throw refuse('alt-missing', 422, 'The picture has no description.', { mend: 'Write what can be seen, for whoever does not see it.' })
    await t.run(`update coverage_entry set state = 'checked', checker_id = $3, checked_at = $4, version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, id, actor.person.id, house.clock.now()])
    await told(t, campaign.id, coverageId)
    return (await entryById(t, campaign.id, coverageId, id))!
  })
}

/** Not to be posted. */
export async function dropEntry(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string): Promise<void> {
  allow(actor, campaign, 'coverage.work')
  await house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    const entry = await lockEntry(t, campaign.id, coverageId, id)
    if (entry.outs.length > 0) throw handedOut()
    await t.run(`update coverage_entry set state = 'dropped', version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, id])
    await told(t, campaign.id, coverageId)
  })
}

/** Out of the transcript or back, with the next request of anybody. */
export async function takeOutEntry(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, id: string, out: boolean): Promise<void> {
  allow(actor, campaign, 'coverage.work')
  await house.db.transact(async (t) => {
    await lockCoverage(t, campaign.id, coverageId, 'share')
    await lockEntry(t, campaign.id, coverageId, id)
    await t.run('update coverage_entry set taken_out_at = $3, version = version + 1 where campaign_id = $1 and id = $2', [campaign.id, id, out ? house.clock.now() : null])
    await told(t, campaign.id, coverageId)
  })
}

export async function lockEntry(t: Transactor, campaignId: string, coverageId: string, id: string): Promise<Entry> {
  await t.row('select 1 from coverage_entry where campaign_id = $1 and id = $2 for update', [campaignId, id])
  const entry = await entryById(t, campaignId, coverageId, id)
  if (!entry) throw noEntry()
  return entry
}

async function speakerIn(t: Transactor, campaignId: string, coverageId: string, id: string | null): Promise<string | null> {
  if (id === null) return null
  if (!(await t.row('select 1 from coverage_speaker where campaign_id = $1 and coverage_id = $2 and id = $3', [campaignId, coverageId, id]))) throw refuse('not-found', 404, 'There is no such speaker.')
  return id
}

function checked(wish: Pick<NewEntry, 'kind' | 'text' | 'happenedAt' | 'notBefore' | 'picture' | 'alt'>, now: Date): { kind: EntryKind; text: string; happenedAt: Date; notBefore: Date | null; picture: boolean; alt: string } {
  const text = wish.text.replaceAll('\0', '').trim()
  if (text.length < 2 || text.length > 2_000) throw refuse('entry-text', 422, 'An entry has 2 to 2,000 characters.')
  const happenedAt = wish.happenedAt && wish.happenedAt < now ? wish.happenedAt : now
  return { kind: wish.kind, text, happenedAt, notBefore: wish.notBefore ?? null, picture: wish.picture ?? false, alt: (wish.alt ?? '').replaceAll('\0', '').trim().slice(0, 1_000) }
}

export function notRunning() {
  return refuse('coverage-not-running', 409, 'This coverage is not running.', { mend: 'A coordinator begins it.' })
}

export function noEntry() {
  return refuse('not-found', 404, 'There is no such entry.')
}

function handedOut() {
  return refuse('handed-out', 409, 'Somebody has this to post already.', { mend: 'Correct it in a new entry of the same thread.' })
}
