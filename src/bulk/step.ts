import { notify, type House, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { decideAgain, decideMany, reopenMany, undoMany, type Many } from '#desk/index.ts'
import { bringOut, putIn, type WasAside } from '#rule/index.ts'
import { lockAll, setEachArea, waitForFolding, type Standing } from '#statement/index.ts'
import { isDeed, reasonSql, type Outcome } from './reason.ts'

/** Statements of one transaction: folding and whoever claims one of them wait for it. */
export const atOnce = 500

interface Row {
  personId: string
  by: string
  kind: string
  input: Record<string, unknown>
  state: string
  statements: number
  undoneBy: string | null
}

/** How a statement was left, and what it was before. */
interface Left {
  id: string
  outcome: Outcome
  was?: unknown
  version?: number
}

/** One transaction's part; whether there is more. Folding is locked first, then the bulk, then statements in the order of their ids. */
export async function step(house: House, t: Transactor, campaignId: string, bulkId: string): Promise<boolean> {
  await waitForFolding(t, campaignId)
  const bulk = await t.row<Row>(
    `select b.person_id as "personId", p.name as by, b.kind, b.input, b.state, b.statements, b.undone_by as "undoneBy" from bulk b join person p on p.id = b.person_id
     where b.campaign_id = $1 and b.id = $2 for update of b`, [campaignId, bulkId])
  if (bulk?.state === 'doing') return doSome(house, t, campaignId, bulkId, bulk)
  if (bulk?.state === 'undoing') return undoSome(house, t, campaignId, bulkId, bulk)
  return false
}

async function doSome(house: House, t: Transactor, campaignId: string, bulkId: string, bulk: Row): Promise<boolean> {
  const at = house.clock.now()
  const next = await t.rows<{ id: string }>(
    `select statement_id as id from bulk_statement where campaign_id = $1 and bulk_id = $2 and outcome is null order by statement_id limit ${atOnce}`, [campaignId, bulkId])
  const standing = await lockAll(t, campaignId, next.map((row) => row.id))
  const reasons = await reasonsOf(t, campaignId, bulk, standing.map((one) => one.id))
  const free = standing.filter((one) => !reasons.has(one.id))
  const done = await doTo(house, t, { campaignId, bulkId, personId: bulk.personId, at }, bulk, free)
  await writeDown(t, campaignId, bulkId, [...[...reasons].map(([id, outcome]) => ({ id, outcome })), ...done])
  if (next.length === atOnce) return true
  await t.run(`update bulk set state = 'done', done_at = $3 where campaign_id = $1 and id = $2`, [campaignId, bulkId, at])
  await tell(t, campaignId, bulkId, bulk, bulk.by)
  return false
}

/** Ends one that cannot go on; what has not had its turn is left alone. */
export async function stop(house: House, t: Transactor, campaignId: string, bulkId: string): Promise<void> {
  await t.run(`update bulk_statement set outcome = 'stopped' where campaign_id = $1 and bulk_id = $2 and outcome is null`, [campaignId, bulkId])
  await t.run(`update bulk set state = 'done', done_at = $3 where campaign_id = $1 and id = $2 and state = 'doing'`, [campaignId, bulkId, house.clock.now()])
}

/** Why some of them cannot be touched, now that they are locked. */
async function reasonsOf(t: Transactor, campaignId: string, { kind, input }: Row, ids: string[]): Promise<Map<string, Outcome>> {
  const parameters: unknown[] = [campaignId, ids]
  const target = (kind === 'area' ? input['area'] : kind === 'hand-on' ? input['group'] : null) as string | null
  const reason = reasonSql({ kind, target }, (value) => `$${parameters.push(value)}`)
  const rows = await t.rows<{ id: string; reason: Outcome | null }>(`select s.id, ${reason} as reason from statement s where s.campaign_id = $1 and s.id = any($2::uuid[])`, parameters)
  return new Map(rows.flatMap(({ id, reason }) => (reason ? [[id, reason] as const] : [])))
}

async function doTo(house: House, t: Transactor, many: Many, { kind, input }: Row, free: Standing[]): Promise<Left[]> {
  const ids = free.map((one) => one.id)
  if (kind === 'area') {
    const set = await setEachArea(t, many.campaignId, ids.map((id) => ({ id, areaId: input['area'] as string })))
    return set.map(({ id, version, was }) => ({ id, outcome: 'done', was: { area: was }, version }))
  }
  if (isDeed(kind)) {
    const done = await decideMany(house, t, many, free, kind, input)
    return done.map(({ statementId, proposed, version }) => ({ id: statementId, outcome: proposed ? 'proposed' : 'done', version }))
  }
  const aside = free.filter((one) => one.state === 'aside')
  const versions = new Map(aside.map((one) => [one.id, one.version + 1]))
  const out = await bringOut(t, many.campaignId, many.personId, aside.map((one) => one.id), many.at)
  const reopened = await reopenMany(t, many.campaignId, free.filter((one) => one.state === 'decided').map((one) => one.id), many.at)
  return [
    ...[...out].map(([id, was]): Left => ({ id, outcome: 'done', was, version: versions.get(id)! })),
    ...reopened.map(({ id, version, deeds }): Left => ({ id, outcome: 'done', was: { deeds }, version })),
  ]
}

async function writeDown(t: Transactor, campaignId: string, bulkId: string, left: Left[]): Promise<void> {
  await t.run(
    `update bulk_statement l set outcome = g.outcome, was = g.was, version = g.version
     from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::int[]) as g (id, outcome, was, version)
     where l.campaign_id = $1 and l.bulk_id = $2 and l.statement_id = g.id`,
    [campaignId, bulkId, left.map((one) => one.id), left.map((one) => one.outcome), left.map((one) => (one.was === undefined ? null : JSON.stringify(one.was))), left.map((one) => one.version ?? null)],
  )
}

/** Open screens hear of it once, not of each statement. */
async function tell(t: Transactor, campaignId: string, bulkId: string, { kind, statements }: Row, by: string, back?: true): Promise<void> {
  await touchPublic(t, campaignId, { sameWords: true })
  await notify(t, campaignId, { kind: 'bulk', bulk: bulkId, does: kind, statements, by, ...(back ? { back } : {}) })
}

async function undoSome(house: House, t: Transactor, campaignId: string, bulkId: string, bulk: Row): Promise<boolean> {
  const at = house.clock.now()
  const next = await t.rows<{ id: string; version: number; was: unknown }>(
    `select statement_id as id, version, was from bulk_statement where campaign_id = $1 and bulk_id = $2 and outcome in ('done', 'proposed') and back is null
     order by statement_id limit ${atOnce}`, [campaignId, bulkId])
  const versions = new Map((await lockAll(t, campaignId, next.map((row) => row.id))).map((one) => [one.id, one.version]))
  const still = next.filter((row) => versions.get(row.id) === row.version)
  const back = new Set(await undoTo(house, t, { campaignId, bulkId, personId: bulk.undoneBy!, at }, bulk.kind, still))
  await t.run(
    `update bulk_statement l set back = g.back from unnest($3::uuid[], $4::boolean[]) as g (id, back) where l.campaign_id = $1 and l.bulk_id = $2 and l.statement_id = g.id`,
    [campaignId, bulkId, next.map((row) => row.id), next.map((row) => back.has(row.id))],
  )
  await standAgain(t, campaignId, bulkId, still.filter((row) => back.has(row.id)))
  if (next.length === atOnce) return true
  await t.run(`update bulk set state = 'undone', undone_at = $3 where campaign_id = $1 and id = $2`, [campaignId, bulkId, at])
  const name = (await t.row<{ name: string }>('select name from person where id = $1', [bulk.undoneBy]))!.name
  await tell(t, campaignId, bulkId, bulk, name, true)
  return false
}

/**
 * Doing and taking back raise a version by one each. What an earlier bulk had left stands there again as it left it: so that one can be taken back
 * after the later one.
 */
async function standAgain(t: Transactor, campaignId: string, bulkId: string, back: { id: string; version: number }[]): Promise<void> {
  await t.run(
    `update bulk_statement l set version = g.version + 1 from unnest($3::uuid[], $4::int[]) as g (id, version)
     where l.campaign_id = $1 and l.bulk_id <> $2 and l.statement_id = g.id and l.version = g.version - 1`,
    [campaignId, bulkId, back.map((one) => one.id), back.map((one) => one.version)],
  )
}

/** Returns those that are as they were. */
async function undoTo(house: House, t: Transactor, many: Many, kind: string, still: { id: string; was: unknown }[]): Promise<string[]> {
  const ids = still.map((one) => one.id)
  if (kind === 'area') {
    await setEachArea(t, many.campaignId, still.map(({ id, was }) => ({ id, areaId: (was as { area: string | null }).area })))
    return ids
  }
  if (isDeed(kind)) {
    await undoMany(house, t, many, ids)
    return ids
  }
  const reopened = still.flatMap(({ id, was }) => ('deeds' in (was as object) ? [{ id, deeds: (was as { deeds: string[] }).deeds }] : []))
  await decideAgain(t, many.campaignId, reopened)
  const aside = still.flatMap(({ id, was }) => ('held' in (was as object) ? [{ id, was: was as WasAside }] : []))
  return [...reopened.map((one) => one.id), ...(await putIn(t, many.campaignId, aside))]
}
