import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { dayIn } from '../goal/own.ts'
import { missing, needed, stale } from '../text.ts'
import { tacticById } from './read.ts'
import { mayChange } from './tactic.ts'

/** What has to be done for a tactic, by a day. */
export interface Task {
  id: string
  tacticId: string
  title: string
  /** 2027-05-01 */
  dueOn: string | null
  person: { id: string; name: string } | null
  doneAt: Date | null
  version: number
}

const select = `select k.id, k.tactic_id as "tacticId", k.title, to_char(k.due_on, 'YYYY-MM-DD') as "dueOn", case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as person,
    k.done_at as "doneAt", k.version
  from task k left join person p on p.id = k.person_id where k.campaign_id = $1`

/** What is to be done, first what is due first; of one tactic or of all. */
export async function tasksOf(reader: Reader, campaignId: string, tacticId?: string): Promise<Task[]> {
  return reader.rows<Task>(`${select} and ($2::uuid is null or k.tactic_id = $2) order by k.done_at is not null, k.due_on, k.id limit 2000`, [campaignId, tacticId ?? null])
}

export async function addTask(house: House, actor: Actor | undefined, campaign: CampaignRef, tacticId: string, wish: { title: string; dueOn?: string | null | undefined }): Promise<Task> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const tactic = await tacticById(t, campaign.id, tacticId)
    if (!tactic) throw missing('tactic')
    mayChange(actor, campaign, tactic)
    const id = await insertTask(t, campaign.id, tacticId, wish, house.clock.now())
    await notify(t, campaign.id, { kind: 'plan', tactic: tacticId })
    return (await t.row<Task>(`${select} and k.id = $2`, [campaign.id, id]))!
  })
}

export async function insertTask(t: Transactor, campaignId: string, tacticId: string, wish: { title: string; dueOn?: string | null | undefined }, at: Date): Promise<string> {
  const id = uuid7(at)
  await t.run(`insert into task (campaign_id, id, tactic_id, title, due_on, created_at) values ($1, $2, $3, $4, $5::date, $6)`, [campaignId, id, tacticId, needed(wish.title, 300, 'A task has a title'), dayIn(wish.dueOn), at])
  return id
}

export interface TaskChange {
  version: number
  title?: string | undefined
  dueOn?: string | null | undefined
  /** Takes it on, or gives it up. */
  mine?: boolean | undefined
  done?: boolean | undefined
}

/** Anybody who works takes a task on, or says that it is done; words and day are for whoever leads. */
export async function changeTask(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: TaskChange): Promise<Task> {
  allow(actor, campaign, 'plan.work')
  return house.db.transact(async (t) => {
    const before = await t.row<Task>(`${select} and k.id = $2`, [campaign.id, id])
    if (!before) throw missing('task')
    if (change.title !== undefined || change.dueOn !== undefined) mayChange(actor, campaign, (await tacticById(t, campaign.id, before.tacticId))!)
    if (change.mine !== undefined && before.person && before.person.id !== actor.person.id) {
      if (change.mine) throw refuse('task-taken', 409, `${before.person.name} has taken this on.`, { mend: 'Talk to them, or choose another.' })
      mayChange(actor, campaign, (await tacticById(t, campaign.id, before.tacticId))!)
    }
    const person = change.mine === undefined ? (before.person?.id ?? null) : change.mine ? actor.person.id : null
    const doneAt = change.done === undefined ? before.doneAt : change.done ? (before.doneAt ?? house.clock.now()) : null
    const done = await t.run(
      `update task set title = $3, due_on = $4::date, person_id = $5, done_at = $6, version = version + 1 where campaign_id = $1 and id = $2 and version = $7`,
      [campaign.id, id, change.title === undefined ? before.title : needed(change.title, 300, 'A task has a title'), change.dueOn === undefined ? before.dueOn : dayIn(change.dueOn), person, doneAt, change.version],
    )
    if (done === 0) throw stale(before.version)
    await notify(t, campaign.id, { kind: 'plan', tactic: before.tacticId })
    return (await t.row<Task>(`${select} and k.id = $2`, [campaign.id, id]))!
  })
}

export async function dropTask(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'plan.work')
  await house.db.transact(async (t) => {
    const before = await t.row<Task>(`${select} and k.id = $2`, [campaign.id, id])
    if (!before) throw missing('task')
    mayChange(actor, campaign, (await tacticById(t, campaign.id, before.tacticId))!)
    await t.run(`delete from task where campaign_id = $1 and id = $2`, [campaign.id, id])
    await notify(t, campaign.id, { kind: 'plan', tactic: before.tacticId })
  })
}
