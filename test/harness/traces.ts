import type { House } from '#core/index.ts'

/** Every row of a campaign in any table, as text; what is sealed shows as bytes. Words that were taken back are in none of it. */
export async function tracesOf(house: House, campaignId: string): Promise<string> {
  const tables = await house.db.rows<{ name: string }>(`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'campaign_id'`)
  const texts = await Promise.all(tables.map(({ name }) => house.db.rows<{ row: string }>(`select t::text as row from "${name}" t where campaign_id = $1`, [campaignId])))
  return texts.flat().map((one) => one.row).join('\n')
}
