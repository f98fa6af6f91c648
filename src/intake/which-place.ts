import { noteTakenBack, notify, refuse, type CampaignRef, type House } from '#core/index.ts'
import { placeMeant, type Place, type Precision } from '#campaign/index.ts'
import { sayPlace, toldFrom } from '#post/index.ts'

/** Several places are called as somebody wrote. */
export interface WhichPlace {
  /** As they wrote it. */
  written: string
  places: Place[]
}

/** What they chose: one of the places, or none of them. */
export interface PlaceChoice {
  place?: string | undefined
  precision: Precision
}

type Campaign = Pick<CampaignRef, 'id'>

/** More than anybody reads through. */
const mostOffered = 8

/** What may be asked about the place of a post; undefined where one place is meant, none is known, or its author has said it. Nobody has to answer. */
export async function whichPlace(house: House, campaign: Campaign, postId: string): Promise<WhichPlace | undefined> {
  const told = await toldFrom(house.db, campaign.id, postId)
  if (!told?.name || told.lat !== null || told.precision !== null) return undefined
  const { several } = await placeMeant(house.db, campaign.id, told.name)
  return several.length > 0 ? { written: told.name, places: several.slice(0, mostOffered) } : undefined
}

/** Keeps what its author chose. Chosen twice, the first holds: the desk may have gone on from there. */
export async function choosePlace(house: House, campaign: Campaign, postId: string, { place: id, precision }: PlaceChoice): Promise<void> {
  const which = await whichPlace(house, campaign, postId)
  if (!which) return
  const place = which.places.find((one) => one.id === id)
  if (id && !place) throw refuse('place-unknown', 422, 'This place is not among those that are called so.', { mend: 'Choose one of them, or none.' })
  await noteTakenBack(house, { campaignId: campaign.id, kind: 'precision', ids: [postId], says: { [precision]: true } })
  await house.db.transact(async (t) => {
    const changed = await sayPlace(t, campaign.id, postId, { precision, ...(place ? { place: { name: fullName(place), lat: place.lat, lon: place.lon } } : {}) })
    if (!changed) return
    const statement = await t.row<{ id: string }>('select statement_id as id from post_fold where campaign_id = $1 and post_id = $2', [campaign.id, postId])
    if (statement) await notify(t, campaign.id, { kind: 'edited', statements: [statement.id] })
  })
}

/** By which it is found again, and told from the others: with its district, else its region and country. */
function fullName({ label, district, region, country }: Place): string {
  return [label, district ?? region, country].filter(Boolean).join(', ')
}
