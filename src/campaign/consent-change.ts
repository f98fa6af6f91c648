import { noteTakenBack, notedSince, refuse, type Actor, type House, type Restored, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { changeCampaign, type Campaign } from './campaign.ts'
import { consentNames, consentTable, defaultConsent, type Consent, type ConsentChanges, type ConsentName } from './consent.ts'

/** By channel, what is allowed or not allowed any more. */
export type ConsentDifference = Record<string, ConsentName[]>

export interface ConsentStep {
  /** Allowed now and not before. */
  looser: ConsentDifference
  stricter: ConsentDifference
  /** Of what becomes looser that which goes beyond what is usual. */
  beyond: ConsentDifference
}

/** What a new table would change. */
export function consentStep(now: ConsentChanges, next: ConsentChanges): ConsentStep {
  const [before, after] = [consentTable(now), consentTable(next)]
  return {
    looser: differing((channel, name) => after[channel]![name] && !before[channel]![name]),
    stricter: differing((channel, name) => !after[channel]![name] && before[channel]![name]),
    beyond: differing((channel, name) => after[channel]![name] && !before[channel]![name] && !defaultConsent[channel]![name]),
  }
}

function differing(has: (channel: string, name: ConsentName) => boolean): ConsentDifference {
  const all = Object.keys(defaultConsent).map((channel) => [channel, consentNames.filter((name) => has(channel, name))] as const)
  return Object.fromEntries(all.filter(([, names]) => names.length > 0))
}

/** Only what differs is kept: whoever never touched a channel goes with the house. */
export function consentChangesOf(table: Record<string, Consent>): ConsentChanges {
  return Object.fromEntries(
    Object.entries(defaultConsent).flatMap(([channel, usual]) => {
      const names = consentNames.filter((name) => table[channel] && table[channel][name] !== usual[name])
      return names.length > 0 ? [[channel, Object.fromEntries(names.map((name) => [name, table[channel]![name]]))] as const] : []
    }),
  )
}

/**
 * Puts another table of consent into force, for every page with the next request. Whoever manages the campaign makes it stricter, or usual again; to go
 * beyond what is usual takes an owner and a reason that stays in the audit log. The author's own word and the rule on hearsay
 * stand above any table (consentOf).
 */
export async function setConsent(house: House, t: Transactor, actor: Actor, campaign: Campaign, next: ConsentChanges, at: Date, reason = ''): Promise<Campaign> {
  const { looser, stricter, beyond } = consentStep(campaign.consent, next)
  if (Object.keys(looser).length + Object.keys(stricter).length === 0) return campaign
  const why = reason.replaceAll('\0', '').trim().slice(0, 500)
  if (Object.keys(beyond).length > 0) {
    allow(actor, campaign, 'consent.loosen')
    if (why.length < 10) throw refuse('consent-reason', 422, 'Say why this may be allowed beyond what is usual.', { mend: 'A sentence: it stays in the audit log.' })
  }
  const changed = await changeCampaign(t, campaign.id, { consent: consentChangesOf(consentTable(next)) }, at, actor.person.id)
  await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: Object.keys(beyond).length > 0 ? 'consent.loosened' : 'consent.changed', ...(why ? { reason: why } : {}), detail: { looser, stricter } })
  const said = (differing: ConsentDifference, allowed: boolean) => Object.entries(differing).flatMap(([channel, names]) => names.map((name) => [`${channel}.${name}`, allowed] as const))
  for (const [what, allowed] of [...said(looser, true), ...said(stricter, false)]) await noteTakenBack(house, { campaignId: campaign.id, kind: 'consent-table', ids: [what], says: { allowed } })
  return changed
}

/** Step `restored`: what the table allows no more since the backup. */
export async function tightenAgain(t: Transactor, restored: Restored): Promise<void> {
  const campaign = await t.row<{ consent: ConsentChanges }>('select consent from campaign where id = $1', [restored.campaignId])
  const table = consentTable(campaign?.consent ?? {})
  const forbidden = [...notedSince(restored, 'consent-table')].filter(([, says]) => says['allowed'] === false).map(([what]) => what.split('.') as [string, ConsentName])
  if (forbidden.length === 0) return
  for (const [channel, name] of forbidden) if (table[channel]) table[channel][name] = false
  await t.run('update campaign set consent = $2 where id = $1', [restored.campaignId, JSON.stringify(consentChangesOf(table))])
}
