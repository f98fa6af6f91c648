import { sha256, type House } from '#core/index.ts'
import { consentNames, consentStep, consentTable, type Campaign, type Consent, type ConsentDifference } from '#campaign/index.ts'
import { accountsOf } from '#talk/index.ts'

/** How long something is kept, as retention says; that slice lies downstream, so whoever asks hands it in. */
export interface KeptFor {
  kind: string
  days: number
  usual: number
}

/** What a document is drafted from: the settings as they are, and nothing that somebody would have to type. */
export interface Facts {
  organisation: string
  campaign: string
  address: string
  /** On which something has come. */
  channels: { channel: string; consent: Consent }[]
  /** Allowed beyond what is usual. */
  loosened: ConsentDifference
  kept: KeptFor[]
  accounts: { network: string; handle: string }[]
  /** Hosts that messages to people pass through. */
  mail: string | null
  sms: string | null
  /** Null: on the same server. */
  database: string | null
  people: { role: string; count: number }[]
  institutions: number
  helpers: number
  petitions: boolean
  bursts: boolean
  precision: string
}

export async function settingsOf(house: House, campaign: Campaign, kept: KeptFor[]): Promise<Facts> {
  const { db } = house
  const table = consentTable(campaign.consent)
  const count = async (sql: string) => (await db.row<{ count: number }>(sql, [campaign.id]))!.count
  const [organisation, used, accounts, people, institutions, helpers, petitions, bursts] = await Promise.all([
    db.row<{ name: string }>('select name from organisation where id = $1', [campaign.organisationId]),
    db.rows<{ channel: string }>(
      `select g.channel from unnest($2::text[]) as g (channel) cross join lateral (select 1 from post where campaign_id = $1 and channel = g.channel limit 1) there`, [campaign.id, Object.keys(table)]),
    db.rows<{ network: string; handle: string }>(`select channel as network, handle from account where campaign_id = $1 and state <> 'disconnected' order by channel, handle`, [campaign.id]),
    db.rows<{ role: string; count: number }>(
      `select role, count(distinct person_id)::int as count from role where organisation_id = $2 and (campaign_id is null or campaign_id = $1) group by role order by role`, [campaign.id, campaign.organisationId]),
    count('select count(*)::int as count from institution where campaign_id = $1'),
    count('select count(*)::int as count from helper where campaign_id = $1 and retired_at is null'),
    count(`select count(*)::int as count from action where campaign_id = $1 and kind = 'petition'`),
    count('select count(*)::int as count from burst where campaign_id = $1'),
  ])
  const hostOf = (channel: string) => accountsOf(house).find((one) => one.outlet.channel === channel)?.name.split(' ')[1] ?? null
  return {
    organisation: organisation?.name ?? '', campaign: campaign.name, address: `${house.origin}/${campaign.slug}`,
    channels: used.map(({ channel }) => ({ channel, consent: table[channel]! })), loosened: consentStep({}, campaign.consent).beyond, kept, accounts,
    mail: hostOf('email'), sms: hostOf('sms'), database: house.config.databaseUrl ? new URL(house.config.databaseUrl).host : null,
    people, institutions, helpers, petitions: petitions > 0, bursts: bursts > 0, precision: campaign.precision,
  }
}

/** Changes when a setting does that the documents speak of; how many people there are moves every day and is not one of them. */
export function factsHash(facts: Facts): Buffer {
  const { people, institutions: _, helpers, channels, ...rest } = facts
  return sha256(JSON.stringify({ ...rest, helpers: helpers > 0, roles: people.map((one) => one.role), channels: channels.map(({ channel, consent }) => [channel, consentNames.map((name) => consent[name])]) }))
}
