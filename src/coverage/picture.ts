import type { Campaign } from '#campaign/index.ts'
import { clocksOf, open, seal, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { cleanPhoto } from '#post/index.ts'
import { lockCoverage, type Coverage } from './coverage.ts'
import { lockEntry, noEntry } from './entry.ts'
import { checkMayLeave, heldBack, ownOut } from './hand-out.ts'
import { publicCoverage } from './transcript.ts'

/** What is kept of a picture. */
export interface MadePicture {
  width: number
  height: number
  whole: Buffer
  small: Buffer
}

/** Makes it anew from its pixels, before anything is locked: where and by which device it was taken goes. */
export async function madePicture(bytes: Uint8Array): Promise<MadePicture> {
  const whole = await cleanPhoto(bytes, { as: 'jpeg' })
  return { width: whole.width, height: whole.height, whole: whole.bytes, small: (await cleanPhoto(whole.bytes, { side: 640 })).bytes }
}

export async function keepPicture(house: House, t: Transactor, campaignId: string, entryId: string, picture: MadePicture, at: Date): Promise<void> {
  const key = house.keys.derive('coverage')
  await t.run(
    `insert into coverage_picture (campaign_id, entry_id, id, width, height, whole, small) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (campaign_id, entry_id) do update set id = excluded.id, width = excluded.width, height = excluded.height, whole = excluded.whole, small = excluded.small`,
    [campaignId, entryId, uuid7(at), picture.width, picture.height, seal(key, picture.whole), seal(key, picture.small)],
  )
}

export async function dropPicture(t: Transactor, campaignId: string, entryId: string): Promise<void> {
  await t.run('delete from coverage_picture where campaign_id = $1 and entry_id = $2', [campaignId, entryId])
}

/** Small, for those who work there: the checker sees what the description is of. */
export async function boardPicture(house: House, actor: Actor | undefined, campaign: CampaignRef, entryId: string): Promise<Buffer | undefined> {
  allow(actor, campaign, 'coverage.work')
  return read(house, campaign.id, 'small', 'entry_id', entryId)
}

/** Whole, for whoever has the entry in hand, and looked at as when it was handed out: a file leaves no sooner than its words. */
export async function handedPicture(house: House, actor: Actor | undefined, campaign: CampaignRef, coverageId: string, entryId: string, network: string): Promise<Buffer> {
  allow(actor, campaign, 'coverage.work')
  await house.db.transact(async (t) => {
    const coverage = await lockCoverage(t, campaign.id, coverageId, 'share')
    await ownOut(t, actor, campaign, coverageId, entryId, network)
    const clocks = await clocksOf(house, t)
    checkMayLeave(coverage, await lockEntry(t, campaign.id, coverageId, entryId), clocks, await heldBack(t, campaign.id, clocks))
  })
  const bytes = await read(house, campaign.id, 'whole', 'entry_id', entryId)
  if (!bytes) throw noEntry()
  return bytes
}

/** Small, for everybody, as long as the entry stands in the public transcript. */
export async function publicPicture(house: House, campaign: Pick<Campaign, 'id'>, coverage: Coverage, id: string): Promise<Buffer | undefined> {
  const shown = await publicCoverage(house, campaign, coverage)
  return shown?.threads.flat().some((entry) => entry.picture?.id === id) ? read(house, campaign.id, 'small', 'id', id) : undefined
}

async function read(house: House, campaignId: string, size: 'whole' | 'small', by: 'entry_id' | 'id', id: string): Promise<Buffer | undefined> {
  const row = await house.db.row<{ sealed: Buffer }>(`select ${size} as sealed from coverage_picture where campaign_id = $1 and ${by} = $2`, [campaignId, id])
  return row && open(house.keys.derive('coverage'), row.sealed)
}
