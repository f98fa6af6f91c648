import { open, refuse, seal, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { cleanPhoto } from '#post/index.ts'
import { mostPictures } from './fault.ts'
import { lockWritable, touch } from './write.ts'

/** The smallest of what the networks take: Bluesky's. */
const mostBytes = 976_000
export const longestAlt = 1_000

/** Adds a picture, made anew from its pixels: where and by whom it was taken goes. What can be seen on it may be said now or later, but before it leaves. */
export async function addPicture(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, bytes: Uint8Array, alt = ''): Promise<string> {
  allow(actor, campaign, 'publication.write')
  const picture = await fitting(await cleanPhoto(bytes))
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await lockWritable(t, campaign.id, id, version)
    const { there } = (await t.row<{ there: number }>('select count(*)::int as there from publication_picture where campaign_id = $1 and publication_id = $2', [campaign.id, id]))!
    if (there >= mostPictures) throw refuse('pictures-full', 422, `A publication has at most ${mostPictures} pictures.`)
    const pictureId = uuid7(at)
    await t.run('insert into publication_picture (campaign_id, id, publication_id, type, sealed, alt, added_at) values ($1, $2, $3, $4, $5, $6, $7)', [
      campaign.id, pictureId, id, picture.type, seal(house.keys.derive('publication'), picture.bytes), altOf(alt), at,
    ])
    await touch(t, campaign.id, id, actor, at)
    return pictureId
  })
}

async function fitting(picture: { type: string; bytes: Buffer }): Promise<{ type: string; bytes: Buffer }> {
  for (const [quality, side] of [[60, 1_600], [50, 1_200], [40, 800]] as const) {
    if (picture.bytes.length <= mostBytes) return picture
    const { default: sharp } = await import('sharp')
    picture = { type: 'image/webp', bytes: await sharp(picture.bytes).resize(side, side, { fit: 'inside', withoutEnlargement: true }).webp({ quality }).toBuffer() }
  }
  return picture
}

export async function describePicture(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, picture: string, alt: string): Promise<void> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await lockWritable(t, campaign.id, id, version)
    const done = await t.run('update publication_picture set alt = $4 where campaign_id = $1 and publication_id = $2 and id = $3', [campaign.id, id, picture, altOf(alt)])
    if (done === 0) throw noPicture()
    await touch(t, campaign.id, id, actor, at)
  })
}

export async function dropPicture(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, picture: string): Promise<void> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await lockWritable(t, campaign.id, id, version)
    const done = await t.run('delete from publication_picture where campaign_id = $1 and publication_id = $2 and id = $3', [campaign.id, id, picture])
    if (done === 0) throw noPicture()
    await touch(t, campaign.id, id, actor, at)
  })
}

export async function readPicture(house: House, reader: Reader, campaignId: string, picture: string): Promise<{ type: string; bytes: Buffer; alt: string } | undefined> {
  const row = await reader.row<{ type: string; sealed: Buffer; alt: string }>('select type, sealed, alt from publication_picture where campaign_id = $1 and id = $2', [campaignId, picture])
  return row && { type: row.type, alt: row.alt, bytes: open(house.keys.derive('publication'), row.sealed) }
}

function altOf(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim().slice(0, longestAlt).toWellFormed()
}

function noPicture() {
  return refuse('not-found', 404, 'There is no such picture.')
}
