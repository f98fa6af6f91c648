import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'

export interface LegalHold {
  id: string
  statementId: string | null
  incidentId: string | null
  /** Of the incident. */
  number: number | null
  reason: string
  setBy: string
  setAt: Date
}

export async function legalHolds(reader: Reader, campaignId: string): Promise<LegalHold[]> {
  return reader.rows(
    `select h.id, h.statement_id as "statementId", h.incident_id as "incidentId", i.number, h.reason, p.name as "setBy", h.set_at as "setAt"
     from legal_hold h join person p on p.id = h.set_by left join incident i on i.campaign_id = h.campaign_id and i.id = h.incident_id
     where h.campaign_id = $1 and h.lifted_at is null order by h.set_at desc limit 500`, [campaignId])
}

/** Keeps what hangs on an incident (by its number) or a statement until it is lifted. What its own author takes back or has erased goes all the same. */
export async function setLegalHold(house: House, actor: Actor | undefined, campaign: CampaignRef, on: { incident: number } | { statement: string }, reason: string): Promise<void> {
  allow(actor, campaign, 'retention.manage')
  const why = reason.replaceAll('\0', '').trim().slice(0, 500)
  if (why.length < 3) throw refuse('reason-for-log', 422, 'Say what it is needed for.')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const row = 'incident' in on
      ? await t.row<{ id: string }>(`select id from incident where campaign_id = $1 and number = $2`, [campaign.id, on.incident])
      : await t.row<{ id: string }>(`select id from statement where campaign_id = $1 and id = $2`, [campaign.id, on.statement])
    if (!row) throw refuse('not-found', 404, 'There is no such incident or statement.')
    const id = uuid7(at)
    await t.run(
      `insert into legal_hold (campaign_id, id, statement_id, incident_id, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [campaign.id, id, 'statement' in on ? row.id : null, 'incident' in on ? row.id : null, why, actor.person.id, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'evidence.held', subject: row.id, reason: why })
    await notify(t, campaign.id, { kind: 'retention' })
  })
}

export async function liftLegalHold(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'retention.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const lifted = await t.run(`update legal_hold set lifted_at = $3, lifted_by = $4 where campaign_id = $1 and id = $2 and lifted_at is null`, [campaign.id, id, at, actor.person.id])
    if (lifted === 0) throw refuse('not-found', 404, 'There is no such hold any more.')
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'evidence.freed', subject: id })
    await notify(t, campaign.id, { kind: 'retention' })
  })
}

/** Step `join`: what was held stays held under the statement that goes on. */
export async function moveHolds(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  await t.run(
    `update legal_hold set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`,
    [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)],
  )
}

/** Step `withdraw`: of statements that nobody says any more nothing is left to hold, and nothing is to be looked at again of posts that are gone. */
export async function forgetHolds(t: Transactor, { campaignId, postIds, emptied }: { campaignId: string; postIds: string[]; emptied: Set<string> }): Promise<void> {
  await t.run(`delete from legal_hold where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, [...emptied]])
  await t.run(`delete from retention_kept where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
}
