import { fail } from '@sveltejs/kit'
import { alarmReach } from '#alarm/index.ts'
import { backupAge } from '#backup/index.ts'
import {
  addStartingAreas, changeCampaign, consentStep, institutionsOf, issueAreasOf, nameIn, precisions, setInstitutions, setIssueAreas, startingAreas,
  type CampaignChange, type NewInstitution, type NewIssueArea,
} from '#campaign/index.ts'
import { refuse } from '#core/index.ts'
import { automaticFrom, learnedOf, setAutomatic } from '#desk/index.ts'
import { queueOrderOf, reorderProgress, signalWordsOf } from '#statement/index.ts'
import { canMail, clearAddress, letterFindings, lettersInDoubt, listOutgoing, settleLetters } from '#talk/index.ts'
import { isLanguage, languages } from '#ui/languages.ts'
import { refused } from '#ui/refused.ts'
import { entered } from '../entered.ts'
import { reasonIn } from '../reason.ts'
import { saveOrder } from './order.ts'
import { inOwnLanguage } from './own-language.ts'
import { moved } from './moved.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'campaign.manage')
  const [areas, institutions, outgoing, order, reordering, learned, automatic, reach, backup, inDoubt] = await Promise.all([
    issueAreasOf(house.db, campaign.id), institutionsOf(house.db, campaign.id), listOutgoing(house.db, campaign.id, undefined, 50),
    queueOrderOf(house.db, campaign.id), reorderProgress(house, campaign.id),
    learnedOf(house.db, campaign.id), automaticFrom(house.db, campaign.id), alarmReach(house, campaign), backupAge(house), lettersInDoubt(house.db, campaign.id),
  ])
  const { name, goal, question, words, hashtags, precision } = campaign
  const keyOf = new Map(areas.map((area) => [area.id, area.key]))
  return {
    settings: { name, goal, question, words, hashtags, languages: campaign.languages, precision }, precisions, now: house.clock.now(),
    /** The languages in which names can be given: the campaign's, as far as the house speaks them. */
    speaks: campaign.languages.filter(isLanguage).length > 0 ? campaign.languages.filter(isLanguage) : [languages[0]],
    areas: areas.map(({ key, names, words }) => ({ key, names, words, called: nameIn(names, locals.language) })),
    institutions: institutions.map(({ key, names, issueAreaIds }) => ({ key, names, called: nameIn(names, locals.language), areas: issueAreaIds.map((id) => keyOf.get(id)!) })),
    starting: startingAreas.map((area) => nameIn(area.names, locals.language)),
    /** Channels on which more is allowed than what is usual. */
    looser: Object.keys(consentStep({}, campaign.consent).beyond),
    backup, reach, outgoing: outgoing.map((one) => ({ ...one, reason: reasonIn(locals.t, one.reason) })), inDoubt, canMail: canMail(house),
    order: { weights: order.weights, words: signalWordsOf(order.words) }, reordering, learned: learned ?? null, automatic: automatic ?? null,
  }
}

