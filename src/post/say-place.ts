import { precisions, type Precision } from '#campaign/index.ts'
import { notedSince, type Reader, type Restored, type Transactor } from '#core/index.ts'

/** From the finest to the coarsest. */
const fromExact = `array['exact', '1km', 'district', 'hidden']`

/** Where a post was told from, as far as its author has said it. */
export interface ToldFrom {
  name: string | null
  lat: number | null
  lon: number | null
  precision: Precision | null
}

export async function toldFrom(reader: Reader, campaignId: string, postId: string): Promise<ToldFrom | undefined> {
  return reader.row<ToldFrom>('select place_name as name, lat, lon, precision from post where campaign_id = $1 and id = $2 and withdrawn_at is null', [campaignId, postId])
}

/**
 * The author says which place they mean, and how exactly it may be shown. A place that is known stays: the desk may have worked with it.
 * False where nothing was changed. What came is kept as it came.
 */
export async function sayPlace(t: Transactor, campaignId: string, postId: string, said: { place?: { name: string; lat: number; lon: number } | undefined; precision: Precision }): Promise<boolean> {
  const { place, precision } = said
  const changed = await t.run(
    `update post set place_name = coalesce($3, place_name), lat = coalesce($4, lat), lon = coalesce($5, lon), precision = $6
     where campaign_id = $1 and id = $2 and withdrawn_at is null and place_name is not null and lat is null`,
    [campaignId, postId, place?.name ?? null, place?.lat ?? null, place?.lon ?? null, precision],
  )
  return changed > 0
}

/** Step `restored`: no place is shown more exactly than its author has allowed since the backup. */
export async function placeAgain(t: Transactor, restored: Restored): Promise<void> {
  const said = [...notedSince(restored, 'precision')].map(([id, says]) => ({ id, precision: precisions.find((one) => says[one]) ?? 'hidden' }))
  await t.run(
    `update post p set precision = given.precision from unnest($2::uuid[], $3::text[]) as given (id, precision)
     where p.campaign_id = $1 and p.id = given.id and p.withdrawn_at is null and p.place_name is not null and (p.precision is null or array_position(${fromExact}, p.precision) < array_position(${fromExact}, given.precision))`,
    [restored.campaignId, said.map((one) => one.id), said.map((one) => one.precision)])
}

/** The coarser of two or more precisions, one of which may be null. */
export const coarserSql = (...some: string[]) => `(${fromExact})[greatest(${some.map((one) => `array_position(${fromExact}, ${one})`).join(', ')})]`

/** The coarsest of those in a group. */
export const coarsestSql = (precision: string) => `(${fromExact})[max(array_position(${fromExact}, ${precision}))]`
