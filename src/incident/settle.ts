import { notify, uuid7, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { derive, points, standingOf, type Derived, type Findings, type Point, type Standing, type Verification } from './rule.ts'
import type { Subject } from './subject.ts'

export type Gathered = Findings & { independent: number; posts: number }

/** What the rule needs to know of each of these statements and incidents. */
export async function gather(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, Gathered>> {
  const values = [campaignId, ids]
  const own = await reader.rows<{ id: string; point: Point; standing: Standing }>(
    `select checklist_id as id, point, standing from finding where campaign_id = $1 and checklist_id = any($2::uuid[])`, values)
  const below = await reader.rows<{ id: string; statement: string; point: Point; standing: Standing }>(
    `select l.incident_id as id, l.statement_id as statement, f.point, f.standing
     from incident_statement l join finding f on f.campaign_id = l.campaign_id and f.checklist_id = l.statement_id
     where l.campaign_id = $1 and l.incident_id = any($2::uuid[])`, values)
  // Two statements and two authors: then there are two that do not hang on each other, since copies of one statement are one.
  const counted = await reader.rows<{ id: string; independent: number; posts: number }>(
    `select said.id, count(*)::int as posts, least(
           count(distinct said.statement_id) filter (where coalesce(o.judged, o.knows) in ('lived', 'saw')), count(distinct o.key_id) filter (where coalesce(o.judged, o.knows) in ('lived', 'saw')))::int as independent
       from (select incident_id as id, statement_id from incident_statement where campaign_id = $1 and incident_id = any($2::uuid[])
             union select checklist_id, statement_id from evidence where campaign_id = $1 and checklist_id = any($2::uuid[]) and kind = 'statement' and point = 'corroboration'
             union select id, id from statement where campaign_id = $1 and id = any($2::uuid[])) said
       join post_fold f on f.campaign_id = $1 and f.statement_id = said.statement_id
       join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
       group by said.id`, values)
  return new Map(ids.map((id) => {
    const count = counted.find((one) => one.id === id)
    const statements = Map.groupBy(below.filter((one) => one.id === id), (one) => one.statement)
    return [id, {
      own: byPoint(own.filter((one) => one.id === id)), statements: [...statements.values()].map(byPoint),
      independent: count?.independent ?? 0, posts: count?.posts ?? 0,
    }]
  }))
}

function byPoint(rows: { point: Point; standing: Standing }[]): Partial<Record<Point, Standing>> {
  return Object.fromEntries(rows.map((one) => [one.point, one.standing]))
}

function derivedOf(known: Gathered): Derived {
  return derive(Object.fromEntries(points.map((point) => [point, standingOf(point, known).standing])) as Record<Point, Standing>, known.independent)
}

interface Settled {
  id: string
  derived: Derived
  posts: number
}

/** Asks the rule again about incidents, and shows at once what has changed. `personId`: who changed it; nobody, when posts did. */
export async function settle(t: Transactor, campaignId: string, ids: string[], at: Date, personId?: string): Promise<void> {
  if (ids.length === 0) return
  const before = await t.rows<{ id: string; verification: Verification; said: Verification | null }>(
    `select i.id, i.verification, c.said from incident i join checklist c on c.campaign_id = i.campaign_id and c.id = i.id
     where i.campaign_id = $1 and i.id = any($2::uuid[]) order by i.id for update`, [campaignId, ids])
  const gathered = await gather(t, campaignId, before.map((one) => one.id))
  const settled = before.map((one): Settled & { was: Verification; now: Verification } => {
    const known = gathered.get(one.id)!
    const derived = derivedOf(known)
    return { id: one.id, derived, posts: known.posts, was: one.verification, now: one.said ?? derived }
  })
  await keep(t, campaignId, settled)
  const changed = settled.filter((one) => one.was !== one.now)
  if (changed.length === 0) return
  await t.run(
    `update incident i set verification = given.now from unnest($2::uuid[], $3::text[]) as given (id, now) where i.campaign_id = $1 and i.id = given.id`,
    [campaignId, changed.map((one) => one.id), changed.map((one) => one.now)],
  )
  await t.run(
    `insert into incident_event (campaign_id, id, incident_id, kind, detail, person_id, at)
     select $1, given.id, given.incident_id, 'verification', jsonb_build_object('from', given.was, 'to', given.now), $6, $7
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as given (id, incident_id, was, now)`,
    [campaignId, changed.map(() => uuid7(at)), changed.map((one) => one.id), changed.map((one) => one.was), changed.map((one) => one.now), personId ?? null, at],
  )
  await touchPublic(t, campaignId, { sameWords: true })
  for (const { id } of changed) await notify(t, campaignId, { kind: 'incident', incident: id })
}

async function keep(t: Transactor, campaignId: string, settled: Settled[]): Promise<void> {
  await t.run(
    `update checklist c set derived = given.derived, counted = given.posts from unnest($2::uuid[], $3::text[], $4::int[]) as given (id, derived, posts)
     where c.campaign_id = $1 and c.id = given.id and (c.derived, c.counted) is distinct from (given.derived, given.posts)`,
    [campaignId, settled.map((one) => one.id), settled.map((one) => one.derived), settled.map((one) => one.posts)],
  )
}

/** A checklist has changed: an incident's own, or a statement's and with it the incidents that rest on it. */
export async function settleWith(t: Transactor, campaignId: string, { kind, id }: Subject, at: Date): Promise<void> {
  if (kind === 'incident') return settle(t, campaignId, [id], at)
  await settleOn(t, campaignId, [id], at)
}

/** The incidents that rest on these statements. */
export async function settleOn(t: Transactor, campaignId: string, statementIds: string[], at: Date): Promise<void> {
  const rows = await t.rows<{ id: string }>(
    `select distinct incident_id as id from incident_statement where campaign_id = $1 and statement_id = any($2::uuid[])
     union select c.incident_id from evidence e join checklist c on c.campaign_id = e.campaign_id and c.id = e.checklist_id
       where e.campaign_id = $1 and e.statement_id = any($2::uuid[]) and c.incident_id is not null`, [campaignId, statementIds])
  await settle(t, campaignId, rows.map((row) => row.id), at)
}

/** After a withdrawal: what is gone cannot say any more which incidents it supported. */
export async function settleAll(t: Transactor, campaignId: string, at: Date): Promise<void> {
  const rows = await t.rows<{ id: string }>(`select id from incident where campaign_id = $1 and joined_into is null`, [campaignId])
  await settle(t, campaignId, rows.map((row) => row.id), at)
}

/** Judgements are looked for this far back: longer than the job is ever late. */
const judgedMinutes = 10

/**
 * Job: copies that join a statement may bring its first person who saw it, and the desk judges who did. Not with every batch: a
 * statement that forty thousand posts say would be counted again with each thousand; and growing can only make an unverified
 * incident corroborated.
 */
export async function settleGrown(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    const grown = await house.db.rows<{ id: string }>(
      `select c.id from checklist c
       join incident_statement l on l.campaign_id = c.campaign_id and l.incident_id = c.id
       join statement s on s.campaign_id = l.campaign_id and s.id = l.statement_id
       where c.campaign_id = $1 and c.derived = 'unverified' group by c.id, c.counted having count(*) > 1 and sum(s.posts) <> c.counted limit 200`, [id])
    const at = house.clock.now()
    const judged = await house.db.rows<{ id: string }>(
      `select distinct l.incident_id as id from judgement j
       join post_fold f on f.campaign_id = j.campaign_id and f.post_id = j.post_id
       join incident_statement l on l.campaign_id = f.campaign_id and l.statement_id = f.statement_id
       where j.campaign_id = $1 and j.at > $2`, [id, new Date(at.getTime() - judgedMinutes * 60_000)])
    const ids = [...new Set([...grown, ...judged].map((one) => one.id))]
    if (ids.length > 0) await house.db.transact((t) => settle(t, id, ids, at))
  }
}
