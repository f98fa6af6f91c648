import { addJob, isRefusal, isUuid, refuse, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { mostAtOnce, returnIdle } from '#desk/index.ts'
import { audit } from '#person/index.ts'
import { bulkById, type Bulk } from './bulk.ts'
import { step, stop } from './step.ts'
import { allowWish, doingOf, meantSql, mostInBulk, reachSql, type Wish } from './wish.ts'

export interface NewBulk extends Wish {
  /** When it was previewed: what arrived since is not meant. */
  seen?: Date | undefined
  /** A form that is sent twice names the same one. */
  id?: string | undefined
}

/** Somebody waits for it so long; what is left then is done by the job. */
const patienceMs = 2_500

/**
 * Does it to all that is meant. Which statements that are is written down first, in one transaction; then they have their turn, some hundreds in
 * each transaction, and this can be stopped anywhere and goes on.
 */
export async function makeBulk(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewBulk): Promise<Bulk> {
  allowWish(actor, campaign, wish)
  const now = house.clock.now()
  const id = isUuid(wish.id) ? wish.id : uuid7(now)
  const before = await bulkById(house.db, campaign.id, id)
  if (before) return sameAgain(before, actor)
  await house.db.transact((t) => returnIdle(t, campaign.id, now))
  const begun = await house.db.transact((t) => begin(house, t, actor, campaign, wish, id, now))
  if (begun) await goOn(house, campaign.id, id)
  return sameAgain((await bulkById(house.db, campaign.id, id))!, actor)
}

function sameAgain(bulk: Bulk, actor: Actor): Bulk {
  if (bulk.personId !== actor.person.id) throw refuse('not-found', 404, 'There is nothing of this kind of yours.')
  return bulk
}

/** Writes down what is to be done to which statements. False where another call has done so. */
async function begin(house: House, t: Transactor, actor: Actor, campaign: CampaignRef, wish: NewBulk, id: string, now: Date): Promise<boolean> {
  const campaignId = campaign.id
  const { kind, input } = await doingOf(house, t, campaignId, wish)
  const made = await t.run(
    `insert into bulk (campaign_id, id, person_id, kind, input, asking, state, statements, at) values ($1, $2, $3, $4, $5, $6, 'doing', 0, $7) on conflict do nothing`,
    [campaignId, id, actor.person.id, kind, JSON.stringify(input), wish.search ? JSON.stringify(wish.search.asking) : null, now],
  )
  if (made === 0) return false
  const parameters: unknown[] = [campaignId, id]
  const reach = await reachSql(t, campaign, actor, parameters)
  const meant = meantSql(wish, wish.seen, parameters)
  const count = await t.run(
    `insert into bulk_statement (campaign_id, bulk_id, statement_id, outcome)
     select $1, $2, s.id, case when not ${reach} then 'reach' end from statement s where s.campaign_id = $1 ${meant} limit ${mostInBulk + 1}`, parameters)
  if (count > mostInBulk) throw refuse('bulk-many', 422, `More than ${mostInBulk} statements match.`, { mend: 'Narrow the search, or make a rule of it.' })
  if (count === 0) throw refuse('bulk-nothing', 422, 'No statement matches any more.', { mend: 'Search again.' })
  await t.run(`update bulk set statements = $3 where campaign_id = $1 and id = $2`, [campaignId, id, count])
  if (count > mostAtOnce) await audit(t, { campaignId, at: now, personId: actor.person.id, kind: 'bulk.made', subject: id, detail: { kind, statements: count } })
  await finishLater(t, campaignId, id, now)
  return true
}

export async function finishLater(t: Transactor, campaignId: string, bulkId: string, now: Date): Promise<void> {
  await addJob(t, 'finishBulk', { campaignId, bulkId }, { key: `bulk ${campaignId} ${bulkId}`, runAt: new Date(now.getTime() + 2 * patienceMs) })
}

/** Goes on with what is to be done or taken back. Returns whether it is finished. */
export async function goOn(house: House, campaignId: string, bulkId: string, patience = patienceMs): Promise<boolean> {
  const end = performance.now() + patience
  try {
    while (await house.db.transact((t) => step(house, t, campaignId, bulkId))) {
      if (performance.now() > end) return false
    }
  } catch (error) {
    // The group or the question went meanwhile: what has had its turn stays, and can be taken back.
    if (!isRefusal(error)) throw error
    await house.db.transact((t) => stop(house, t, campaignId, bulkId))
  }
  return true
}
