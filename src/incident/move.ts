import { isUuid, notify, refuse, uuid7, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { record } from './event.ts'
import { addIncident, incidentById, noIncident, type Incident } from './incident.ts'
import { settle } from './settle.ts'

/** Two incidents that became one, or one of which a part became another; can be undone as long as both stand as it left them. */
export interface Move {
  id: string
  kind: 'join' | 'split'
  from: string
  into: string
  by: string
  at: Date
}

interface Row {
  id: string
  kind: 'join' | 'split'
  from_id: string
  into_id: string
  statements: string[]
  evidence: string[]
  points: string[]
  undone_at: Date | null
}

/** The joins and splits of an incident that stand. */
export async function movesOf(reader: Reader, campaignId: string, incidentId: string): Promise<Move[]> {
  return reader.rows(
    `select m.id, m.kind, m.from_id as "from", m.into_id as "into", p.name as by, m.at from incident_move m join person p on p.id = m.person_id
     where m.campaign_id = $1 and (m.from_id = $2 or m.into_id = $2) and m.undone_at is null order by m.at desc`,
    [campaignId, incidentId],
  )
}

/** What is `from` becomes part of `into`: its statements, its evidence, and what was found about points that are open there. Its address leads on. */
export async function joinIncidents(house: House, campaignId: string, actor: Actor, wish: { from: string; fromVersion?: number; into: string; version: number }): Promise<string> {
  if (wish.from === wish.into) throw refuse('join-wrong', 422, 'An incident cannot be joined with itself.')
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const [from, into] = await lockBoth(t, campaignId, wish.from, wish.into)
    check(into, wish.version)
    if (wish.fromVersion !== undefined) check(from, wish.fromVersion)
    const statements = await linked(t, campaignId, wish.from)
    const evidence = await t.rows<{ id: string }>(`update evidence set checklist_id = $3 where campaign_id = $1 and checklist_id = $2 returning id`, [campaignId, wish.from, wish.into])
    const points = await t.rows<{ point: string }>(
      `update finding f set checklist_id = $3 where f.campaign_id = $1 and f.checklist_id = $2
         and not exists (select from finding o where o.campaign_id = $1 and o.checklist_id = $3 and o.point = f.point) returning point`, [campaignId, wish.from, wish.into])
    await moveLinks(t, campaignId, statements, wish.from, wish.into)
    await t.run(`update incident set joined_into = $3 where campaign_id = $1 and id = $2`, [campaignId, wish.from, wish.into])
    const id = await keep(t, campaignId, actor, { kind: 'join', from: wish.from, into: wish.into, statements, evidence: evidence.map((row) => row.id), points: points.map((row) => row.point), at })
    await record(t, campaignId, wish.into, { kind: 'joined', detail: { number: from.number }, personId: actor.person.id, at })
    await moved(t, campaignId, [wish.into, wish.from], at, actor)
    return id
  })
}

/** Some of the statements become an incident of their own. Returns the new one and the move. */
export async function splitIncident(
  house: House, campaignId: string, actor: Actor, wish: { from: string; version: number; statements: string[]; title?: string },
): Promise<{ incident: string; move: string }> {
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const [from] = await lockBoth(t, campaignId, wish.from, wish.from)
    check(from, wish.version)
    const there = await linked(t, campaignId, wish.from)
    const statements = there.filter((id) => wish.statements.includes(id))
    if (statements.length === 0) throw refuse('split-wrong', 422, 'Choose the statements that tell of something else.')
    if (statements.length === there.length) throw refuse('split-wrong', 422, 'At least one statement stays.', { mend: 'To word the whole incident anew, change it.' })
    const into = await addIncident(t, campaignId, statements[0]!, { title: wish.title, personId: actor.person.id, at })
    await moveLinks(t, campaignId, statements, wish.from, into)
    // Evidence that comes from a statement goes with it.
    const evidence = await t.rows<{ id: string }>(
      `update evidence set checklist_id = $3 where campaign_id = $1 and checklist_id = $2 and statement_id = any($4::uuid[]) returning id`, [campaignId, wish.from, into, statements])
    const move = await keep(t, campaignId, actor, { kind: 'split', from: wish.from, into, statements, evidence: evidence.map((row) => row.id), points: [], at })
    const made = await incidentById(t, campaignId, into)
    await record(t, campaignId, wish.from, { kind: 'split', detail: { number: made!.number }, personId: actor.person.id, at })
    await moved(t, campaignId, [wish.from, into], at, actor)
    return { incident: into, move }
  })
}

