import { checkZone, daysLater, notify, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { insertAim } from '../aim/aim.ts'
import { planOf } from '../goal/goal.ts'
import { dayIn } from '../goal/own.ts'
import { insertMoment } from '../moment/moment.ts'
import { insertTactic } from '../tactic/tactic.ts'
import { insertTask } from '../tactic/task.ts'
import { missing } from '../text.ts'
import { templates } from './templates.ts'
import type { Said } from './shape.ts'

export interface TemplateUse {
  template: string
  /** The day from which its days count, as 2027-12-09. */
  day: string
  language?: string | undefined
  zone?: string | undefined
}

export interface Made {
  moments: string[]
  tactics: string[]
}

/** Makes moments, tactics, aims and tasks of a template, all or none. Nobody leads them yet: the board says so. */
export async function applyTemplate(house: House, actor: Actor | undefined, campaign: CampaignRef, use: TemplateUse): Promise<Made> {
  allow(actor, campaign, 'plan.edit')
  const template = templates.find((one) => one.key === use.template)
  if (!template) throw missing('template')
  const day = dayIn(use.day)
  if (!day) throw refuse('day-wrong', 422, 'Say from which day its days count.', { mend: 'It looks like 2027-05-01.' })
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const [plan, { languages, hashtags }] = [await planOf(t, campaign.id), (await campaignById(t, campaign.id))!]
    const zone = checkZone(use.zone || plan.zone)
    const words = (said: Said) => said[(use.language ?? languages[0] ?? 'en').split('-')[0] as keyof Said] ?? said.en
    const wall = (days: number, clock: string) => daysLater(`${day}T${clock}`, days)
    const moments = new Map<string, string>()
    for (const one of template.moments) {
      const wish = {
        kind: one.kind, title: words(one.title), reason: words(one.reason), wall: wall(one.day, one.clock ?? '00:00'), zone, allDay: one.clock === undefined, minutes: one.minutes ?? null,
        yearly: one.yearly ?? false, needed: one.needed ?? null,
      }
      moments.set(one.key, await insertMoment(t, campaign.id, actor.person.id, wish, at))
    }
    const tactics: string[] = []
    for (const one of template.tactics) {
      const id = await insertTactic(t, campaign.id, actor.person.id, {
        kind: one.kind, lane: one.lane, title: words(one.title), why: words(one.why), momentId: (one.moment && moments.get(one.moment)) ?? null,
        startsWall: wall(one.from, one.begins ?? '00:00'), endsWall: one.ends ? wall(one.to, one.ends) : wall(one.to + 1, '00:00'), zone, template: template.key,
      }, plan, at)
      for (const aim of one.aims) await insertAim(t, campaign.id, id, { indicator: aim.indicator, threshold: aim.threshold, words: words(aim.words), tag: aim.tagged ? (hashtags[0] ?? null) : null }, at)
      for (const task of one.tasks) await insertTask(t, campaign.id, id, { title: words(task.title), dueOn: wall(task.day, '00:00').slice(0, 10) }, at)
      tactics.push(id)
    }
    await notify(t, campaign.id, { kind: 'plan' })
    return { moments: [...moments.values()], tactics }
  })
}
