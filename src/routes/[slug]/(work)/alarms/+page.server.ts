import { fail, redirect } from '@sveltejs/kit'
import { addDuty, alarmRuleOf, answers, closeAlarm, dutyRoster, endDuty, giveBackAlarm, historyOf, listAlarms, setAlarmRule, takeAlarm } from '#alarm/index.ts'
import { isUuid, refuse } from '#core/index.ts'
import { allow, may, membersOf } from '#person/index.ts'
import { canMail } from '#talk/index.ts'
import { languages } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { momentIn } from './moment.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const shownClosed = 30
/** On duty by one tap: from now on for about so many hours, until a full half hour. */
const dutyHours = [1, 2, 4, 8]
const halfHour = 30 * 60_000

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const { db } = house
  const now = house.clock.now()
  const manages = may(actor, campaign, 'alarm.manage')
  const [open, taken, closed, roster, rule, members] = await Promise.all([
    listAlarms(db, campaign.id, 'open'), listAlarms(db, campaign.id, 'taken'), listAlarms(db, campaign.id, 'closed', shownClosed),
    dutyRoster(db, campaign.id, now), alarmRuleOf(db, campaign.id), manages ? membersOf(db, campaign) : [],
  ])
  const history = await historyOf(db, campaign.id, [...open, ...taken, ...closed].map((one) => one.id))
  const shown = (alarms: typeof open) => alarms.map((one) => ({ ...one, history: history.get(one.id) ?? [] }))
  return {
    now, manages, canMail: canMail(house), takes: may(actor, campaign, 'alarm.take'),
    open: shown(open), taken: shown(taken), closed: shown(closed), roster, rule, languages: [...languages],
    mine: roster.find((one) => one.personId === actor.person.id && one.from <= now) ?? null,
    until: dutyHours.map((hours) => new Date(Math.ceil((now.getTime() + hours * 3_600_000) / halfHour) * halfHour)),
    people: members.filter(answers).map(({ id, name }) => ({ id, name })),
  }
}

export const actions: Actions = {
  take: (event) => act(event, (at) => takeAlarm(at.house, at.campaign, at.actor, idOf(at)), true),
  back: (event) => act(event, (at) => giveBackAlarm(at.house, at.campaign, at.actor, idOf(at))),
  close: (event) => act(event, (at) => closeAlarm(at.house, at.campaign, at.actor, idOf(at), at.word('outcome'))),
  on: (event) => act(event, async (at) => {
    const until = new Date(at.word('until'))
    if (Number.isNaN(until.getTime())) throw refuse('times-wrong', 422, 'Duty ends after it begins, within a week.')
    await addDuty(at.house, at.campaign, at.actor, { until })
  }),
  off: (event) => act(event, (at) => endDuty(at.house, at.campaign, at.actor, idOf(at))),
  add: (event) => act(event, async (at) => {
    const [from, until] = [momentIn(at.word('from'), at.zone), momentIn(at.word('until'), at.zone)]
    if (!until) throw refuse('times-wrong', 422, 'Duty ends after it begins, within a week.')
    await addDuty(at.house, at.campaign, at.actor, { personId: at.word('person'), from: from ?? at.house.clock.now(), until })
  }),
  rule: (event) => act(event, async (at) => {
    allow(at.actor, at.campaign, 'alarm.manage')
    const words = Object.fromEntries(languages.map((language) => [language, at.word(`words-${language}`).split(/[\n,;،]+/)]))
    const minutes = (name: string) => Math.round(Number(at.word(name)))
    await setAlarmRule(at.house, at.campaign.id, at.actor, { byWords: at.word('byWords') === 'yes', words, again: minutes('again'), coordinators: minutes('coordinators'), owners: minutes('owners') })
  }),
}

type Held = Awaited<ReturnType<typeof entered>> & { word: (name: string) => string; zone: string }

async function act({ locals, params, request, url }: RequestEvent, work: (held: Held) => Promise<void>, leads = false) {
  const form = await request.formData()
  const word = (name: string) => String(form.get(name) ?? '').slice(0, 20_000)
  const at = url.search.replace(/^\?\//, '')
  try {
    const held = await entered(locals, params.slug, 'alarm.take')
    await work({ ...held, word, zone: locals.t.zone })
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { at, id: word('id'), code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) })
  }
  // Taken from whatever screen: one is led to what one has taken.
  if (leads) redirect(303, `/${params.slug}/alarms#${word('id')}`)
  return { at, id: word('id'), done: true }
}

function idOf({ word }: Held): string {
  const id = word('id')
  if (!isUuid(id)) throw refuse('not-found', 404, 'There is no such thing here.')
  return id
}
