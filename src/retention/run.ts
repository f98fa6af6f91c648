import { addJob, uuid7, type House } from '#core/index.ts'
import { dropOldCalls } from '#call/index.ts'
import { dropAudit } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { blankRequests, lookKinds } from '#privacy/index.ts'
import { blankReferrals } from '#referral/index.ts'
import { dropWallPhotos } from '#sheet/index.ts'
import { dropOutgoing } from '#talk/index.ts'
import { kindNames, type Kind } from './kind.ts'
import { heldSql } from './needed.ts'
import { ageKeys, agePhotos, agePosts } from './posts.ts'
import { rulesOf, type Rules } from './rules.ts'

const day = 86_400_000
const atOnce = 500
/** A run that lasts longer leaves the rest to the next, so that nobody's evening waits for it. */
const seconds = 240

export interface Run {
  house: House
  campaignId: string
  at: Date
  hasTime(): boolean
}

export interface Done {
  gone: number
  complete: boolean
}

/** Job, nightly: in every campaign what has come of age goes. */
export async function retain(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await retainIn(house, id)
}

/** One campaign, kind after kind, in steps of some hundred rows; writes down what went. What is left when its time is over goes in the next run, a minute later. */
export async function retainIn(house: House, campaignId: string, mostSeconds = seconds): Promise<Record<Kind, Done>> {
  const until = performance.now() + mostSeconds * 1_000
  const run: Run = { house, campaignId, at: house.clock.now(), hasTime: () => performance.now() < until }
  const rules = await rulesOf(house.db, campaignId)
  const done = {} as Record<Kind, Done>
  for (const kind of kindNames) done[kind] = await age(run, rules, kind)
  await ageKeys(run)
  await house.db.transact(async (t) => {
    const kept = new Map((await t.rows<{ kind: Kind; count: number }>(`select kind, count(*)::int as count from retention_kept where campaign_id = $1 group by kind`, [campaignId])).map((row) => [row.kind, row.count]))
    await t.run(
      `insert into retention_run (campaign_id, id, at, kind, gone, kept, complete) select $1, id, $2, kind, gone, kept, complete
       from unnest($3::uuid[], $4::text[], $5::int[], $6::int[], $7::boolean[]) as given (id, kind, gone, kept, complete)`,
      [campaignId, run.at, kindNames.map(() => uuid7(run.at)), kindNames, kindNames.map((kind) => done[kind].gone), kindNames.map((kind) => kept.get(kind) ?? 0), kindNames.map((kind) => done[kind].complete)],
    )
    await t.run(`delete from retention_run where campaign_id = $1 and at < $2`, [campaignId, new Date(run.at.getTime() - 400 * day)])
    if (kindNames.some((kind) => !done[kind].complete)) await addJob(t, 'retainOn', { campaignId }, { key: `retain ${campaignId}`, runAt: new Date(run.at.getTime() + 60_000) })
  })
  return done
}

async function age(run: Run, rules: Rules, kind: Kind): Promise<Done> {
  const { house, campaignId, at } = run
  const before = new Date(at.getTime() - rules.days[kind] * day)
  if (kind === 'original' || kind === 'contact') return agePosts(run, rules, kind)
  if (kind === 'photo') return agePhotos(run, rules)
  if (kind === 'discarded') return inSteps(run, () => dropDiscarded(house, campaignId, before))
  if (kind === 'request') return inSteps(run, () => blankRequests(house, campaignId, before, atOnce))
  return inSteps(run, () => house.db.transact((t) => {
    if (kind === 'wall') return dropWallPhotos(t, campaignId, before, 50)
    if (kind === 'call') return dropOldCalls(t, campaignId, before, atOnce)
    if (kind === 'referral') return blankReferrals(t, campaignId, before, atOnce)
    if (kind === 'message') return dropOutgoing(t, campaignId, before, atOnce)
    return dropAudit(t, campaignId, before, kind === 'look' ? { only: lookKinds } : { but: lookKinds }, atOnce)
  }))
}

/** Repeats a step until it finds nothing more. */
async function inSteps({ hasTime }: Run, step: () => Promise<number>): Promise<Done> {
  let gone = 0
  while (hasTime()) {
    const some = await step()
    if (some === 0) return { gone, complete: true }
    gone += some
  }
  return { gone, complete: false }
}

/**
 * Posts of statements that were discarded so long ago, and that nobody has said since: erased like what its author has erased, with its row in the
 * journal, so that a restored backup does not bring them back.
 */
async function dropDiscarded(house: House, campaignId: string, before: Date): Promise<number> {
  const rows = await house.db.rows<{ id: string }>(
    `select f.post_id as id from (
       select d.statement_id as id from deed d join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id
       where d.campaign_id = $1 and d.at < $2 and d.kind = 'discard' and d.taken_back_at is null and s.state = 'decided' and s.last_said_at < $2
         and not exists (select from deed l where l.campaign_id = $1 and l.statement_id = d.statement_id and l.at > d.at and l.taken_back_at is null)
         and not exists (select from alarm a where a.campaign_id = $1 and a.statement_id = s.id and a.state <> 'closed') and not ${heldSql('s.id')}
       order by d.at limit 100) o
     join post_fold f on f.campaign_id = $1 and f.statement_id = o.id limit 2000`,
    [campaignId, before],
  )
  if (rows.length > 0) await withdraw(house, campaignId, rows.map((row) => row.id), 'erased', { cause: 'retention' })
  return rows.length
}
