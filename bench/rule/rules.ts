import { uuid7, type House } from '#core/index.ts'

/** Phrases that are put aside in a campaign; made without people, of whom a bench has none. */
export async function rulesFor(house: House, campaignId: string, phrases: string[]): Promise<void> {
  if (phrases.length === 0) return
  const now = new Date()
  await house.db.transact(async (t) => {
    await t.run(
      `insert into rule (campaign_id, id, box, kind, value, state, made_at, changed_at)
       select $1, given.id, 'mute', 'phrase', given.phrase, 'on', $4, $4 from unnest($2::uuid[], $3::text[]) as given (id, phrase)`,
      [campaignId, phrases.map(() => uuid7(now)), phrases, now],
    )
    await t.run(`insert into rule_setting (campaign_id, version) values ($1, 1)`, [campaignId])
  })
}
