import { checkWall, checkZone, defined, instantOf, notify, refuse, sqlState, uuid7, type Actor, type CampaignRef, type House, type Transactor, type Wall } from '#core/index.ts'
import { allow, may, membersOf } from '#person/index.ts'
import { planOf, sideIn, type Plan } from '../goal/goal.ts'
import { idOf, missing, needed, stale, textOf } from '../text.ts'
import { tacticKinds, type Lane, type TacticKind, type TacticState } from './kinds.ts'
import { tacticById, type Tactic } from './read.ts'

export interface NewTactic {
  kind: TacticKind
  title: string
  lane?: Lane | undefined
  why?: string | undefined
  leaderId?: string | null | undefined
  partnerId?: string | null | undefined
  momentId?: string | null | undefined
  targetIds?: string[] | undefined
  startsWall?: Wall | null | undefined
  endsWall?: Wall | null | undefined
  zone?: string | undefined
  resources?: string | undefined
  cost?: number | null | undefined
  side?: string | null | undefined
  template?: string | null | undefined
}

export type TacticChange = Partial<Omit<NewTactic, 'template'>> & { version: number; state?: TacticState | undefined }

export async function addTactic(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewTactic): Promise<Tactic> {
  allow(actor, campaign, 'plan.edit')
  return house.db.transact(async (t) => {
    await checkLeader(t, campaign, wish.leaderId)
    const id = await insertTactic(t, campaign.id, actor.person.id, wish, await planOf(t, campaign.id), house.clock.now())
    await notify(t, campaign.id, { kind: 'plan', tactic: id })
    return (await tacticById(t, campaign.id, id))!
  })
}

