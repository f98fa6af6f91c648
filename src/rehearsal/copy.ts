import { randomBytes } from 'node:crypto'
import type { House, Reader, Transactor } from '#core/index.ts'
import { copyPrefix, insertCampaign, type Campaign } from '#campaign/index.ts'
import { copyRoles } from '#person/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'

/**
 * Makes the copy of a campaign in which a rehearsal is worked: how it is set up (`settings` of each slice) and who works in it, under a
 * name and an address that say what it is. No posts, no own accounts, no tokens, no links.
 */
export async function makeCopy(house: House, t: Transactor, campaign: Campaign, at: Date): Promise<Campaign> {
  const named = (language: string, name: string) => translate(isLanguage(language) ? language : 'en')('rehearsal.named', { name })
  const words = Object.fromEntries(campaign.languages.map((language) => {
    const own = campaign.words[language]
    return [language, { ...own, name: named(language, own?.name || campaign.name) }]
  }))
  const copy = await insertCampaign(t, campaign.organisationId, {
    ...campaign, words, slug: `${copyPrefix}${randomBytes(4).toString('hex')}`, name: named(campaign.languages[0]!, campaign.name).slice(0, 200), rehearses: campaign.id,
  }, at)
  await copyRoles(t, campaign.id, copy.id, at)
  for (const table of house.flow.slices.flatMap((slice) => slice.settings ?? [])) await copyRows(t, table, campaign.id, copy.id)
  return copy
}

/** All rows of a table again, under another campaign: ids are unique within a campaign only, so what points to what stays as it is. */
async function copyRows(t: Transactor, table: string, from: string, into: string): Promise<void> {
  const columns = (await columnsOf(t, table)).filter((name) => name !== 'campaign_id').map((name) => `"${name}"`).join(', ')
  await t.run(`insert into "${table}" (campaign_id, ${columns}) select $2, ${columns} from "${table}" where campaign_id = $1`, [from, into])
}

async function columnsOf(reader: Reader, table: string): Promise<string[]> {
  const rows = await reader.rows<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`, [table])
  return rows.map((row) => row.name)
}