export const actions: Actions = {
  campaign: (event) =>
    keep(event, 'campaign', async ({ form, house, actor, campaign }) => {
      const text = (name: string) => String(form.get(name) ?? '').trim().slice(0, 5_000)
      const words = { ...campaign.words }
      for (const language of campaign.languages.slice(1).filter(isLanguage)) words[language] = { name: text(`name.${language}`), question: text(`question.${language}`), goal: text(`goal.${language}`) }
      const change: CampaignChange = {
        name: text('name'), goal: text('goal'), question: text('question'), words, hashtags: text('hashtags').split(/[\s,،]+/).filter(Boolean),
        languages: text('languages').split(/[\s,،]+/).filter(Boolean), precision: precisions.find((one) => one === form.get('precision')) ?? campaign.precision,
      }
      await house.db.transact((t) => changeCampaign(t, campaign.id, inOwnLanguage(change, campaign.languages[0]), house.clock.now(), actor.person.id))
    }),
  order: (event) => keep(event, 'order', ({ form, house, campaign }) => saveOrder(house, campaign, form)),
  clearAddress: (event) => keep(event, 'outbox', ({ form, house, actor, campaign }) => clearAddress(house, actor, campaign, String(form.get('id') ?? ''))),
  settle: (event) =>
    keep(event, 'outbox', async ({ form, house, actor, campaign }) => {
      const finding = letterFindings.find((one) => one === form.get('finding'))
      if (finding) await settleLetters(house, actor, campaign, finding, form.has('id') ? String(form.get('id')) : undefined)
    }),
  automatic: (event) =>
    keep(event, 'automatic', async ({ form, house, actor, campaign }) => void (await setAutomatic(house, actor, campaign, form.get('least') ? Number(form.get('least')) : null))),
  start: (event) => keep(event, 'areas', async ({ house, campaign }) => void (await house.db.transact((t) => addStartingAreas(t, campaign.id, house.clock.now())))),
  area: (event) =>
    keep(event, (form) => `area ${String(form.get('was') ?? '')}`, async ({ form, house, campaign }) => {
      const areas: NewIssueArea[] = (await issueAreasOf(house.db, campaign.id)).map(({ key, names, words }) => ({ key, names, words }))
      const was = areas.find((one) => one.key === form.get('was'))
      if (was && form.get('leave') === 'yes') return void (await house.db.transact((t) => setIssueAreas(t, campaign.id, areas.filter((one) => one !== was), house.clock.now())))
      const area = { key: was?.key ?? String(form.get('key') ?? '').trim(), names: byLanguage(form, 'name', was?.names ?? {}), words: wordsOf(form, was?.words ?? {}) }
      if (!was && areas.some((one) => one.key === area.key)) throw refuse('key-twice', 409, `There are two of the key "${area.key}".`)
      const next = was ? areas.map((one) => (one === was ? area : one)) : [...areas, area]
      await house.db.transact((t) => setIssueAreas(t, campaign.id, moved(next, area, form.get('move')), house.clock.now()))
    }),
  institution: (event) =>
    keep(event, (form) => `institution ${String(form.get('was') ?? '')}`, async ({ form, house, campaign }) => {
      const keyOf = new Map((await issueAreasOf(house.db, campaign.id)).map((area) => [area.id, area.key]))
      const all: NewInstitution[] = (await institutionsOf(house.db, campaign.id)).map(({ key, names, issueAreaIds }) => ({ key, names, issueAreas: issueAreaIds.map((id) => keyOf.get(id)!) }))
      const was = all.find((one) => one.key === form.get('was'))
      if (was && form.get('leave') === 'yes') return void (await house.db.transact((t) => setInstitutions(t, campaign.id, all.filter((one) => one !== was), house.clock.now())))
      const one = { key: was?.key ?? String(form.get('key') ?? '').trim(), names: byLanguage(form, 'name', was?.names ?? {}), issueAreas: form.getAll('area').map(String) }
      if (!was && all.some((other) => other.key === one.key)) throw refuse('key-twice', 409, `There are two of the key "${one.key}".`)
      await house.db.transact((t) => setInstitutions(t, campaign.id, was ? all.map((other) => (other === was ? one : other)) : [...all, one], house.clock.now()))
    }),
}

type Held = Awaited<ReturnType<typeof entered>> & { form: FormData }

interface Said {
  at: string
  saved?: true
  text?: string
  code?: string
  typed?: Record<string, string>
}

async function keep({ locals, params, request }: RequestEvent, where: string | ((form: FormData) => string), work: (held: Held) => Promise<void>) {
  const form = await request.formData()
  const at = typeof where === 'string' ? where : where(form).trim()
  try {
    await work({ ...(await entered(locals, params.slug, 'campaign.manage')), form })
    return { at, saved: true } as Said
  } catch (reason) {
    const { status, code, text } = refused(locals.t, reason)
    return fail(status, { at, code, text, typed: Object.fromEntries([...form].map(([name, value]) => [name, String(value)])) } as Said)
  }
}

/** What the form has for our languages over what is there: names in languages that we do not speak stay. */
function byLanguage(form: FormData, field: string, before: Record<string, string>): Record<string, string> {
  const given = languages.flatMap((language) => (form.has(`${field}.${language}`) ? [[language, String(form.get(`${field}.${language}`)).trim().slice(0, 300)] as const] : []))
  return Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(given) }).filter(([, name]) => name !== ''))
}

function wordsOf(form: FormData, before: Record<string, string[]>): Record<string, string[]> {
  const given = languages.flatMap((language) => {
    const text = form.get(`words.${language}`)
    return text === null ? [] : [[language, String(text).split(/[,،\n]+/).map((word) => word.trim().slice(0, 100)).filter(Boolean).slice(0, 500)] as const]
  })
  return { ...before, ...Object.fromEntries(given) }
}
