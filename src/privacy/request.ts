import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { destroyApart, openApart, sealApart } from '#post/index.ts'

export const requestKinds = ['see', 'correct', 'withdraw', 'erase', 'other'] as const
export type RequestKind = (typeof requestKinds)[number]

/** A month is what the law gives where it names a time (GDPR, article 12 (3)). */
export const dueDays = 30

export interface PrivacyRequest {
  id: string
  kind: RequestKind | 'notes'
  statements: string[]
  language: string
  state: 'open' | 'done' | 'refused'
  outcome: string | null
  createdAt: Date
  dueAt: Date
  closedAt: Date | null
  closedBy: string | null
  /** How they can be reached is still kept. */
  reachable: boolean
}

/** What somebody wrote who can prove nothing by themselves. */
export interface RequestWords {
  contact: string
  text: string
}

/** Notes what somebody asks as a task with a due date. How they can be reached is sealed. */
export async function addRequest(house: House, campaign: Pick<CampaignRef, 'id'>, wish: { kind: string; language: string } & RequestWords): Promise<void> {
  const kind = requestKinds.find((one) => one === wish.kind)
  const clean = (text: string, most: number) => text.replaceAll('\0', '').trim().slice(0, most)
  const words: RequestWords = { contact: clean(wish.contact, 300), text: clean(wish.text, 5_000) }
  if (!kind) throw refuse('kind-missing', 422, 'Choose what you want.')
  if (words.contact.length < 5) throw refuse('contact-missing', 422, 'Say how we can reach you.', { mend: 'An address, a number, a place where we meet.' })
  const now = house.clock.now()
  const id = uuid7(now)
  await house.db.transact(async (t) => {
    const sealed = await sealApart(house, t, campaign.id, id, Buffer.from(JSON.stringify(words)))
    await t.run(
      `insert into privacy_request (campaign_id, id, kind, sealed, language, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [campaign.id, id, kind, sealed, wish.language, now, new Date(now.getTime() + dueDays * 86_400_000)],
    )
    await notify(t, campaign.id, { kind: 'privacy' })
  })
}

/** Open ones, due first; else the latest closed. */
export async function requestsIn(reader: Reader, campaignId: string, state: 'open' | 'closed'): Promise<PrivacyRequest[]> {
  return reader.rows(
    `select r.id, r.kind, r.statements, r.language, r.state, r.outcome, r.created_at as "createdAt", r.due_at as "dueAt", r.closed_at as "closedAt", p.name as "closedBy", r.sealed is not null as reachable
     from privacy_request r left join person p on p.id = r.closed_by where r.campaign_id = $1 and (r.state = 'open') = $2
     order by case when r.state = 'open' then r.due_at end, r.closed_at desc limit 200`, [campaignId, state === 'open'])
}

/** How many are open and when the first is due; undefined where none is. */
export async function openRequests(reader: Reader, campaignId: string, now: Date): Promise<{ open: number; due: Date; late: boolean } | undefined> {
  const row = await reader.row<{ open: number; due: Date | null }>(`select count(*)::int as open, min(due_at) as due from privacy_request where campaign_id = $1 and state = 'open'`, [campaignId])
  return row?.due ? { open: row.open, due: row.due, late: row.due < now } : undefined
}

/** What they wrote and how they are reached: a look that is written down. */
export async function readRequest(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<RequestWords> {
  allow(actor, campaign, 'privacy.manage')
  return house.db.transact(async (t) => {
    const row = await t.row<{ sealed: Buffer | null }>(`select sealed from privacy_request where campaign_id = $1 and id = $2`, [campaign.id, id])
    const bytes = row?.sealed ? await openApart(house, t, campaign.id, id, row.sealed) : undefined
    if (!bytes) throw noRequest()
    await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'request.read', subject: id, reason: 'request' })
    return JSON.parse(bytes.toString('utf8')) as RequestWords
  })
}

/** Done, or refused with the reason; what they wrote goes some time later (retention). */
export async function closeRequest(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, as: 'done' | 'refused', outcome: string): Promise<void> {
  allow(actor, campaign, 'privacy.manage')
  const words = outcome.replaceAll('\0', '').trim().slice(0, 500)
  if (as === 'refused' && words.length < 3) throw refuse('reason-for-log', 422, 'Say why it is refused.', { mend: 'The person has a right to know, and to complain.' })
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const closed = await t.run(
      `update privacy_request set state = $3, outcome = $4, closed_at = $5, closed_by = $6 where campaign_id = $1 and id = $2 and state = 'open'`, [campaign.id, id, as, words || null, at, actor.person.id])
    if (closed === 0) throw noRequest()
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: `request.${as}`, subject: id })
    await notify(t, campaign.id, { kind: 'privacy' })
  })
}

/** For retention: of requests closed before this nothing stays but that there was one. At most `most`; returns how many. */
export async function blankRequests(house: House, campaignId: string, before: Date, most: number): Promise<number> {
  return house.db.transact(async (t) => {
    const rows = await t.rows<{ id: string }>(
      `update privacy_request set sealed = null, outcome = null where campaign_id = $1 and id in (
         select id from privacy_request where campaign_id = $1 and state <> 'open' and closed_at < $2 and (sealed is not null or outcome is not null) limit $3) returning id`, [campaignId, before, most])
    await destroyApart(t, campaignId, rows.map((row) => row.id))
    return rows.length
  })
}

function noRequest() {
  return refuse('not-found', 404, 'There is no such request any more.')
}
