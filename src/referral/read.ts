import type { House, Reader } from '#core/index.ts'
import { refuse, type Actor, type CampaignRef } from '#core/index.ts'
import { campaignById, type Campaign } from '#campaign/index.ts'
import { noStatement } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { readContact } from '#post/index.ts'
import { senderOfPost, type Fate } from '#talk/index.ts'
import { helperById, noHelper } from './helper.ts'
import { letterOf, placeOf, refOf, type Passed } from './letter.ts'
import { noReferral } from './move.ts'

export const referralStates = ['ready', 'offered', 'accepted', 'in-hand', 'closed', 'stopped'] as const
export type ReferralState = (typeof referralStates)[number]

export interface Referral {
  id: string
  /** By which we and the helper speak of it. */
  ref: string
  statementId: string | null
  helper: { id: string; name: string; phone: string | null; email: string | null }
  by: { id: string; name: string }
  passes: Passed[]
  way: 'email' | 'phone'
  consent: { how: string; at: Date; words: string | null }
  state: ReferralState
  /** Of the mail. */
  fate: Fate | null
  offeredAt: Date | null
  dueAt: Date
  outcome: string | null
  /** Taken back; a person has still to tell the helper by phone. */
  tellStop: boolean
  version: number
  createdAt: Date
}

const columns = `r.id, r.statement_id as "statementId", jsonb_build_object('id', h.id, 'name', h.name, 'phone', h.phone, 'email', h.email) as helper,
  jsonb_build_object('id', w.id, 'name', w.name) as by, r.passes, r.way, r.consent_how as "consentHow", r.consent_at as "consentAt", r.consent_words as "consentWords",
  r.state, o.state as fate, r.offered_at as "offeredAt", r.due_at as "dueAt", r.outcome, r.tell_stop as "tellStop", r.version, r.created_at as "createdAt"`

const joins = `join helper h on h.campaign_id = r.campaign_id and h.id = r.helper_id join person w on w.id = r.person_id
  left join outgoing o on o.campaign_id = r.campaign_id and o.id = r.outgoing_id`

type Row = Omit<Referral, 'ref' | 'consent'> & { consentHow: string; consentAt: Date; consentWords: string | null }

/** Cases of these states: what is due first comes first, of those that are over the latest. */
export async function listReferrals(reader: Reader, campaignId: string, states: readonly ReferralState[], limit = 200): Promise<Referral[]> {
  const over = states.every((state) => state === 'closed' || state === 'stopped')
  const rows = await reader.rows<Row>(
    `select ${columns} from referral r ${joins} where r.campaign_id = $1 and r.state = any($2) order by r.tell_stop desc, r.due_at ${over ? 'desc' : ''}, r.id limit $3`, [campaignId, [...states], limit])
  return rows.map(shown)
}

export async function referralById(reader: Reader, campaignId: string, id: string): Promise<Referral | undefined> {
  const row = await reader.row<Row>(`select ${columns} from referral r ${joins} where r.campaign_id = $1 and r.id = $2`, [campaignId, id])
  return row && shown(row)
}

/** The cases of a statement. */
export async function referralsOf(reader: Reader, campaignId: string, statementId: string): Promise<Referral[]> {
  const rows = await reader.rows<Row>(`select ${columns} from referral r ${joins} where r.campaign_id = $1 and r.statement_id = $2 order by r.created_at`, [campaignId, statementId])
  return rows.map(shown)
}

function shown({ consentHow, consentAt, consentWords, ...row }: Row): Referral {
  return { ...row, ref: refOf(row.id), consent: { how: consentHow, at: consentAt, words: consentWords } }
}

export interface ReferralEvent {
  kind: string
  by: string | null
  at: Date
}

export async function stepsOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, ReferralEvent[]>> {
  const rows = await reader.rows<ReferralEvent & { referral: string }>(
    `select e.referral_id as referral, e.kind, p.name as by, e.at from referral_event e left join person p on p.id = e.person_id
     where e.campaign_id = $1 and e.referral_id = any($2::uuid[]) order by e.at, e.id`,
    [campaignId, ids],
  )
  const found = new Map<string, ReferralEvent[]>()
  for (const { referral, ...event } of rows) found.set(referral, [...(found.get(referral) ?? []), event])
  return found
}

/** The letter as it would go out, before it does; an address stays hidden in it. */
export async function previewLetter(house: House, campaign: Campaign, statementId: string, wish: { helper: string; post: string; passes: Passed[]; days: number }): Promise<{ subject: string; text: string; language: string }> {
  const [helper, sender] = [await helperById(house.db, campaign.id, wish.helper), await senderOfPost(house.db, campaign.id, statementId, wish.post)]
  if (!sender) throw noStatement()
  if (!helper) throw noHelper()
  const place = await placeOf(house.db, campaign.id, statementId, wish.post)
  return letterOf(campaign, helper, { ref: '····', text: sender.text, place, dueAt: new Date(house.clock.now().getTime() + wish.days * 86_400_000) }, wish.passes)
}

/** What is to be said on the phone, for whoever referred the case and for coordinators; an address in it is a look that is written down. */
export async function wordsForPhone(house: House, campaign: CampaignRef, actor: Actor, id: string): Promise<string> {
  const row = await house.db.row<{ postId: string; state: ReferralState }>(`select post_id as "postId", state from referral where campaign_id = $1 and id = $2`, [campaign.id, id])
  const referral = await referralById(house.db, campaign.id, id)
  if (!row || !referral || !referral.statementId || referral.state === 'stopped') throw noReferral()
  if (referral.by.id !== actor.person.id && !may(actor, campaign, 'contact.read')) throw refuse('forbidden', 403, 'Only whoever referred this case, or a coordinator, hands it over.')
  const helper = (await helperById(house.db, campaign.id, referral.helper.id))!
  const sender = await senderOfPost(house.db, campaign.id, referral.statementId, row.postId)
  if (!sender) throw noReferral()
  const contact = referral.passes.includes('contact') ? await readContact(house, { campaignId: campaign.id, personId: actor.person.id, reason: 'referral' }, row.postId) : undefined
  const place = await placeOf(house.db, campaign.id, referral.statementId, row.postId)
  return letterOf((await campaignById(house.db, campaign.id))!, helper, { ref: referral.ref, text: sender.text, place, ...(contact ? { contact } : {}), dueAt: referral.dueAt }, referral.passes).text
}
