import type { Campaign } from '#campaign/index.ts'
import { open, seal, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { cleanPhoto } from '#post/index.ts'
import { insertPiece, type NewPiece, type Piece } from './piece.ts'
import { isThere } from './shown.ts'

/** The longer side, for a page of a newspaper and for the page here. */
const sides = { print: 3_000, small: 640 }

/** Adds a picture, made anew from its pixels: where, when and by which device it was taken goes, and so does whatever else a file carries. */
export async function addPressPicture(house: House, actor: Actor | undefined, campaign: CampaignRef, bytes: Uint8Array, wish: Omit<NewPiece, 'kind'>): Promise<Piece> {
  allow(actor, campaign, 'press.edit')
  const print = await cleanPhoto(bytes, { side: sides.print, as: 'jpeg' })
  const small = await cleanPhoto(print.bytes, { side: sides.small })
  const key = house.keys.derive('press')
  return house.db.transact(async (t) => {
    const piece = await insertPiece(house, t, actor, campaign, { ...wish, kind: 'picture' })
    await t.run('insert into press_picture (campaign_id, piece_id, width, height, bytes, print, small) values ($1, $2, $3, $4, $5, $6, $7)', [campaign.id, piece.id, print.width, print.height, print.bytes.length, seal(key, print.bytes), seal(key, small.bytes)])
    return { ...piece, picture: { width: print.width, height: print.height, bytes: print.bytes.length } }
  })
}

export type Size = 'print' | 'small'

/** The bytes of a picture, for those who work on the kit. */
export async function readPressPicture(house: House, campaignId: string, id: string, size: Size): Promise<Buffer | undefined> {
  const row = await house.db.row<{ sealed: Buffer }>(`select ${size} as sealed from press_picture where campaign_id = $1 and piece_id = $2`, [campaignId, id])
  return row && open(house.keys.derive('press'), row.sealed)
}

/** The same for everybody, as long as it is there for them. */
export async function shownPressPicture(house: House, campaign: Pick<Campaign, 'id'>, id: string, size: Size): Promise<Buffer | undefined> {
  return (await isThere(house, campaign.id, id)) ? readPressPicture(house, campaign.id, id, size) : undefined
}
