import { notify, type House, type Transactor } from '#core/index.ts'
import { campaignById, type Campaign } from '#campaign/index.ts'
import { membersOf, type Member } from '#person/index.ts'
import { alarmChannels, type AlarmChannel } from './channel.ts'
import { answers, onDuty } from './duty.ts'
import { record } from './raise.ts'
import { ownRule, type AlarmRule } from './rule.ts'
import { tellPeople } from './tell.ts'

const mostAtOnce = 200

/** Job: every minute in every campaign, and at once where an alarm was raised. */
export async function climbEverywhere(house: House, payload: { campaignId?: string } = {}): Promise<void> {
  const campaigns = payload.campaignId ? [{ id: payload.campaignId }] : await house.db.rows<{ id: string }>('select id from campaign')
  for (const { id } of campaigns) await climbAlarms(house, id)
}

interface Due {
  id: string
  level: number
  since: Date
  steps: number
}

/**
 * Alarms that nobody has taken in time climb by one step: more people are told. Who is told, the messages and the next time are
 * written in one transaction under the alarm's lock, so that of two processes one does it, and one that dies has done nothing.
 */
export async function climbAlarms(house: House, campaignId: string, channels: readonly AlarmChannel[] = alarmChannels): Promise<number> {
  return house.db.transact(async (t) => {
    const now = house.clock.now()
    const due = await t.rows<Due>(
      `select id, level, since, (select count(distinct step)::int from alarm_told w where w.campaign_id = $1 and w.alarm_id = alarm.id) as steps
       from alarm where campaign_id = $1 and state = 'open' and next_at <= $2 order by next_at limit ${mostAtOnce} for update skip locked`,
      [campaignId, now],
    )
    if (due.length === 0) return 0
    const campaign = (await campaignById(t, campaignId))!
    const rule = await ownRule(t, campaignId)
    const everybody = await rankedPeople(t, campaign, now)
    const told = new Map<string, { member: Member; alarms: { id: string; step: number }[] }>()
    for (const alarm of due) {
      const level = alarm.level + 1
      const people = peopleAt(level, everybody)
      await t.run(`update alarm set level = $3, next_at = $4 where campaign_id = $1 and id = $2`, [campaignId, alarm.id, level, nextAt(rule, alarm.since, level, now)])
      await record(t, campaignId, [alarm.id], { kind: 'told', level, people: people.length, at: now })
      for (const member of people) {
        const one = told.get(member.id) ?? { member, alarms: [] }
        told.set(member.id, one)
        one.alarms.push({ id: alarm.id, step: alarm.steps + 1 })
      }
    }
    await tellPeople(house, t, campaign, [...told.values()], channels, now)
    await notify(t, campaignId, { kind: 'alarm-climbed', alarms: due.map((one) => one.id) })
    return due.length
  })
}

export interface Ranked {
  duty: Member[]
  coordinators: Member[]
  owners: Member[]
}

async function rankedPeople(t: Transactor, campaign: Campaign, now: Date): Promise<Ranked> {
  const members = await membersOf(t, campaign)
  const those = (role: string) => members.filter((one) => one.role === role && answers(one))
  return { duty: await onDuty(t, campaign, now, members), coordinators: those('coordinator'), owners: those('owner') }
}

/** Who is told at a step. Nobody on duty: all coordinators at once; no coordinators: owners. */
export function peopleAt(level: number, { duty, coordinators, owners }: Ranked): Member[] {
  const upper = coordinators.length > 0 ? coordinators : owners
  const all = level >= 3 ? [...duty, ...coordinators, ...owners] : level === 2 ? [...duty, ...upper] : duty.length > 0 ? duty : upper
  return [...new Map(all.map((one) => [one.id, one])).values()]
}

/** After owners were told it goes on, each time after as many minutes as it took to reach them. */
function nextAt(rule: AlarmRule, since: Date, level: number, now: Date): Date {
  const minutes = [rule.again, rule.coordinators, rule.owners][level]
  return minutes === undefined ? new Date(now.getTime() + rule.owners * 60_000) : new Date(since.getTime() + minutes * 60_000)
}
