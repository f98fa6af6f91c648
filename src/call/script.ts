import type { Actor, CampaignRef, House, Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'

/** The steps of a call, in their order; each has words to read aloud and most a field for the answer. */
export const callSteps = ['greet', 'safe', 'what', 'where', 'when', 'knows', 'consent', 'callback', 'thanks'] as const
export type CallStep = (typeof callSteps)[number]

/** A campaign's own words, by language and step; for everything else the house has some. */
export type ScriptWords = Record<string, Partial<Record<CallStep, string>>>

const longest = 1_000

export async function scriptOf(reader: Reader, campaignId: string): Promise<ScriptWords> {
  return (await reader.row<{ words: ScriptWords }>('select words from call_script where campaign_id = $1', [campaignId]))?.words ?? {}
}

/** Sets the words of one language; an empty one goes back to the house's. */
export async function setScript(house: House, actor: Actor | undefined, campaign: CampaignRef, language: string, words: Partial<Record<CallStep, string>>): Promise<void> {
  allow(actor, campaign, 'campaign.manage')
  const own = Object.fromEntries(callSteps.flatMap((step) => {
    const text = words[step]?.replaceAll('\0', '').trim().slice(0, longest)
    return text ? [[step, text]] : []
  }))
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    await t.run(
      `insert into call_script (campaign_id, words, changed_by, changed_at) values ($1, jsonb_build_object($2::text, $3::jsonb), $4, $5)
       on conflict (campaign_id) do update set words = call_script.words || excluded.words, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      [campaign.id, language, JSON.stringify(own), actor.person.id, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'call.script', subject: campaign.id, detail: { language } })
  })
}
