import { refuse, type CampaignRef, type House, type Withdrawal, type Transactor } from '#core/index.ts'
import type { SheetHead } from '#channel/index.ts'
import { audit } from '#person/index.ts'
import { cleanPhoto, destroyApart, openApart, sealApart, type Look, type Photo } from '#post/index.ts'
import { noteOf } from './note-of.ts'
import { keepSheet, type Sender } from './take.ts'

/** Photographs of one sheet; a wall rarely needs more than a few. */
export const mostPhotos = 30
/** What a collector's link may send altogether: photographs are large. */
export const mostPhotosOfCollector = 200

/**
 * Keeps a photograph of the wall with its sheet: made anew from its pixels, sealed under a key of its own. Its id is made on the device, so
 * that it is kept once however often it is sent.
 */
export async function keepSheetPhoto(house: House, campaign: CampaignRef, sender: Sender, sheet: SheetHead, id: string, bytes: Uint8Array): Promise<{ known: boolean }> {
  const collector = 'collector' in sender ? sender.collector : undefined
  await keepSheet(house, campaign.id, sender, collector ? { ...sheet, collector: collector.label, place: collector.place } : sheet)
  if (await isThere(house, campaign.id, id)) return { known: true }
  const photo = await cleanPhoto(bytes)
  return house.db.transact(async (t) => {
    const row = await t.row<{ count: number }>('select count(*)::int as count from sheet_photo where campaign_id = $1 and sheet_id = $2', [campaign.id, sheet.id])
    if (row!.count >= mostPhotos) throw refuse('too-many-photos', 409, `A sheet has at most ${mostPhotos} photographs.`, { mend: 'Begin a new sheet for more.' })
    if (collector) await countPhoto(t, campaign.id, collector.id, house.clock.now())
    const sealed = await sealApart(house, t, campaign.id, id, photo.bytes)
    const kept = await t.run(
      `insert into sheet_photo (campaign_id, id, sheet_id, type, sealed, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [campaign.id, id, sheet.id, photo.type, sealed, house.clock.now()],
    )
    return { known: kept === 0 }
  })
}

async function isThere(house: House, campaignId: string, id: string): Promise<boolean> {
  return (await house.db.row('select 1 from sheet_photo where campaign_id = $1 and id = $2', [campaignId, id])) !== undefined
}

async function countPhoto(t: Transactor, campaignId: string, collectorId: string, at: Date): Promise<void> {
  const counted = await t.run(
    'update collector set photos = photos + 1, last_at = $4 where campaign_id = $1 and id = $2 and photos < $3', [campaignId, collectorId, mostPhotosOfCollector, at])
  if (counted === 0) throw refuse('collector-full', 409, 'This link has sent as many photographs as it may.', { mend: 'Ask whoever gave it to you for a new one.' })
}

/** A photograph of a wall, for whoever types in; that they looked goes into the audit log. */
export async function readSheetPhoto(house: House, look: Look, id: string): Promise<Photo | undefined> {
  return house.db.transact(async (t) => {
    const row = await t.row<{ type: string; sealed: Buffer }>('select type, sealed from sheet_photo where campaign_id = $1 and id = $2', [look.campaignId, id])
    const bytes = row && (await openApart(house, t, look.campaignId, id, row.sealed))
    if (!row || !bytes) return undefined
    await audit(t, { campaignId: look.campaignId, at: house.clock.now(), personId: look.personId, kind: 'photo.read', subject: id, reason: look.reason })
    return { type: row.type, bytes }
  })
}

/**
 * Step `withdraw`: a photograph of a wall may show the words that were taken back, so the photographs of their sheets go with them, keys and all.
 */
export async function dropWithdrawn(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  const notes = await t.rows<{ noteId: string; sheetId: string }>(
    `select n.note_id as "noteId", n.sheet_id as "sheetId" from post p join sheet_note n on n.campaign_id = p.campaign_id and n.note_id = ${noteOf}
     where p.campaign_id = $1 and p.id = any($2::uuid[]) and p.channel = 'paper'`,
    [campaignId, postIds],
  )
  if (notes.length === 0) return
  const photos = await t.rows<{ id: string }>('delete from sheet_photo where campaign_id = $1 and sheet_id = any($2::uuid[]) returning id', [campaignId, notes.map((one) => one.sheetId)])
  await destroyApart(t, campaignId, photos.map((one) => one.id))
  await t.run('delete from sheet_note where campaign_id = $1 and note_id = any($2::uuid[])', [campaignId, notes.map((one) => one.noteId)])
}

/** For retention: photographs of walls kept since before this, keys and all. */
export async function dropWallPhotos(t: Transactor, campaignId: string, before: Date, most: number): Promise<number> {
  const gone = await t.rows<{ id: string }>(
    `delete from sheet_photo where campaign_id = $1 and id in (select id from sheet_photo where campaign_id = $1 and created_at < $2 limit $3) returning id`, [campaignId, before, most])
  if (gone.length > 0) await destroyApart(t, campaignId, gone.map((one) => one.id))
  return gone.length
}
