import { open, refuse, seal, type House, type Reader, type Transactor, type Withdrawal } from '#core/index.ts'
import { audit } from '#person/index.ts'
import { keysOf, lockEpoch } from './authors.ts'
import type { Look } from './door.ts'
import { photoShownSql } from './photo-shown.ts'

export const photoLimits = {
  /** Of what is sent; phones make 3 to 8 MB. */
  bytes: 10_000_000,
  /** Of what is unpacked: a small file can claim a picture that fills the memory. */
  pixels: 60_000_000,
  /** The longer side of what is kept. */
  side: 1_600,
}

/** What cameras and phones make. No SVG and no PDF: those are programs. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'heif'])

export interface Photo {
  type: string
  bytes: Buffer
}

/**
 * Made anew from its pixels: where and when it was taken, by which device, the small preview with what was cut off later, are all
 * gone, and so is whatever else a file can carry. Turned as it was held. Refuses what is not a photo. `as`: JPEG for whoever prints it.
 */
export async function cleanPhoto(bytes: Uint8Array, { side = photoLimits.side, as = 'webp' }: { side?: number; as?: 'webp' | 'jpeg' } = {}): Promise<Photo & { width: number; height: number }> {
  if (bytes.length > photoLimits.bytes) throw unreadable('is larger than 10 MB')
  try {
    const { default: sharp } = await import('sharp')
    const picture = sharp(bytes, { limitInputPixels: photoLimits.pixels, failOn: 'error', pages: 1 })
    const { format } = await picture.metadata()
    if (!format || !formats.has(format)) throw unreadable('is neither JPEG, PNG nor WebP')
    const fitted = picture.rotate().resize(side, side, { fit: 'inside', withoutEnlargement: true })
    const { data, info } = await (as === 'jpeg' ? fitted.flatten({ background: '#fff' }).jpeg({ quality: 90 }) : fitted.webp({ quality: 80 })).timeout({ seconds: 15 }).toBuffer({ resolveWithObject: true })
    return { type: `image/${as}`, bytes: data, width: info.width, height: info.height }
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error
    throw unreadable('cannot be read')
  }
}

function unreadable(why: string) {
  return refuse('photo-wrong', 422, `The photo ${why}.`, { mend: 'Take a JPEG or PNG under 10 MB.' })
}

/** What its sender said about a photo. */
export interface PhotoWish {
  /** It may be shown in public. */
  allowed?: boolean
  graphic?: boolean
}

/** Keeps the photo of a post, sealed under the post's key; the first one stays. Nothing is kept of a post that was taken back meanwhile. */
export async function keepPhoto(house: House, campaignId: string, postId: string, photo: Photo, { allowed = false, graphic = false }: PhotoWish = {}): Promise<void> {
  await house.db.transact(async (t) => {
    await lockEpoch(t, campaignId)
    const post = await t.row<{ key_id: string }>(`select key_id from post where campaign_id = $1 and id = $2 and withdrawn_at is null`, [campaignId, postId])
    const [key] = post ? await keysOf(t, campaignId, [post.key_id]) : []
    if (!key) return
    await t.run(
      `insert into photo (campaign_id, post_id, type, sealed, created_at, allowed, graphic) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [campaignId, postId, photo.type, seal(house.keys.unwrapKey(key.wrapped), photo.bytes), house.clock.now(), allowed, graphic],
    )
  })
}

/** The photo of a post, for whoever may work on statements; that they looked goes into the audit log. Undefined when there is none. */
export async function readPhoto(house: House, look: Look, postId: string): Promise<Photo | undefined> {
  return house.db.transact(async (t) => {
    const photo = await openPhoto(house, t, look.campaignId, 'f.post_id = $2', postId)
    if (!photo) return undefined
    await audit(t, { campaignId: look.campaignId, at: house.clock.now(), personId: look.personId, kind: 'photo.read', subject: postId, reason: look.reason })
    return photo
  })
}

/** The photo of a post for whoever has proved that the post is theirs: not a look by one of ours, so it is not written down. */
export async function readOwnPhoto(house: House, campaignId: string, postId: string): Promise<Photo | undefined> {
  return openPhoto(house, house.db, campaignId, 'f.post_id = $2', postId)
}

/** The photo of a public address, as long as it may be shown: for everybody, so no look is written down. */
export async function shownPhoto(house: House, campaignId: string, publicId: string): Promise<Photo | undefined> {
  return openPhoto(house, house.db, campaignId, `f.public_id = $2 and ${photoShownSql('f', 'p')}`, publicId)
}

async function openPhoto(house: House, reader: Reader, campaignId: string, which: string, id: string): Promise<Photo | undefined> {
  const row = await reader.row<{ type: string; sealed: Buffer; key_id: string }>(
    `select f.type, f.sealed, p.key_id from photo f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1 and ${which}`, [campaignId, id])
  const [key] = row ? await keysOf(reader, campaignId, [row.key_id]) : []
  return row && key ? { type: row.type, bytes: open(house.keys.unwrapKey(key.wrapped), row.sealed) } : undefined
}

/** Step `withdraw`: photos go with their posts, also those of posts whose words stay sealed for the author. */
export async function dropPhotos(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run(`delete from photo where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
}
