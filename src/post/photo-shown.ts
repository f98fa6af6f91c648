import { randomUUID } from 'node:crypto'
import { noteTakenBack, notedSince, notify, refuse, type Actor, type House, type Reader, type Restored, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'

/** A photo as the people at the desk see it: without its bytes. */
export interface PhotoRow {
  postId: string
  statementId: string
  /** Its sender lets it be shown. Hearsay never carries the word of whom it is about. */
  allowed: boolean
  graphic: boolean
  /** Null: nobody has described it yet, so it is not public. */
  alt: string | null
  altLanguage: string | null
  shown: boolean
  /** All that is needed to be public is there. */
  isPublic: boolean
  by: string | null
  at: Date
}

/** What may be shown in public: its sender allows it, a person described it and chose to show it. `f`: photo, `o`: its post. */
export function photoShownSql(f: string, o: string): string {
  return `(${f}.shown and ${f}.alt is not null and ${photoAllowedSql(f, o)})`
}

function photoAllowedSql(f: string, o: string): string {
  return `(${f}.allowed and ${o}.withdrawn_at is null and ${o}.gone_at is null and ${o}.knows is distinct from 'heard' and ${o}.judged is distinct from 'heard')`
}

/** The photos that came with these statements, the earliest first. */
export async function photosOf(reader: Reader, campaignId: string, statementIds: string[]): Promise<PhotoRow[]> {
  return reader.rows(
    `select f.post_id as "postId", l.statement_id as "statementId", ${photoAllowedSql('f', 'o')} as allowed, f.graphic, f.alt, f.alt_language as "altLanguage", f.shown,
       ${photoShownSql('f', 'o')} as "isPublic", p.name as by, o.posted_at as at
     from post_fold l join photo f on f.campaign_id = l.campaign_id and f.post_id = l.post_id
     join post o on o.campaign_id = f.campaign_id and o.id = f.post_id left join person p on p.id = f.described_by
     where l.campaign_id = $1 and l.statement_id = any($2::uuid[]) order by l.number limit 100`,
    [campaignId, statementIds],
  )
}

export interface PhotoChange {
  /** What can be seen, in words, for whoever does not see it. */
  alt?: string
  language?: string
  shown?: boolean
  graphic?: boolean
}

/** Describes a photo, covers it, or chooses to show it; refused where its sender did not allow it, or nobody has described it. */
export async function changePhoto(house: House, campaignId: string, actor: Actor, postId: string, change: PhotoChange): Promise<void> {
  await house.db.transact(async (t) => {
    const row = await t.row<{ alt: string | null; allowed: boolean }>(
      `select f.alt, ${photoAllowedSql('f', 'o')} as allowed from photo f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
       where f.campaign_id = $1 and f.post_id = $2 for update of f`, [campaignId, postId])
    if (!row) throw refuse('not-found', 404, 'There is no such photo.')
    const alt = change.alt === undefined ? row.alt : change.alt.trim().slice(0, 500) || null
    if (change.shown && !row.allowed) throw refuse('photo-not-allowed', 422, 'Its sender has not allowed this photo to be shown.')
    if (change.shown && !alt) throw refuse('alt-needed', 422, 'Describe the photo before it is shown.', { mend: 'Say what can be seen, for whoever does not see it.' })
    const words = change.alt !== undefined
    await t.run(
      `update photo set alt = $3, alt_language = case when $4 then $5 else alt_language end, described_by = case when $4 then $6 else described_by end,
         described_at = case when $4 then $7 else described_at end, shown = case when $3::text is null then false else coalesce($8, shown) end,
         graphic = coalesce($9, graphic), public_id = coalesce(public_id, $10) where campaign_id = $1 and post_id = $2`,
      [campaignId, postId, alt, words, change.language ?? null, actor.person.id, house.clock.now(), change.shown ?? null, change.graphic ?? null, randomUUID()],
    )
    if (change.shown !== undefined) await noteTakenBack(house, { campaignId, kind: 'photo-shown', ids: [postId], says: { shown: change.shown } })
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'photo', post: postId })
  })
}

/** The sender's own word on showing their photos, from now on. */
export async function allowPhotos(house: House, campaignId: string, postIds: string[], allowed: boolean): Promise<void> {
  await noteTakenBack(house, { campaignId, kind: 'photo-allowed', ids: postIds, says: { allowed } })
  await house.db.transact(async (t) => {
    await t.run(`update photo set allowed = $3 where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds, allowed])
    await touchPublic(t, campaignId)
  })
}

/** Step `restored`: photos that their senders, or whoever works here, let nobody see any more since the backup. */
export async function coverAgain(t: Transactor, restored: Restored): Promise<void> {
  const without = (kind: string, word: string) => [...notedSince(restored, kind)].filter(([, says]) => says[word] === false).map(([id]) => id)
  await t.run('update photo set allowed = false where campaign_id = $1 and post_id = any($2::uuid[])', [restored.campaignId, without('photo-allowed', 'allowed')])
  await t.run('update photo set shown = false where campaign_id = $1 and post_id = any($2::uuid[])', [restored.campaignId, without('photo-shown', 'shown')])
}

/** Whether the sender of these posts lets their photos be shown. */
export async function photosAllowed(reader: Reader, campaignId: string, postIds: string[]): Promise<boolean> {
  return (await reader.row(`select 1 from photo where campaign_id = $1 and post_id = any($2::uuid[]) and allowed`, [campaignId, postIds])) !== undefined
}
