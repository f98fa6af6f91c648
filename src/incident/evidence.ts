import { isUuid, notify, open, refuse, seal, sha256, uuid7, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'
import { cleanPhoto, readPhoto, type Photo } from '#post/index.ts'
import { record } from './event.ts'
import type { Point } from './rule.ts'
import { settleWith } from './settle.ts'
import { changeChecklist, type Subject } from './subject.ts'

export const evidenceKinds = ['link', 'photo', 'note', 'statement'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Something that a point rests on: kept with its SHA-256, with who attached it and when. */
export interface Evidence {
  id: string
  point: Point
  kind: EvidenceKind
  text: string
  /** The statement and the post that it comes from. */
  statementId: string | null
  postId: string | null
  /** Hex, of what is kept; a note, a link and the id of a statement as UTF-8. */
  sha256: string
  /** Of the photo's file as it came, before it was made anew. */
  cameSha256: string | null
  by: string
  at: Date
}

export async function evidenceOf(reader: Reader, campaignId: string, checklistId: string): Promise<Evidence[]> {
  return reader.rows(
    `select e.id, e.point, e.kind, e.text, e.statement_id as "statementId", e.post_id as "postId", encode(e.sha256, 'hex') as sha256,
       encode(e.came_sha256, 'hex') as "cameSha256", p.name as by, e.at
     from evidence e join person p on p.id = e.person_id where e.campaign_id = $1 and e.checklist_id = $2 order by e.at, e.id`,
    [campaignId, checklistId],
  )
}

export interface NewEvidence {
  version: number
  point: Point
  kind: EvidenceKind
  /** The address, the note, or what the photo shows. */
  text?: string
  /** The other statement; for the other kinds the one that they come from, if they do. */
  statement?: string
  /** The photo's file; or the post whose photo it is, which stays the post's. */
  photo?: Uint8Array
  post?: string
}

/** Attaches evidence to one point of a checklist. */
export async function attach(house: House, campaignId: string, actor: Actor, subject: Subject, wish: NewEvidence): Promise<string> {
  const look = { campaignId, personId: actor.person.id, reason: 'evidence' }
  const kept = await keptOf(wish, (post) => readPhoto(house, look, post))
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    await changeChecklist(t, campaignId, subject, wish.version)
    if (kept.statementId) await checkStatement(t, campaignId, subject, kept.statementId)
    const key = kept.photo ? house.keys.newDataKey() : undefined
    const id = uuid7(at)
    await t.run(
      `insert into evidence (campaign_id, id, checklist_id, point, kind, text, statement_id, post_id, type, sealed, key, sha256, came_sha256, person_id, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [campaignId, id, subject.id, wish.point, wish.kind, kept.text, kept.statementId, kept.postId, kept.photo?.type ?? null,
        key && kept.photo ? seal(key, kept.photo.bytes) : null, key ? house.keys.wrapKey(key) : null, kept.sha256, kept.cameSha256, actor.person.id, at],
    )
    if (subject.kind === 'incident') await record(t, campaignId, subject.id, { kind: 'evidence', detail: { point: wish.point, evidence: wish.kind }, personId: actor.person.id, at })
    await settleWith(t, campaignId, subject, at)
    await notify(t, campaignId, { kind: 'checklist', about: subject.id })
    return id
  })
}

interface Kept {
  text: string
  statementId: string | null
  postId: string | null
  /** Only of a file that somebody brought. */
  photo?: Photo
  sha256: Buffer
  cameSha256: Buffer | null
}

async function keptOf({ kind, text = '', statement, photo, post }: NewEvidence, photoOf: (post: string) => Promise<Photo | undefined>): Promise<Kept> {
  const words = text.trim().slice(0, 2_000)
  const rests = { statementId: statement ?? null, postId: null, cameSha256: null }
  if (kind === 'statement') {
    if (!statement || !isUuid(statement)) throw refuse('evidence-wrong', 422, 'Say which statement.', { mend: 'Give its address at the desk, or its id.' })
    return { ...rests, text: words, sha256: sha256(statement) }
  }
  if (kind === 'link') {
    if (!URL.canParse(words) || !/^https?:$/.test(new URL(words).protocol)) throw refuse('evidence-wrong', 422, 'This is not the address of a page.', { mend: 'It begins with https://' })
    return { ...rests, text: words, sha256: sha256(words) }
  }
  if (kind === 'note') {
    if (words.length < 3) throw refuse('evidence-wrong', 422, 'The note is empty.')
    return { ...rests, text: words, sha256: sha256(words) }
  }
  if (post) {
    const theirs = isUuid(post) ? await photoOf(post) : undefined
    if (!theirs) throw refuse('not-found', 404, 'There is no photo with this post.')
    return { ...rests, text: words, postId: post, sha256: sha256(theirs.bytes) }
  }
  if (!photo?.length) throw refuse('evidence-wrong', 422, 'Choose the photo.')
  const clean = await cleanPhoto(photo)
  return { ...rests, text: words, photo: clean, sha256: sha256(clean.bytes), cameSha256: sha256(photo) }
}

async function checkStatement(t: Transactor, campaignId: string, subject: Subject, statementId: string): Promise<void> {
  if (subject.kind === 'statement' && subject.id === statementId) throw refuse('evidence-wrong', 422, 'A statement cannot prove itself.', { mend: 'Choose another one.' })
  const there = await t.row(`select 1 from statement where campaign_id = $1 and id = $2`, [campaignId, statementId])
  if (!there) throw refuse('not-found', 404, 'There is no such statement.', { mend: 'It may have been joined with another one; search for its words.' })
}

/** Takes evidence away again. */
export async function detach(house: House, campaignId: string, actor: Actor, subject: Subject, id: string, version: number): Promise<void> {
  await house.db.transact(async (t) => {
    const at = house.clock.now()
    await changeChecklist(t, campaignId, subject, version)
    const gone = isUuid(id) ? await t.run(`delete from evidence where campaign_id = $1 and checklist_id = $2 and id = $3`, [campaignId, subject.id, id]) : 0
    if (gone === 0) throw refuse('not-found', 404, 'There is no such evidence.')
    if (subject.kind === 'incident') await record(t, campaignId, subject.id, { kind: 'evidence-gone', personId: actor.person.id, at })
    await settleWith(t, campaignId, subject, at)
  })
}

/** The photo of a piece of evidence; of a post's photo the post's own. */
export async function evidencePhoto(house: House, campaignId: string, personId: string, id: string): Promise<Photo | undefined> {
  const row = await house.db.row<{ type: string | null; sealed: Buffer | null; key: Buffer | null; post_id: string | null }>(
    `select type, sealed, key, post_id from evidence where campaign_id = $1 and id = $2 and kind = 'photo'`, [campaignId, id])
  if (row?.post_id) return readPhoto(house, { campaignId, personId, reason: 'evidence' }, row.post_id)
  return row?.sealed && row.key ? { type: row.type!, bytes: open(house.keys.unwrapKey(row.key), row.sealed) } : undefined
}
