import type { Precision } from '#campaign/index.ts'
import type { Reader, Transactor } from '#core/index.ts'

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

const fromExact = `array['exact', '1km', 'district', 'hidden']`

/** The coarser of two or more precisions, one of which may be null. */
export const coarserSql = (...precisions: string[]) => `(${fromExact})[greatest(${precisions.map((one) => `array_position(${fromExact}, ${one})`).join(', ')})]`

/** The coarsest of those in a group. */
export const coarsestSql = (precision: string) => `(${fromExact})[max(array_position(${fromExact}, ${precision}))]`