/** The row and its targets; for a template within its own transaction. */
export async function insertTactic(t: Transactor, campaignId: string, personId: string, wish: NewTactic, plan: Plan, at: Date): Promise<string> {
  const id = uuid7(at)
  const tactic = checked(wish, plan)
  await linked(async () => {
    await t.run(
      `insert into tactic (campaign_id, id, kind, lane, title, why, leader_id, partner_id, moment_id, starts_wall, ends_wall, zone, starts_at, ends_at, resources, cost, side, template, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [campaignId, id, ...columnsOf(tactic), wish.template ?? null, personId, at],
    )
    await setTargets(t, campaignId, id, tactic.targetIds)
  })
  return id
}

/** Changes what is given. Whoever leads a tactic may change it; who leads is said by a coordinator, or taken where nobody does (`takeLead`). */
export async function changeTactic(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: TacticChange): Promise<Tactic> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const before = await tacticById(t, campaign.id, id)
    if (!before) throw missing('tactic')
    mayChange(actor, campaign, before)
    const { version, state, ...given } = change
    if (given.leaderId !== undefined && given.leaderId !== (before.leader?.id ?? null)) {
      if (given.leaderId !== null || before.leader?.id !== actor.person.id) allow(actor, campaign, 'plan.edit')
      await checkLeader(t, campaign, given.leaderId)
    }
    const merged = { ...before, leaderId: before.leader?.id ?? null, ...defined(given) }
    const tactic = checked(merged, await planOf(t, campaign.id))
    const done = await linked(() => t.run(
      `update tactic set kind = $3, lane = $4, title = $5, why = $6, leader_id = $7, partner_id = $8, moment_id = $9, starts_wall = $10, ends_wall = $11, zone = $12, starts_at = $13,
         ends_at = $14, resources = $15, cost = $16, side = $17, state = $18, version = version + 1 where campaign_id = $1 and id = $2 and version = $19`,
      [campaign.id, id, ...columnsOf(tactic), state ?? before.state, version],
    ))
    if (done === 0) throw stale(before.version)
    await linked(() => setTargets(t, campaign.id, id, tactic.targetIds))
    await notify(t, campaign.id, { kind: 'plan', tactic: id })
    return (await tacticById(t, campaign.id, id))!
  })
}

/** Leads what nobody leads. Of two who press at once one does, and the other is told who. */
export async function takeLead(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<Tactic> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const done = await t.run(`update tactic set leader_id = $3, version = version + 1 where campaign_id = $1 and id = $2 and leader_id is null`, [campaign.id, id, actor.person.id])
    const now = await tacticById(t, campaign.id, id)
    if (!now) throw missing('tactic')
    if (done === 0 && now.leader?.id !== actor.person.id) throw refuse('led-by-other', 409, `${now.leader!.name} leads this now.`, { mend: 'Talk to them, or choose another.', extra: { leader: now.leader!.name } })
    await notify(t, campaign.id, { kind: 'plan', tactic: id })
    return now
  })
}

export function mayChange(actor: Actor, campaign: CampaignRef, tactic: Pick<Tactic, 'leader'>): void {
  if (tactic.leader?.id !== actor.person.id) allow(actor, campaign, 'plan.edit')
}

export function changes(actor: Actor, campaign: CampaignRef, tactic: Pick<Tactic, 'leader'>): boolean {
  return may(actor, campaign, 'plan.edit') || (tactic.leader?.id === actor.person.id && may(actor, campaign, 'plan.work'))
}

async function setTargets(t: Transactor, campaignId: string, id: string, targetIds: string[]): Promise<void> {
  await t.run(`delete from tactic_target where campaign_id = $1 and tactic_id = $2 and target_id <> all($3::uuid[])`, [campaignId, id, targetIds])
  await t.run(`insert into tactic_target (campaign_id, tactic_id, target_id) select $1, $2, x from unnest($3::uuid[]) as x on conflict do nothing`, [campaignId, id, targetIds])
}

/** Only somebody with a part in the campaign can lead. */
async function checkLeader(t: Transactor, campaign: CampaignRef, leaderId: string | null | undefined): Promise<void> {
  if (!leaderId) return
  const member = (await membersOf(t, campaign)).find((one) => one.id === leaderId)
  if (!member || member.frozen || member.role === 'observer') throw refuse('leader-wrong', 422, 'Only somebody who works in this campaign can lead a tactic.')
}

function checked(wish: NewTactic, plan: Plan) {
  const zone = checkZone(wish.zone ?? plan.zone)
  const [startsWall, endsWall] = [wish.startsWall ? checkWall(wish.startsWall) : null, wish.endsWall ? checkWall(wish.endsWall) : null]
  if (!startsWall && endsWall) throw refuse('window-wrong', 422, 'It ends, but does not begin.', { mend: 'Say when it begins, too.' })
  const [startsAt, endsAt] = [startsWall && instantOf(startsWall, zone), endsWall && instantOf(endsWall, zone)]
  if (startsAt && endsAt && endsAt < startsAt) throw refuse('window-wrong', 422, 'It ends before it begins.', { mend: 'Look at both times again.' })
  const cost = wish.cost ?? null
  if (cost !== null && (!Number.isInteger(cost) || cost < 0 || cost > 2_000_000_000)) throw refuse('cost-wrong', 422, 'A cost is a whole number.')
  return {
    kind: wish.kind, lane: wish.lane ?? tacticKinds[wish.kind], title: needed(wish.title, 200, 'A tactic has a title'), why: textOf(wish.why ?? '', 2_000), leaderId: wish.leaderId ?? null,
    partnerId: wish.partnerId ? idOf(wish.partnerId, 'partner') : null, momentId: wish.momentId ? idOf(wish.momentId, 'moment') : null,
    startsWall, endsWall, zone, startsAt, endsAt, resources: textOf(wish.resources ?? '', 2_000), cost, side: sideIn(plan.sides, wish.side),
    targetIds: [...new Set((wish.targetIds ?? []).map((one) => idOf(one, 'target')))].slice(0, 100),
  }
}

function columnsOf(tactic: ReturnType<typeof checked>): unknown[] {
  const { kind, lane, title, why, leaderId, partnerId, momentId, startsWall, endsWall, zone, startsAt, endsAt, resources, cost, side } = tactic
  return [kind, lane, title, why, leaderId, partnerId, momentId, startsWall, endsWall, zone, startsAt, endsAt, resources, cost, side]
}

async function linked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === '23503') throw refuse('not-found', 404, 'There is no such target, moment or partner here.')
    throw error
  }
}
