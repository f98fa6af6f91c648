import { isUuid, notify, prepared, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { sqlState, uniqueViolation } from '#core/index.ts'
import { allow, audit, membersOf } from '#person/index.ts'
import { sendToAll } from '#statement/index.ts'

export interface Group {
  id: string
  name: string
}

export interface GroupRow extends Group {
  members: { id: string; name: string }[]
  /** Statements that wait for it. */
  waiting: number
  oldest: Date | null
}

const mostGroups = 100

/** The groups of a campaign, or those that one person is in. */
export async function groupsOf(reader: Reader, campaignId: string, personId?: string): Promise<Group[]> {
  return reader.rows(
    prepared(
      `select g.id, g.name from desk_group g
       where g.campaign_id = $1 and ($2::text is null or exists (select from group_member m where m.campaign_id = $1 and m.group_id = g.id and m.person_id = $2))
       order by lower(g.name), g.id`),
    [campaignId, personId ?? null],
  )
}

/** The groups with the ids of who is in them. */
export async function groupMembers(reader: Reader, campaignId: string): Promise<(Group & { members: string[] })[]> {
  return reader.rows(
    `select g.id, g.name, array(select m.person_id from group_member m where m.campaign_id = $1 and m.group_id = g.id) as members
     from desk_group g where g.campaign_id = $1 order by lower(g.name), g.id`,
    [campaignId],
  )
}

/** The groups with who is in them and what waits for them. */
export async function groupRows(reader: Reader, campaignId: string): Promise<GroupRow[]> {
  return reader.rows(
    `select g.id, g.name,
       (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by lower(p.name)), '[]')
        from group_member m join person p on p.id = m.person_id where m.campaign_id = $1 and m.group_id = g.id) as members,
       w.waiting, w.oldest
     from desk_group g
     cross join lateral (
       select count(*)::int as waiting, min(s.arrived_at) as oldest from statement s where s.campaign_id = $1 and s.group_id = g.id and s.state = 'waiting') w
     where g.campaign_id = $1 order by lower(g.name), g.id`,
    [campaignId],
  )
}

export async function groupById(reader: Reader, campaignId: string, id: string): Promise<Group> {
  const found = isUuid(id) ? await reader.row<Group>(`select id, name from desk_group where campaign_id = $1 and id = $2`, [campaignId, id]) : undefined
  if (!found) throw refuse('not-found', 404, 'There is no such group.')
  return found
}

export interface GroupChange {
  name?: string | undefined
  /** Ids of the people who are in it from now on. */
  members?: string[] | undefined
}

/** Makes a group. */
export async function addGroup(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: GroupChange): Promise<string> {
  allow(actor, campaign, 'person.manage')
  return house.db.transact(async (t) => {
    const count = await t.row<{ n: number }>(`select count(*)::int as n from desk_group where campaign_id = $1`, [campaign.id])
    if (count!.n >= mostGroups) throw refuse('too-many', 409, `A campaign has at most ${mostGroups} groups.`)
    const id = uuid7(house.clock.now())
    await named(() => t.run(`insert into desk_group (campaign_id, id, name, created_at) values ($1, $2, $3, $4)`, [campaign.id, id, nameOf(wish.name ?? ''), house.clock.now()]))
    await setMembers(t, campaign, id, wish.members ?? [])
    await changed(house, t, campaign.id, actor, id, 'group.made')
    return id
  })
}

/** Changes the name of a group, or who is in it. */
export async function changeGroup(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: GroupChange): Promise<void> {
  allow(actor, campaign, 'person.manage')
  await house.db.transact(async (t) => {
    await groupById(t, campaign.id, id)
    const { name, members } = change
    if (name !== undefined) await named(() => t.run(`update desk_group set name = $3 where campaign_id = $1 and id = $2`, [campaign.id, id, nameOf(name)]))
    if (members) await setMembers(t, campaign, id, members)
    await changed(house, t, campaign.id, actor, id, 'group.changed')
  })
}

/** Ends a group; what waited for it is for everybody again. */
export async function endGroup(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'person.manage')
  await house.db.transact(async (t) => {
    await groupById(t, campaign.id, id)
    await sendToAll(t, campaign.id, id)
    await t.run(`delete from desk_group where campaign_id = $1 and id = $2`, [campaign.id, id])
    await changed(house, t, campaign.id, actor, id, 'group.ended')
  })
}

async function setMembers(t: Transactor, campaign: CampaignRef, groupId: string, ids: string[]): Promise<void> {
  const there = new Set((await membersOf(t, campaign)).map((one) => one.id))
  if (ids.some((id) => !there.has(id))) throw refuse('not-found', 404, 'There is no such person in this campaign.')
  await t.run(`delete from group_member where campaign_id = $1 and group_id = $2 and person_id <> all($3)`, [campaign.id, groupId, ids])
  await t.run(`insert into group_member (campaign_id, group_id, person_id) select $1, $2, id from unnest($3::text[]) as id on conflict do nothing`, [campaign.id, groupId, ids])
}

/** Somebody has no part in the campaign any more. */
export async function leaveGroups(t: Transactor, campaignId: string, personId: string): Promise<void> {
  await t.run(`delete from group_member where campaign_id = $1 and person_id = $2`, [campaignId, personId])
}

async function changed(house: House, t: Transactor, campaignId: string, actor: Actor, id: string, kind: string): Promise<void> {
  await audit(t, { campaignId, at: house.clock.now(), personId: actor.person.id, kind, subject: id })
  await notify(t, campaignId, { kind: 'groups' })
}

function nameOf(given: string): string {
  const name = given.trim().replace(/\s+/g, ' ')
  if (name === '' || name.length > 80) throw refuse('name-wrong', 422, 'A group has a name of 1 to 80 characters.')
  return name
}

async function named(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('name-taken', 409, 'There is a group of this name already.', { mend: 'Choose another name.' })
    throw error
  }
}