/** Goes back: of a join both stand again, of a split the one. What was done to either meanwhile stays with it. */
export async function undoMove(house: House, campaignId: string, actor: Actor, id: string): Promise<string> {
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const row = isUuid(id) ? await t.row<Row>(`select * from incident_move where campaign_id = $1 and id = $2 for update`, [campaignId, id]) : undefined
    if (!row) throw refuse('not-found', 404, 'There is no such join or split.')
    if (row.undone_at) throw refuse('already-taken-back', 409, 'This was already taken back.')
    await t.rows(`select id from incident where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, [row.from_id, row.into_id]])
    const other = await incidentById(t, campaignId, row.kind === 'join' ? row.into_id : row.from_id)
    const standing = other && (row.kind === 'join' || (await incidentById(t, campaignId, row.into_id)))
    if (!standing) throw refuse('move-over', 409, 'What it left was joined with another incident since.', { mend: 'Take that back first.' })
    if (row.kind === 'join') await t.run(`update incident set joined_into = null where campaign_id = $1 and id = $2`, [campaignId, row.from_id])
    const back = (await linked(t, campaignId, row.into_id)).filter((statement) => row.kind === 'split' || row.statements.includes(statement))
    await moveLinks(t, campaignId, back, row.into_id, row.from_id)
    if (row.kind === 'split') await t.run(`update incident set joined_into = $3 where campaign_id = $1 and id = $2`, [campaignId, row.into_id, row.from_id])
    await t.run(
      `update evidence set checklist_id = $3 where campaign_id = $1 and checklist_id = $2 and ($5 or id = any($4::uuid[]))`,
      [campaignId, row.into_id, row.from_id, row.evidence, row.kind === 'split'])
    await t.run(
      `update finding f set checklist_id = $3 where f.campaign_id = $1 and f.checklist_id = $2 and f.point = any($4::text[])
         and not exists (select from finding o where o.campaign_id = $1 and o.checklist_id = $3 and o.point = f.point)`, [campaignId, row.into_id, row.from_id, row.points])
    await t.run(`update incident_move set undone_at = $3 where campaign_id = $1 and id = $2`, [campaignId, id, at])
    for (const incident of [row.from_id, row.into_id]) await record(t, campaignId, incident, { kind: 'move-undone', personId: actor.person.id, at })
    await moved(t, campaignId, [row.from_id, row.into_id], at, actor)
    return row.from_id
  })
}

async function lockBoth(t: Transactor, campaignId: string, from: string, into: string): Promise<[Incident, Incident]> {
  await t.rows(`select id from incident where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, [from, into]])
  const [a, b] = [await incidentById(t, campaignId, from), await incidentById(t, campaignId, into)]
  if (!a || !b) throw noIncident()
  return [a, b]
}

function check(incident: Incident, version: number): void {
  if (incident.version !== version) throw refuse('stale-version', 409, 'This incident has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: incident.version } })
}

async function linked(reader: Reader, campaignId: string, incidentId: string): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(`select statement_id as id from incident_statement where campaign_id = $1 and incident_id = $2 order by statement_id`, [campaignId, incidentId])
  return rows.map((row) => row.id)
}

async function moveLinks(t: Transactor, campaignId: string, statements: string[], from: string, into: string): Promise<void> {
  await t.run(
    `insert into incident_statement (campaign_id, incident_id, statement_id, deed_id)
     select campaign_id, $4, statement_id, deed_id from incident_statement where campaign_id = $1 and incident_id = $2 and statement_id = any($3::uuid[]) on conflict do nothing`,
    [campaignId, from, statements, into])
  await t.run(`delete from incident_statement where campaign_id = $1 and incident_id = $2 and statement_id = any($3::uuid[])`, [campaignId, from, statements])
}

async function keep(
  t: Transactor, campaignId: string, actor: Actor,
  { kind, from, into, statements, evidence, points, at }: { kind: Row['kind']; from: string; into: string; statements: string[]; evidence: string[]; points: string[]; at: Date },
): Promise<string> {
  const id = uuid7(at)
  await t.run(
    `insert into incident_move (campaign_id, id, kind, from_id, into_id, statements, evidence, points, person_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [campaignId, id, kind, from, into, statements, evidence, points, actor.person.id, at])
  return id
}

async function moved(t: Transactor, campaignId: string, incidents: string[], at: Date, actor: Actor): Promise<void> {
  await t.run(`update incident set version = version + 1 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, incidents])
  await t.run(`update checklist set version = version + 1 where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, incidents])
  await settle(t, campaignId, incidents, at, actor.person.id)
  await touchPublic(t, campaignId)
  for (const incident of incidents) await notify(t, campaignId, { kind: 'incident', incident })
}
