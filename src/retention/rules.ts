import { notify, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { channels, isKind, kindNames, kinds, type Kind } from './kind.ts'

/** How long each kind is kept in a campaign; of a channel where that has its own answer. */
export interface Rules {
  days: Record<Kind, number>
  byChannel: { kind: Kind; channel: string; days: number }[]
}

export async function rulesOf(reader: Reader, campaignId: string): Promise<Rules> {
  const rows = await reader.rows<{ kind: Kind; channel: string; days: number }>(`select kind, channel, days from retention_rule where campaign_id = $1 order by kind, channel`, [campaignId])
  const days = Object.fromEntries(kindNames.map((kind) => [kind, rows.find((row) => row.kind === kind && row.channel === '')?.days ?? kinds[kind].days])) as Rules['days']
  return { days, byChannel: rows.filter((row) => row.channel !== '' && isKind(row.kind)) }
}

/** How long a kind is kept for a channel. The original never stays longer than how its sender is reached: it says so, too. */
export function daysFor(rules: Rules, kind: Kind, channel: string): number {
  const own = (one: Kind) => rules.byChannel.find((rule) => rule.kind === one && rule.channel === channel)?.days ?? rules.days[one]
  return kind === 'original' ? Math.min(own('original'), own('contact')) : own(kind)
}

export const bounds = { least: 7, most: 3_650 }

export interface RuleChange {
  kind: string
  channel: string
  /** Null: as usual, or as for all channels. */
  days: number | null
}

/** Checks a wish without doing anything. */
export function checkRule({ kind, channel, days }: RuleChange): { kind: Kind; channel: string; days: number | null } {
  if (!isKind(kind) || (channel !== '' && (!kinds[kind].byChannel || !channels.includes(channel)))) throw refuse('not-found', 404, 'There is no such kind.')
  if (days !== null && (!Number.isInteger(days) || days < bounds.least || days > bounds.most)) {
    throw refuse('days-wrong', 422, `Give whole days from ${bounds.least} to ${bounds.most}.`)
  }
  return { kind, channel, days }
}

/** Changes how long a kind is kept, from the next night on. */
export async function setRule(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: RuleChange): Promise<void> {
  allow(actor, campaign, 'retention.manage')
  const { kind, channel, days } = checkRule(wish)
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    if (days === null) await t.run(`delete from retention_rule where campaign_id = $1 and kind = $2 and channel = $3`, [campaign.id, kind, channel])
    else {
      await t.run(
        `insert into retention_rule (campaign_id, kind, channel, days, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (campaign_id, kind, channel) do update set days = $4, changed_by = $5, changed_at = $6`, [campaign.id, kind, channel, days, actor.person.id, at])
    }
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'retention.changed', detail: { kind, channel, days } })
    await notify(t, campaign.id, { kind: 'retention' })
  })
}
