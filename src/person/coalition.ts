import { refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { auditAll } from './audit.ts'
import { leaveWhere } from './leave.ts'
import { allow, looksAfter } from './may.ts'
import { endInvitationsOf } from './secret-link.ts'
import { notePartnerLeft } from './noted.ts'

declare module '#core/slice.ts' {
  interface Steps {
    /** A partner takes part in a campaign no more; after its people are out. */
    partnerLeft(house: House, t: Transactor, campaignId: string, organisationId: string, at: Date): Promise<void>
  }
}

/** A partner that takes part in a campaign, by its people here. */
export interface Ally {
  id: string
  name: string
  joinedAt: Date
  /** Its point persons. */
  points: { id: string; name: string }[]
  people: number
  /** Invitations of its that can still be used. */
  invited: number
}

/** The partners that take part in a campaign, by name. */
export async function coalitionOf(reader: Reader, campaignId: string, now: Date): Promise<Ally[]> {
  return reader.rows<Ally>(
    `select o.id, o.name, c.joined_at as "joinedAt",
       coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name) from role r join person p on p.id = r.person_id
         where r.campaign_id = $1 and r.organisation_id = o.id and r.point), '[]') as points,
       (select count(*)::int from role r where r.campaign_id = $1 and r.organisation_id = o.id) as people,
       (select count(*)::int from link l where l.kind = 'invitation' and l.campaign_id = $1 and l.organisation_id = o.id and l.uses_left > 0 and l.expires_at > $2) as invited
     from coalition c join organisation o on o.id = c.organisation_id
     where c.campaign_id = $1 and c.left_at is null order by lower(o.name), o.id limit 500`,
    [campaignId, now],
  )
}

/** Refuses unless a partner takes part in the campaign. Locks its row, so that whoever is invited comes before it leaves or not at all. */
export async function checkTakesPart(t: Transactor, campaign: CampaignRef, organisationId: string): Promise<void> {
  const row = await t.row('select 1 from coalition where campaign_id = $1 and organisation_id = $2 and left_at is null for update', [campaign.id, organisationId])
  if (!row) throw noSuchPartner()
}

/** It takes part, whether for the first time or again. */
export async function takePart(t: Transactor, campaignId: string, organisationId: string, at: Date): Promise<void> {
  await t.run(
    `insert into coalition (campaign_id, organisation_id, joined_at) values ($1, $2, $3)
     on conflict (campaign_id, organisation_id) do update set left_at = null, joined_at = case when coalition.left_at is null then coalition.joined_at else excluded.joined_at end`,
    [campaignId, organisationId, at],
  )
}

/**
 * A partner leaves: its roles, tokens and invitations of this campaign end, what its people hold goes back. What they did stays, with their
 * names. Said by a coordinator, or by its own point person. Returns how many people went.
 */
export async function leaveCoalition(house: House, actor: Actor | undefined, campaign: CampaignRef, organisationId: string): Promise<number> {
  allow(actor, campaign, 'person.look-after')
  if (!looksAfter(actor, campaign, organisationId)) throw noSuchPartner()
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await checkTakesPart(t, campaign, organisationId)
    const people = await carryOutLeaving(house, t, campaign, organisationId, at)
    const by = { campaignId: campaign.id, at, personId: actor.person.id }
    await auditAll(t, [{ ...by, kind: 'partner.left', subject: organisationId, detail: { people: people.length } }, ...people.map((id) => ({ ...by, kind: 'member.removed', subject: id, detail: { partner: organisationId } }))])
    await notePartnerLeft(house, campaign.id, organisationId)
    return people.length
  })
}

/** The leaving itself. Returns whose roles went. */
export async function carryOutLeaving(house: House, t: Transactor, campaign: Pick<CampaignRef, 'id' | 'organisationId'>, organisationId: string, at: Date): Promise<string[]> {
  await t.run('update coalition set left_at = $3 where campaign_id = $1 and organisation_id = $2 and left_at is null', [campaign.id, organisationId, at])
  await endInvitationsOf(t, campaign.id, organisationId)
  const people = (await t.rows<{ id: string }>('delete from role where campaign_id = $1 and organisation_id = $2 returning person_id as id', [campaign.id, organisationId])).map((row) => row.id)
  // Who is also here for somebody else stays, with what they hold.
  const stay = new Set(
    (await t.rows<{ id: string }>('select distinct person_id as id from role where person_id = any($1) and (campaign_id = $2 or (campaign_id is null and organisation_id = $3))', [people, campaign.id, campaign.organisationId])).map((row) => row.id))
  const out = people.filter((id) => !stay.has(id))
  for (const id of out) await leaveWhere(house, t, id, [campaign], at)
  await house.flow.run('partnerLeft', house, t, campaign.id, organisationId, at)
  return people
}

function noSuchPartner() {
  return refuse('not-found', 404, 'There is no such partner in this campaign.')
}
