import { noteTakenBack, notedSince, type House, type Restored, type Transactor } from '#core/index.ts'

/** From the finest to the coarsest. */
const precisions = ['exact', '1km', 'district', 'hidden'] as const

/** How near a place may be shown is noted beside the database: a restored backup shows none nearer than it was allowed last. */
export async function notePrecision(house: House, campaignId: string, incidentId: string, precision: string | undefined): Promise<void> {
  if (precision !== undefined) await noteTakenBack(house, { campaignId, kind: 'precision', ids: [incidentId], says: { [precision]: true } })
}

/** Step `restored`. */
export async function blurAgain(t: Transactor, restored: Restored): Promise<void> {
  const said = [...notedSince(restored, 'precision')].map(([id, says]) => ({ id, precision: precisions.find((one) => says[one]) ?? 'hidden' }))
  await t.run(
    `update incident i set precision = given.precision from unnest($2::uuid[], $3::text[]) as given (id, precision)
     where i.campaign_id = $1 and i.id = given.id and array_position($4::text[], i.precision) < array_position($4::text[], given.precision)`,
    [restored.campaignId, said.map((one) => one.id), said.map((one) => one.precision), precisions])
}
