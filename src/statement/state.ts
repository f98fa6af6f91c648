import { prepared, type Transactor } from '#core/index.ts'
import { conditionsOf, type StatementFilter } from './filter.ts'

/** `waiting`: in the queue. `held`: with one person. `asked`: a question to the sender is out. `review`: a second pair of eyes is due. `aside`: out of the queue by a rule. `decided`: finished. */
export type State = 'waiting' | 'held' | 'asked' | 'review' | 'aside' | 'decided'

export const states: State[] = ['waiting', 'held', 'asked', 'review', 'aside', 'decided']

export interface Standing {
  id: string
  state: State
  version: number
  issueAreaId: string | null
  language: string | null
}

const standing = `id, state, version, issue_area_id as "issueAreaId", language`

/** The statement as it stands, locked until the transaction ends. */
export async function lockStatement(t: Transactor, campaignId: string, id: string): Promise<Standing | undefined> {
  return t.row(prepared(`select ${standing} from statement where campaign_id = $1 and id = $2 for update`), [campaignId, id])
}

/** Locks those of `ids` that nobody else has locked. */
export async function lockFree(t: Transactor, campaignId: string, ids: string[]): Promise<Standing[]> {
  return t.rows(
    `select ${standing} from statement where campaign_id = $1 and id = any($2) order by id for update skip locked`,
    [campaignId, ids],
  )
}

/** Which of the waiting ones come first. */
const orders = { due: 's.due_at, s.id', loudest: 's.posts desc, s.id', oldest: 's.arrived_at, s.id', newest: 's.arrived_at desc, s.id desc' }

/**
 * Locks up to `count` waiting statements, the first of an order; its caller moves them. Two callers never get the same one. Not in one
 * statement with the move: as a subquery of the update PostgreSQL may run it again for each row, past its limit.
 * `also`: a further condition on `statement s`, of constants only.
 */
export async function lockWaiting(
  t: Transactor, campaignId: string, filter: StatementFilter, count: number, order: keyof typeof orders = 'due', also = '',
): Promise<string[]> {
  const parameters: unknown[] = [campaignId, count]
  const conditions = conditionsOf({ ...filter, state: 'waiting' }, parameters)
  const locked = await t.rows<{ id: string }>(
    `select s.id from statement s where s.campaign_id = $1 ${conditions} ${also} order by ${orders[order]} limit $2 for update skip locked`, parameters)
  return locked.map((row) => row.id)
}

/** Moves statements to a state and raises their version; gives them in the order of `ids`. Only under a lock taken in this transaction. */
export async function moveTo(t: Transactor, campaignId: string, ids: string[], state: State): Promise<Standing[]> {
  // A key by itself is always looked for in the index of keys, also in a campaign that no statistics know.
  const [which, given] = ids.length === 1 ? ['id = $2::uuid', ids[0]] : ['id = any($2::uuid[])', ids]
  const moved = await t.rows<Standing>(
    prepared(`update statement set state = $3, version = version + 1 where campaign_id = $1 and ${which} returning ${standing}`), [campaignId, given, state])
  const place = new Map(ids.map((id, at) => [id, at]))
  return moved.sort((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** For whom these wait: one group, or everybody. Only under a lock. */
export async function sendTo(t: Transactor, campaignId: string, ids: string[], groupId: string | null): Promise<void> {
  await t.run(`update statement set group_id = $3 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids, groupId])
}

/** The same where it is not the same for all. Returns for whom each waited. Only under a lock. */
export async function sendEach(t: Transactor, campaignId: string, given: { id: string; groupId: string | null }[]): Promise<Map<string, string | null>> {
  const rows = await t.rows<{ id: string; was: string | null }>(
    `with was as (select id, group_id from statement where campaign_id = $1 and id = any($2::uuid[]))
     update statement s set group_id = g.group_id from unnest($2::uuid[], $3::uuid[]) as g (id, group_id) join was on was.id = g.id
     where s.campaign_id = $1 and s.id = g.id returning s.id, was.group_id as was`,
    [campaignId, given.map((one) => one.id), given.map((one) => one.groupId)],
  )
  return new Map(rows.map((row) => [row.id, row.was]))
}

/** Gives each its issue area, whoever set the one before. Returns what each was in. Only under a lock. */
export async function setEachArea(t: Transactor, campaignId: string, given: { id: string; areaId: string | null }[]): Promise<{ id: string; version: number; was: string | null }[]> {
  return t.rows(
    `with was as (select id, issue_area_id from statement where campaign_id = $1 and id = any($2::uuid[]))
     update statement s set issue_area_id = g.area_id, version = s.version + 1 from unnest($2::uuid[], $3::uuid[]) as g (id, area_id) join was on was.id = g.id
     where s.campaign_id = $1 and s.id = g.id returning s.id, s.version, was.issue_area_id as was`,
    [campaignId, given.map((one) => one.id), given.map((one) => one.areaId)],
  )
}

/** Locks all of these, waiting for whoever has one of them. */
export async function lockAll(t: Transactor, campaignId: string, ids: string[]): Promise<Standing[]> {
  return t.rows(`select ${standing} from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, ids])
}

/** What waits for a group is for everybody again. */
export async function sendToAll(t: Transactor, campaignId: string, groupId: string): Promise<number> {
  return t.run(`update statement set group_id = null where campaign_id = $1 and group_id = $2`, [campaignId, groupId])
}

/** What is edited under a claim; only what is given changes. */
export interface Edit {
  issueAreaId?: string | null
  language?: string
  place?: { name: string; lat: number; lon: number; precision: string }
}

export async function editStatement(t: Transactor, campaignId: string, id: string, edit: Edit): Promise<Standing | undefined> {
  const { place } = edit
  return t.row(
    `update statement set version = version + 1,
       issue_area_id = case when $3 then $4::uuid else issue_area_id end,
       language = coalesce($5, language),
       place_name = case when $6 then $7 else place_name end,
       lat = case when $6 then $8 else lat end,
       lon = case when $6 then $9 else lon end,
       precision = case when $6 then $10 else precision end
     where campaign_id = $1 and id = $2 returning ${standing}`,
    [
      campaignId, id, edit.issueAreaId !== undefined, edit.issueAreaId ?? null, edit.language ?? null,
      place !== undefined, place?.name ?? null, place?.lat ?? null, place?.lon ?? null, place?.precision ?? null,
    ],
  )
}
