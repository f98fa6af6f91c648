import { touchPublic } from '#campaign/index.ts'
import { noteTakenBack, notify, refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { checkWords, type Words } from './words.ts'

export interface Kit {
  lead: Words
  /** The page is there for everybody. */
  shown: boolean
  /** Before, it is not there at all. */
  notBefore: Date | null
  version: number
  changedBy: string | null
  changedAt: Date | null
}

const none: Kit = { lead: {}, shown: false, notBefore: null, version: 0, changedBy: null, changedAt: null }

export async function kitOf(reader: Reader, campaignId: string): Promise<Kit> {
  const row = await reader.row<Kit>(
    `select k.lead, k.shown, k.not_before as "notBefore", k.version, p.name as "changedBy", k.changed_at as "changedAt" from press_kit k left join person p on p.id = k.changed_by where k.campaign_id = $1`, [campaignId])
  return row ?? none
}

export interface KitChange {
  version: number
  lead?: Words | undefined
  shown?: boolean | undefined
  notBefore?: Date | null | undefined
}

export async function changeKit(house: House, actor: Actor | undefined, campaign: CampaignRef, change: KitChange): Promise<Kit> {
  allow(actor, campaign, 'press.edit')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await lockKit(t, campaign.id, at)
    const before = await kitOf(t, campaign.id)
    // The row that was just made is the one that nobody had seen.
    if (before.version !== Math.max(1, change.version)) throw staleKit(before.version)
    const next = { lead: checkWords({ ...before.lead, ...change.lead }, 2_000), shown: change.shown ?? before.shown, notBefore: change.notBefore === undefined ? before.notBefore : change.notBefore }
    await t.run('update press_kit set lead = $2, shown = $3, not_before = $4, version = version + 1, changed_by = $5, changed_at = $6 where campaign_id = $1', [
      campaign.id, JSON.stringify(next.lead), next.shown, next.notBefore, actor.person.id, at,
    ])
    if (next.shown !== before.shown) await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: next.shown ? 'press.shown' : 'press.taken-off', subject: campaign.id })
    if (next.shown !== before.shown) await noteTakenBack(house, { campaignId: campaign.id, kind: 'press-kit', ids: [campaign.id], says: { shown: next.shown } })
    await told(t, campaign.id)
    return kitOf(t, campaign.id)
  })
}

/** Whoever changes anything of it waits here for the others. */
export async function lockKit(t: Transactor, campaignId: string, at: Date): Promise<void> {
  await t.run('insert into press_kit (campaign_id, changed_at) values ($1, $2) on conflict do nothing', [campaignId, at])
  await t.row('select 1 from press_kit where campaign_id = $1 for update', [campaignId])
}

export async function told(t: Transactor, campaignId: string): Promise<void> {
  await touchPublic(t, campaignId)
  await notify(t, campaignId, { kind: 'press' })
}

export function staleKit(version: number) {
  return refuse('stale-version', 409, 'This has changed since you read it.', { mend: 'Look again; what you typed is kept.', extra: { version } })
}
